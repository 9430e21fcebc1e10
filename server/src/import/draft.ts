import type { Collection, RecordOf } from '@fieldgoal/domain';
import { type ChangeOf, sameValue } from './record-change.ts';

type WithId<C extends Collection> = RecordOf<C> & { readonly id: string };

interface DraftCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

/**
 * The records of one collection while an import is planned: what the company has, plus what the plan adds or changes so far.
 * Nothing outside the draft is modified.
 */
export class RecordDraft<C extends Collection> {
  readonly collection: C;
  readonly #before = new Map<string, WithId<C>>();
  readonly #after = new Map<string, WithId<C>>();
  readonly #touched = new Set<string>();

  constructor(collection: C, existing: Iterable<WithId<C>>) {
    this.collection = collection;
    for (const record of existing) {
      this.#before.set(record.id, record);
      this.#after.set(record.id, record);
    }
  }

  all(): WithId<C>[] {
    return [...this.#after.values()];
  }

  get(id: string): WithId<C> | undefined {
    return this.#after.get(id);
  }

  isNew(id: string): boolean {
    return !this.#before.has(id);
  }

  add(record: WithId<C>): WithId<C> {
    this.#after.set(record.id, record);
    this.#touched.add(record.id);
    return record;
  }

  /** Takes over the given fields; without a difference the record only counts as seen ("unchanged"). */
  update(id: string, patch: Partial<WithId<C>>): void {
    const record = this.#after.get(id);
    if (record === undefined) throw new Error(`The plan updates ${this.collection} ${id}, which it does not hold.`);
    this.#touched.add(id);
    this.#after.set(id, { ...record, ...patch });
  }

  /** Creations and real differences, in the order they were planned. */
  changes(): ChangeOf<C>[] {
    const changes: ChangeOf<C>[] = [];
    for (const id of this.#touched) {
      const record = this.#after.get(id);
      if (record === undefined) continue;
      const before = this.#before.get(id) ?? null;
      if (before === null) changes.push({ collection: this.collection, id, kind: 'create', record, before });
      else if (!sameValue(before, record)) changes.push({ collection: this.collection, id, kind: 'update', record, before });
    }
    return changes;
  }

  /** How many of the records the import names are created, updated or left as they are. */
  counts(includes: (record: WithId<C>) => boolean = () => true): DraftCounts {
    const counts = { created: 0, updated: 0, unchanged: 0 };
    for (const id of this.#touched) {
      const record = this.#after.get(id);
      if (record === undefined || !includes(record)) continue;
      const before = this.#before.get(id);
      if (before === undefined) counts.created += 1;
      else if (sameValue(before, record)) counts.unchanged += 1;
      else counts.updated += 1;
    }
    return counts;
  }
}
