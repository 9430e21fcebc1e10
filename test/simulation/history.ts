import type { RecordChange } from '@fieldgoal/documents';
import type { Replica } from '@fieldgoal/replica';

/** One edit of a person or of the server, with what stood in the fields it wrote. */
export interface Edit {
  /** The machine it was made on; `server` for the server's own. */
  readonly machine: string;
  readonly changes: readonly RecordChange[];
  /** Of each change what the fields held before; null where there was no such record. */
  readonly before: readonly (Readonly<Record<string, unknown>> | null)[];
  /** The machine lost power while it was made, so that it may or may not be there; a person was not told that it was saved. */
  readonly isUncertain: boolean;
}

/** What the fields that changes are about to write hold now. */
export function fieldsBefore(replica: Replica, changes: readonly RecordChange[]): (Readonly<Record<string, unknown>> | null)[] {
  return changes.map(({ collection, id, fields }) => {
    const record = replica.record(collection, id);
    if (record === null) return null;
    const held = new Map<string, unknown>(Object.entries(record));
    return Object.fromEntries(Object.keys(fields).map((field) => [field, held.get(field)]));
  });
}

/** The changes that put back what an edit changed; what it made is marked as deleted. */
export function undoOf(edit: Edit, now: string): RecordChange[] {
  return edit.changes.flatMap(({ collection, id }, at): RecordChange[] => {
    const fields = edit.before[at];
    if (fields === null || fields === undefined)
      return collection === 'adjustments' || collection === 'edges' ? [] : [{ collection, id, kind: 'update', fields: { deletedAt: now } }];
    return [{ collection, id, kind: 'update', fields }];
  });
}
