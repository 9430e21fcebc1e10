import { type Goal, isClosedGoal, type Period, periodLabel, periodOf, planGoals, type PlanWish } from '@fieldgoal/domain';
import type { RecordChange } from '@fieldgoal/documents';
import { EditRefused } from '../edit-refused.ts';
import type { TargetsInput, TargetsUndo } from '../service.ts';
import type { Workspace } from '../workspace.ts';
import { commitEdit, create, existing, update } from './commit-edit.ts';
import { goalsOf, isInTeam, namePattern, templatesOf } from './grid-goals.ts';
import { checkAims } from './goal-edits-terms.ts';
import { edgeChange } from './link-edits.ts';
import { plannedGoals } from './plan-edits.ts';

/** More reasons than these help nobody. */
const REASONS_SHOWN = 5;

interface Entered {
  readonly memberId: string;
  readonly period: Period;
  readonly target: number | null;
  readonly goal: Goal | undefined;
}

/**
 * Sets targets of a team's members, and makes the goals that are missing under their team's, all in one change (rule B7).
 *
 * Errors: `EditRefused` that names member, period and rule of each that may not be set; nothing is changed then.
 */
export function setTargets(workspace: Workspace, input: TargetsInput): TargetsUndo {
  const template = templatesOf(workspace, input.teamId).get(input.measure);
  if (template === undefined) throw new EditRefused('What counts: nobody in this team has such goals any more. Reload the page.');
  const found = goalsOf(workspace, template);
  const calendar = workspace.replica.calendar();
  const entered = input.cells.map(({ memberId, periodStart, target }): Entered => {
    const period = periodOf(input.kind, periodStart, calendar);
    return { memberId, period, target, goal: found.get('individual', memberId, period) };
  });
  refuseTogether(workspace, input, entered);
  const updates = entered.flatMap(({ goal, target }) => (goal === undefined || goal.target === target ? [] : [{ goal, target }]));
  for (const { goal, target } of updates) checkAims({ ...goal, target });
  const missing = entered.filter(({ goal, target }) => goal === undefined && target !== null);
  const wish: PlanWish = {
    teamIds: [input.teamId],
    memberIds: missing.map(({ memberId }) => memberId),
    template,
    periodKind: input.kind,
    periods: [],
    name: namePattern(workspace, template, input.kind, input.name),
    basis: { kind: 'same', target: null },
    step: 1,
    isProrated: false,
  };
  const made = missingGoals(workspace, wish, missing);
  const changes: RecordChange[] = [...updates.map(({ goal, target }) => update('goals', goal.id, { target })), ...made.changes];
  if (changes.length > 0) commitEdit(workspace, changes);
  return { made: made.goalIds, before: updates.map(({ goal }) => ({ goalId: goal.id, target: goal.target })) };
}

/** Takes targets and the goals made for them back, in one change. */
export function undoTargets(workspace: Workspace, { made, before }: TargetsUndo): void {
  const deletedAt = workspace.replica.nowInstant();
  const present = made.filter((id) => workspace.replica.record('goals', id)?.deletedAt === null);
  const changes = [
    ...before.map(({ goalId, target }) => update('goals', existing(workspace, 'goals', goalId, 'goal').id, { target })),
    ...present.map((id) => update('goals', id, { deletedAt })),
  ];
  if (changes.length > 0) commitEdit(workspace, changes);
}

/** The goals that are missing, planned as for a team (rules B1, B6), with the targets entered. */
function missingGoals(workspace: Workspace, wish: PlanWish, missing: readonly Entered[]) {
  if (missing.length === 0) return { goalIds: [], changes: [] };
  const { replica } = workspace;
  const periods = [...new Map(missing.map(({ period }) => [period.start, period])).values()].sort((a, b) => (a.start < b.start ? -1 : 1));
  const context = { directory: replica.directory(), goals: replica.goalBook().goals, calendar: replica.calendar(), resultsIn: () => 0 };
  const whole = planGoals({ ...wish, periods }, context);
  const targets = new Map(missing.map(({ memberId, period, target }) => [`${memberId} ${period.start}`, target]));
  const goals = whole.goals.flatMap((row) => {
    const target = targets.get(`${row.memberId} ${row.period.start}`);
    return target === undefined ? [] : [{ ...row, target }];
  });
  const planned = plannedGoals(workspace, { ...whole, goals }, wish, { hasTeamGoal: true });
  return {
    goalIds: planned.goals.map(({ id }) => id),
    changes: [...planned.goals.map((goal) => create('goals', goal)), ...planned.links.edges.map((edge) => edgeChange(workspace, edge))],
  };
}

function refuseTogether(workspace: Workspace, { teamId, kind }: TargetsInput, entered: readonly Entered[]): void {
  const calendar = workspace.replica.calendar();
  const problems = entered.flatMap(({ memberId, period, goal }) => {
    const why = whyNot(workspace, teamId, memberId, period, goal);
    const label = periodLabel(kind, period.start, period.end, calendar);
    return why === null ? [] : [`${workspace.lookup().memberName(memberId)}, ${label}: ${why}.`];
  });
  if (problems.length === 0) return;
  const more = problems.length > REASONS_SHOWN ? ` And ${problems.length - REASONS_SHOWN} more.` : '';
  throw new EditRefused(`Nothing was changed. ${problems.slice(0, REASONS_SHOWN).join(' ')}${more}`);
}

function whyNot(workspace: Workspace, teamId: string, memberId: string, period: Period, goal: Goal | undefined): string | null {
  const { replica } = workspace;
  const { closeAfterDays } = replica.directory().settings;
  if (isClosedGoal({ periodEnd: period.end }, closeAfterDays, replica.today())) return 'the period is closed and was reported (rule V7)';
  if (!isInTeam(workspace, memberId, teamId, period)) return 'not in the team then';
  const owned = { ownerType: 'individual', ownerId: memberId, periodStart: period.start, periodEnd: period.end } as const;
  if (!replica.reach().mayEditGoal(workspace.actor(), owned)) return 'you may not change their goals';
  return goal?.targetMode === 'sum_of_children' ? 'the target is the sum of the goals below' : null;
}
