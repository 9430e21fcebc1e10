import type { RecordOf } from '@fieldgoal/domain';
import type { Commit, Replica } from '@fieldgoal/replica';

export type WorkCollection = 'deals' | 'activities' | 'tasks';

/** Read at once while nobody waits: a few milliseconds, so that whoever does ask in between hardly waits. */
const READ_AT_ONCE = 400;

/**
 * The live records of one collection, parsed once: read from the replica when first asked for, or before that a little at a time, then
 * kept in step with its commits, so that a page of a hundred thousand deals doesn't parse them all for one that changed.
 */
export class WorkCache<C extends WorkCollection> {
  readonly #replica: Replica;
  readonly #collection: C;
  #byId: Map<string, RecordOf<C>> | null = null;
  /** Where reading goes on; null when all is read. */
  #readThrough: string | null = '';
  /** Changed since `takeChanged`; null is all of them. */
  #changed: Set<string> | null = null;

  readonly #atOnce: number;

  constructor(replica: Replica, collection: C, atOnce = READ_AT_ONCE) {
    this.#replica = replica;
    this.#collection = collection;
    this.#atOnce = atOnce;
  }

  /** In no particular order. */
  all(): Iterable<RecordOf<C>> {
    return this.#records().values();
  }

  /** One live record; looked up by itself where they aren't all read yet. */
  get(id: string): RecordOf<C> | null {
    const known = this.#byId?.get(id);
    if (known !== undefined || this.#readThrough === null) return known ?? null;
    const record = this.#replica.record(this.#collection, id);
    return record?.deletedAt === null ? record : null;
  }

  get size(): number {
    return this.#records().size;
  }

  follow(commit: Commit): void {
    if (this.#byId === null || !commit.topics.has(this.#collection)) return;
    for (const { collection, id } of commit.touched) {
      if (collection !== this.#collection) continue;
      this.#changed?.add(id);
      const record = this.#replica.record(this.#collection, id);
      const live = record?.deletedAt === null ? record : null;
      put(this.#byId, id, live);
    }
  }

  forget(): void {
    this.#byId = null;
    this.#readThrough = '';
    this.#changed = null;
  }

  /** Ids of the records that have changed since this was last asked, by the only one who asks; null where it may be any. */
  takeChanged(): ReadonlySet<string> | null {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  /** Reads some of what hasn't been read yet; false when there is nothing left. */
  warm(): boolean {
    this.#read(this.#atOnce);
    return this.#readThrough !== null;
  }

  #records(): Map<string, RecordOf<C>> {
    if (this.#byId === null || this.#readThrough !== null) this.#read(Number.MAX_SAFE_INTEGER);
    return this.#byId ?? new Map();
  }

  #read(limit: number): void {
    if (this.#readThrough === null) return;
    this.#byId ??= new Map();
    const records = this.#replica.listAfter(this.#collection, this.#readThrough, limit);
    for (const record of records) this.#byId.set(record.id, record);
    this.#readThrough = records.length < limit ? null : (records.at(-1)?.id ?? null);
  }
}

/** Sets, or takes out what is null. */
export function put<R>(byId: Map<string, R>, id: string, record: R | null): void {
  if (record === null) byId.delete(id);
  else byId.set(id, record);
}
