import { crc32 } from 'node:zlib';
import { ROOM_COLLECTIONS } from '@fieldgoal/documents';
import type { RoomAddress } from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import * as Y from 'yjs';

/**
 * A room as it is stored: a snapshot (`rooms.snapshot`) and the updates after it (`updates`, ascending `seq`), each a Yjs update (version 1)
 * with the CRC-32 of its bytes. CRC-32 finds what disks and copies do to bytes; who may write the file isn't kept out by it.
 */
export type RoomRow = { readonly seq: number; readonly bytes: Buffer; readonly checksum: number | null };

/** What is stored of a room can't be read, whole or in part: nobody gets it until it is repaired (law 4). */
export class RoomDamaged extends Error {
  readonly room: string;
  readonly reason: string;
  constructor(room: string, reason: string) {
    super(
      `Room ${room} is damaged on this machine and closed until it is repaired: ${reason}. Other rooms go on. An admin repairs it with "room repair ${room}".`,
    );
    this.name = 'RoomDamaged';
    this.room = room;
    this.reason = reason;
  }
}

export function checksumOf(bytes: Uint8Array): number {
  return crc32(bytes);
}

/** The snapshot as seq 0 where there is one, then the updates after it, in their order. Errors: throws what SQLite throws. */
function readRoomRows(sqlite: BetterSqlite3.Database, room: string): readonly RoomRow[] {
  const stored = sqlite
    .prepare<[string], { snapshot: Buffer | null; checksum: number | null; seq: number }>(
      'SELECT snapshot, snapshot_checksum checksum, snapshot_seq seq FROM rooms WHERE room = ?',
    )
    .get(room);
  const log = sqlite
    .prepare<[string, number], RoomRow>('SELECT seq, bytes, checksum FROM updates WHERE room = ? AND seq > ? ORDER BY seq')
    .all(room, stored?.seq ?? 0);
  return stored?.snapshot ? [{ seq: 0, bytes: stored.snapshot, checksum: stored.checksum }, ...log] : log;
}

/** Why a row's bytes can't be trusted, or null. */
export function rowProblem({ seq, bytes, checksum }: RoomRow): string | null {
  const what = seq === 0 ? 'its snapshot' : `its update ${seq}`;
  if (checksum !== null && checksum !== checksumOf(bytes)) return `the checksum of ${what} is wrong`;
  try {
    Y.decodeUpdate(bytes);
    return null;
  } catch (error) {
    return `${what} can't be decoded (${String(error)})`;
  }
}

/** A document with the room's collections and nothing in it. */
export function emptyDoc(address: RoomAddress): Y.Doc {
  const doc = new Y.Doc();
  for (const collection of ROOM_COLLECTIONS[address.kind]) doc.getMap(collection);
  return doc;
}

/**
 * Reads a room whole or not at all.
 *
 * Errors: throws `RoomDamaged` when a checksum is wrong, bytes can't be decoded, a page can't be read or something is missing in between.
 */
export function loadRoom(sqlite: BetterSqlite3.Database, room: string, address: RoomAddress): Y.Doc {
  const doc = emptyDoc(address);
  try {
    const rows = readRoomRows(sqlite, room);
    for (const row of rows) {
      if (row.checksum !== null && row.checksum !== checksumOf(row.bytes))
        throw new RoomDamaged(room, rowProblem(row) ?? 'a checksum is wrong');
    }
    doc.transact(() => {
      for (const row of rows) applyRow(doc, room, row);
    });
  } catch (error) {
    doc.destroy();
    throw error instanceof RoomDamaged || !isCorruption(error)
      ? error
      : new RoomDamaged(room, `its pages can't be read (${String(error)})`);
  }
  if (hasGap(doc)) {
    doc.destroy();
    throw new RoomDamaged(room, 'an update that later ones build on is missing');
  }
  return doc;
}

export function hasGap(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

function applyRow(doc: Y.Doc, room: string, row: RoomRow): void {
  try {
    Y.applyUpdate(doc, row.bytes);
  } catch (error) {
    throw new RoomDamaged(room, rowProblem(row) ?? `update ${row.seq} can't be applied (${String(error)})`);
  }
}

/** Damage of the file, as against a disk that can't be read or written now. */
export function isCorruption(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code));
}
