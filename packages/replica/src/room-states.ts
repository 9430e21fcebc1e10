import type BetterSqlite3 from 'better-sqlite3';
import * as Y from 'yjs';
import { sqliteCode } from './open.ts';
import { checksumOf, isCorruption, RoomDamaged, rowProblem } from './room-log.ts';

/** Keys of prepared answers kept of a room; a reconnect storm has one or two. */
const ANSWERS_KEPT = 8;
/** Pieces of an answer above which the small ones are merged into one. */
const MOST_PIECES = 8;
const SMALL_BYTES = 64 * 1024;
const NOTHING = Uint8Array.of(0, 0);

type Clocks = Map<number, number>;

interface Appended {
  readonly bytes: Uint8Array;
  /** Clocks that a reader has with it; empty where it only deletes. */
  readonly to: Clocks;
}

/** What readers that have the same of a room lack: these, and what was appended from `from` on. */
interface Answer {
  pieces: readonly Uint8Array[];
  from: number;
}

interface State {
  readonly snapshotSeq: number;
  readonly snapshotClocks: Clocks;
  readonly snapshotBytes: number;
  readonly clocks: Clocks;
  readonly tail: Appended[];
  tailBytes: number;
  readonly answers: Map<string, Answer>;
  vector: Uint8Array | null;
}

/**
 * What is stored of rooms, ready to be sent: a reader gets the snapshot and the updates after it as they lie in the database, and what was
 * prepared for one reader is shared by all that have the same. A document is neither needed nor made.
 */
export class RoomStates {
  readonly #sqlite: BetterSqlite3.Database;
  readonly #openDoc: (room: string) => Y.Doc | undefined;
  /** The one used last stands last. */
  readonly #states = new Map<string, State>();

  constructor(sqlite: BetterSqlite3.Database, openDoc: (room: string) => Y.Doc | undefined) {
    this.#sqlite = sqlite;
    this.#openDoc = openDoc;
  }

  /** Errors, here and below: throws `RoomDamaged` when what is stored isn't whole. */
  vector(room: string): Uint8Array {
    const state = this.#get(room);
    return (state.vector ??= Y.encodeStateVector(state.clocks));
  }

  /** What a reader with that state vector lacks, in the order it is to be applied; at least one update, which may be empty. */
  lacking(room: string, vector: Uint8Array): readonly Uint8Array[] {
    const state = this.#get(room);
    const has = Y.decodeStateVector(vector);
    const known: Clocks = new Map();
    for (const [client, clock] of [...state.clocks].sort(([a], [b]) => a - b)) {
      const common = Math.min(has.get(client) ?? 0, clock);
      if (common > 0) known.set(client, common);
    }
    const key = [...known].join(' ');
    const answer = state.answers.get(key) ?? whole(room, () => this.#prepare(room, state, known, key));
    const since = state.tail
      .slice(answer.from)
      .filter(({ to }) => to.size === 0 || [...to].some(([id, clock]) => clock > (known.get(id) ?? 0)));
    answer.pieces = joinSmall([...answer.pieces, ...since.map(({ bytes }) => bytes)]);
    answer.from = state.tail.length;
    return answer.pieces.length === 0 ? [NOTHING] : answer.pieces;
  }

  /** An update was committed. */
  appended(room: string, bytes: Uint8Array): void {
    const state = this.#states.get(room);
    if (state === undefined) return;
    try {
      append(room, state, bytes);
    } catch {
      // It is read anew from the disk, and if that isn't whole either, whoever asks is told.
      this.#states.delete(room);
    }
  }

  /** Bytes and number of updates since the snapshot, and the snapshot's bytes. */
  size(room: string): { readonly snapshotBytes: number; readonly tailBytes: number; readonly updates: number } {
    const { snapshotBytes, tailBytes, tail } = this.#get(room);
    return { snapshotBytes, tailBytes, updates: tail.length };
  }

  forget(room: string): void {
    this.#states.delete(room);
  }

  /** Forgets what was used longest ago until the rest takes less. */
  trim(mostBytes: number): void {
    let total = 0;
    const sizes = [...this.#states].map(([room, state]) => {
      const pieces = new Set([...state.answers.values()].flatMap((answer) => answer.pieces));
      const bytes = state.tailBytes + [...pieces].reduce((sum, piece) => sum + piece.length, 0);
      total += bytes;
      return { room, bytes };
    });
    for (const { room, bytes } of sizes) {
      if (total <= mostBytes) return;
      this.#states.delete(room);
      total -= bytes;
    }
  }

