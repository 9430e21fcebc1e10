import { setImmediate } from 'node:timers/promises';
import type { AuditEntry, Replica } from '@fieldgoal/replica';
import { openServerTables } from '../storage/server-database.ts';
import { type AuditHead, formatHead, GENESIS, nextHash } from './audit-chain.ts';

/** Entries looked at between two breaths of a verification. */
const PAGE = 1000;

export type AuditVerdict =
  | { readonly ok: true; readonly head: AuditHead }
  /** `position` is the first broken entry's, counted from 1; null where the log as a whole is wrong. */
  | { readonly ok: false; readonly position: number | null; readonly entryId: string | null; readonly problem: string };

type Link = { readonly position: number; readonly entryId: string; readonly hash: string };
type Row = Link & { readonly [K in keyof AuditEntry]: AuditEntry[K] | null };

const COLUMNS = `a.id, a.at, a.actor_id AS actorId, a.actor_name AS actorName, a.action, a.sentence, a.room, a.collection,
  a.record_id AS recordId, a.goal_ids AS goalIds`;

/** Whoever may write to the tables can add; nothing can be changed or taken out without dropping these first. */
const GUARDS = ['audit', 'audit_chain']
  .flatMap((table) => [
    `CREATE TRIGGER IF NOT EXISTS ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END;`,
    `CREATE TRIGGER IF NOT EXISTS ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END;`,
  ])
  .concat(
    // A replacing insert would delete without the trigger of a deletion.
    `CREATE TRIGGER IF NOT EXISTS audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END;`,
    `CREATE TRIGGER IF NOT EXISTS audit_head_no_delete BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END;`,
    `CREATE TRIGGER IF NOT EXISTS audit_head_grows BEFORE UPDATE ON audit_head WHEN NEW.count <> OLD.count + 1 BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END;`,
  )
  .join('\n');

/** The append-only, hash-chained audit log of one organization (format: `audit-chain.ts`). */
export class AuditLog {
  readonly #sqlite: Replica['sqlite'];
  readonly #statements;

