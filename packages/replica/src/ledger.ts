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

/** The history of the events; only added to. */
export class Ledger {
  readonly #insert: BetterSqlite3.Statement;
  readonly #between: BetterSqlite3.Statement<[string, string], StoredRow>;

  constructor(sqlite: BetterSqlite3.Database) {
    this.#insert = sqlite.prepare(
      'INSERT OR IGNORE INTO ledger (id, update_seq, at, "on", room, collection, record_id, imported, deletion, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#between = sqlite.prepare(
      'SELECT id, at, "on", room, collection, record_id recordId, imported, deletion, before, after FROM ledger WHERE "on" BETWEEN ? AND ? ORDER BY at, id',
    );
  }

  /** Rows for what a commit did to events, those of deals that were and stay open left out: they never counted. */
  rowsOf(changes: readonly EventChange[], prefix: string, at: string, on: IsoDate): LedgerRow[] {
    return changes.flatMap(({ touched, before, after }, number) => {
      if (!hasCounted(before) && !hasCounted(after)) return [];
      const { id, collection, room } = touched;
      const imported = touched.before === null && touched.after !== null && touched.after.importId !== null;
      return [
        {
          id: `${prefix}.${number}`,
          at,
          on,
          room,
          collection: collection as LedgerRow['collection'],
          recordId: id,
          imported,
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
  between(from: IsoDate, to: IsoDate): LedgerRow[] {
    return this.#between.all(from, to).map(({ deletion, ...row }) => ({
      ...row,
      ...(deletion !== null && { deletion }),
      imported: row.imported !== 0,
      before: row.before === null ? null : (JSON.parse(row.before) as CountingEvent),
      after: row.after === null ? null : (JSON.parse(row.after) as CountingEvent),
    }));
  }
}

function deletionOf({ before, after }: Touched): Pick<LedgerEntry, 'deletion'> {
  if (before === null || after === null || (before.deletedAt === null) === (after.deletedAt === null)) return {};
  return { deletion: after.deletedAt === null ? 'restored' : 'deleted' };
}

function hasCounted(event: CountingEvent | null): boolean {
  return event !== null && event.outcome !== 'open';
}
