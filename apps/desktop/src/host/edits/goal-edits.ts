import {
  COMPANY_ID,
  edgeId,
  type Goal,
  type LinkRule,
  nextEdgeCounter,
  periodLabel,
  periodOf,
  validateLink,
  GOAL_DEFAULTS,
} from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import type { NewGoal } from '../service.ts';
import type { Workspace } from '../workspace.ts';
import { commitEdit, create, existing, newRecord, requiredText, update } from './commit-edit.ts';

/** Makes a goal, and hangs it under its parent, in one change. */
export function createGoal(workspace: Workspace, input: NewGoal): { readonly id: string } {
  const { replica } = workspace;
  checkOwner(workspace, input);
  checkPeriod(workspace, input);
  const record = newRecord(workspace);
  const goal: Goal = {
    ...record,
    name: requiredText(input.name, 'Goal name'),
    ownerType: input.ownerType,
    ownerId: input.ownerId,
    type: input.type,
    currency: input.type === 'revenue' ? replica.directory().settings.currency : null,
    periodKind: input.periodKind,
    periodStart: input.periodStart,
    periodEnd: input.periodEnd,
    target: input.target,
    ...GOAL_DEFAULTS,
  };
  if (!replica.reach().mayEditGoal(workspace.actor(), goal)) {
    throw new EditRefused(
      `You may not make goals for ${workspace.lookup().ownerName(input.ownerId)}. Ask one of their managers or an administrator.`,
    );
  }
  const edges = input.parentGoalId === null ? [] : [edgeTo(workspace, goal, input.parentGoalId)];
  commitEdit(workspace, [create('goals', goal), ...edges]);
  return { id: goal.id };
}

export function updateGoal(
  workspace: Workspace,
  input: {
    readonly goalId: string;
    readonly name?: string | undefined;
    readonly target?: number | null | undefined;
    readonly status?: Goal['status'] | undefined;
  },
): void {
  const goal = existing(workspace, 'goals', input.goalId, 'goal');
  if (!workspace.replica.reach().mayEditGoal(workspace.actor(), goal)) {
    throw new EditRefused(`You may not change the goal "${goal.name}". Ask a manager above its owner or an administrator.`);
  }
  const name = input.name === undefined ? undefined : requiredText(input.name, 'Goal name');
  commitEdit(workspace, [update('goals', goal.id, { name, target: input.target, status: input.status })]);
}

function edgeTo(workspace: Workspace, child: Goal, parentId: string) {
  const { replica } = workspace;
  const parent = existing(workspace, 'goals', parentId, 'parent goal');
  const hierarchy = replica.goalIndex().hierarchy;
  const broken = validateLink(child, parent, { hierarchy, directory: replica.directory() });
  if (broken.length > 0) {
    throw new EditRefused(
      `"${child.name}" can't hang under "${parent.name}": ${broken.map((rule) => linkWords(rule, workspace)).join('; ')}.`,
    );
  }
  const counter = nextEdgeCounter(child.id, replica.goalBook().edges);
  const { createdAt, createdBy, importId, deletedAt } = newRecord(workspace);
  return create('edges', {
    id: edgeId(child.id, parentId),
    childId: child.id,
    parentId,
    counter,
    createdAt,
    createdBy,
    importId,
    deletedAt,
  });
}

function linkWords(rule: LinkRule, workspace: Workspace): string {
  switch (rule) {
    case 'self_link':
      return 'a goal cannot be its own parent';
    case 'cycle':
      return 'the parent stands below it';
    case 'max_depth':
      return `the hierarchy would be deeper than ${workspace.replica.directory().settings.maxGoalDepth} levels, the limit in the settings`;
    case 'owner_incompatible':
      return 'the parent must belong to a team above the owner, or to the company';
    case 'unit_incompatible':
      return 'both must be of the same type and currency';
    case 'period_incompatible':
      return "its period must lie inside the parent's";
    case 'unknown_goal':
      return 'one of them is not known here';
  }
}

function checkOwner(workspace: Workspace, { ownerType, ownerId }: NewGoal): void {
  const lookup = workspace.lookup();
  const isKnown =
    ownerType === 'company' ? ownerId === COMPANY_ID : ownerType === 'team' ? lookup.teams.has(ownerId) : lookup.members.has(ownerId);
  if (!isKnown)
    throw new EditRefused(`Owner ${ownerId}: there is no such ${ownerType === 'individual' ? 'member' : ownerType}. Choose another owner.`);
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
