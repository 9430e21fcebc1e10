import { readRecord, ROOM_COLLECTIONS, type TouchedKey, touchedRecords } from '@fieldgoal/documents';
import type { RoomAddress } from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import * as Y from 'yjs';

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
  readonly #grown: BetterSqlite3.Statement<[string], { n: number; waiting: number; last: number | null }>;

  constructor(sqlite: BetterSqlite3.Database, addressOf: (room: string) => RoomAddress) {
    this.#sqlite = sqlite;
    this.#addressOf = addressOf;
    this.#grown = sqlite.prepare(
      `SELECT count(*) n, count(*) FILTER (WHERE origin = 'local' AND acked_seq IS NULL) waiting, max(seq) last FROM updates WHERE room = ?`,
    );
  }

  /** Errors: throws when a stored update can't be read; a room never opens on a partial load. */
  get(room: string): Y.Doc {
    const open = this.#docs.get(room);
    if (open !== undefined) return open;
    const doc = this.#load(room);
    this.#docs.set(room, doc);
    return doc;
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
    return { room, bytes, touched: [...touched.values()], hasGap: doc.store.pendingStructs !== null || doc.store.pendingDs !== null };
  }

  /** Rewrites a room's log as one snapshot when it has grown; never while a local update still waits for the server. */
  compactIfGrown(room: string): void {
    const { n, waiting, last } = this.#grown.get(room) ?? { n: 0, waiting: 0, last: null };
    if (n < COMPACT_AFTER || waiting > 0 || last === null) return;
    const snapshot = Buffer.from(Y.encodeStateAsUpdate(this.get(room)));
    this.#sqlite.transaction(() => {
      this.#sqlite.prepare('UPDATE rooms SET snapshot = ?, snapshot_seq = ? WHERE room = ?').run(snapshot, last, room);
      this.#sqlite.prepare('DELETE FROM updates WHERE room = ? AND seq <= ?').run(room, last);
    })();
  }

  close(): void {
    for (const doc of this.#docs.values()) doc.destroy();
    this.#docs.clear();
  }

  #load(room: string): Y.Doc {
    const doc = new Y.Doc();
    for (const collection of ROOM_COLLECTIONS[this.#addressOf(room).kind]) doc.getMap(collection);
    const stored = this.#sqlite
      .prepare<[string], { snapshot: Buffer | null; snapshot_seq: number }>('SELECT snapshot, snapshot_seq FROM rooms WHERE room = ?')
      .get(room);
    const log = this.#sqlite
      .prepare<[string, number], { bytes: Buffer }>('SELECT bytes FROM updates WHERE room = ? AND seq > ? ORDER BY seq')
      .all(room, stored?.snapshot_seq ?? 0);
    doc.transact(() => {
      if (stored?.snapshot) Y.applyUpdate(doc, stored.snapshot);
      for (const { bytes } of log) Y.applyUpdate(doc, bytes);
    });
    return doc;
  }
}
