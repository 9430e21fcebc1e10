import { parseRoom, type RecordChange, writeChanges } from '@fieldgoal/documents';
import {
  type Actor,
  businessDateOf,
  type Collection,
  createUlid,
  type DailySeries,
  type Directory,
  err,
  type GoalBook,
  type GoalIndex,
  type GoalResult,
  type Instant,
  type IsoDate,
  ok,
  type Reach,
  type RecordOf,
  refuseEdit,
  type Result,
  type RoomAddress,
  type StageKind,
  type WorkCalendar,
} from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import * as Y from 'yjs';
import { toInstant } from './clock.ts';
import { type Commit, type CommitContext, type CommitProblem, CommitRefused, type Touched } from './commit.ts';
import { applyFeedEntry, type FeedBatch, type FeedEntry, type NewFeedEntry, resultEntry } from './feed.ts';
import { type GoalDeltas, GoalState } from './goal-state.ts';
import type { Logger } from './logger.ts';
import { changesByRoom } from './new-rooms.ts';
import { isStorageCode, openDatabase, type ReplicaDatabase, sqliteCode } from './open.ts';
import { Outbox, type Refusal } from './outbox.ts';
import { Projection } from './projection.ts';
import { Results, type ResultState, type ServerResult } from './results.ts';
import { type Captured, RoomDocs } from './room-docs.ts';
import { snapshotRow } from './snapshots.ts';
import { feed, snapshots } from './schema.ts';
import { Views } from './views.ts';

export interface ReplicaOptions {
  /** Path of the database file, or `:memory:`. */
  readonly file: string;
  readonly organization: string;
  readonly role: 'device' | 'server';
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly log: Logger;
  /** On a device: who is signed in. */
  readonly self?: () => Actor | null;
  readonly migrationsFolder?: string;
}

/** A new record may say it was made this far in the future, for clocks that are a little wrong (rule V6). */
const CLOCK_TOLERANCE_MS = 24 * 60 * 60 * 1000;

/**
 * One organization's data on one machine: documents, their projection, goals and results in one SQLite file.
 * The same code commits on a device and on the server; what a commit returns is durable.
 */
export class Replica {
  readonly sqlite: BetterSqlite3.Database;
  readonly db: ReplicaDatabase;
  readonly organization: string;
  readonly outbox: Outbox;
  readonly #options: ReplicaOptions;
  readonly #docs: RoomDocs;
  readonly #projection: Projection;
  readonly #goals: GoalState;
  readonly #results: Results;
  readonly #views: Views;
  readonly #commitListeners = new Set<(commit: Commit) => void>();
  readonly #feedListeners = new Set<(goalIds: readonly string[]) => void>();
  /** Set by the sync client while this device has everything the server has; a deviating result is then reported as such. */
  isUpToDate = false;

  constructor(options: ReplicaOptions) {
    const { sqlite, db } = openDatabase(options.file, options.migrationsFolder);
    this.sqlite = sqlite;
    this.db = db;
    this.organization = options.organization;
    this.outbox = new Outbox(sqlite);
    this.#options = options;
    this.#docs = new RoomDocs(sqlite, (room) => this.addressOf(room));
    this.#projection = new Projection(sqlite);
    this.#views = new Views(this.#projection);
    this.#goals = new GoalState(sqlite, this.#projection);
    this.#results = new Results(sqlite, this.#goals, (goalId) => this.isComplete(goalId), options.log);
  }

  // ── time and ids ──────────────────────────────────────────────────────────────────────────────────────────

  now(): number {
    return this.#options.now();
  }

  nowInstant(): Instant {
    return toInstant(this.now());
  }

  /** Today's business date of the organization. */
  today(): IsoDate {
    return businessDateOf(this.nowInstant(), this.directory().settings.timeZone);
  }