  /** Chains what an earlier version wrote, once; entries that appear outside the chain later are reported by `verify`. */
  constructor({ sqlite }: Pick<Replica, 'sqlite'>) {
    openServerTables(sqlite);
    this.#sqlite = sqlite;
    this.#statements = {
      insert: sqlite.prepare<AuditEntry>(
        `INSERT INTO audit (id, at, actor_id, actor_name, action, sentence, room, collection, record_id, goal_ids)
         VALUES (@id, @at, @actorId, @actorName, @action, @sentence, @room, @collection, @recordId, @goalIds)`,
      ),
      link: sqlite.prepare<Link>('INSERT INTO audit_chain (position, entry_id, hash) VALUES (@position, @entryId, @hash)'),
      head: sqlite.prepare<[], AuditHead>('SELECT count, hash FROM audit_head WHERE id = 1'),
      setHead: sqlite.prepare<AuditHead>('UPDATE audit_head SET count = @count, hash = @hash WHERE id = 1'),
      page: sqlite.prepare<[number, number, number], Row>(
        `SELECT c.position, c.entry_id AS entryId, c.hash, ${COLUMNS} FROM audit_chain c LEFT JOIN audit a ON a.id = c.entry_id
         WHERE c.position > ? AND c.position <= ? ORDER BY c.position LIMIT ?`,
      ),
      hashAt: sqlite.prepare<[number], string>('SELECT hash FROM audit_chain WHERE position = ?').pluck(),
      unchained: sqlite
        .prepare<[], string>('SELECT id FROM audit a WHERE NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.entry_id = a.id) LIMIT 1')
        .pluck(),
    };
    this.#transact(() => this.#begin());
    sqlite.exec(GUARDS);
  }

  /** Adds entries in the transaction that is open, or in one of its own. */
  append(entries: readonly AuditEntry[]): void {
    this.#transact(() => {
      for (const entry of entries) {
        this.#statements.insert.run(entry);
        this.#chain(entry);
      }
    });
  }

  /** Entries from the newest on; `before` is a position, to go on from. */
  list(limit: number, before: number | null = null): (AuditEntry & { readonly position: number })[] {
    return this.#sqlite
      .prepare<[number, number], AuditEntry & { position: number }>(
        `SELECT c.position, ${COLUMNS} FROM audit_chain c JOIN audit a ON a.id = c.entry_id WHERE c.position < ? ORDER BY c.position DESC LIMIT ?`,
      )
      .all(before ?? Number.MAX_SAFE_INTEGER, limit);
  }

  head(): AuditHead {
    const head = this.#statements.head.get();
    if (head === undefined) throw new Error('The head of the audit log is gone; "audit verify" says what is left.');
    return head;
  }

  /**
   * Walks the whole chain and says where it breaks first. `expected` is a head that was kept elsewhere: the log must still
   * contain it. Others go on working meanwhile.
   */
  async verify(expected: AuditHead | null = null): Promise<AuditVerdict> {
    const head = this.#statements.head.get();
    if (head === undefined) return whole('the head of the log is gone');
    let previous: Link = { position: 0, entryId: '', hash: GENESIS };
    for (;;) {
      const rows = this.#statements.page.all(previous.position, head.count, PAGE);
      for (const row of rows) {
        const problem = problemOf(previous, row);
        if (problem !== null) return { ok: false, position: row.position, entryId: row.entryId, problem };
        previous = row;
      }
      if (rows.length < PAGE) break;
      await setImmediate();
    }
    if (previous.position !== head.count)
      return whole(`it ends with entry ${previous.position}, but ${head.count} were written: entries at the end are gone`);
    if (previous.hash !== head.hash) return whole('its last entry is not the one that was written last');
    const unchained = this.#statements.unchained.get();
    if (unchained !== undefined) return { ok: false, position: null, entryId: unchained, problem: 'an entry was put in beside the log' };
    const lost = expected === null ? null : this.#lostSince(expected, head);
    return lost === null ? { ok: true, head } : whole(lost);
  }

  #lostSince(expected: AuditHead, head: AuditHead): string | null {
    if (expected.count > head.count)
      return `it has ${head.count} entries, but had ${expected.count} when its head was noted: it was cut off or restored from an older backup`;
    const hash = expected.count === 0 ? GENESIS : this.#statements.hashAt.get(expected.count);
    return hash === expected.hash
      ? null
      : `its entry ${expected.count} is not the one of the noted head ${formatHead(expected)}: the log was written anew`;
  }

  #begin(): void {
    if (this.#statements.head.get() !== undefined) return;
    this.#sqlite.prepare('INSERT INTO audit_head (id, count, hash) VALUES (1, 0, ?)').run(GENESIS);
    for (const entry of this.#sqlite.prepare<[], AuditEntry>(`SELECT ${COLUMNS} FROM audit a ORDER BY a.rowid`).all()) this.#chain(entry);
  }

  #chain(entry: AuditEntry): void {
    const { count, hash } = this.head();
    const next = { count: count + 1, hash: nextHash(hash, entry) };
    this.#statements.link.run({ position: next.count, entryId: entry.id, hash: next.hash });
    this.#statements.setHead.run(next);
  }

  #transact(work: () => void): void {
    this.#sqlite.transaction(work).immediate();
  }
}

function whole(problem: string): AuditVerdict {
  return { ok: false, position: null, entryId: null, problem };
}

function problemOf(previous: Link, row: Row): string | null {
  if (row.position !== previous.position + 1) return `entry ${previous.position + 1} is gone`;
  if (!isWhole(row)) return 'the entry is gone';
  return nextHash(previous.hash, row) === row.hash ? null : 'the entry is not what was written';
}

/** The join found the entry of a link. */
function isWhole(row: Row): row is Row & AuditEntry {
  return row.id !== null;
}
