import { readRecord, type TouchedKey, touchedRecords } from '@fieldgoal/documents';
import type { RoomAddress } from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import * as Y from 'yjs';
import { type Compacted, compactRoom, writeSnapshot } from './compaction.ts';
import { hasGap, loadRoom, RoomDamaged } from './room-log.ts';
import { RoomStates } from './room-states.ts';

/** What one piece of work did to a document that is not yet committed. */
export interface Captured {
  readonly room: string;
  /** The update's bytes; null when nothing changed. */
  readonly bytes: Uint8Array | null;
  readonly touched: readonly TouchedKey[];
  /** The update refers to something this document has not seen: nothing may be computed from it (law 4). */
  readonly hasGap: boolean;
}

/** Updates after which a room is rewritten as one snapshot. */
const COMPACT_AFTER = 200;
/** A room that is left alone is rewritten for less, so that those who come next get one snapshot. */
const COMPACT_IDLE_AFTER = 50;
const COMPACT_IDLE_BYTES = 64 * 1024;
/** A room that is written all the time is rewritten only for that many updates, or bytes. */
const COMPACT_BUSY_AFTER = 2000;
const COMPACT_BUSY_BYTES = 4 * 1024 * 1024;
/** What documents may take until someone who calls `trim` says otherwise: a first sync opens every room there is in one go. */
const DOCUMENT_BYTES = 64 * 1024 * 1024;
/** Heap that a document takes, as a multiple of its encoded bytes (measured: 11–16). */
const DOCUMENT_EXPANSION = 14;

interface OpenDoc {
  readonly doc: Y.Doc;
  /** Estimated heap. */
  bytes: number;
  usedAt: number;
}

/** What open documents and prepared answers may take; times in milliseconds. */
export interface MemoryLimits {
  readonly documentBytes: number;
  readonly documentIdleMs: number;
  readonly answerBytes: number;
}

/**
 * The open documents, each loaded from its snapshot and log when its room is written; readers don't need one (`states`).
 * After a commit that failed the document is ahead of the disk: `drop` forgets it, so that it is loaded anew.
 */
export class RoomDocs {
  readonly #sqlite: BetterSqlite3.Database;
  readonly #addressOf: (room: string) => RoomAddress;
  readonly #now: () => number;
  /** The one used last stands last. */
  readonly #docs = new Map<string, OpenDoc>();
  /** Estimated heap of all of them, and what they may take. */
  #docBytes = 0;
  #mostDocBytes = DOCUMENT_BYTES;
  readonly #states: RoomStates;
  /** Rooms with updates since their snapshot, by when they were written last. */
  readonly #grown = new Map<string, number>();
  readonly #countUpdates: BetterSqlite3.Statement<[string], number>;
  readonly #storedBytes: BetterSqlite3.Statement<[string, string], number>;
  readonly #damaged = new Map<string, RoomDamaged>();
  readonly #onDamage: (damage: RoomDamaged) => void;

  /** `onDamage` hears of each room once, when it is found damaged. */
  constructor(options: {
    readonly sqlite: BetterSqlite3.Database;
    readonly addressOf: (room: string) => RoomAddress;
    readonly now: () => number;
    readonly onDamage: (damage: RoomDamaged) => void;
  }) {
    const { sqlite } = options;
    this.#sqlite = sqlite;
    this.#addressOf = options.addressOf;
    this.#now = options.now;
    this.#onDamage = options.onDamage;
    this.#states = new RoomStates(sqlite, (room) => this.#docs.get(room)?.doc);
    this.#countUpdates = sqlite.prepare<[string], number>('SELECT count(*) FROM updates WHERE room = ?').pluck();
    this.#storedBytes = sqlite
      .prepare<[string, string], number>(
        `SELECT coalesce((SELECT length(snapshot) FROM rooms WHERE room = ?), 0) + (SELECT coalesce(sum(length(bytes)), 0) FROM updates WHERE room = ?)`,
      )
      .pluck();
  }

  /** Errors: throws `RoomDamaged` when what is stored can't be read whole; a room never opens on a partial load. */
  get(room: string): Y.Doc {
    const open = this.#docs.get(room) ?? this.#open(room);
    open.usedAt = this.#now();
    this.#docs.delete(room);
    this.#docs.set(room, open);
    return open.doc;
  }

  /** The state vector of what is stored. Errors: `RoomDamaged`. */
  vector(room: string): Uint8Array {
    return this.#guard(room, () => this.#states.vector(room));
  }

  /** What a reader with that state vector lacks of what is stored, in the order it is to be applied. Errors: `RoomDamaged`. */
  lacking(room: string, vector: Uint8Array): readonly Uint8Array[] {
    return this.#guard(room, () => this.#states.lacking(room, vector));
  }

  /** Bytes a room takes on disk. Errors: `RoomDamaged`. */
  storedBytes(room: string): number {
    const { snapshotBytes, tailBytes } = this.#guard(room, () => this.#states.size(room));
    return snapshotBytes + tailBytes;
  }

  /** An update is on disk. */
  appended(room: string, bytes: Uint8Array): void {
    this.#states.appended(room, bytes);
    this.#grown.set(room, this.#now());
    this.#grow(room, bytes);
  }

