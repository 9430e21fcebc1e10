import { parseRoom, problemOfUpdate, type RecordChange, ROOM_COLLECTIONS, writeChanges } from '@fieldgoal/documents';
import {
  type Actor,
  businessDateOf,
  type Collection,
  createUlid,
  type CompositePart,
  type CountingEvent,
  type Deal,
  type DailySeries,
  type Directory,
  err,
  type FanPoint,
  ENGINE_VERSION,
  SCHEMA_VERSION,
  IMMUTABLE_FIELDS,
  type GoalBook,
  type GoalDays,
  type GoalIndex,
  type GoalResult,
  type Instant,
  type KnownInputs,
  type IsoDate,
  ok,
  type OutlookInput,
  type Reach,
  type RecordOf,
  refuseEdit,
  type Result,
  type RoomAddress,
  type StageKind,
  type Tally,
  type WorkCalendar,
} from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import * as Y from 'yjs';
import { toInstant } from './clock.ts';
import { type Commit, type CommitContext, type CommitProblem, CommitRefused, type Touched } from './commit.ts';
import { Calculation } from './calculation.ts';
import { applyFeedEntry, type FeedBatch, type FeedEntry, type FeedKind, type NewFeedEntry, resultEntry } from './feed.ts';
import type { LedgerRow } from './ledger.ts';
import type { Logger } from './logger.ts';
import type { Compacted } from './compaction.ts';
import { readEpoch, writeEpoch } from './epoch.ts';
import { changesByRoom } from './new-rooms.ts';
import { isStorageCode, openDatabase, type ReplicaDatabase, sqliteCode } from './open.ts';
import { Outbox, type Refusal } from './outbox.ts';
import { Projection } from './projection.ts';
import type { WonDeal } from './events.ts';
import { forgetFeed, hasMore, readServerEpoch, waitAgain, writeServerEpoch } from './reconcile.ts';
import type { ResultState } from './results.ts';
import { type Captured, type MemoryLimits, RoomDocs } from './room-docs.ts';
import { checksumOf, RoomDamaged } from './room-log.ts';
import { isEmptyUpdate } from './room-states.ts';
import { inspectRoom, repairRoom, type RoomRepair, type RoomReport } from './room-repair.ts';
import { snapshots } from './schema.ts';
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
  /** Runs work after what happens now is over, or after some milliseconds; by Node's timers unless told otherwise. */
  readonly defer?: (work: () => void, delayMs: number) => void;
}

/** A commit whose goals are evaluated at the end of its batch. */
type WrittenCommit = Omit<Commit, 'goalIds'> & { goalIds: readonly string[] };

interface OpenCommit {
  readonly commit: WrittenCommit;
  readonly context: CommitContext;
}

