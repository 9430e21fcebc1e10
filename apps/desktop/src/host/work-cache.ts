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
      const record = this.#replica.record(this.#collection, id);
      if (record === null || record.deletedAt !== null) this.#byId.delete(id);
      else this.#byId.set(id, record);
    }
  }

  forget(): void {
    this.#byId = null;
  }

  #records(): Map<string, RecordOf<C>> {
    this.#byId ??= new Map(this.#replica.list(this.#collection).map((record) => [record.id, record]));
    return this.#byId;
  }
}
