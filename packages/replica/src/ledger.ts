import type { CountingEvent, IsoDate, LedgerEntry } from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import type { Touched } from './commit.ts';
import type { EventChange } from './events.ts';

/** How a record came to be what it is, as it is kept and as it travels (rule W7). */
export interface LedgerRow extends LedgerEntry {
  readonly id: string;
  readonly room: string;
}

interface StoredRow extends Omit<LedgerRow, 'before' | 'after' | 'imported' | 'deletion'> {
  readonly imported: number;
  readonly deletion: 'deleted' | 'restored' | null;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * The history of the events (rule W7). What happened to records is kept, only added to; how they were made needs not be: a record tells that by
 * itself, so that a company's first import doesn't stand in the database twice.
 */
export class Ledger {
  readonly #insert: BetterSqlite3.Statement;
  readonly #between: BetterSqlite3.Statement<[string, string], StoredRow>;
  readonly #first: BetterSqlite3.Statement<[string, string], StoredRow>;
  readonly #record: BetterSqlite3.Statement<[string, string], { room: string; createdAt: string; importId: string | null }>;

  constructor(sqlite: BetterSqlite3.Database) {
    this.#insert = sqlite.prepare(
      'INSERT OR IGNORE INTO ledger (id, update_seq, at, "on", room, collection, record_id, imported, deletion, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    const rows = 'SELECT id, at, "on", room, collection, record_id recordId, imported, deletion, before, after FROM ledger';
    this.#between = sqlite.prepare(`${rows} WHERE "on" BETWEEN ? AND ? ORDER BY at, id`);
    this.#first = sqlite.prepare(`${rows} WHERE collection = ? AND record_id = ? ORDER BY at, id LIMIT 1`);
    this.#record = sqlite.prepare(
      `SELECT room, json ->> 'createdAt' createdAt, json ->> 'importId' importId FROM records WHERE collection = ? AND id = ?`,
    );
  }

  /** Rows for what a commit did to records that were there; those of deals that were and stay open are left out: they never counted. */
  rowsOf(changes: readonly EventChange[], prefix: string, at: string, on: IsoDate): LedgerRow[] {
    return changes.flatMap(({ touched, before, after }, number) => {
      if (touched.before === null || (!hasCounted(before) && !hasCounted(after))) return [];
      const { id, collection, room } = touched;
      return [
        {
          id: `${prefix}.${number}`,
          at,
          on,
          room,
          collection: collection as LedgerRow['collection'],
          recordId: id,
          imported: false,
          ...deletionOf(touched),
          before,
          after,
        },
      ];
    });
  }

  /** `updateSeq` is set on a device for what the server hasn't accounted for yet. What is there already stays. */
  append(rows: readonly LedgerRow[], updateSeq: number | null): void {
    for (const { id, at, on, room, collection, recordId, imported, deletion, before, after } of rows) {
      const json = (event: CountingEvent | null): string | null => (event === null ? null : JSON.stringify(event));
      this.#insert.run(id, updateSeq, at, on, room, collection, recordId, imported ? 1 : 0, deletion ?? null, json(before), json(after));
    }
  }

  /** Changes made between two business dates, both included, oldest first. */
  changes(from: IsoDate, to: IsoDate): LedgerRow[] {
    return this.#between.all(from, to).map(rowOf);
  }

  /**
   * How records were made: each as it was first, on the day it was entered, or on the day it counts where that came later. Those whose first state
   * was not one that counts are left out.
   */
  *made(candidates: Iterable<CountingEvent>, from: IsoDate, to: IsoDate, businessDateOf: (at: string) => IsoDate): Generator<LedgerRow> {
    for (const event of candidates) {
      const changed = this.#first.get(event.collection, event.recordId);
      const record = this.#record.get(event.collection, event.recordId);
      const first = changed === undefined ? event : rowOf(changed).before;
      if (record === undefined || first === null || !hasCounted(first)) continue;
      const enteredOn = businessDateOf(record.createdAt);
      const on = enteredOn < first.countsOn ? first.countsOn : enteredOn;
      if (on < from || on > to) continue;
      const { collection, recordId } = event;
      const at = on === enteredOn ? record.createdAt : `${on}T12:00:00.000Z`;
      yield {
        id: `m${recordId}`,
        at,
        on,
        room: record.room,
        collection,
        recordId,
        imported: record.importId !== null,
        before: null,
        after: first,
      };
    }
  }
}

function rowOf({ deletion, ...row }: StoredRow): LedgerRow {
  return {
    ...row,
    ...(deletion !== null && { deletion }),
    imported: row.imported !== 0,
    before: row.before === null ? null : (JSON.parse(row.before) as CountingEvent),
    after: row.after === null ? null : (JSON.parse(row.after) as CountingEvent),
  };
}

function deletionOf({ before, after }: Touched): Pick<LedgerEntry, 'deletion'> {
  if (before === null || after === null || (before.deletedAt === null) === (after.deletedAt === null)) return {};
  return { deletion: after.deletedAt === null ? 'restored' : 'deleted' };
}

function hasCounted(event: CountingEvent | null): boolean {
  return event !== null && event.outcome !== 'open';
}