/** Of these a newer entry says all that an older one of the same key said. */
const REPLACING: ReadonlySet<FeedKind> = new Set(['result', 'outlook', 'profile']);
const NO_BYTES = new Uint8Array(0);
/** Commits after which the log is written back into the database, between two of them and not inside one. */
const CHECKPOINT_AFTER = 25;
/** A server with many writers does what follows their commits for all of them together, this often; the first after a pause at once. */
const FOLLOW_UP_EVERY_MS = 200;
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
  readonly #calculation: Calculation;
  readonly #views: Views;
  readonly #statements;
  readonly #commitListeners = new Set<(commit: Commit) => void>();
  readonly #durableListeners = new Set<(ms: number) => void>();
  readonly #damageListeners = new Set<(damage: RoomDamaged) => void>();
  /** The commits of a batch that isn't over; null outside of one. */
  #batch: OpenCommit[] | null = null;
  /** Someone calls `keep`. */
  #isKept = false;
  readonly #feedListeners = new Set<(goalIds: readonly string[]) => void>();
  /** Rooms committed to since the last follow-up. */
  readonly #grown = new Set<string>();
  #isFollowUpDue = false;
  #followedUpAt = 0;
  /** Every update up to this one is in the feed's results. */
  #settledThrough = 0;
  #today: { readonly minute: number; readonly timeZone: string; readonly date: IsoDate } | null = null;
  #commitsSinceCheckpoint = 0;
  /** Set by the sync client while this device has everything the server has; a deviating result is then reported as such. */
  isUpToDate = false;

  constructor(options: ReplicaOptions) {
    const { sqlite, db } = openDatabase(options.file, options.migrationsFolder);
    this.sqlite = sqlite;
    this.db = db;
    this.organization = options.organization;
    this.outbox = new Outbox(sqlite);
    // Those that every commit needs.
    this.#statements = {
      addRoom: sqlite.prepare('INSERT OR IGNORE INTO rooms (room) VALUES (?)'),
      append: sqlite.prepare('INSERT INTO updates (room, bytes, checksum, origin, actor_id, at, changes) VALUES (?, ?, ?, ?, ?, ?, ?)'),
      dropUpdate: sqlite.prepare('DELETE FROM updates WHERE seq = ?'),
      dropFeed: sqlite.prepare('DELETE FROM feed WHERE kind = ? AND key = ?'),
      addFeed: sqlite.prepare('INSERT INTO feed (kind, key, room, json) VALUES (?, ?, ?, ?)'),
    };
    this.#options = options;
    this.#docs = new RoomDocs({
      sqlite,
      addressOf: (room) => this.addressOf(room),
      now: () => this.now(),
      onDamage: (damage) => this.#reportDamage(damage),
    });
    this.#projection = new Projection(sqlite);
    this.#views = new Views(this.#projection, { isPartial: options.role === 'device' });
    this.#calculation = new Calculation({
      sqlite,
      projection: this.#projection,
      views: this.#views,
      log: options.log,
      isComplete: (goalId) => this.isComplete(goalId),
      today: () => this.today(),
      nowInstant: () => this.nowInstant(),
    });
    this.#deriveAnewAfterUpdate();
    if (options.role === 'server') this.epoch();
    if (this.#calculation.due.size > 0) this.#followUpSoon();
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
    const { timeZone } = this.directory().settings;
    // Asked several times a change; days begin with a minute in every zone.
    const minute = Math.floor(this.now() / 60_000);
    if (this.#today?.minute !== minute || this.#today.timeZone !== timeZone)
      this.#today = { minute, timeZone, date: businessDateOf(this.nowInstant(), timeZone) };
    return this.#today.date;
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

  /** At most `limit` records of a collection after an id, by id, for reading many of them a little at a time. */
  listAfter<C extends Collection>(collection: C, id: string, limit: number): RecordOf<C>[] {
    return this.#projection.listAfter(collection, id, limit);
  }

  /** Live deals that are open (rule C1), in no particular order; others aren't read for it. */
  openDeals(): Deal[] {
    return this.#calculation.openDeals();
  }

  /** What deals won on or after a business day brought, in no particular order. */
  wonDeals(since: IsoDate): WonDeal[] {
    return this.#calculation.wonDeals(since);
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

  /** Of what is stored of a room. Errors, here and below: throws `RoomDamaged`. */
  stateVector(room: string): Uint8Array {
    return this.#docs.vector(room);
  }

  /**
   * What a reader with that state vector lacks of a room, in the order it is to be applied. The bytes are shared by all who ask with the
   * same, and by those who read the room later: not to be changed.
   */
  lacking(room: string, stateVector: Uint8Array): readonly Uint8Array[] {
    return this.#docs.lacking(room, stateVector);
  }

  /** The same as one update. */
  missingFor(room: string, stateVector: Uint8Array): Uint8Array {
    const updates = this.lacking(room, stateVector);
    const [only] = updates;
    return updates.length === 1 && only !== undefined ? only : Y.mergeUpdates([...updates]);
  }

  /** Bytes that a room takes on disk. */
  storedBytes(room: string): number {
    return this.#docs.storedBytes(room);
  }

  // ── goals ─────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * True where every record that can count in the goal is (or may be) on this machine, so that its number is computed from them;
   * false where the server's result is carried forward by what this device's own changes add.
   */
  isComplete(goalId: string): boolean {
    if (this.#options.role === 'server') return true;
    const self = this.#options.self?.() ?? null;
    const reached = self === null ? new Set<string>() : this.reach().reachedMembers(self);
    return this.#views.isComplete(goalId, reached, (of) => this.#calculation.results.server(of)?.sources ?? []);
  }

  /** Whether goals were evaluated as of another day than today, whichever way the clock has moved. */
  isOfAnotherDay(): boolean {
    return this.#calculation.results.hasOtherThan(this.today());
  }

  result(goalId: string): { readonly result: GoalResult; readonly state: ResultState } | null {
    this.settle();
    const result = this.#calculation.results.get(goalId);
    return result === null ? null : { result, state: this.#stateOf(goalId, result) };
  }

  /** What the goal's records add per business date, as far as this machine knows. */
  series(goalId: string): DailySeries {
    const index = this.goalIndex();
    return index.goal(goalId) === undefined ? [] : (this.#calculation.results.series(goalId, index) ?? []);
  }

  /** Everything day by day that a goal's result is made from: its own days, its history, what may come; null where nothing is known. */
  goalDays(goalId: string): GoalDays | null {
    this.settle();
    const index = this.goalIndex();
    return index.goal(goalId) === undefined ? null : this.#calculation.results.days(goalId, index, this.today());
  }

  /** What the forecast is made of, for trying other models or changes; null where nothing is forecast, or the records aren't whole here. */
  outlookInput(goalId: string): OutlookInput | null {
    const index = this.goalIndex();
    if (index.goal(goalId) === undefined || !this.isComplete(goalId)) return null;
    return this.#calculation.outlooks.inputOf(goalId, this.series(goalId), index, this.today());
  }

  /** What of a goal can't be told from this machine's goals alone; undefined where all can. */
  knownInputs(goalId: string): KnownInputs | undefined {
    return this.#calculation.results.inputsFromServer(goalId, this.goalIndex());
  }

  /** The forecast's course to the end of the goal's period; empty where nothing is forecast. */
  fan(goalId: string): readonly FanPoint[] {
    this.settle();
    const index = this.goalIndex();
    return index.goal(goalId) === undefined ? [] : this.#calculation.results.fan(goalId, index, this.today());
  }

  /** A composite's goals as they stand. */
  compositeParts(goalId: string): readonly CompositePart[] {
    this.settle();
    return this.#calculation.results.partsOf(goalId, this.goalIndex(), this.today());
  }

  /** The records here that can count in a goal, in no particular order. */
  eventsNear(goalId: string): readonly CountingEvent[] {
    const goal = this.goalIndex().goal(goalId);
    return goal === undefined ? [] : this.#calculation.eventsOf(goal);
  }

  /** The records here of some members between two business dates, in no particular order. */
  eventsBetween(memberIds: ReadonlySet<string>, from: IsoDate, to: IsoDate): readonly CountingEvent[] {
    return this.#calculation.eventsBetween(memberIds, from, to);
  }

  /** The records here that a goal counts, newest first. */
  countedEvents(goalId: string): readonly CountingEvent[] {
    const index = this.goalIndex();
    return this.eventsNear(goalId)
      .filter((event) => index.counted(event).some(([id]) => id === goalId))
      .sort((a, b) => (a.countsOn === b.countsOn ? (a.recordId < b.recordId ? 1 : -1) : a.countsOn < b.countsOn ? 1 : -1));
  }

  /** What goals would have shown at the end of a day, from today's records (rule S2). */
  resultsAsOf(goalIds: readonly string[], date: IsoDate): ReadonlyMap<string, GoalResult> {
    return this.#calculation.results.asOf(goalIds, this.goalIndex(), date);
  }

  /** How the records came to be what they are, between two business dates, oldest first (rule W7); of everybody or of some members' records. */
  ledger(from: IsoDate, to: IsoDate, memberIds: ReadonlySet<string> | null = null): readonly LedgerRow[] {
    return this.#calculation.history(from, to, memberIds);
  }

  #stateOf(goalId: string, result: GoalResult): ResultState {
    const server = this.#calculation.results.server(goalId);
    if (this.#options.role === 'server') return 'confirmed';
    if (server === null) return 'provisional';
    if (server.result.inputHash === result.inputHash && server.result.engineVersion === result.engineVersion) return 'confirmed';
    const isSettled = this.isUpToDate && server.result.today === result.today && this.outbox.count() === 0;
    return isSettled ? 'differs' : 'provisional';
  }

  // ── committing ────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Makes changes here, over any number of rooms, in one transaction; durable when it returns. Made for a person (`local`, and on the
   * server `client`) each touched record is authorized like a device's; what the server does by itself (`server`) is not.
   *
   * Errors: a `CommitProblem`; nothing was changed then.
   */
  edit(
    changes: readonly RecordChange[],
    context: { readonly actor: Actor; readonly origin: 'local' | 'client' | 'server'; readonly onWrite?: CommitContext['onWrite'] },
  ): Result<Commit, CommitProblem> {
    const byRoom = changesByRoom(changes, this.organization, this.#projection, this.#views);
    if (!byRoom.ok) return byRoom;
    const works = [...byRoom.value].map(([room, own]) => ({ room, changes: own, work: (doc: Y.Doc) => writeChanges(doc, own, 'edit') }));
    const authorize = context.origin === 'server' ? undefined : this.#authorizeAs(context.actor);
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
   * Errors: a `CommitProblem`; nothing was changed then. Bytes that aren't an update are `invalid_record`; a client's are looked through
   * before anything is made of them.
   */
  receive(room: string, bytes: Uint8Array, context: Omit<CommitContext, 'changes'>): Result<Commit, CommitProblem> {
    return this.receiveAll(room, [bytes], context);
  }

  /** Takes several updates of a room as one: all of them or none. Errors: as of `receive`. */
  receiveAll(room: string, updates: readonly Uint8Array[], context: Omit<CommitContext, 'changes'>): Result<Commit, CommitProblem> {
    const collections = ROOM_COLLECTIONS[this.addressOf(room).kind];
    for (const bytes of context.origin === 'client' ? updates : []) {
      const problem = problemOfUpdate(bytes, collections);
      if (problem !== null) return err(problem);
    }
    // A server that has no more than this device says so of every room at every connection: no document is opened for that.
    if (updates.every(isEmptyUpdate) && !this.#docs.isDamaged(room)) return this.#commit([], context);
    const apply = (doc: Y.Doc): void => {
      for (const bytes of updates) Y.applyUpdate(doc, bytes, 'receive');
    };
    const [first] = updates;
    // Kept as it came: what it did here may hold deletions that only follow from local changes, and those may yet be refused.
    const kept =
      context.origin === 'remote' && first !== undefined ? { received: updates.length === 1 ? first : Y.mergeUpdates([...updates]) } : {};
    return this.#commit(
      [{ room, ...kept, work: (doc) => (updates.length === 1 ? apply(doc) : doc.transact(() => apply(doc), 'receive')) }],
      context,
    );
  }

  #commit(
    works: readonly { room: string; changes?: readonly RecordChange[]; received?: Uint8Array; work: (doc: Y.Doc) => void }[],
    context: CommitContext,
  ): Result<Commit, CommitProblem> {
    const batch = this.#batch;
    const startedAt = performance.now();
    try {
      const captured = works.map(({ room, changes, received, work }) => {
        const made = this.#capture(room, work);
        return { ...made, bytes: made.bytes === null ? null : (received ?? made.bytes), changes };
      });
      const commit = this.#transact(() => {
        const written = this.#write(captured, context);
        if (batch === null) this.#conclude(written.goalIds, [{ commit: written, context }]);
        return written;
      });
      if (batch === null) this.#finish([commit], startedAt);
      else batch.push({ commit, context });
      return ok(commit);
    } catch (error) {
      for (const { room } of works) this.#docs.drop(room);
      this.#views.forgetAll();
      const problem = this.#problemOf(error);
      // SQLite may have undone the whole transaction, not only this commit's part.
      if (batch !== null && problem.code === 'storage') throw error;
      return err(problem);
    }
  }

  /**
   * Makes several edits and takes several updates in one transaction with one fsync. Each of them stands or falls on its own; goals are
   * evaluated once, at the end, and listeners told when all of it is on disk. Until then the commits name the goals they may have changed.
   *
   * Errors: `storage`; nothing of the batch was kept then.
   */
  batch<T>(work: () => T extends PromiseLike<unknown> ? never : T): Result<T, CommitProblem> {
    if (this.#batch !== null) return ok(work());
    const batch: OpenCommit[] = (this.#batch = []);
    const startedAt = performance.now();
    try {
      const result = this.#calculation.batch(() =>
        this.#transact(() => {
          const made = work();
          const changed = this.isReady() ? this.#calculation.evaluateBatch() : [];
          const isChanged = new Set(changed);
          for (const { commit } of batch) commit.goalIds = commit.goalIds.filter((goalId) => isChanged.has(goalId));
          this.#conclude(changed, batch);
          return made;
        }),
      );
      this.#batch = null;
      this.#finish(
        batch.map(({ commit }) => commit),
        startedAt,
      );
      return ok(result);
    } catch (error) {
      this.#docs.close();
      this.#views.forgetAll();
      return err(this.#problemOf(error));
    } finally {
      this.#batch = null;
    }
  }

  #capture(room: string, work: (doc: Y.Doc) => void): Captured {
    let captured: Captured;
    try {
      captured = this.#docs.capture(room, work);
    } catch (error) {
      if (error instanceof RoomDamaged) throw error;
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

  #write(captured: readonly (Captured & { changes: readonly RecordChange[] | undefined })[], context: CommitContext): WrittenCommit {
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
    const { goalIds, ledger } = this.isReady()
      ? this.#calculation.follow(touched, topics, before, seqs[0]?.seq ?? 0, context)
      : { goalIds: [], ledger: [] };
    if (this.#options.role === 'server') this.#publishLedger(ledger);
    return { seqs, origin: context.origin, actorId: context.actorId, source: context.source, touched, topics, goalIds };
  }

  /** What belongs to commits once their goals are evaluated; inside their transaction. */
  #conclude(changed: readonly string[], commits: readonly OpenCommit[]): void {
    if (this.#options.role === 'server') for (const goalId of changed) this.#calculation.due.markUnpublished(goalId);
    for (const { commit, context } of commits) if (commit.seqs.length > 0) context.onWrite?.(commit);
  }

  /** What comes when commits are on disk. */
  #finish(commits: readonly Commit[], startedAt: number): void {
    const made = commits.filter(({ seqs }) => seqs.length > 0);
    if (made.length > 0) for (const listener of this.#durableListeners) listener(performance.now() - startedAt);
    for (const { seqs } of made) {
      for (const { room, bytes } of seqs) {
        this.#docs.appended(room, bytes);
        this.#grown.add(room);
      }
    }
    this.#docs.fit();
    for (const commit of made) this.#tell(commit);
    if (made.length > 0) this.#followUpSoon();
  }

  #append(room: string, bytes: Uint8Array, at: Instant, context: CommitContext, changes: readonly RecordChange[] | undefined): number {
    const isFirst = this.#statements.addRoom.run(room).changes === 1 && context.origin === 'remote';
    const kept = isFirst ? NO_BYTES : bytes;
    const { lastInsertRowid } = this.#statements.append.run(
      room,
      kept,
      checksumOf(kept),
      context.origin,
      context.actorId,
      at,
      context.origin === 'local' ? JSON.stringify(changes ?? []) : null,
    );
    const seq = Number(lastInsertRowid);
    if (isFirst) {
      // The log only gave it its number.
      this.#docs.begin(room, bytes, seq);
      this.#statements.dropUpdate.run(seq);
    }
    return seq;
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
    const closing = { today: this.today(), closeAfterDays: this.directory().settings.closeAfterDays };
    const refusal = refuseEdit(edit, { actor, reach: this.reach(), goal: (id) => this.record('goals', id), latest, closing });
    return refusal === null ? null : { ...refusal, collection: touched.collection, id: touched.id };
  }

  // ── what follows a commit ─────────────────────────────────────────────────────────────────────────────────

  /**
   * Does what commits left to be done: forecasts whose outlook became stale, and on the server the feed's results. It happens by itself
   * right after a commit, and before a result is read, so that nobody sees a number without its forecast.
   */
  settle(): void {
    const { due } = this.#calculation;
    if (this.sqlite.inTransaction || due.size === 0 || !this.isReady()) return;
    try {
      const settled = this.#transact(() => {
        const changed = this.#calculation.settle();
        const goalIds = [...new Set([...due.clear(), ...changed])];
        if (this.#options.role === 'server') this.#publishResults(goalIds);
        return goalIds;
      });
      this.#tellFeed(settled);
    } catch (error) {
      this.#options.log.error({ error: String(error) }, 'forecasts could not be stored; they stay due and are tried again');
    }
  }

  #followUpSoon(): void {
    if (this.#isFollowUpDue) return;
    this.#isFollowUpDue = true;
    const since = this.now() - this.#followedUpAt;
    const delay = this.#options.role === 'server' && since >= 0 ? Math.max(0, FOLLOW_UP_EVERY_MS - since) : 0;
    (this.#options.defer ?? later)(() => {
      this.#isFollowUpDue = false;
      if (!this.sqlite.open) return;
      this.#followedUpAt = this.now();
      this.#followUp();
    }, delay);
  }

  #followUp(): void {
    this.settle();
    if (!this.#isKept) for (const room of this.#grown) this.#compactIfGrown(room);
    this.#grown.clear();
    if (++this.#commitsSinceCheckpoint < CHECKPOINT_AFTER) return;
    this.#commitsSinceCheckpoint = 0;
    try {
      this.sqlite.pragma('wal_checkpoint(PASSIVE)');
    } catch (error) {
      this.#options.log.error({ error: String(error) }, 'the log could not be written back; the database still works');
    }
  }

  // ── recalculation and snapshots ───────────────────────────────────────────────────────────────────────────

  /** Evaluates goals for today from their stored days; returns those whose result changed. */
  recalculate(goalIds: readonly string[] | 'all'): { readonly changed: readonly string[] } {
    if (!this.isReady()) return { changed: [] };
    const changed = this.#transact(() => {
      const found = this.#calculation.evaluate(goalIds);
      if (this.#options.role === 'server') this.#publishResults(found);
      return found;
    });
    if (changed.length > 0) this.#tellFeed(changed);
    return { changed };
  }

  /** Derives everything but results from the records again; returns the goals whose stored days were different, which should be none. */
  rebuild(): { readonly changed: readonly string[] } {
    if (!this.isReady()) return { changed: [] };
    this.#views.forgetAll();
    return { changed: this.#transact(() => this.#calculation.rebuild()) };
  }

  /** What every goal counts by day, straight from the events and past everything stored of goals; a goal's are those of its `sliceOf`. */
  tallyGoals(): Tally {
    return this.#transact(() => this.#calculation.tallyGoals());
  }

  /**
   * Adds all events up again, which takes seconds for millions; returns the goals whose stored days were different, which should be none.
   * Their results follow with `recalculate`.
   */
  recount(): { readonly changed: readonly string[] } {
    if (!this.isReady()) return { changed: [] };
    return { changed: this.#transact(() => this.#calculation.recount()) };
  }

  /**
   * Takes the snapshot of a day that has ended, for every goal whose period it lies in or that is closed on it; what was taken before
   * stays (rules S1, S3).
   * Values are restated as of that day. Returns how many were taken now.
   */
  takeSnapshots(date: IsoDate, options: { readonly backfilled: boolean }): number {
    if (!this.isReady()) return 0;
    const has = this.sqlite.prepare<[string, string], number>('SELECT 1 FROM snapshots WHERE goal_id = ? AND date = ?').pluck();
    const rows = this.#calculation.snapshotsOf(date, (goalId) => has.get(goalId, date) !== undefined, options.backfilled);
    if (rows.length === 0) return 0;
    this.#transact(() => {
      for (let from = 0; from < rows.length; from += 500) {
        this.db
          .insert(snapshots)
          .values(rows.slice(from, from + 500))
          .onConflictDoNothing()
          .run();
      }
      const byReaders = Map.groupBy(rows, ({ goalId }) => this.#readersOf(goalId));
      for (const [room, own] of byReaders) this.appendFeed({ kind: 'snapshots', key: date, room, json: JSON.stringify(own) });
    });
    this.#tellFeed([]);
    return rows.length;
  }

  /** Server: learns anew how deals end and tells the devices (rule F14). Returns how many closed deals it was learnt from; results follow with `recalculate`. */
  learnProfile(): number {
    if (!this.isReady()) return 0;
    const known = this.#calculation.outlooks.profile();
    const learnt = this.#calculation.learnProfile();
    if (JSON.stringify(known) === JSON.stringify(learnt)) return learnt.closed;
    this.#transact(() => {
      const json = JSON.stringify(learnt);
      this.#calculation.outlooks.setProfile(json);
      this.appendFeed({ kind: 'profile', key: 'pipeline', room: null, json });
    });
    return learnt.closed;
  }

  // ── feed ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Server, inside a transaction: adds an entry; a result replaces the older result of its goal. */
  appendFeed(entry: NewFeedEntry): void {
    if (REPLACING.has(entry.kind)) this.#statements.dropFeed.run(entry.kind, entry.key);
    this.#statements.addFeed.run(entry.kind, entry.key, entry.room, entry.json);
  }

  /**
   * Server: entries after a cursor that `mayRead` lets through, at most `limit` looked at. `through` names the last update that the feed's
   * results account for; null while there are more entries.
   */
  readFeed(cursor: number, limit: number, mayRead: (room: string | null) => boolean): FeedBatch {
    const rows = this.sqlite
      .prepare<[number, number], FeedEntry & { room: string | null }>(
        'SELECT seq, kind, key, room, json FROM feed WHERE seq > ? ORDER BY seq LIMIT ?',
      )
      .all(cursor, limit);
    const entries = rows.filter(({ room }) => mayRead(room)).map(({ seq, kind, key, json }) => ({ seq, kind, key, json }));
    return { entries, cursor: rows.at(-1)?.seq ?? cursor, through: rows.length < limit ? this.#settledSeq() : null };
  }

  #settledSeq(): number {
    if (this.#calculation.due.size === 0) this.#settledThrough = this.lastSeq();
    return this.#settledThrough;
  }

  /** Device: stores a batch and moves the cursor, in one transaction; goals that aren't computed from records here follow. */
  applyFeed(batch: FeedBatch): void {
    const { outlooks, ledger } = this.#calculation;
    const changed = this.#transact(() => {
      const goalIds: string[] = [];
      const accounted: string[] = [];
      for (const entry of batch.entries) {
        const goalId = applyFeedEntry({ db: this.db, outlooks, ledger }, entry);
        if (goalId !== null) goalIds.push(goalId);
      }
      this.#views.forgetCompleteness();
      this.sqlite.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('feed_cursor', ?)`).run(String(batch.cursor));
      if (batch.through !== null) accounted.push(...this.outbox.accountThrough(batch.through));
      if (!this.isReady()) return goalIds;
      goalIds.push(...this.#calculation.goalsOfCounters(accounted));
      const isLearnt = batch.entries.some(({ kind }) => kind === 'profile');
      const affected = isLearnt ? this.goalIndex().goals.map(({ id }) => id) : goalIds;
      goalIds.push(...this.#calculation.evaluateSent(affected));
      return goalIds;
    });
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

  /** The last feed entry's number. */
  lastFeedSeq(): number {
    return this.sqlite.prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'feed'`).pluck().get() ?? 0;
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

  /** Device: much may come from the server now; results follow at `endCatchUp`. */
  beginCatchUp(): void {
    this.#calculation.beginCatchUp();
  }

  /** Device: everything has come, or the connection is gone. */
  endCatchUp(): void {
    if (!this.#calculation.isCatchingUp || !this.isReady()) return;
    const changed = this.#transact(() => this.#calculation.endCatchUp());
    if (changed.length > 0) this.#tellFeed(changed);
  }

  /** Device: the epoch of the server's data that this device has reconciled with; null before the first contact. */
  serverEpoch(): string | null {
    return readServerEpoch(this.sqlite);
  }

  /** Device: the server was put back to an earlier state; its feed begins anew. */
  beginReconcile(): void {
    this.#transact(() => forgetFeed(this.sqlite));
    this.#tellFeed([]);
  }

  /**
   * Device: a server that was put back has this of a room. This device's edits which it lacks wait for it again; returned is everything it
   * lacks, whoever made it, or null.
   */
  reconcileRoom(room: string, serverVector: Uint8Array): Uint8Array | null {
    this.#transact(() => waitAgain(this.sqlite, room, serverVector));
    return hasMore(this.stateVector(room), serverVector) ? this.missingFor(room, serverVector) : null;
  }

  /** Device: this device and the server have the same; from here on the epoch is known. */
  endReconcile(epoch: string): void {
    writeServerEpoch(this.sqlite, epoch);
  }

  /** The server has committed this update, and those made before it in the same room that waited. */
  acknowledge(seq: number, serverSeq: number): void {
    // The feed may have brought the server's result before this acknowledgement: what was carried forward on top of it ends now.
    const goalIds = this.#transact(() => {
      const settled = this.outbox.acknowledge(seq, serverSeq);
      return this.isReady() ? this.#calculation.evaluate(this.#calculation.goalsOfCounters(settled)) : [];
    });
    this.#tellFeed(goalIds);
  }

  /**
   * The server refused a local update: it is taken out of its room and kept for its author; what was made after it in that room
   * is made again, without it, and where that can't be, it is kept as refused too. All of it in one transaction: an edit is always either to be
   * sent or among the refusals. The document gets a new client id, since the server will never have the refused one's clock.
   */
  refuse(seq: number, room: string, problem: { readonly code: string; readonly message: string }): void {
    const self = this.#options.self?.() ?? null;
    const refused = this.batch(() => {
      const { refused, later } = this.outbox.takeOut(seq, room);
      this.#docs.forget(room);
      this.#reproject(room);
      const makeAgain = (changes: readonly RecordChange[]): void => {
        const again = self === null ? err(problem) : this.edit(changes, { actor: self, origin: 'local' });
        if (!again.ok) this.outbox.keepRefused(this.#refusal(again.error), room, changes);
      };
      // The same record was made elsewhere at the same time (a goal moved to the same parent): what was meant is an edit of that one.
      const isHere = ({ collection, id }: RecordChange): boolean => this.record(collection, id) !== null;
      if (problem.code === 'exists' && refused.length > 0 && refused.every(isHere)) makeAgain(refused.map(asUpdate));
      else if (refused.length > 0) this.outbox.keepRefused(this.#refusal(problem), room, refused);
      for (const changes of later) makeAgain(changes);
    });
    if (!refused.ok) throw new Error(refused.error.message);
    this.#tellFeed(this.isReady() ? this.goalIndex().goals.map(({ id }) => id) : []);
  }

  #refusal({ code, message }: { readonly code: string; readonly message: string }): Pick<Refusal, 'id' | 'at' | 'code' | 'reason'> {
    return { id: this.newId(), at: this.nowInstant(), code, reason: message };
  }

  refusals(): Refusal[] {
    return this.outbox.refusals();
  }

  discardRefusal(id: string): void {
    this.outbox.discardRefusal(id);
    this.#tellFeed([]);
  }

  // ── damage and upkeep ─────────────────────────────────────────────────────────────────────────────────────

  /** Rooms found damaged, with the reason: refused to everyone as `room_damaged` until they are repaired. */
  damagedRooms(): ReadonlyMap<string, string> {
    return this.#docs.damaged();
  }

  /** How many rooms' documents are held in memory. */
  openRooms(): number {
    return this.#docs.size;
  }

  /** Hears after each durable transaction of changes how many milliseconds it took, its fsync included. */
  onDurable(listener: (ms: number) => void): () => void {
    this.#durableListeners.add(listener);
    return () => this.#durableListeners.delete(listener);
  }

  /** Hears of each damaged room once. */
  onDamage(listener: (damage: RoomDamaged) => void): () => void {
    this.#damageListeners.add(listener);
    return () => this.#damageListeners.delete(listener);
  }

  /** Reads a room as it is stored, whatever is open; a room found damaged is closed. */
  inspectRoom(room: string): RoomReport {
    const report = inspectRoom(this.sqlite, room, this.addressOf(room));
    if (report.problem !== null) this.#docs.markDamaged(new RoomDamaged(room, report.problem));
    return report;
  }

  /** A room to look at or to take elsewhere: its document as a Yjs update (base64) and its records as they stand in it. Errors: throws `RoomDamaged`. */
  exportRoom(room: string): { readonly room: string; readonly update: string; readonly records: Readonly<Record<string, unknown>> } {
    const doc = this.#docs.get(room);
    const records = Object.fromEntries(ROOM_COLLECTIONS[this.addressOf(room).kind].map((name) => [name, doc.getMap(name).toJSON()]));
    return { room, update: Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64'), records };
  }

  /** Rewrites a room's log as one snapshot. Null when nothing is to be done. Errors: those of `compactRoom`. */
  compactRoom(room: string): Compacted | null {
    return this.#docs.compact(room);
  }

  /**
   * Puts a damaged room together from what is whole here and in the `sources` (databases of backups or devices), and opens it again.
   * Errors: an error with words where something would be lost and `acceptLoss` isn't set; nothing was changed then.
   */
  repairRoom(room: string, sources: readonly BetterSqlite3.Database[], options: { readonly acceptLoss: boolean }): RoomRepair {
    const repair = repairRoom(this.sqlite, room, this.addressOf(room), sources, options);
    this.#docs.forgetDamage(room);
    this.#reproject(room);
    return repair;
  }

  /** Changes when this database was put back to an earlier state, so that devices hand in what it lacks. */
  epoch(): string {
    return readEpoch(this.sqlite) ?? writeEpoch(this.sqlite, this.newId());
  }

  renewEpoch(): string {
    return writeEpoch(this.sqlite, this.newId());
  }

  #reportDamage(damage: RoomDamaged): void {
    this.#options.log.error({ room: damage.room, code: 'room_damaged', reason: damage.reason }, 'a room is damaged');
    for (const listener of this.#damageListeners) listener(damage);
  }

  /**
   * Upkeep that someone calls again and again between commits, who thereby takes it over from them: closes documents that aren't needed, and
   * rewrites the log of one room that has grown.
   */
  keep(limits: MemoryLimits): void {
    if (!this.#isKept) this.#docs.findGrown();
    this.#isKept = true;
    this.#docs.trim(limits);
    try {
      const room = this.#docs.dueForCompaction(limits.documentIdleMs);
      if (room !== null) this.#upkeep(room, () => this.#docs.compact(room));
    } catch (error) {
      // Found damaged: it is closed and reported by now.
      if (!(error instanceof RoomDamaged)) throw error;
    }
  }

  /** After the commit it follows is durable: what goes wrong here is tomorrow's work and no reason to say that the commit failed. */
  #compactIfGrown(room: string): void {
    this.#upkeep(room, () => this.#docs.compactIfGrown(room));
  }

  #upkeep(room: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof RoomDamaged) this.#docs.markDamaged(error);
      else this.#options.log.error({ room, error: String(error) }, 'a room could not be compacted');
    }
  }

  async backup(file: string): Promise<void> {
    await this.sqlite.backup(file);
  }

  close(): void {
    this.#docs.close();
    this.#commitListeners.clear();
    this.#damageListeners.clear();
    this.#durableListeners.clear();
    this.#feedListeners.clear();
    if (this.sqlite.open) {
      this.sqlite.pragma('wal_checkpoint(TRUNCATE)');
      this.sqlite.close();
    }
  }

  // ── inner workings ────────────────────────────────────────────────────────────────────────────────────────

  /** One transaction, and soon after it what it left to be done; what is remembered of one that failed is forgotten, since it never came to be. */
  #transact<T>(work: () => T): T {
    try {
      const made = this.sqlite.transaction(work).immediate();
      if (this.#calculation.due.size > 0) this.#followUpSoon();
      return made;
    } catch (error) {
      this.#calculation.forget();
      throw error;
    }
  }

  #touchesBook(captured: readonly Captured[]): boolean {
    return captured.some(({ touched }) => touched.some(({ collection }) => collection === 'goals' || collection === 'edges'));
  }

  #publishResults(goalIds: readonly string[]): void {
    for (const goalId of goalIds) {
      const server = this.#calculation.serverResult(goalId);
      if (server === null) continue;
      const outlook = this.#calculation.outlookToPublish(goalId);
      const room = this.#readersOf(goalId);
      if (outlook !== null) this.appendFeed({ kind: 'outlook', key: goalId, room, json: outlook });
      this.appendFeed(resultEntry(goalId, room, server));
    }
  }

  /** Results are everybody's, but those of a personal goal only of who reads its room (rule X9). */
  #readersOf(goalId: string): string | null {
    return this.goalIndex().goal(goalId)?.isPersonal === true ? this.roomOf('goals', goalId) : null;
  }

  /** Each room's readers get the history of its records. */
  #publishLedger(rows: readonly LedgerRow[]): void {
    const byRoom = Map.groupBy(rows, ({ room }) => room);
    for (const [room, own] of byRoom) this.appendFeed({ kind: 'ledger', key: own[0]?.id ?? room, room, json: JSON.stringify(own) });
  }

  /** What was derived by another version of this program is derived again, once; old records get the defaults of new fields. */
  #deriveAnewAfterUpdate(): void {
    const key = 'derived_by';
    const by = this.sqlite.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(key);
    const version = `${ENGINE_VERSION}.${SCHEMA_VERSION}`;
    if (by === version) return;
    this.#transact(() => {
      this.#projection.fillDefaults();
      this.#calculation.outlooks.forgetAll();
      if (this.isReady()) this.#calculation.rebuild();
      this.sqlite.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(key, version);
    });
    if (this.isReady()) this.recalculate('all');
  }

  #reportDifference(goalId: string): void {
    const found = this.result(goalId);
    if (found?.state === 'differs')
      this.#options.log.warn(
        { goalId, here: found.result, server: this.#calculation.results.server(goalId)?.result },
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
    this.#transact(() => {
      const doc = this.#docs.get(room);
      const rows = this.sqlite
        .prepare<[string], { collection: Collection; id: string }>('SELECT collection, id FROM records WHERE room = ?')
        .all(room);
      for (const { collection, id } of rows) {
        if (doc.getMap(collection).has(id))
          this.#projection.project({ collection, id }, room, address, this.#docs.read(room, collection, id), context, this.nowInstant());
        else this.sqlite.prepare('DELETE FROM records WHERE collection = ? AND id = ?').run(collection, id);
      }
    });
    this.#views.forgetAll();
    this.rebuild();
    this.recalculate('all');
  }

  #problemOf(error: unknown): CommitProblem {
    if (error instanceof CommitRefused) return error.problem;
    if (error instanceof RoomDamaged) return { code: 'room_damaged', message: error.message };
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

function later(work: () => void, delayMs: number): void {
  if (delayMs === 0) setImmediate(work);
  else setTimeout(work, delayMs).unref();
}

/** The same fields written into a record that exists, but for those that never change. */
function asUpdate({ collection, id, fields }: RecordChange): RecordChange {
  const changing = Object.entries(fields).filter(([field]) => !IMMUTABLE_FIELDS[collection].includes(field));
  return { collection, id, kind: 'update', fields: Object.fromEntries(changing) };
}

/** Errors: `ReplicaOpenError` with words, when the database is newer, unreadable or can't be written. */
export function openReplica(options: ReplicaOptions): Replica {
  return new Replica(options);
}
