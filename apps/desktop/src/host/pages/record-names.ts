import type { CountingEvent } from '@fieldgoal/domain';
import type { GoalLink } from '../views/goal-card.ts';
import type { Workspace } from '../workspace.ts';
import { nameIn } from './deals.ts';

export interface RecordName {
  readonly name: string;
  readonly ownerName: string | null;
  readonly accountName: string | null;
}

/** What people call a record; one that is deleted or elsewhere keeps its id. */
export function recordName(workspace: Workspace, collection: CountingEvent['collection'], recordId: string): RecordName {
  const lookup = workspace.lookup();
  const ownerOf = (ownerId: string | undefined): string | null => (ownerId === undefined ? null : lookup.memberName(ownerId));
  if (collection === 'deals') {
    const deal = workspace.deals.get(recordId) ?? workspace.replica.record('deals', recordId);
    const accountName = nameIn(lookup.accounts, deal?.accountId ?? null);
    return { name: deal?.name ?? 'A deal that is not on this device', ownerName: ownerOf(deal?.ownerId), accountName };
  }
  if (collection === 'activities') {
    const activity = workspace.activities.get(recordId) ?? workspace.replica.record('activities', recordId);
    return {
      name: activity?.subject ?? 'An activity that is not on this device',
      ownerName: ownerOf(activity?.ownerId),
      accountName: null,
    };
  }
  const task = workspace.tasks.get(recordId) ?? workspace.replica.record('tasks', recordId);
  return { name: task?.title ?? 'A task that is not on this device', ownerName: ownerOf(task?.ownerId), accountName: null };
}

/** A goal by name; null for one that isn't here. */
export function goalLink(workspace: Workspace, goalId: string): GoalLink | null {
  const goal = workspace.replica.goalIndex().goal(goalId);
  return goal === undefined ? null : { id: goal.id, name: goal.name, ownerName: workspace.lookup().ownerName(goal.ownerId) };
}
