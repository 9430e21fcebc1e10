import type { RecordChange } from '@fieldgoal/documents';
import type BetterSqlite3 from 'better-sqlite3';

/** A local update that the server has not acknowledged. */
export interface WaitingUpdate {
  readonly seq: number;
  readonly room: string;
  readonly bytes: Uint8Array;
}

export interface Refusal {
  readonly id: string;
  readonly at: string;
  readonly room: string;
  readonly changes: readonly RecordChange[];
  readonly code: string;
  readonly reason: string;
}

/** What this device made and the server has not yet taken: sent in order, kept until acknowledged. */
export class Outbox {
  readonly #sqlite: BetterSqlite3.Database;
  readonly #statements;

  constructor(sqlite: BetterSqlite3.Database) {
    this.#sqlite = sqlite;
    this.#statements = {
      waiting: sqlite.prepare<[string], WaitingUpdate>(
        `SELECT seq, room, bytes FROM updates WHERE room = ? AND origin = 'local' AND acked_seq IS NULL ORDER BY seq`,
      ),
      count: sqlite.prepare<[], number>(`SELECT count(*) FROM updates WHERE origin = 'local' AND acked_seq IS NULL`).pluck(),
      rooms: sqlite.prepare<[], { room: string; n: number }>(
        `SELECT room, count(*) n FROM updates WHERE origin = 'local' AND acked_seq IS NULL GROUP BY room`,
      ),
      changes: sqlite
        .prepare<[], string>(`SELECT changes FROM updates WHERE origin = 'local' AND acked_seq IS NULL AND changes IS NOT NULL`)
        .pluck(),
      ack: sqlite.prepare(
        `UPDATE updates SET acked_seq = ?
         WHERE room = (SELECT room FROM updates WHERE seq = ?) AND seq <= ? AND origin = 'local' AND acked_seq IS NULL`,
      ),
    };
  }

  waiting(room: string): WaitingUpdate[] {
    return this.#statements.waiting.all(room);
  }

  count(): number {
    return this.#statements.count.get() ?? 0;
  }

  countByRoom(): ReadonlyMap<string, number> {
    return new Map(this.#statements.rooms.all().map(({ room, n }) => [room, n]));
  }

  /** Ids of records with a change that waits. */
  recordIds(): ReadonlySet<string> {
    return new Set(this.#statements.changes.all().flatMap((json) => parseChanges(json).map(({ id }) => id)));
  }

  /**
   * The server has committed this update, and those before it that waited in the same room, as its `serverSeq`. What they say as records is
   * kept with them, in case the server is put back to before it had them. Returns the counters that no longer carry them
   * forward.
   */
  acknowledge(seq: number, serverSeq: number): string[] {
    this.#statements.ack.run(serverSeq, seq, seq);
    return this.forgetAccounted(this.through());
  }

  /** The server's results include everything up to its commit `through`. Returns the counters that carry less forward now. */
  accountThrough(through: number): string[] {
    this.#sqlite.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('feed_through', ?)`).run(String(through));
    return this.forgetAccounted(through);
  }

  through(): number {
    return Number(this.#sqlite.prepare<[], string>(`SELECT value FROM meta WHERE key = 'feed_through'`).pluck().get() ?? '0');
  }

  forgetAccounted(through: number): string[] {
    const forgotten = this.#sqlite
      .prepare<[number], string>(
        'DELETE FROM pending_days WHERE update_seq IN (SELECT seq FROM updates WHERE acked_seq <= ?) RETURNING counter_id',
      )
      .pluck()
      .all(through);
    this.#sqlite.prepare('DELETE FROM ledger WHERE update_seq IN (SELECT seq FROM updates WHERE acked_seq <= ?)').run(through);
    return [...new Set(forgotten)];
  }

  /**
   * Takes a refused update and everything made after it in that room out of the log (what came after may build on it), and returns
   * them as record changes: the refused one, to be kept for its author, and the later ones, to be made again. None where it isn't there.
   */
  takeOut(seq: number, room: string): { readonly refused: readonly RecordChange[]; readonly later: readonly (readonly RecordChange[])[] } {
    const rows = this.#sqlite
      .prepare<[string, number], { seq: number; changes: string | null }>(
        `SELECT seq, changes FROM updates WHERE room = ? AND seq >= ? AND origin = 'local' AND acked_seq IS NULL ORDER BY seq`,
      )
      .all(room, seq);
    const refused = rows.find((row) => row.seq === seq);
    if (refused === undefined) return { refused: [], later: [] };
    for (const row of rows) {
      this.#sqlite.prepare('DELETE FROM updates WHERE seq = ?').run(row.seq);
      this.#sqlite.prepare('DELETE FROM pending_days WHERE update_seq = ?').run(row.seq);
      this.#sqlite.prepare('DELETE FROM ledger WHERE update_seq = ?').run(row.seq);
    }
    const later = rows.filter((row) => row.seq !== seq).map(({ changes }) => parseChanges(changes ?? '[]'));
    return { refused: parseChanges(refused.changes ?? '[]'), later };
  }

  keepRefused(refusal: Omit<Refusal, 'changes' | 'room'>, room: string, changes: readonly RecordChange[]): void {
    this.#sqlite
      .prepare('INSERT OR REPLACE INTO refusals (id, at, room, changes, code, reason) VALUES (?, ?, ?, ?, ?, ?)')
      .run(refusal.id, refusal.at, room, JSON.stringify(changes), refusal.code, refusal.reason);
  }

  refusals(): Refusal[] {
    return this.#sqlite
      .prepare<[], { id: string; at: string; room: string; changes: string; code: string; reason: string }>(
        'SELECT * FROM refusals ORDER BY at DESC',
      )
      .all()
      .map((row) => ({ ...row, changes: parseChanges(row.changes) }));
  }

  discardRefusal(id: string): void {
    this.#sqlite.prepare('DELETE FROM refusals WHERE id = ?').run(id);
  }
}

/** Written by this program, never by others. */
function parseChanges(json: string): RecordChange[] {
  return JSON.parse(json) as RecordChange[];
}
