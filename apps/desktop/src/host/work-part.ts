import type { RecordOf } from '@fieldgoal/domain';
import type { Commit, Replica } from '@fieldgoal/replica';
import { put, type WorkCollection } from './work-cache.ts';

/** Which records of a collection are in a part, and what is kept of each. */
export interface PartRule<C extends WorkCollection, T> {
  /** What the rule depends on (a day, the directory), compared by identity. */
  readonly of: readonly unknown[];
  /** All there are now, by id, found without reading every record. */
  read(): Iterable<readonly [string, T]>;
  /** The same of one live record; null where it isn't in the part. */
  take(record: RecordOf<C>): T | null;
}

/** Hears what became of one record of the part: null where it wasn't, or isn't, in it. */
type PartListener<T> = (before: T | null, after: T | null) => void;

/** The few of many records that a page asks for again and again: found once, then kept in step with commits. */
export class WorkPart<C extends WorkCollection, T> {
  readonly #replica: Replica;
  readonly #collection: C;
  readonly #ruleNow: () => PartRule<C, T>;
  readonly #listeners: PartListener<T>[] = [];
  #kept: { readonly rule: PartRule<C, T>; readonly byId: Map<string, T> } | null = null;

  constructor(replica: Replica, collection: C, ruleNow: () => PartRule<C, T>) {
    this.#replica = replica;
    this.#collection = collection;
    this.#ruleNow = ruleNow;
  }

  /** In no particular order; the same map for as long as what is in it is only followed. */
  all(): ReadonlyMap<string, T> {
    const rule = this.#ruleNow();
    if (this.#kept?.rule.of.every((one, at) => one === rule.of[at]) !== true) this.#kept = { rule, byId: new Map(rule.read()) };
    return this.#kept.byId;
  }

  /** Told of each record that changes in the part that was last read. */
  onChange(listener: PartListener<T>): void {
    this.#listeners.push(listener);
  }

  follow(commit: Commit): void {
    if (this.#kept === null || !commit.topics.has(this.#collection)) return;
    const { rule, byId } = this.#kept;
    for (const { collection, id } of commit.touched) {
      if (collection !== this.#collection) continue;
      const record = this.#replica.record(this.#collection, id);
      const [before, after] = [byId.get(id) ?? null, record?.deletedAt === null ? rule.take(record) : null];
      put(byId, id, after);
      for (const listener of this.#listeners) listener(before, after);
    }
  }

  forget(): void {
    this.#kept = null;
  }
}