  /** Writes what a room begins with as its snapshot instead of an update, so that nobody has to read it to know what it holds; in a transaction. */
  begin(room: string, bytes: Uint8Array, seq: number): void {
    writeSnapshot(this.#sqlite, room, this.get(room), bytes, seq);
    this.#states.forget(room);
  }

  /** How many documents are held in memory. */
  get size(): number {
    return this.#docs.size;
  }

  /** Rooms found damaged since this process began, with the reason. */
  damaged(): ReadonlyMap<string, string> {
    return new Map([...this.#damaged].map(([room, { reason }]) => [room, reason]));
  }

  isDamaged(room: string): boolean {
    return this.#damaged.has(room);
  }

  /** Looks at a room anew: after its repair. */
  forgetDamage(room: string): void {
    this.forget(room);
    this.#damaged.delete(room);
  }

  /** Closes a room because something outside of its load has found it damaged. */
  markDamaged(damage: RoomDamaged): void {
    this.forget(damage.room);
    if (this.#damaged.has(damage.room)) return;
    this.#damaged.set(damage.room, damage);
    this.#onDamage(damage);
  }

  drop(room: string): void {
    const open = this.#docs.get(room);
    if (open === undefined) return;
    open.doc.destroy();
    this.#docs.delete(room);
    this.#docBytes -= open.bytes;
  }

  /** What is stored of the room was changed otherwise than by appending to it. */
  forget(room: string): void {
    this.drop(room);
    this.#states.forget(room);
  }

  read(room: string, collection: string, id: string): unknown {
    return readRecord(this.get(room), collection, id);
  }

  /** Runs `work` on the document and says what it changed. */
  capture(room: string, work: (doc: Y.Doc) => void): Captured {
    const doc = this.get(room);
    const updates: Uint8Array[] = [];
    const touched = new Map<string, TouchedKey>();
    const onUpdate = (update: Uint8Array): void => void updates.push(update);
    const onTransaction = (transaction: Y.Transaction): void => {
      for (const key of touchedRecords(transaction)) touched.set(`${key.collection}/${key.id}`, key);
    };
    doc.on('update', onUpdate);
    doc.on('afterTransaction', onTransaction);
    try {
      work(doc);
    } finally {
      doc.off('update', onUpdate);
      doc.off('afterTransaction', onTransaction);
    }
    const [first] = updates;
    const bytes = first === undefined ? null : updates.length === 1 ? first : Y.mergeUpdates(updates);
    return { room, bytes, touched: [...touched.values()], hasGap: hasGap(doc) };
  }

  /** Rewrites a room's log as one snapshot when it has grown; never while a local update still waits for the server. Errors: those of `compactRoom`. */
  compactIfGrown(room: string): void {
    if ((this.#countUpdates.get(room) ?? 0) >= COMPACT_AFTER) this.compact(room);
  }

  /** Rooms that were left with a log by an earlier process. */
  findGrown(): void {
    const rooms = this.#sqlite.prepare<[], string>('SELECT room FROM updates GROUP BY room').pluck().all();
    for (const room of rooms) if (!this.#grown.has(room)) this.#grown.set(room, 0);
  }

  /** The room whose log should be rewritten next, if any: one that has been left alone, or has grown far. */
  dueForCompaction(idleMs: number): string | null {
    for (const [room, writtenAt] of this.#grown) {
      if (this.#damaged.has(room)) continue;
      const isIdle = writtenAt + idleMs <= this.#now();
      const { updates, tailBytes, snapshotBytes } = this.#guard(room, () => this.#states.size(room));
      const isWorthIt = updates >= COMPACT_IDLE_AFTER || tailBytes >= COMPACT_IDLE_BYTES;
      const isFar = updates >= COMPACT_BUSY_AFTER || tailBytes >= Math.max(COMPACT_BUSY_BYTES, 2 * snapshotBytes);
      if (isFar || (isIdle && isWorthIt)) return room;
      if (isIdle) this.#grown.delete(room);
    }
    return null;
  }

  /** Rewrites a room's log as one snapshot now. Null when there is nothing to do. Errors: those of `compactRoom`. */
  compact(room: string): Compacted | null {
    this.#grown.delete(room);
    const compacted = compactRoom(this.#sqlite, room, this.#addressOf(room));
    this.#states.forget(room);
    return compacted;
  }

  /** Closes documents that weren't used for a while, and then as many as `fit` does; not inside of a commit. */
  trim(limits: MemoryLimits): void {
    const before = this.#now() - limits.documentIdleMs;
    for (const [room, { usedAt }] of this.#docs) if (usedAt <= before) this.drop(room);
    this.#mostDocBytes = limits.documentBytes;
    this.fit();
    this.#states.trim(limits.answerBytes);
  }

  /** Closes the documents used longest ago until the rest takes no more than allowed; not inside of a commit. */
  fit(): void {
    for (const room of this.#docs.keys()) {
      if (this.#docBytes <= this.#mostDocBytes) return;
      this.drop(room);
    }
  }

  close(): void {
    for (const room of this.#docs.keys()) this.drop(room);
  }

  #open(room: string): OpenDoc {
    const open = { doc: this.#load(room), bytes: (this.#storedBytes.get(room, room) ?? 0) * DOCUMENT_EXPANSION, usedAt: 0 };
    this.#docBytes += open.bytes;
    return open;
  }

  #grow(room: string, bytes: Uint8Array): void {
    const open = this.#docs.get(room);
    if (open === undefined) return;
    open.bytes += bytes.length * DOCUMENT_EXPANSION;
    this.#docBytes += bytes.length * DOCUMENT_EXPANSION;
  }

  #load(room: string): Y.Doc {
    return this.#guard(room, () => loadRoom(this.#sqlite, room, this.#addressOf(room)));
  }

  #guard<T>(room: string, read: () => T): T {
    const damaged = this.#damaged.get(room);
    if (damaged !== undefined) throw damaged;
    try {
      return read();
    } catch (error) {
      if (error instanceof RoomDamaged) this.markDamaged(error);
      throw error;
    }
  }
}
