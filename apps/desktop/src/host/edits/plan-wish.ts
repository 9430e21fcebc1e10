import {
  type GoalPlan,
  type GoalTemplate,
  isClosedGoal,
  isComposite,
  periodLabel,
  periodOf,
  planGoals,
  type PlanWish,
  ratioScale,
  referencePeriod,
  resultsOf,
} from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import type { PlanInput } from '../service.ts';
import type { Workspace } from '../workspace.ts';
import { termsOf } from './goal-edits-terms.ts';

/** More goals than these are planned in several goes. */
const MOST_GOALS = 600;

/** The plan that was asked for, with the targets entered by hand (rules B1–B6). Errors: `EditRefused` that names field and rule. */
export function planOf(workspace: Workspace, input: PlanInput): { readonly plan: GoalPlan; readonly wish: PlanWish } {
  const wish = wishOf(workspace, input);
  const { replica } = workspace;
  const goals = replica.goalBook().goals;
  const directory = replica.directory();
  const calendar = replica.calendar();
  const references =
    wish.basis.kind === 'same' ? [] : wish.periods.map((period) => referencePeriod(wish.basis, wish.periodKind, period, calendar));
  const first = references.reduce((least, { start }) => (start < least ? start : least), '9999');
  const last = references.reduce((most, { end }) => (end > most ? end : most), '0000');
  const events = references.length === 0 ? [] : replica.eventsBetween(new Set(wish.memberIds), first, last);
  const resultsIn = resultsOf(wish.template, references.length === 0 ? [] : wish.memberIds, references, events, directory);
  const plan = planGoals(wish, { directory, goals, calendar, resultsIn });
  if (plan.goals.length > MOST_GOALS)
    throw new EditRefused(
      `This plan has ${plan.goals.length} goals; ${MOST_GOALS} are made in one go at most. Choose fewer periods or people.`,
    );
  const entered = new Map(input.targets.map((one) => [`${one.memberId} ${one.periodStart}`, one.target]));
  const targetOf = (row: GoalPlan['goals'][number]): number | null => {
    const typed = entered.get(`${row.memberId} ${row.period.start}`);
    return row.existingId !== null || typed === undefined ? row.target : typed;
  };
  return { plan: { ...plan, goals: plan.goals.map((row) => ({ ...row, target: targetOf(row) })) }, wish };
}

function wishOf(workspace: Workspace, input: PlanInput): PlanWish {
  const { replica } = workspace;
  const calendar = replica.calendar();
  const { closeAfterDays } = replica.directory().settings;
  const periods = [...new Set(input.periods)].sort().map((day) => periodOf(input.periodKind, day, calendar));
  for (const { start, end } of periods) {
    if (isClosedGoal({ periodEnd: end }, closeAfterDays, replica.today()))
      throw new EditRefused(
        `Period ${periodLabel(input.periodKind, start, end, calendar)}: it is closed and was reported. Choose one that isn't over.`,
      );
  }
  const reached = replica.reach().reachedTeams(workspace.actor());
  for (const teamId of input.teamIds) {
    const name = workspace.lookup().ownerName(teamId);
    if (!reached.has(teamId)) throw new EditRefused(`You may not plan for ${name}. Ask one of its managers or an administrator.`);
  }
  const template = templateOf(workspace, input);
  if (input.basis.kind !== 'same' && ratioScale(template) !== null)
    throw new EditRefused(
      'Targets: a ratio is not split and does not grow by itself. Give everyone the same target, then change single ones.',
    );
  return {
    teamIds: input.teamIds,
    memberIds: input.memberIds,
    template,
    periodKind: input.periodKind,
    periods,
    name: input.name.trim(),
    basis: input.basis,
    step: input.step,
    isProrated: input.isProrated,
  };
}

/** What the goals count, checked as a single goal's terms are. */
function templateOf(workspace: Workspace, input: PlanInput): GoalTemplate {
  if (isComposite({ type: input.type, metric: input.metric ?? null }))
    throw new EditRefused('What counts: a composite is made of other goals, each its own. Make composites one by one.');
  const { type, metric, direction, currency, filter } = termsOf(workspace, {
    ...input,
    ownerType: 'company',
    ownerId: 'company',
    target: null,
  });
  return { type, metric, direction, currency, filter };
}
