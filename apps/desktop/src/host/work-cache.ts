import type { RecordOf } from '@fieldgoal/domain';
import type { Commit, Replica } from '@fieldgoal/replica';

type WorkCollection = 'deals' | 'activities' | 'tasks';

/**
 * The live records of one collection, parsed once: read from the replica when first asked for, then kept in step with its
 * commits, so that a page of ten thousand deals doesn't parse them all for one that changed.
 */
export class WorkCache<C extends WorkCollection> {
  readonly #replica: Replica;
  readonly #collection: C;
  #byId: Map<string, RecordOf<C>> | null = null;
  /** Changed since `takeChanged`; null is all of them. */
  #changed: Set<string> | null = null;

  constructor(replica: Replica, collection: C) {
    this.#replica = replica;
    this.#collection = collection;
  }

  /** In no particular order. */
  all(): Iterable<RecordOf<C>> {
    return this.#records().values();
  }

  get(id: string): RecordOf<C> | null {
    return this.#records().get(id) ?? null;
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
      if (record === null || record.deletedAt !== null) this.#byId.delete(id);
      else this.#byId.set(id, record);
    }
  }

  forget(): void {
    this.#byId = null;
    this.#changed = null;
  }

  /** Ids of the records that have changed since this was last asked, by the only one who asks; null where it may be any. */
  takeChanged(): ReadonlySet<string> | null {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  #records(): Map<string, RecordOf<C>> {
    this.#byId ??= new Map(this.#replica.list(this.#collection).map((record) => [record.id, record]));
    return this.#byId;
  }
}
