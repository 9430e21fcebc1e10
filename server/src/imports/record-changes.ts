import type { RecordChange } from '@fieldgoal/documents';
import type { RecordChange as PlannedChange } from '../import/index.ts';

/** A planned change as it is written into documents: a creation whole, an update only with the fields that differ. */
export function toRecordChange({ collection, id, kind, record, before }: PlannedChange): RecordChange {
  if (kind === 'create' || before === null) return { collection, id, kind: 'create', fields: record };
  const was = new Map<string, unknown>(Object.entries(before));
  const differing = Object.entries(record).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(was.get(field)));
  return { collection, id, kind: 'update', fields: Object.fromEntries(differing) };
}
