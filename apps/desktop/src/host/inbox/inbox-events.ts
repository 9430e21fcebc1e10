import { type Goal } from '@fieldgoal/domain';
import { conflictRows } from '../pages/conflicts.ts';
import { goalCard, isRunning } from '../pages/goal-cards.ts';
import { refusalRows } from '../pages/refusals.ts';
import type { GoalCard } from '../views/goal-card.ts';
import type { Workspace } from '../workspace.ts';
import type { GoalMark, InboxEvent } from './inbox-store.ts';

/** The signed-in member's own running goals as they stand, and everything about them and their work that is worth a notice. */
export function inboxEvents(
  workspace: Workspace,
  before: ReadonlyMap<string, GoalMark>,
): { events: InboxEvent[]; marks: Map<string, GoalMark> } {
  const { replica, memberId } = workspace;
  const today = replica.today();
  const events: InboxEvent[] = [];
  const marks = new Map<string, GoalMark>();
  for (const goal of replica.goalIndex().goals) {
    if (goal.ownerType !== 'individual' || goal.ownerId !== memberId || !isRunning(goal, today)) continue;
    const card = goalCard(workspace, goal);
    // A goal whose number isn't here yet says nothing.
    if (card.state === 'waiting') continue;
    const { health, target } = card;
    marks.set(goal.id, { health, target });
    events.push(...eventsOfGoal(memberId, goal, card, before.get(goal.id), today), ...adjustmentsOf(workspace, goal));
  }
  return { events: [...events, ...tasksDue(workspace, today), ...refusals(workspace), ...conflicts(workspace)], marks };
}

function eventsOfGoal(memberId: string, goal: Goal, { health, target }: GoalCard, was: GoalMark | undefined, today: string) {
  const about = { subject: goal.name, detail: null, path: `/goals/${goal.id}` };
  const events: InboxEvent[] = [];
  if (was === undefined && goal.createdBy !== memberId) events.push({ ...about, id: `given:${goal.id}`, kind: 'goal_given' });
  if (was !== undefined && was.target !== target && !goal.isPersonal)
    events.push({ ...about, id: `target:${goal.id}:${target}:${today}`, kind: 'target_changed' });
  if (health === 'achieved') events.push({ ...about, id: `achieved:${goal.id}`, kind: 'goal_achieved' });
  // Once a day for each turn to the worse, however often it goes to and fro.
  const isWorse = was !== undefined && was.health !== health && was.health !== 'off_track';
  if (isWorse && health === 'at_risk') events.push({ ...about, id: `risk:${goal.id}:${today}`, kind: 'goal_at_risk' });
  if (was?.health !== health && was !== undefined && health === 'off_track')
    events.push({ ...about, id: `off:${goal.id}:${today}`, kind: 'goal_off_track' });
  return events;
}

function adjustmentsOf(workspace: Workspace, goal: Goal): InboxEvent[] {
  const made = workspace.replica.goalIndex().adjustmentsCounting(goal.id);
  return made
    .filter(({ createdBy }) => createdBy !== workspace.memberId)
    .map(({ id, createdBy }) => ({
      id: `adjusted:${id}`,
      kind: 'goal_adjusted',
      subject: goal.name,
      detail: workspace.lookup().memberName(createdBy),
      path: `/goals/${goal.id}`,
    }));
}

function tasksDue({ tasks, memberId }: Workspace, today: string): InboxEvent[] {
  const events: InboxEvent[] = [];
  for (const { id, title, ownerId, dueOn, completedAt } of tasks.all()) {
    if (ownerId !== memberId || completedAt !== null || dueOn === null || dueOn > today) continue;
    const isLate = dueOn < today;
    const kind = isLate ? 'task_overdue' : 'task_due';
    events.push({ id: `${kind}:${id}:${dueOn}`, kind, subject: title, detail: null, path: '/work' });
  }
  return events;
}

function refusals(workspace: Workspace): InboxEvent[] {
  return refusalRows(workspace).map(({ id, change, reason }) => ({
    id: `refused:${id}`,
    kind: 'change_refused',
    subject: change,
    detail: reason,
    path: '/inbox',
  }));
}

/** Only those this person can settle. */
function conflicts(workspace: Workspace): InboxEvent[] {
  return conflictRows(workspace)
    .filter(({ settleRefusal }) => settleRefusal === null)
    .map(({ id, goal, wanted }) => ({
      id: `conflict:${id}`,
      kind: 'conflict',
      subject: goal.name,
      detail: wanted.name,
      path: '/conflicts',
    }));
}
