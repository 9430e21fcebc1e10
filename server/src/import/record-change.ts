import type { Collection, RecordOf } from '@fieldgoal/domain';

/** One whole record before and after a change; `before` is null for a creation. */
export interface ChangeOf<C extends Collection> {
  readonly collection: C;
  readonly id: string;
  readonly kind: 'create' | 'update';
  readonly record: RecordOf<C>;
  readonly before: RecordOf<C> | null;
}

/** A change of a record of one of some collections; keeps collection and record type together. */
export type ChangeIn<C extends Collection> = { [K in C]: ChangeOf<K> }[C];

/** A change of a record of any collection; narrow by `collection`. */
export type RecordChange = ChangeIn<Collection>;

/** A created record as a change. */
export function created<C extends Collection>(collection: C, record: RecordOf<C> & { readonly id: string }): ChangeOf<C> {
  return { collection, id: record.id, kind: 'create', record, before: null };
}

/** Whether two field values are the same; lists by their content. */
export function sameValue(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
