import { readRecord, type TouchedKey, touchedRecords } from '@fieldgoal/documents';
import type { RoomAddress } from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import * as Y from 'yjs';
import { compactRoom } from './compaction.ts';
import { hasGap, loadRoom, RoomDamaged } from './room-log.ts';

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

/**
 * The open documents, each loaded from its snapshot and log.
 * After a commit that failed the document is ahead of the disk: `drop` forgets it, so that it is loaded anew.
 */
export class RoomDocs {
  readonly #sqlite: BetterSqlite3.Database;
  readonly #addressOf: (room: string) => RoomAddress;
  readonly #docs = new Map<string, Y.Doc>();
  readonly #grown: BetterSqlite3.Statement<[string], number>;
  readonly #damaged = new Map<string, RoomDamaged>();
  readonly #onDamage: (damage: RoomDamaged) => void;

  /** `onDamage` hears of each room once, when it is found damaged. */
  constructor(sqlite: BetterSqlite3.Database, addressOf: (room: string) => RoomAddress, onDamage: (damage: RoomDamaged) => void) {
    this.#sqlite = sqlite;
    this.#addressOf = addressOf;
    this.#onDamage = onDamage;
    this.#grown = sqlite.prepare<[string], number>('SELECT count(*) FROM updates WHERE room = ?').pluck();
  }

  /** Errors: throws `RoomDamaged` when what is stored can't be read whole; a room never opens on a partial load. */
  get(room: string): Y.Doc {
    const open = this.#docs.get(room);
    if (open !== undefined) return open;
    const damaged = this.#damaged.get(room);
    if (damaged !== undefined) throw damaged;
    const doc = this.#load(room);
    this.#docs.set(room, doc);
    return doc;
  }

  /** How many documents are held in memory. */
  get size(): number {
    return this.#docs.size;
  }

  /** Rooms found damaged since this process began, with the reason. */
  damaged(): ReadonlyMap<string, string> {
    return new Map([...this.#damaged].map(([room, { reason }]) => [room, reason]));
  }

  /** Looks at a room anew: after its repair. */
  forgetDamage(room: string): void {
    this.drop(room);
    this.#damaged.delete(room);
  }

  /** Closes a room because something outside of its load has found it damaged. */
  markDamaged(damage: RoomDamaged): void {
    this.drop(damage.room);
    if (this.#damaged.has(damage.room)) return;
    this.#damaged.set(damage.room, damage);
    this.#onDamage(damage);
  }

  drop(room: string): void {
    this.#docs.get(room)?.destroy();
    this.#docs.delete(room);
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
    if ((this.#grown.get(room) ?? 0) >= COMPACT_AFTER) compactRoom(this.#sqlite, room, this.#addressOf(room));
  }

  close(): void {
    for (const doc of this.#docs.values()) doc.destroy();
    this.#docs.clear();
  }

  #load(room: string): Y.Doc {
    try {
      return loadRoom(this.#sqlite, room, this.#addressOf(room));
    } catch (error) {
      if (error instanceof RoomDamaged) this.markDamaged(error);
      throw error;
    }
  }
}
