import type BetterSqlite3 from 'better-sqlite3';
import * as Y from 'yjs';

/**
 * Device: what follows when the server was put back to an earlier state (another epoch). The server's feed is read anew from its
 * beginning, and of every room the server says what it has: this device's edits that it lacks wait for it again, as if never acknowledged.
 */
const EPOCH_KEY = 'server_epoch';

/** The epoch of the server's data that this device has reconciled with; null before the first contact. */
export function readServerEpoch(sqlite: BetterSqlite3.Database): string | null {
  return sqlite.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(EPOCH_KEY) ?? null;
}

export function writeServerEpoch(sqlite: BetterSqlite3.Database, epoch: string): void {
  sqlite.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(EPOCH_KEY, epoch);
}

/** Forgets what only the server may say and is only ever added to; results stay until newer ones come. In a transaction. */
export function forgetFeed(sqlite: BetterSqlite3.Database): void {
  sqlite.exec(`
    DELETE FROM meta WHERE key IN ('feed_cursor', 'feed_through');
    DELETE FROM snapshots;
    DELETE FROM audit;
    DELETE FROM ledger WHERE update_seq IS NULL;
  `);
}

/** Lets this device's acknowledged updates of a room that a server with that state vector lacks wait again. In a transaction. */
export function waitAgain(sqlite: BetterSqlite3.Database, room: string, vector: Uint8Array): void {
  const has = Y.decodeStateVector(vector);
  const rows = sqlite
    .prepare<[string], { seq: number; bytes: Buffer }>(
      `SELECT seq, bytes FROM updates WHERE room = ? AND origin = 'local' AND acked_seq IS NOT NULL ORDER BY seq`,
    )
    .all(room);
  const set = sqlite.prepare('UPDATE updates SET acked_seq = ? WHERE seq = ?');
  for (const { seq, bytes } of rows) {
    const { to } = Y.parseUpdateMeta(bytes);
    const isKnown = to.size > 0 && [...to].every(([client, clock]) => (has.get(client) ?? 0) >= clock);
    // 0 is before every number of the server's: accounted for as soon as its feed has been read.
    set.run(isKnown ? 0 : null, seq);
  }
}

/** Whether a document with the one state vector has something that another lacks. */
export function hasMore(vector: Uint8Array, other: Uint8Array): boolean {
  const has = Y.decodeStateVector(other);
  return [...Y.decodeStateVector(vector)].some(([client, clock]) => clock > (has.get(client) ?? 0));
}
