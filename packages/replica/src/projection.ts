import { ROOM_COLLECTIONS, type TouchedKey } from '@fieldgoal/documents';
import { type AnyRecord, type Collection, err, ok, type Result, type RecordOf, type RoomAddress, validateRecord } from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import type { CommitContext, CommitProblem, Touched } from './commit.ts';
import { CommitRefused } from './commit.ts';

interface RecordRow {
  readonly room: string;
  readonly json: string;
}

/** Keeps `records` and `quarantine` equal to what the documents say. */
export class Projection {
  readonly #select: BetterSqlite3.Statement<[string, string], RecordRow>;
  readonly #room: BetterSqlite3.Statement<[string, string], string>;
  readonly #upsert: BetterSqlite3.Statement;
  readonly #update: BetterSqlite3.Statement;
  readonly #isolate: BetterSqlite3.Statement;
  readonly #release: BetterSqlite3.Statement;
  readonly #remove: BetterSqlite3.Statement;
  readonly #list: BetterSqlite3.Statement<[string], { json: string }>;
  readonly #listLive: BetterSqlite3.Statement<[string], { json: string }>;
  readonly #listAfter: BetterSqlite3.Statement<[string, string, number], { json: string }>;
  readonly #listOwner: BetterSqlite3.Statement<[string, string], { json: string }>;

  readonly #everything: BetterSqlite3.Statement<[], { collection: Collection; id: string; json: string }>;
  readonly #rewrite: BetterSqlite3.Statement;