  newId(): string {
    return createUlid(this.now(), this.#options.randomBytes(10));
  }

  // ── reading ───────────────────────────────────────────────────────────────────────────────────────────────

  /** False until the organization's settings have arrived; nothing can be computed before. */
  isReady(): boolean {
    return this.#views.isReady();
  }

  /** Errors: throws while the replica isn't ready; so do the readings below. */
  directory(): Directory {
    return this.#views.directory();
  }

  goalBook(): GoalBook {
    return this.#views.goalBook();
  }

  goalIndex(): GoalIndex {
    return this.#views.goalIndex();
  }

  reach(): Reach {
    return this.#views.reach();
  }

  calendar(): WorkCalendar {
    return this.#views.calendar();
  }

  stageKind(stageId: string): StageKind | null {
    return this.#views.stageKind(stageId);
  }

  /** One record, deleted ones included. */
  record<C extends Collection>(collection: C, id: string): RecordOf<C> | null {
    return this.#projection.get(collection, id) as RecordOf<C> | null;
  }

  /** Records of a collection, sorted by id. */
  list<C extends Collection>(
    collection: C,
    filter?: { readonly ownerIds?: readonly string[]; readonly includeDeleted?: boolean },
  ): RecordOf<C>[] {
    return this.#projection.list(collection, filter);
  }

  roomOf(collection: Collection, id: string): string | null {
    return this.#projection.roomOf(collection, id);
  }

  /** Every room that exists here. */
  rooms(): string[] {
    return this.sqlite.prepare<[], string>('SELECT room FROM rooms ORDER BY room').pluck().all();
  }

  addressOf(room: string): RoomAddress {
    const address = parseRoom(this.organization, room);
    if (!address.ok) throw new Error(address.error);
    return address.value;
  }

  stateVector(room: string): Uint8Array {
    return Y.encodeStateVector(this.#docs.get(room));
  }

  /** What a reader with that state vector lacks of a room. */
  missingFor(room: string, stateVector: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.#docs.get(room), stateVector);
  }

  // ── goals ─────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * True where every record that can count in the goal is (or may be) on this machine, so that its number is computed from them;
   * false where the server's result is carried forward by what this device's own changes add.
   */
  isComplete(goalId: string): boolean {
    if (this.#options.role === 'server') return true;
    const self = this.#options.self?.() ?? null;
    return this.#views.isComplete(goalId, self === null ? new Set() : this.reach().reachedMembers(self));
  }

  result(goalId: string): { readonly result: GoalResult; readonly state: ResultState } | null {
    const result = this.#results.get(goalId);
    return result === null ? null : { result, state: this.#stateOf(goalId, result) };
  }

  /** What the goal's records add per business date, as far as this machine knows. */
  series(goalId: string): DailySeries {
    return this.#results.series(goalId) ?? [];
  }

  /** The records here that a goal counts, newest first. */
  countedEvents(goalId: string) {
    const index = this.goalIndex();
    const goal = index.goal(goalId);
    if (goal === undefined) return [];
    return this.#goals
      .eventsOf(index.membersInScope(goalId), goal.periodStart, goal.periodEnd)
      .filter((event) => index.goalsCounting(event).includes(goalId));
  }

  #stateOf(goalId: string, result: GoalResult): ResultState {
    const server = this.#results.server(goalId);
    if (this.#options.role === 'server') return 'confirmed';
    if (server === null) return 'provisional';
    if (server.result.inputHash === result.inputHash && server.result.engineVersion === result.engineVersion) return 'confirmed';
    const isSettled = this.isUpToDate && server.result.today === result.today && this.outbox.count() === 0;
    return isSettled ? 'differs' : 'provisional';
  }

  // ── committing ────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Makes changes here, over any number of rooms, in one transaction; durable when it returns.
   *
   * Errors: a `CommitProblem`; nothing was changed then.
   */
  edit(
    changes: readonly RecordChange[],
    context: { readonly actor: Actor; readonly origin: 'local' | 'server'; readonly onWrite?: CommitContext['onWrite'] },
  ): Result<Commit, CommitProblem> {
    const byRoom = changesByRoom(changes, this.organization, this.#projection, this.#views);
    if (!byRoom.ok) return byRoom;
    const works = [...byRoom.value].map(([room, own]) => ({ room, changes: own, work: (doc: Y.Doc) => writeChanges(doc, own, 'edit') }));
    const authorize = context.origin === 'local' ? this.#authorizeAs(context.actor) : undefined;
    return this.#commit(works, {
      origin: context.origin,
      actorId: context.actor.memberId,
      ...(authorize === undefined ? {} : { authorize }),
      ...(context.onWrite === undefined ? {} : { onWrite: context.onWrite }),
    });
  }

  /** Asks for each touched record whether the person may change it; before the directory has arrived nobody may anything. */
  #authorizeAs(actor: Actor): NonNullable<CommitContext['authorize']> {
    return (touched, raw) => this.refusalOf(actor, touched, raw);
  }

  /**
   * Takes the other side's update of a room.
   *
   * Errors: a `CommitProblem`; nothing was changed then. Bytes that aren't an update are `invalid_record`.
   */
  receive(room: string, bytes: Uint8Array, context: Omit<CommitContext, 'changes'>): Result<Commit, CommitProblem> {
    return this.#commit([{ room, work: (doc) => Y.applyUpdate(doc, bytes, 'receive') }], context);
  }

  #commit(
    works: readonly { room: string; changes?: readonly RecordChange[]; work: (doc: Y.Doc) => void }[],
    context: CommitContext,
  ): Result<Commit, CommitProblem> {
    try {
      const captured = works.map(({ room, changes, work }) => ({ ...this.#capture(room, work), changes }));
      const commit = this.sqlite.transaction(() => this.#write(captured, context)).immediate();
      if (commit.seqs.length > 0) this.#tell(commit);
      for (const { room } of commit.seqs) this.#docs.compactIfGrown(room);
      return ok(commit);
    } catch (error) {
      for (const { room } of works) this.#docs.drop(room);
      this.#views.forgetAll();
      return err(this.#problemOf(error));
    }
  }

  #capture(room: string, work: (doc: Y.Doc) => void): Captured {
    let captured: Captured;
    try {
      captured = this.#docs.capture(room, work);
    } catch (error) {
      throw new CommitRefused({ code: 'invalid_record', message: `Room ${room}: the bytes are not a valid update (${String(error)}).` });
    }
    if (captured.hasGap) {
      throw new CommitRefused({
        code: 'gap',
        message: `Room ${room}: the update builds on one that has not arrived; send everything since the last acknowledged one.`,
      });
    }
    return captured;
  }

  #write(captured: readonly (Captured & { changes: readonly RecordChange[] | undefined })[], context: CommitContext): Commit {
    const at = this.nowInstant();
    const before = this.isReady() && this.#touchesBook(captured) ? this.goalIndex() : null;
    const seqs: { room: string; seq: number; bytes: Uint8Array }[] = [];
    const touched: Touched[] = [];
    for (const { room, bytes, touched: keys, changes } of captured) {
      if (bytes === null) continue;
      seqs.push({ room, seq: this.#append(room, bytes, at, context, changes), bytes });
      const address = this.addressOf(room);
      for (const key of keys)
        touched.push(this.#projection.project(key, room, address, this.#docs.read(room, key.collection, key.id), context, at));
    }
    const topics = new Set(touched.map(({ collection }) => collection));
    this.#views.forget(topics);
    const goalIds = this.isReady() ? this.#recalculate(touched, topics, before, seqs[0]?.seq ?? 0, context) : [];
    const commit: Commit = { seqs, origin: context.origin, actorId: context.actorId, source: context.source, touched, topics, goalIds };
    if (seqs.length > 0) {
      if (this.#options.role === 'server') this.#publishResults(goalIds);
      context.onWrite?.(commit);
    }
    return commit;
  }

  #append(room: string, bytes: Uint8Array, at: Instant, context: CommitContext, changes: readonly RecordChange[] | undefined): number {
    this.sqlite.prepare('INSERT OR IGNORE INTO rooms (room) VALUES (?)').run(room);
    const { lastInsertRowid } = this.sqlite
      .prepare('INSERT INTO updates (room, bytes, origin, actor_id, at, changes) VALUES (?, ?, ?, ?, ?, ?)')
      .run(room, bytes, context.origin, context.actorId, at, context.origin === 'local' ? JSON.stringify(changes ?? []) : null);
    return Number(lastInsertRowid);
  }

  /** Brings events, days and results of the touched records up to date; the cost doesn't depend on how many records there are. */
  #recalculate(
    touched: readonly Touched[],
    topics: ReadonlySet<Collection>,
    before: GoalIndex | null,
    updateSeq: number,
    context: CommitContext,
  ): string[] {
    const index = this.goalIndex();
    const derive = this.#views.deriver();
    if (topics.has('settings') || topics.has('stages') || topics.has('teams') || topics.has('memberships')) {
      if (topics.has('settings') || topics.has('stages')) this.#goals.rebuildEvents(derive);
      else this.#goals.applyTouched(touched, index, derive);
      this.#goals.rebuildDays('all', index);
      this.#results.prune(index);
      return this.#results.evaluate(
        index.goals.map(({ id }) => id),
        index,
        this.today(),
      );
    }
    const deltas: GoalDeltas = this.#goals.applyTouched(touched, index, derive);
    if (context.origin === 'local') this.#goals.keepPending(updateSeq, deltas);
    const affected = new Set(deltas.keys());
    if (topics.has('goals') || topics.has('edges')) {
      const reshaped = reshapedGoals(touched, before, index);
      this.#goals.rebuildDays(reshaped, index);
      for (const goalId of reshaped) affected.add(goalId);
    }
    for (const { collection, after, before: was } of touched) {
      const goalId = collection === 'adjustments' ? (after ?? was) : null;
      if (goalId !== null && 'goalId' in goalId) for (const id of [goalId.goalId, ...index.ancestorsOf(goalId.goalId)]) affected.add(id);
    }
    return this.#results.evaluate(affected, index, this.today());
  }

  #tell(commit: Commit): void {
    for (const listener of this.#commitListeners) listener(commit);
  }

  onCommit(listener: (commit: Commit) => void): () => void {
    this.#commitListeners.add(listener);
    return () => this.#commitListeners.delete(listener);
  }

  /** Why this person may not make this change of a record (rules V1–V6), or null. The device asks itself, the server's word counts. */
  refusalOf(actor: Actor, touched: Touched, raw: unknown): CommitProblem | null {
    if (touched.after === null) return null;
    const edit = {
      collection: touched.collection,
      address: this.addressOf(touched.room),
      before: touched.before,
      after: touched.after,
      raw,
    };
    const latest = toInstant(this.now() + CLOCK_TOLERANCE_MS);
    const refusal = refuseEdit(edit, { actor, reach: this.reach(), goal: (id) => this.record('goals', id), latest });
    return refusal === null ? null : { ...refusal, collection: touched.collection, id: touched.id };
  }

  // ── recalculation and snapshots ───────────────────────────────────────────────────────────────────────────

  /** Evaluates goals for today from their stored days; returns those whose result changed. */
  recalculate(goalIds: readonly string[] | 'all'): { readonly changed: readonly string[] } {
    if (!this.isReady()) return { changed: [] };
    const index = this.goalIndex();
    const changed = this.sqlite
      .transaction(() => {
        const found = this.#results.evaluate(goalIds === 'all' ? index.goals.map(({ id }) => id) : goalIds, index, this.today());
        if (this.#options.role === 'server') this.#publishResults(found);
        return found;
      })
      .immediate();
    if (changed.length > 0) this.#tellFeed(changed);
    return { changed };
  }

  /** Derives everything from the records again; returns the goals whose stored days were different, which should be none. */
  rebuild(): { readonly changed: readonly string[] } {
    if (!this.isReady()) return { changed: [] };
    this.#views.forgetAll();
    const index = this.goalIndex();
    const changed = this.sqlite
      .transaction(() => {
        this.#goals.rebuildEvents(this.#views.deriver());
        const different = this.#goals.rebuildDays('all', index);
        this.#results.prune(index);
        return different;
      })
      .immediate();
    this.recalculate('all');
    return { changed };
  }

  /**
   * Takes the snapshot of a day that has ended, for every goal whose period it lies in; what was taken before stays (rule S1).
   * Values are restated as of that day. Returns how many were taken now.
   */
  takeSnapshots(date: IsoDate, options: { readonly backfilled: boolean }): number {
    if (!this.isReady()) return 0;
    const index = this.goalIndex();
    const has = this.sqlite.prepare<[string, string], number>('SELECT 1 FROM snapshots WHERE goal_id = ? AND date = ?').pluck();
    const rows = index.goals
      .filter(
        (goal) => goal.status === 'active' && goal.periodStart <= date && date <= goal.periodEnd && has.get(goal.id, date) === undefined,
      )
      .map((goal) => {
        const series = this.#goals.series(goal.id).filter(([day]) => day <= date);
        return snapshotRow(index.evaluate(goal.id, series, date), date, options.backfilled, this.nowInstant());
      });
    if (rows.length === 0) return 0;
    this.sqlite
      .transaction(() => {
        for (let from = 0; from < rows.length; from += 500) {
          this.db
            .insert(snapshots)
            .values(rows.slice(from, from + 500))
            .onConflictDoNothing()
            .run();
        }
        this.appendFeed({ kind: 'snapshots', key: date, room: null, json: JSON.stringify(rows) });
      })
      .immediate();
    this.#tellFeed([]);
    return rows.length;
  }

  // ── feed ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Server, inside a transaction: adds an entry; a result replaces the older result of its goal. */
  appendFeed(entry: NewFeedEntry): void {
    if (entry.kind === 'result') this.sqlite.prepare(`DELETE FROM feed WHERE kind = 'result' AND key = ?`).run(entry.key);
    this.db.insert(feed).values(entry).run();
  }

  /** Server: entries after a cursor that `mayRead` lets through, at most `limit` looked at. */
  readFeed(cursor: number, limit: number, mayRead: (room: string | null) => boolean): FeedBatch {
    const rows = this.sqlite
      .prepare<[number, number], FeedEntry & { room: string | null }>(
        'SELECT seq, kind, key, room, json FROM feed WHERE seq > ? ORDER BY seq LIMIT ?',
      )
      .all(cursor, limit);
    const entries = rows.filter(({ room }) => mayRead(room)).map(({ seq, kind, key, json }) => ({ seq, kind, key, json }));
    return { entries, cursor: rows.at(-1)?.seq ?? cursor, through: rows.length < limit ? this.lastSeq() : null };
  }

  /** Device: stores a batch and moves the cursor, in one transaction; goals that aren't computed from records here follow. */
  applyFeed(batch: FeedBatch): void {
    const changed = this.sqlite
      .transaction(() => {
        const goalIds: string[] = [];
        for (const entry of batch.entries) {
          const goalId = applyFeedEntry(this.db, entry);
          if (goalId !== null) goalIds.push(goalId);
        }
        this.sqlite.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('feed_cursor', ?)`).run(String(batch.cursor));
        if (batch.through !== null) goalIds.push(...this.outbox.accountThrough(batch.through));
        if (this.isReady()) this.#results.evaluate(goalIds, this.goalIndex(), this.today());
        return goalIds;
      })
      .immediate();
    for (const goalId of changed) this.#reportDifference(goalId);
    this.#tellFeed(changed);
  }

  feedCursor(): number {
    return Number(this.sqlite.prepare<[], string>(`SELECT value FROM meta WHERE key = 'feed_cursor'`).pluck().get() ?? '0');
  }

  /** The last committed update's number. */
  lastSeq(): number {
    return this.sqlite.prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'updates'`).pluck().get() ?? 0;
  }

  onFeed(listener: (goalIds: readonly string[]) => void): () => void {
    this.#feedListeners.add(listener);
    return () => this.#feedListeners.delete(listener);
  }

  // ── what waits for the server ─────────────────────────────────────────────────────────────────────────────

  waitingChanges(): number {
    return this.outbox.count();
  }

  waitingRecordIds(): ReadonlySet<string> {
    return this.outbox.recordIds();
  }

  acknowledge(seq: number, serverSeq: number): void {
    // The feed may have brought the server's result before this acknowledgement: what was carried forward on top of it ends now.
    const goalIds = this.sqlite
      .transaction(() => {
        const settled = this.outbox.acknowledge(seq, serverSeq);
        return this.isReady() ? this.#results.evaluate(settled, this.goalIndex(), this.today()) : [];
      })
      .immediate();
    this.#tellFeed(goalIds);
  }

  /**
   * The server refused a local update: it is taken out of its room and kept for its author; what was made after it in that room
   * is made again, without it. The document gets a new client id, since the server will never have the refused one's clock.
   */
  refuse(seq: number, room: string, problem: { readonly code: string; readonly message: string }): void {
    const later = this.sqlite
      .transaction(() =>
        this.outbox.takeOut(seq, room, { id: this.newId(), at: this.nowInstant(), code: problem.code, reason: problem.message }),
      )
      .immediate();
    this.#docs.drop(room);
    this.#reproject(room);
    const self = this.#options.self?.() ?? null;
    for (const changes of later) {
      if (self !== null && changes.length > 0) this.edit(changes, { actor: self, origin: 'local' });
    }
    this.#tellFeed(this.isReady() ? this.goalIndex().goals.map(({ id }) => id) : []);
  }

  refusals(): Refusal[] {
    return this.outbox.refusals();
  }

  discardRefusal(id: string): void {
    this.outbox.discardRefusal(id);
    this.#tellFeed([]);
  }

  markSynced(room: string): void {
    this.sqlite
      .prepare('INSERT INTO rooms (room, synced_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET synced_at = excluded.synced_at')
      .run(room, this.nowInstant());
  }

  async backup(file: string): Promise<void> {
    await this.sqlite.backup(file);
  }

  close(): void {
    this.#docs.close();
    this.#commitListeners.clear();
    this.#feedListeners.clear();
    if (this.sqlite.open) {
      this.sqlite.pragma('wal_checkpoint(TRUNCATE)');
      this.sqlite.close();
    }
  }

  // ── inner workings ────────────────────────────────────────────────────────────────────────────────────────

  #touchesBook(captured: readonly Captured[]): boolean {
    return captured.some(({ touched }) => touched.some(({ collection }) => collection === 'goals' || collection === 'edges'));
  }

  #publishResults(goalIds: readonly string[]): void {
    const index = this.goalIndex();
    for (const goalId of goalIds) {
      const result = this.#results.get(goalId);
      if (result === null) continue;
      const server: ServerResult = {
        result,
        series: this.#goals.series(goalId),
        adjustments: index.adjustmentsCounting(goalId),
        target: index.effectiveTarget(goalId),
        childrenTarget: index.childrenTarget(goalId),
      };
      this.appendFeed(resultEntry(goalId, server));
    }
  }

  #reportDifference(goalId: string): void {
    const found = this.result(goalId);
    if (found?.state === 'differs')
      this.#options.log.warn(
        { goalId, here: found.result, server: this.#results.server(goalId)?.result },
        'the server came to another result',
      );
  }

  #tellFeed(goalIds: readonly string[]): void {
    for (const listener of this.#feedListeners) listener(goalIds);
  }

  /** Projects every record of a room again, after its document was put back to an earlier state. */
  #reproject(room: string): void {
    const address = this.addressOf(room);
    const context: CommitContext = { origin: 'remote', actorId: null };
    this.sqlite
      .transaction(() => {
        const doc = this.#docs.get(room);
        const rows = this.sqlite
          .prepare<[string], { collection: Collection; id: string }>('SELECT collection, id FROM records WHERE room = ?')
          .all(room);
        for (const { collection, id } of rows) {
          if (doc.getMap(collection).has(id))
            this.#projection.project({ collection, id }, room, address, this.#docs.read(room, collection, id), context, this.nowInstant());
          else this.sqlite.prepare('DELETE FROM records WHERE collection = ? AND id = ?').run(collection, id);
        }
      })
      .immediate();
    this.#views.forgetAll();
    this.rebuild();
  }

  #problemOf(error: unknown): CommitProblem {
    if (error instanceof CommitRefused) return error.problem;
    const code = sqliteCode(error);
    if (isStorageCode(code)) {
      return {
        code: 'storage',
        message: `This device could not store the change (${code}). Nothing was changed. Free some space or make the folder writable, then try again.`,
      };
    }
    throw error;
  }
}

/** Errors: `ReplicaOpenError` with words, when the database is newer, unreadable or can't be written. */
export function openReplica(options: ReplicaOptions): Replica {
  return new Replica(options);
}

/** Goals whose set of counted records may be different after goals or edges changed: the touched ones and every ancestor, then and now. */
function reshapedGoals(touched: readonly Touched[], before: GoalIndex | null, after: GoalIndex): Set<string> {
  const changed = new Set(touched.flatMap(({ collection, id }) => (collection === 'goals' ? [id] : [])));
  const parentBefore = before?.hierarchy.parentOf ?? new Map<string, string>();
  for (const { id } of after.goals) if (parentBefore.get(id) !== after.hierarchy.parentOf.get(id)) changed.add(id);
  const reshaped = new Set(changed);
  for (const id of changed) {
    for (const ancestor of [...(before?.ancestorsOf(id) ?? []), ...after.ancestorsOf(id)]) reshaped.add(ancestor);
  }
  return reshaped;
}
