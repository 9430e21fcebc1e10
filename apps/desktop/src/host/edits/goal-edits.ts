import {
  changedWhenClosed,
  type Goal,
  GOAL_DEFAULTS,
  isClosedGoal,
  isComposite,
  periodLabel,
  periodOf,
  planLinks,
} from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import { linkRuleWords } from '../pages/hierarchy-words.ts';
import type { GoalChange, NewGoal } from '../service.ts';
import type { Workspace } from '../workspace.ts';
import { commitEdit, create, existing, newRecord, requiredText, update } from './commit-edit.ts';
import { checkAims, checkWeight, filterOf, termsOf } from './goal-edits-terms.ts';
import { edgeChange } from './link-edits.ts';

/** Makes a goal, and hangs it under its parent, in one change. */
export function createGoal(workspace: Workspace, input: NewGoal): { readonly id: string } {
  checkPeriod(workspace, input);
  const goal: Goal = {
    ...newRecord(workspace),
    ...GOAL_DEFAULTS,
    ...termsOf(workspace, input),
    periodKind: input.periodKind,
    periodStart: input.periodStart,
    periodEnd: input.periodEnd,
    components: [],
    calculationSource: input.calculationSource ?? 'auto_calculated',
    isPersonal: input.isPersonal ?? false,
  };
  const made = { ...goal, components: componentsOf(workspace, goal, input.components ?? []) };
  checkMayMake(workspace, made);
  if (made.isPersonal && input.parentGoalId !== null)
    throw new EditRefused('Adds up to: a personal goal adds up to no other goal. Leave it empty.');
  const edges = input.parentGoalId === null ? [] : edgesTo(workspace, made, input.parentGoalId);
  commitEdit(workspace, [create('goals', made), ...edges]);
  return { id: goal.id };
}

/** Errors: `EditRefused`; a closed goal keeps all that was reported follows from (rule V7). */
export function updateGoal(workspace: Workspace, input: GoalChange): void {
  const goal = existing(workspace, 'goals', input.goalId, 'goal');
  if (!workspace.replica.reach().mayEditGoal(workspace.actor(), goal)) {
    throw new EditRefused(`You may not change the goal "${goal.name}". Ask a manager above its owner or an administrator.`);
  }
  const { goalId: _goalId, filter, components, name, ...plain } = input;
  const change: { [F in keyof Goal]?: Goal[F] | undefined } = {
    ...plain,
    name: name === undefined ? undefined : requiredText(name, 'Goal name'),
    filter: filter === undefined ? undefined : filterOf(workspace, goal, filter),
    components: components === undefined ? undefined : componentsOf(workspace, goal, components),
  };
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Goal>;
  checkOpen(workspace, goal, given);
  const next = { ...goal, ...given };
  checkAims(next);
  checkWeight(next.weight, 'Weight');
  commitEdit(workspace, [update('goals', goal.id, given)]);
}

/** Errors: `EditRefused` where the goal is closed and the change touches what was reported (rule V7). */
function checkOpen({ replica }: Workspace, goal: Goal, change: Partial<Goal>): void {
  const { closeAfterDays } = replica.directory().settings;
  if (!isClosedGoal(goal, closeAfterDays, replica.today())) return;
  const changed = changedWhenClosed(goal, change);
  if (changed.length === 0) return;
  throw new EditRefused(
    `"${goal.name}" is closed: its period ended on ${goal.periodEnd} and its number was reported ${closeAfterDays} days later. Its ${changed.join(', ')} no longer change${changed.length === 1 ? 's' : ''}.`,
  );
}

function checkMayMake(workspace: Workspace, goal: Goal): void {
  if (workspace.replica.reach().mayEditGoal(workspace.actor(), goal)) return;
  throw new EditRefused(
    `You may not make goals for ${workspace.lookup().ownerName(goal.ownerId)}. Ask one of their managers or an administrator.`,
  );
}

function componentsOf(workspace: Workspace, goal: Goal, components: readonly { goalId: string; weight: number }[]): Goal['components'] {
  if (components.length === 0) return [];
  if (!isComposite(goal)) throw new EditRefused('Made of: only a composite goal is made of other goals. Leave the list empty.');
  const index = workspace.replica.goalIndex();
  return components.map(({ goalId, weight }) => {
    const part = existing(workspace, 'goals', goalId, 'goal of the composite');
    if (goalId === goal.id || index.componentsOf(goalId).some((one) => one.goalId === goal.id)) {
      throw new EditRefused(`Made of "${part.name}": a composite can't be made of itself, not even by way of another. Take it out.`);
    }
    checkWeight(weight, `Weight of "${part.name}"`);
    return { goalId, weight };
  });
}

function edgesTo(workspace: Workspace, child: Goal, parentId: string) {
  const { replica } = workspace;
  const { settings } = replica.directory();
  const parent = existing(workspace, 'goals', parentId, 'parent goal');
  if (isClosedGoal(child, settings.closeAfterDays, replica.today())) {
    throw new EditRefused(
      `"${child.name}" can't hang under "${parent.name}": its period is closed, and what was reported stands. Make it without a goal above it.`,
    );
  }
  const book = replica.goalBook();
  const plan = planLinks({ goals: [...book.goals, child], edges: book.edges }, replica.directory(), [{ childId: child.id, parentId }]);
  const broken = plan.links.flatMap((link) => link.broken);
  if (broken.length > 0) {
    throw new EditRefused(
      `"${child.name}" can't hang under "${parent.name}": ${broken.map((rule) => linkRuleWords(rule, settings)).join('; ')}.`,
    );
  }
  return plan.edges.map((edge) => edgeChange(workspace, edge));
}

function checkPeriod(workspace: Workspace, { periodKind, periodStart, periodEnd }: NewGoal): void {
  if (periodEnd < periodStart)
    throw new EditRefused(`Period: it ends on ${periodEnd}, before it starts on ${periodStart}. Choose a later end.`);
  if (periodKind === 'custom') return;
  const calendar = workspace.replica.calendar();
  const whole = periodOf(periodKind, periodStart, calendar);
  if (whole.start === periodStart && whole.end === periodEnd) return;
  const label = periodLabel(periodKind, whole.start, whole.end, calendar);
  throw new EditRefused(
    `Period ${periodStart} – ${periodEnd}: ${label} is ${whole.start} – ${whole.end}. Choose those dates, or the kind "custom".`,
  );
}