  constructor(sqlite: BetterSqlite3.Database) {
    this.#select = sqlite.prepare('SELECT room, json FROM records WHERE collection = ? AND id = ?');
    this.#room = sqlite.prepare<[string, string], string>('SELECT room FROM records WHERE collection = ? AND id = ?').pluck();
    this.#upsert = sqlite.prepare(
      `INSERT INTO records (collection, id, room, owner_id, external_id, is_deleted, json) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET room = excluded.room, owner_id = excluded.owner_id, external_id = excluded.external_id,
         is_deleted = excluded.is_deleted, json = excluded.json`,
    );
    // Most changes leave the indexed columns as they are; then their indexes aren't written either.
    this.#update = sqlite.prepare(
      `UPDATE records SET json = ? WHERE collection = ? AND id = ? AND room = ? AND owner_id IS ? AND external_id IS ? AND is_deleted = ?`,
    );
    this.#isolate = sqlite.prepare(
      `INSERT INTO quarantine (collection, id, room, reason, json, at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET reason = excluded.reason, json = excluded.json`,
    );
    this.#release = sqlite.prepare('DELETE FROM quarantine WHERE collection = ? AND id = ?');
    this.#remove = sqlite.prepare('DELETE FROM records WHERE collection = ? AND id = ?');
    this.#list = sqlite.prepare('SELECT json FROM records WHERE collection = ? ORDER BY id');
    this.#listAfter = sqlite.prepare('SELECT json FROM records WHERE collection = ? AND id > ? AND is_deleted = 0 ORDER BY id LIMIT ?');
    this.#listLive = sqlite.prepare('SELECT json FROM records WHERE collection = ? AND is_deleted = 0 ORDER BY id');
    this.#everything = sqlite.prepare('SELECT collection, id, json FROM records');
    this.#rewrite = sqlite.prepare('UPDATE records SET json = ? WHERE collection = ? AND id = ?');
    this.#listOwner = sqlite.prepare('SELECT json FROM records WHERE collection = ? AND owner_id = ? ORDER BY id');
  }

  get(collection: Collection, id: string): AnyRecord | null {
    const row = this.#select.get(collection, id);
    return row === undefined ? null : parseStored(row.json);
  }

  /** Records written by an earlier version get the defaults of the fields they lack; one that no longer passes is left as it is. */
  fillDefaults(): void {
    const rows = this.#everything.all();
    for (const { collection, id, json } of rows) {
      const parsed = validateRecord(collection, JSON.parse(json));
      if (parsed.ok) this.#rewrite.run(JSON.stringify(parsed.value), collection, id);
    }
  }

  roomOf(collection: Collection, id: string): string | null {
    return this.#room.get(collection, id) ?? null;
  }

  /** At most `limit` live records after an id, by id. */
  listAfter<C extends Collection>(collection: C, id: string, limit: number): RecordOf<C>[] {
    return this.#listAfter.all(collection, id, limit).map(({ json }) => parseStored(json) as RecordOf<C>);
  }

  list<C extends Collection>(
    collection: C,
    filter: { readonly ownerIds?: readonly string[]; readonly includeDeleted?: boolean } = {},
  ): RecordOf<C>[] {
    const rows =
      filter.ownerIds === undefined
        ? (filter.includeDeleted === true ? this.#list : this.#listLive).all(collection)
        : filter.ownerIds.flatMap((owner) => this.#listOwner.all(collection, owner));
    const found = rows.map(({ json }) => parseStored(json) as RecordOf<C>);
    return filter.ownerIds === undefined || filter.includeDeleted === true ? found : found.filter(({ deletedAt }) => deletedAt === null);
  }

  /**
   * Brings one touched record from its document into its row.
   *
   * An invalid record is refused where someone can be told (a change being made here, or sent by a client) and put into quarantine
   * otherwise: the merge of two valid edits may be invalid, and then it is kept, shown with the reason, and not counted (law 7).
   */
  project(key: TouchedKey, room: string, address: RoomAddress, raw: unknown, context: CommitContext, at: string): Touched {
    const collection = this.#collectionOf(key, address, context);
    if (key.isMadeTwice === true && context.origin === 'client') {
      const message = `${collection} ${key.id} was made on another device at the same time. Look at it and change what should be different.`;
      throw new CommitRefused({ code: 'exists', message, collection, id: key.id });
    }
    const before = this.get(collection, key.id);
    const parsed = this.#parse(collection, key, room, address, raw);
    if (!parsed.ok) {
      if (context.origin !== 'remote') throw new CommitRefused(parsed.error);
      this.#isolate.run(collection, key.id, room, parsed.error.message, JSON.stringify(raw), at);
      this.#remove.run(collection, key.id);
      return { collection, id: key.id, room, before, after: null };
    }
    const after = parsed.value;
    const touched: Touched = { collection, id: key.id, room, before, after };
    const refusal = context.authorize?.(touched, raw) ?? null;
    if (refusal !== null) throw new CommitRefused(refusal);
    this.#release.run(collection, key.id);
    const ownerId = 'amountMinor' in after || 'completedAt' in after ? after.ownerId : null;
    const externalId = 'externalId' in after ? after.externalId : null;
    this.#store(touched, ownerId, externalId, after.deletedAt === null ? 0 : 1, JSON.stringify(after));
    return touched;
  }

  #store(
    { collection, id, room, before }: Touched,
    ownerId: string | null,
    externalId: string | null,
    isDeleted: 0 | 1,
    json: string,
  ): void {
    if (before !== null && this.#update.run(json, collection, id, room, ownerId, externalId, isDeleted).changes > 0) return;
    this.#upsert.run(collection, id, room, ownerId, externalId, isDeleted, json);
  }

  #collectionOf(key: TouchedKey, address: RoomAddress, context: CommitContext): Collection {
    const allowed: readonly string[] = ROOM_COLLECTIONS[address.kind];
    if (allowed.includes(key.collection)) return key.collection as Collection;
    throw new CommitRefused({
      code: 'unknown_collection',
      message: `A room of the kind "${address.kind}" holds ${allowed.join(', ')}; found a change outside of them (${key.collection}).`,
      ...(context.origin === 'client' ? { collection: key.collection } : {}),
    });
  }

  #parse(collection: Collection, key: TouchedKey, room: string, address: RoomAddress, raw: unknown): Result<AnyRecord, CommitProblem> {
    const at = { collection, id: key.id };
    if (raw === null)
      return err({
        code: 'invalid_record',
        message: `${collection} ${key.id}: a record is deleted by its field deletedAt, never removed.`,
        ...at,
      });
    const parsed = validateRecord(collection, raw);
    if (!parsed.ok) return err({ code: 'invalid_record', message: parsed.error, ...at });
    const record: AnyRecord = parsed.value;
    if (record.id !== key.id)
      return err({ code: 'invalid_record', message: `${collection} ${key.id}: its field id says ${record.id}.`, ...at });
    if (address.kind === 'work' && 'ownerId' in record && record.ownerId !== address.memberId) {
      return err({
        code: 'wrong_room',
        message: `${collection} ${key.id}: its owner is ${record.ownerId}, but the room is ${address.memberId}'s.`,
        ...at,
      });
    }
    if ('isPersonal' in record && record.isPersonal !== (address.kind === 'work')) {
      const belongs = record.isPersonal ? 'a personal goal stands in its owner’s work' : 'only personal goals stand in a member’s work';
      return err({ code: 'wrong_room', message: `${collection} ${key.id}: ${belongs}, and this room is ${room}.`, ...at });
    }
    const standsIn = this.roomOf(collection, key.id);
    if (standsIn !== null && standsIn !== room) {
      return err({ code: 'wrong_room', message: `${collection} ${key.id} stands in room ${standsIn} already.`, ...at });
    }
    return ok(record);
  }
}

/** Rows were validated when they were written. */
export function parseStored(json: string): AnyRecord {
  return JSON.parse(json) as AnyRecord;
}
