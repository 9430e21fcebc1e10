import { execFileSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { DEAL_DEFAULTS, type Actor } from '@fieldgoal/domain';
import type { RecordChange } from '@fieldgoal/documents';
import { openBenchReplica } from './contestant-ours.ts';
import { memberId, TODAY } from './engine-company.ts';

const ADMIN: Actor = { memberId: memberId(0), role: 'admin' };
/** People whose deals are closed in turn. */
const SELLERS = 20;
/** The first ones load the rooms and are compiled. */
const WARM_UP = 200;
const PAGE_BYTES = 4096;
const FRAME_BYTES = PAGE_BYTES + 24;

export interface EditFigures {
  /** Milliseconds of each deal that was closed, until its goals' new results were committed; ascending. */
  readonly times: readonly number[];
  /** Milliseconds until what followed each was committed as well: forecasts on a new outlook, the feed; ascending. */
  readonly settled: readonly number[];
  /** Milliseconds of a transaction of as many pages and nothing else, on the same disk between any two edits; ascending. */
  readonly disk: readonly number[];
  /** Pages that an edit writes. */
  readonly pages: number;
  /** Goals that got a new result by the last one. */
  readonly goals: number;
}

/** `benchEdits` in a process of its own, as a server is: without the heap of what was measured before. */
export function benchEditsApart(replicaFile: string, count: number): EditFigures {
  const printed = execFileSync(process.execPath, [fileURLToPath(import.meta.url), replicaFile, String(count)], { encoding: 'utf8' });
  return JSON.parse(printed) as EditFigures;
}

/**
 * Closes deals one by one through `Replica.edit`: into the Yjs document, its update, record, event, counters, results and the ledger, all
 * in one transaction with synchronous = FULL, until the call returns; then what follows it, as it does between two edits.
 */
export async function benchEdits(replicaFile: string, count: number, warmUp = WARM_UP): Promise<EditFigures> {
  const replica = openBenchReplica(replicaFile);
  // As after midnight: how deals end is learnt.
  replica.learnProfile();
  const run = `${Date.now().toString(36)}-`;
  const ids = Array.from({ length: count + warmUp }, (_, at) => `x${run}${at}`);
  const edit = (changes: readonly RecordChange[]) => {
    const done = replica.edit(changes, { actor: ADMIN, origin: 'server' });
    if (!done.ok) throw new Error(done.error.message);
    return done.value;
  };
  for (let from = 0; from < ids.length; from += 100) {
    edit(ids.slice(from, from + 100).map((id, at) => ({ collection: 'deals', id, kind: 'create', fields: openDeal(id, from + at) })));
  }
  const close = (id: string) => edit([{ collection: 'deals', id, kind: 'update', fields: { stageId: 'won', closedOn: TODAY } }]);
  const [first = '', ...rest] = ids;
  const pages = pagesOf(replica, replicaFile, () => close(first));
  const floor = openFloor(`${replicaFile}.floor`, pages);
  const times: number[] = [];
  const settled: number[] = [];
  const disk: number[] = [];
  let goals = 0;
  for (const [at, id] of rest.entries()) {
    const began = performance.now();
    const commit = close(id);
    const committed = performance.now();
    replica.settle();
    const ended = performance.now();
    floor.write();
    if (at >= warmUp - 1) {
      times.push(committed - began);
      settled.push(ended - began);
      disk.push(performance.now() - ended);
    }
    goals = commit.goalIds.length;
    await setImmediate();
  }
  floor.end();
  // As it was, for the next run.
  for (let from = 0; from < ids.length; from += 100) {
    edit(
      ids
        .slice(from, from + 100)
        .map((id) => ({ collection: 'deals', id, kind: 'update', fields: { deletedAt: `${TODAY}T15:00:00.000Z` } })),
    );
  }
  replica.close();
  return { times: ascending(times), settled: ascending(settled), disk: ascending(disk), pages, goals };
}

/** How many pages a commit appends to the log. */
function pagesOf(replica: ReturnType<typeof openBenchReplica>, replicaFile: string, commit: () => void): number {
  replica.sqlite.pragma('wal_checkpoint(TRUNCATE)');
  commit();
  return Math.round(statSync(`${replicaFile}-wal`).size / FRAME_BYTES);
}

/** A database on the same disk that does nothing but commit as many pages. */
function openFloor(file: string, pages: number): { write(): void; end(): void } {
  const remove = (): void => ['', '-wal', '-shm'].forEach((ending) => rmSync(file + ending, { force: true }));
  remove();
  const sqlite = new BetterSqlite3(file);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.exec('CREATE TABLE pages (id INTEGER PRIMARY KEY, bytes BLOB)');
  const put = sqlite.prepare('INSERT OR REPLACE INTO pages VALUES (?, ?)');
  // Nearly a page each.
  const bytes = Buffer.alloc(PAGE_BYTES - 200, 1);
  return {
    write: sqlite.transaction(() => {
      for (let id = 0; id < pages; id++) put.run(id, bytes);
    }).immediate,
    end() {
      sqlite.close();
      remove();
    },
  };
}

function ascending(numbers: readonly number[]): number[] {
  return numbers.toSorted((a, b) => a - b);
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

const [, script, file, count] = process.argv;
if (script === fileURLToPath(import.meta.url) && file !== undefined) {
  process.stdout.write(JSON.stringify(await benchEdits(file, Number(count))));
}
