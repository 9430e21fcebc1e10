import type { CountingEvent } from '@fieldgoal/domain';
import type { PageOf } from '../service.ts';
import type { CountedRecordRow } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { nameIn } from './deals.ts';

/** The records on this device that make up a goal's number, newest first, one page of them. */
export function goalRecords(workspace: Workspace, goalId: string, offset: number, limit: number): PageOf<CountedRecordRow> {
  const events = workspace.replica.countedEvents(goalId);
  return { total: events.length, rows: events.slice(offset, offset + limit).map((event) => recordRow(workspace, goalId, event)) };
}

function recordRow(workspace: Workspace, goalId: string, event: CountingEvent): CountedRecordRow {
  const lookup = workspace.lookup();
  const part = workspace.replica
    .goalIndex()
    .counted(event)
    .find(([id]) => id === goalId)?.[1];
  return {
    id: event.recordId,
    collection: event.collection,
    ownerName: lookup.memberName(event.ownerId),
    countsOn: event.countsOn,
    amount: part?.amount ?? 0,
    weight: part?.weight ?? 0,
    sharePercent: part === undefined ? 0 : shareOf(event, part.memberIds),
    ...nameOf(workspace, event),
  };
}

/** Which part of the record's credit the goal counts, in percent. */
function shareOf(event: CountingEvent, memberIds: readonly string[]): number {
  return event.credits.reduce((sum, { memberId, shareBp }) => (memberIds.includes(memberId) ? sum + shareBp : sum), 0) / 100;
}

function nameOf(workspace: Workspace, { collection, recordId }: CountingEvent): Pick<CountedRecordRow, 'name' | 'accountName'> {
  if (collection === 'deals') {
    const deal = workspace.deals.get(recordId);
    return { name: deal?.name ?? recordId, accountName: nameIn(workspace.lookup().accounts, deal?.accountId ?? null) };
  }
  const name = collection === 'activities' ? workspace.activities.get(recordId)?.subject : workspace.tasks.get(recordId)?.title;
  return { name: name ?? recordId, accountName: null };
}