  #get(room: string): State {
    const state = this.#states.get(room) ?? whole(room, () => this.#load(room));
    this.#states.delete(room);
    this.#states.set(room, state);
    return state;
  }

  #load(room: string): State {
    const stored = this.#sqlite
      .prepare<[string], { vector: Buffer | null; bytes: number | null; seq: number }>(
        'SELECT snapshot_vector vector, length(snapshot) bytes, snapshot_seq seq FROM rooms WHERE room = ?',
      )
      .get(room);
    const snapshotBytes = stored?.bytes ?? 0;
    const vector = stored?.vector ?? (snapshotBytes > 0 ? Y.encodeStateVectorFromUpdate(this.#snapshot(room)) : Uint8Array.of(0));
    const snapshotClocks = Y.decodeStateVector(vector);
    const state: State = {
      snapshotSeq: stored?.seq ?? 0,
      snapshotClocks,
      snapshotBytes,
      clocks: new Map(snapshotClocks),
      tail: [],
      tailBytes: 0,
      answers: new Map(),
      vector: null,
    };
    const log = this.#sqlite
      .prepare<[string, number], { seq: number; bytes: Buffer; checksum: number | null }>(
        'SELECT seq, bytes, checksum FROM updates WHERE room = ? AND seq > ? ORDER BY seq',
      )
      .all(room, state.snapshotSeq);
    for (const row of log) {
      if (row.checksum !== null && row.checksum !== checksumOf(row.bytes))
        throw new RoomDamaged(room, rowProblem(row) ?? 'a checksum is wrong');
      append(room, state, row.bytes);
    }
    return state;
  }

  #snapshot(room: string): Uint8Array {
    const row = this.#sqlite
      .prepare<[string], { bytes: Buffer; checksum: number | null }>(
        'SELECT snapshot bytes, snapshot_checksum checksum FROM rooms WHERE room = ? AND snapshot IS NOT NULL',
      )
      .get(room);
    if (row === undefined) return NOTHING;
    if (row.checksum !== null && row.checksum !== checksumOf(row.bytes))
      throw new RoomDamaged(room, 'the checksum of its snapshot is wrong');
    return row.bytes;
  }

  #prepare(room: string, state: State, known: Clocks, key: string): Answer {
    const doc = this.#openDoc(room);
    const isPartial = known.size > 0 && state.snapshotBytes > 0;
    const answer: Answer =
      isPartial && doc !== undefined
        ? { pieces: [Y.encodeStateAsUpdate(doc, Y.encodeStateVector(known))], from: state.tail.length }
        : { pieces: this.#ofSnapshot(room, state, known), from: 0 };
    const [oldest] = state.answers.keys();
    if (state.answers.size >= ANSWERS_KEPT && oldest !== undefined) state.answers.delete(oldest);
    state.answers.set(key, answer);
    return answer;
  }

  /** A state vector doesn't tell deletions, so that all of them go to everyone who isn't new. */
  #ofSnapshot(room: string, state: State, known: Clocks): readonly Uint8Array[] {
    if (state.snapshotBytes === 0) return [];
    if (known.size === 0) return [this.#snapshot(room)];
    const hasAll = [...state.snapshotClocks].every(([client, clock]) => (known.get(client) ?? 0) >= clock);
    const deletions = hasAll ? this.#deletions(room) : null;
    if (deletions !== null) return isEmptyUpdate(deletions) ? [] : [deletions];
    return [Y.diffUpdate(this.#snapshot(room), Y.encodeStateVector(known))];
  }

  #deletions(room: string): Uint8Array | null {
    return this.#sqlite.prepare<[string], Buffer | null>('SELECT snapshot_deletions FROM rooms WHERE room = ?').pluck().get(room) ?? null;
  }
}

/** What goes wrong with bytes that lie in the database is damage; a disk that can't be read now is not. */
function whole<T>(room: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RoomDamaged || (sqliteCode(error) !== '' && !isCorruption(error))) throw error;
    throw new RoomDamaged(room, `what is stored of it can't be read (${String(error)})`);
  }
}

function append(room: string, state: State, bytes: Uint8Array): void {
  const { from, to } = Y.parseUpdateMeta(bytes);
  for (const [client, clock] of to) {
    const have = state.clocks.get(client) ?? 0;
    if ((from.get(client) ?? 0) > have) throw new RoomDamaged(room, 'an update that later ones build on is missing');
    if (clock > have) state.clocks.set(client, clock);
  }
  state.tail.push({ bytes, to });
  state.tailBytes += bytes.length;
  state.vector = null;
}

/** Many small updates cost a frame each; large ones are left as they are, since merging reads them. */
function joinSmall(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  if (pieces.length <= MOST_PIECES) return pieces;
  const joined: Uint8Array[] = [];
  let small: Uint8Array[] = [];
  const flush = (): void => {
    if (small.length > 0) joined.push(small.length === 1 && small[0] !== undefined ? small[0] : Y.mergeUpdates(small));
    small = [];
  };
  for (const piece of pieces) {
    if (piece.length <= SMALL_BYTES) small.push(piece);
    else {
      flush();
      joined.push(piece);
    }
  }
  flush();
  return joined;
}

/** An update without structs and deletions. */
export function isEmptyUpdate(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0;
}
