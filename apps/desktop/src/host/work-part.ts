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

/** The few of many records that a page asks for again and again: found once, then kept in step with commits. */
export class WorkPart<C extends WorkCollection, T> {
  readonly #replica: Replica;
  readonly #collection: C;
  readonly #ruleNow: () => PartRule<C, T>;
  #kept: { readonly rule: PartRule<C, T>; readonly byId: Map<string, T> } | null = null;

  constructor(replica: Replica, collection: C, ruleNow: () => PartRule<C, T>) {
    this.#replica = replica;
    this.#collection = collection;
    this.#ruleNow = ruleNow;
  }

  /** In no particular order. */
  values(): Iterable<T> {
    const rule = this.#ruleNow();
    if (this.#kept?.rule.of.every((one, at) => one === rule.of[at]) !== true) this.#kept = { rule, byId: new Map(rule.read()) };
    return this.#kept.byId.values();
  }

  follow(commit: Commit): void {
    if (this.#kept === null || !commit.topics.has(this.#collection)) return;
    const { rule, byId } = this.#kept;
    for (const { collection, id } of commit.touched) {
      if (collection !== this.#collection) continue;
      const record = this.#replica.record(this.#collection, id);
      put(byId, id, record?.deletedAt === null ? rule.take(record) : null);
    }
  }

  forget(): void {
    this.#kept = null;
  }
}
