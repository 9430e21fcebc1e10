import { isDeepStrictEqual } from 'node:util';
import { ROOM_COLLECTIONS } from '@fieldgoal/documents';
import type { RoomAddress } from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import * as Y from 'yjs';
import { checksumOf, loadRoom } from './room-log.ts';

/** What rewriting a room's log as one snapshot saved. */
export interface Compacted {
  readonly updates: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/**
 * Rewrites a room's log as one snapshot, in one transaction: killed at any point, the room is as before or as after.
 * The log is deleted only when the snapshot, read back from the database, gives the same document (state vector, deletions, content).
 * Null when there is nothing to do, or while a local update still waits for the server.
 *
 * Errors: throws `RoomDamaged`, what SQLite throws, or an error when both differ; nothing was changed then.
 */
export function compactRoom(sqlite: BetterSqlite3.Database, room: string, address: RoomAddress): Compacted | null {
  const compact = (): Compacted | null => {
    const { n, waiting, last, bytes } = logOf(sqlite, room);
    if (n === 0 || waiting > 0 || last === null) return null;
    const before = loadRoom(sqlite, room, address);
    const bytesBefore = bytes + snapshotBytes(sqlite, room);
    const snapshot = Y.encodeStateAsUpdate(before);
    writeSnapshot(sqlite, room, before, snapshot, last);
    // What stands in the database now, without the log, is what the room would be loaded from.
    const after = loadRoom(sqlite, room, address);
    try {
      if (!isSameDocument(before, after, address)) throw new Error(`The snapshot of room ${room} differs from its log; the log was kept.`);
    } finally {
      before.destroy();
      after.destroy();
    }
    sqlite.prepare('DELETE FROM updates WHERE room = ? AND seq <= ?').run(room, last);
    return { updates: n, bytesBefore, bytesAfter: snapshot.length };
  };
  return sqlite.inTransaction ? compact() : sqlite.transaction(compact).immediate();
}

/** Whether two documents of a room hold the same: structs, deletions and content. */
function isSameDocument(a: Y.Doc, b: Y.Doc, address: RoomAddress): boolean {
  if (!Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b))) return false;
  return ROOM_COLLECTIONS[address.kind].every((collection) =>
    isDeepStrictEqual(a.getMap(collection).toJSON(), b.getMap(collection).toJSON()),
  );
}

/** Writes a document as a room's only content, in place of whatever is stored of it; to be run in a transaction. */
export function replaceRoom(sqlite: BetterSqlite3.Database, room: string, doc: Y.Doc): void {
  const last = sqlite.prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'updates'`).pluck().get() ?? 0;
  sqlite.prepare('DELETE FROM updates WHERE room = ?').run(room);
  sqlite.prepare('INSERT OR IGNORE INTO rooms (room) VALUES (?)').run(room);
  writeSnapshot(sqlite, room, doc, Y.encodeStateAsUpdate(doc), last);
}

/**
 * Writes the bytes that make a document as its room's snapshot, up to the update `last`; beside it what they would have to be read whole for, its
 * state vector and its deletions. To be run in a transaction.
 */
export function writeSnapshot(sqlite: BetterSqlite3.Database, room: string, doc: Y.Doc, bytes: Uint8Array, last: number): void {
  const snapshot = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const vector = Y.encodeStateVector(doc);
  sqlite
    .prepare(
      'UPDATE rooms SET snapshot = ?, snapshot_checksum = ?, snapshot_seq = ?, snapshot_vector = ?, snapshot_deletions = ? WHERE room = ?',
    )
    .run(snapshot, checksumOf(snapshot), last, Buffer.from(vector), Buffer.from(Y.encodeStateAsUpdate(doc, vector)), room);
}

function logOf(sqlite: BetterSqlite3.Database, room: string): { n: number; waiting: number; last: number | null; bytes: number } {
  const row = sqlite
    .prepare<[string], { n: number; waiting: number; last: number | null; bytes: number | null }>(
      `SELECT count(*) n, count(*) FILTER (WHERE origin = 'local' AND acked_seq IS NULL) waiting, max(seq) last, sum(length(bytes)) bytes
       FROM updates WHERE room = ?`,
    )
    .get(room);
  return { n: row?.n ?? 0, waiting: row?.waiting ?? 0, last: row?.last ?? null, bytes: row?.bytes ?? 0 };
}

function snapshotBytes(sqlite: BetterSqlite3.Database, room: string): number {
  return sqlite.prepare<[string], number>('SELECT coalesce(length(snapshot), 0) FROM rooms WHERE room = ?').pluck().get(room) ?? 0;
}
