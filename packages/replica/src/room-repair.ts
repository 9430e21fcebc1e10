import { ROOM_COLLECTIONS } from '@fieldgoal/documents';
import type { RoomAddress } from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import * as Y from 'yjs';
import { replaceRoom } from './compaction.ts';
import { readEpoch } from './epoch.ts';
import { emptyDoc, hasGap, loadRoom, RoomDamaged, type RoomRow, rowProblem } from './room-log.ts';

/** A room as it lies in the database. */
export interface RoomReport {
  readonly room: string;
  /** Updates after the snapshot. */
  readonly updates: number;
  readonly logBytes: number;
  readonly snapshotBytes: number;
  readonly lastSeq: number;
  /** Rows without a checksum: written before there were any. */
  readonly unchecked: number;
  /** Records by collection; empty where the room is damaged. */
  readonly records: Readonly<Record<string, number>>;
  /** What is wrong with it, or null. */
  readonly problem: string | null;
}

/** What a repair did. */
export interface RoomRepair {
  /** Rows of this database that were left out, each with its reason. */
  readonly leftOut: readonly string[];
  /** Rows taken from the sources that said something this database had lost. */
  readonly taken: number;
  /** True when something that later updates build on was found nowhere and is gone. */
  readonly hasLoss: boolean;
}

/** Reads a room from disk, checksums and all. */
export function inspectRoom(sqlite: BetterSqlite3.Database, room: string, address: RoomAddress): RoomReport {
  const sizes = readSizes(sqlite, room);
  try {
    const doc = loadRoom(sqlite, room, address);
    const records = Object.fromEntries(
      ROOM_COLLECTIONS[address.kind].flatMap((collection) => {
        const { size } = doc.getMap(collection);
        return size === 0 ? [] : [[collection, size] as const];
      }),
    );
    doc.destroy();
    return { room, ...sizes, records, problem: null };
  } catch (error) {
    if (!(error instanceof RoomDamaged)) throw error;
    return { room, ...sizes, records: {}, problem: error.reason };
  }
}

/**
 * Merges what is whole of a room here and in other databases of the same organization, in one transaction. Updates commute, so the order
 * of the sources doesn't matter; changes a device made and nobody has accepted are not taken from its database.
 *
 * Errors: throws in words when something would be lost and `acceptLoss` isn't set; nothing was changed then.
 */
export function repairRoom(
  sqlite: BetterSqlite3.Database,
  room: string,
  address: RoomAddress,
  sources: readonly BetterSqlite3.Database[],
  { acceptLoss }: { readonly acceptLoss: boolean },
): RoomRepair {
  const repair = (): RoomRepair => {
    const doc = emptyDoc(address);
    const own = readWhole(sqlite, room);
    for (const { bytes } of own.rows) Y.applyUpdate(doc, bytes);
    const read = sources.map((source) => readWhole(source, room));
    const taken = read.flatMap(({ rows }) => rows).filter(({ bytes }) => addsTo(doc, bytes)).length;
    const lost = own.leftOut.filter((row) => !read.some((source) => covers(source, row, own)));
    const hasLoss = lost.length > 0 || hasGap(doc);
    if (hasLoss && !acceptLoss) throw new Error(explainLoss(room, lost));
    // What builds on something that was found nowhere can't be read by anyone; devices that have all of it send it again.
    doc.store.pendingStructs = null;
    doc.store.pendingDs = null;
    replaceRoom(sqlite, room, doc);
    loadRoom(sqlite, room, address).destroy();
    doc.destroy();
    return { leftOut: own.leftOut.map(({ reason }) => reason), taken, hasLoss };
  };
  return sqlite.transaction(repair).immediate();
}

/**
 * Whether another database certainly has what a row that can't be read said: it is an earlier or later state of this very database
 * (the same epoch), its room is whole, and goes at least as far. Of a device's database nobody can say that.
 */
function covers(source: WholeRows, row: LeftOut, own: WholeRows): boolean {
  return source.epoch !== null && source.epoch === own.epoch && source.leftOut.length === 0 && source.through >= row.through;
}

function explainLoss(room: string, lost: readonly LeftOut[]): string {
  const what = lost.length === 0 ? 'an update that later ones build on is missing' : lost.map(({ reason }) => reason).join('; ');
  return `Room ${room} can't be put together for certain: ${what}, and nothing given is known to have it. Nothing was changed. Name a newer backup or a device's database, or accept the loss; devices that still have it hand it in then.`;
}

