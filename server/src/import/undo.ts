import type { Collection, RecordOf } from '@fieldgoal/domain';
import { type ChangeIn, type RecordChange, sameValue } from './record-change.ts';

/** The live record of a collection, or undefined. */
export type CurrentRecords = <C extends Collection>(collection: C, id: string) => RecordOf<C> | undefined;

function restored<R extends object>(current: R, imported: R, before: R): R {
  const back: Partial<R> = {};
  for (const key in imported) {
    // What was edited after the import is somebody's work and stays.
    if (!sameValue(imported[key], before[key]) && sameValue(current[key], imported[key])) back[key] = before[key];
  }
  return { ...current, ...back };
}

function undoChange<C extends Collection>(change: ChangeIn<C>, records: CurrentRecords, now: string): ChangeIn<C> | null {
  const { collection, id, before } = change;
  const current = records(collection, id);
  if (current === undefined || current.deletedAt !== null) return null;
  const record = before === null ? { ...current, deletedAt: now } : restored(current, change.record, before);
  return sameValue(record, current) ? null : { collection, id, kind: 'update', record, before: current };
}

/**
 * The changes that take an import back, in reverse order.
 *
 * Shape:  the journal of what was written (`plan.changes` and `settingsChange`) and the records of now → updates.
 *         Created records get a `deletedAt`; updated ones get back the fields that still have the imported value.
 * Errors: none; records that are gone or already deleted are passed over.
 */
export function undoChanges(journal: readonly RecordChange[], current: CurrentRecords, now: string): RecordChange[] {
  return journal.toReversed().flatMap((change) => undoChange<Collection>(change, current, now) ?? []);
}
