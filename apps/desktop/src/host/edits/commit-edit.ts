import type { RecordChange } from '@fieldgoal/documents';
import type { Collection, RecordOf } from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import type { Workspace } from '../workspace.ts';

/**
 * Makes changes on this device, all or none; they are on disk when it returns.
 *
 * Errors: `EditRefused` with words. A device that can't store says so until it can again.
 */
export function commitEdit(workspace: Workspace, changes: readonly RecordChange[]): void {
  const edited = workspace.replica.edit(changes, { actor: workspace.actor(), origin: 'local' });
  if (edited.ok) {
    workspace.reportStorage(null);
    return;
  }
  if (edited.error.code === 'storage') workspace.reportStorage(edited.error.message);
  throw new EditRefused(edited.error.message);
}

/** A record that exists and isn't deleted. Errors: `EditRefused`. */
export function existing<C extends Collection>(workspace: Workspace, collection: C, id: string, noun: string): RecordOf<C> {
  const record = workspace.replica.record(collection, id);
  if (record === null || record.deletedAt !== null)
    throw new EditRefused(`This ${noun} is not on this device any more; it may have been deleted. Reload the page.`);
  return record;
}

/** Fields every new record starts with. */
export function newRecord(workspace: Workspace): { id: string; createdAt: string; createdBy: string; importId: null; deletedAt: null } {
  const { replica, memberId } = workspace;
  return { id: replica.newId(), createdAt: replica.nowInstant(), createdBy: memberId, importId: null, deletedAt: null };
}

export function create<C extends Collection>(collection: C, record: RecordOf<C>): RecordChange {
  return { collection, id: record.id, kind: 'create', fields: { ...record } };
}

/** Only the given fields; undefined ones are left as they are. */
export function update<C extends Collection>(
  collection: C,
  id: string,
  fields: { readonly [F in keyof RecordOf<C>]?: RecordOf<C>[F] | undefined },
): RecordChange {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { collection, id, kind: 'update', fields: Object.fromEntries(given) };
}

/** A name or title as it will be stored. Errors: `EditRefused` when nothing is left of it. */
export function requiredText(text: string, field: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new EditRefused(`${field}: it is empty; give it at least one letter.`);
  if (trimmed.length > 200) throw new EditRefused(`${field}: it has ${trimmed.length} characters; at most 200 are kept.`);
  return trimmed;
}