/** Applies an update and says whether it brought anything. */
function addsTo(doc: Y.Doc, bytes: Uint8Array): boolean {
  let hasAdded = false;
  const onUpdate = (): void => void (hasAdded = true);
  doc.on('update', onUpdate);
  Y.applyUpdate(doc, bytes);
  doc.off('update', onUpdate);
  return hasAdded;
}

interface LeftOut {
  /** The last update it stands for: its own number, of a snapshot the number it goes through. */
  readonly through: number;
  readonly reason: string;
}

interface WholeRows {
  readonly rows: readonly RoomRow[];
  readonly leftOut: readonly LeftOut[];
  readonly through: number;
  readonly epoch: string | null;
}

/** The rows of a room that can be read and decoded, one by one, so that a broken page costs one row. */
function readWhole(sqlite: BetterSqlite3.Database, room: string): WholeRows {
  const rows: RoomRow[] = [];
  const leftOut: LeftOut[] = [];
  const take = (what: string, through: number, read: () => RoomRow | undefined): void => {
    try {
      const row = read();
      const problem = row === undefined ? null : rowProblem(row);
      if (problem !== null) leftOut.push({ through, reason: problem });
      else if (row !== undefined) rows.push(row);
    } catch (error) {
      leftOut.push({ through, reason: `${what} can't be read (${String(error)})` });
    }
  };
  const [hasChecksums, seqs, snapshotSeq] = [
    hasColumn(sqlite, 'updates', 'checksum'),
    readSeqs(sqlite, room),
    readSnapshotSeq(sqlite, room),
  ];
  const snapshot = sqlite.prepare<[string], RoomRow>(
    `SELECT 0 seq, snapshot bytes, ${hasChecksums ? 'snapshot_checksum' : 'NULL'} checksum FROM rooms WHERE room = ? AND snapshot IS NOT NULL`,
  );
  const update = sqlite.prepare<[number], RoomRow>(
    `SELECT seq, bytes, ${hasChecksums ? 'checksum' : 'NULL'} checksum FROM updates WHERE seq = ?`,
  );
  take('its snapshot', snapshotSeq, () => snapshot.get(room));
  if (seqs === null) leftOut.push({ through: Number.MAX_SAFE_INTEGER, reason: "the list of its updates can't be read" });
  for (const seq of seqs ?? []) take(`its update ${seq}`, seq, () => update.get(seq));
  return { rows, leftOut, through: Math.max(snapshotSeq, seqs?.at(-1) ?? 0), epoch: readEpoch(sqlite) };
}

function readSnapshotSeq(sqlite: BetterSqlite3.Database, room: string): number {
  return sqlite.prepare<[string], number>('SELECT snapshot_seq FROM rooms WHERE room = ?').pluck().get(room) ?? 0;
}

/** What of a room was accepted by the server, in its order; null where even that can't be read. */
function readSeqs(sqlite: BetterSqlite3.Database, room: string): readonly number[] | null {
  try {
    return sqlite
      .prepare<[string], number>(`SELECT seq FROM updates WHERE room = ? AND (origin <> 'local' OR acked_seq IS NOT NULL) ORDER BY seq`)
      .pluck()
      .all(room);
  } catch {
    return null;
  }
}

function readSizes(
  sqlite: BetterSqlite3.Database,
  room: string,
): Pick<RoomReport, 'updates' | 'logBytes' | 'snapshotBytes' | 'lastSeq' | 'unchecked'> {
  const sizes = sqlite
    .prepare<[string], Pick<RoomReport, 'updates' | 'logBytes' | 'snapshotBytes' | 'lastSeq' | 'unchecked'>>(
      `SELECT (SELECT count(*) FROM updates u WHERE u.room = r.room) updates,
              (SELECT coalesce(sum(length(bytes)), 0) FROM updates u WHERE u.room = r.room) logBytes,
              coalesce(length(snapshot), 0) snapshotBytes,
              coalesce((SELECT max(seq) FROM updates u WHERE u.room = r.room), snapshot_seq) lastSeq,
              (SELECT count(*) FROM updates u WHERE u.room = r.room AND checksum IS NULL)
                + (snapshot IS NOT NULL AND snapshot_checksum IS NULL) unchecked
       FROM rooms r WHERE room = ?`,
    )
    .get(room);
  return sizes ?? { updates: 0, logBytes: 0, snapshotBytes: 0, lastSeq: 0, unchecked: 0 };
}

function hasColumn(sqlite: BetterSqlite3.Database, table: string, column: string): boolean {
  return sqlite.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table).includes(column);
}
