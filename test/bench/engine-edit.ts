import { setImmediate } from 'node:timers/promises';
import { DEAL_DEFAULTS, type Actor } from '@fieldgoal/domain';
import type { RecordChange } from '@fieldgoal/documents';
import { openBenchReplica } from './contestant-ours.ts';
import { memberId, TODAY } from './engine-company.ts';
import type { BenchData } from './engine-data.ts';

const ADMIN: Actor = { memberId: memberId(0), role: 'admin' };
/** People whose deals are closed in turn. */
const SELLERS = 20;

export interface EditFigures {
  /** Milliseconds of each deal that was closed, until its goals' new results were committed; ascending. */
  readonly times: readonly number[];
  /** Milliseconds until what followed each was committed as well: forecasts on a new outlook, the feed; ascending. */
  readonly settled: readonly number[];
  /** Goals that got a new result by the last one. */
  readonly goals: number;
}

/**
 * Closes deals one by one through `Replica.edit`: into the Yjs document, its update, record, event, counters, results and the ledger, all
 * in one transaction with synchronous = FULL, until the call returns; then what follows it, as it does between two edits.
 */
export async function benchEdits(data: BenchData, count: number): Promise<EditFigures> {
  const replica = openBenchReplica(data.replicaFile);
  // As after midnight: how deals end is learnt.
  replica.learnProfile();
  const run = `${Date.now().toString(36)}-`;
  const ids = Array.from({ length: count + 2 * SELLERS }, (_, at) => `x${run}${at}`);
  const edit = (changes: readonly RecordChange[]) => {
    const done = replica.edit(changes, { actor: ADMIN, origin: 'server' });
    if (!done.ok) throw new Error(done.error.message);
    return done.value;
  };
  for (let from = 0; from < ids.length; from += 100) {
    edit(ids.slice(from, from + 100).map((id, at) => ({ collection: 'deals', id, kind: 'create', fields: openDeal(id, from + at) })));
  }
  const times: number[] = [];
  const settled: number[] = [];
  let goals = 0;
  for (const [at, id] of ids.entries()) {
    const began = performance.now();
    const commit = edit([{ collection: 'deals', id, kind: 'update', fields: { stageId: 'won', closedOn: TODAY } }]);
    const committed = performance.now();
    replica.settle();
    // The first ones load the rooms.
    if (at >= 2 * SELLERS) {
      times.push(committed - began);
      settled.push(performance.now() - began);
    }
    goals = commit.goalIds.length;
    await setImmediate();
  }
  // As it was, for the next run.
  for (let from = 0; from < ids.length; from += 100) {
    edit(
      ids
        .slice(from, from + 100)
        .map((id) => ({ collection: 'deals', id, kind: 'update', fields: { deletedAt: `${TODAY}T15:00:00.000Z` } })),
    );
  }
  replica.close();
  return { times: times.sort((a, b) => a - b), settled: settled.sort((a, b) => a - b), goals };
}

function openDeal(id: string, at: number) {
  const ownerId = memberId(at % SELLERS);
  return {
    ...DEAL_DEFAULTS,
    id,
    name: `Deal ${id}`,
    amountMinor: 100_000 + at,
    currency: 'EUR',
    stageId: 'offer',
    openedOn: '2026-10-12',
    expectedCloseOn: null,
    closedOn: null,
    productId: null,
    accountId: null,
    note: '',
    ownerId,
    externalId: null,
    createdAt: `${TODAY}T15:00:00.000Z`,
    createdBy: ownerId,
    importId: null,
    deletedAt: null,
  };
}
