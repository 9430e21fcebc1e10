import type { RecordChange } from '@fieldgoal/documents';
import type { Collection, LinkRequest, RecordOf } from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import type { Workspace } from '../workspace.ts';
import { describeEdit } from './describe-edit.ts';
import type { MadeEdit } from './edit-history.ts';

/**
 * Makes changes on this device, all or none; they are on disk when it returns, and can be undone.
 *
 * Errors: `EditRefused` with words. A device that can't store says so until it can again.
 */
export function commitEdit(workspace: Workspace, changes: readonly RecordChange[]): void {
  const made = commitQuietly(workspace, changes);
  if (made.touched.length > 0) workspace.edits.add(describeEdit(workspace, workspace.replica.newId(), made.touched), made);
}

/** The same for what undo and redo make, which is no edit of its own. */
export function commitQuietly(workspace: Workspace, changes: readonly RecordChange[]): MadeEdit {
  const { replica } = workspace;
  const before = parents(workspace, changes);
  const edited = replica.edit(changes, { actor: workspace.actor(), origin: 'local' });
  if (edited.ok) {
    workspace.reportStorage(null);
    return { touched: edited.value.touched, parentsBefore: movedFrom(before, parents(workspace, changes)) };
  }
  if (edited.error.code === 'storage') workspace.reportStorage(edited.error.message);
  throw new EditRefused(edited.error.message);
}

type Parents = ReadonlyMap<string, string>;

/** What hangs where; null where these changes move nothing. */
function parents({ replica }: Workspace, changes: readonly RecordChange[]): Parents | null {
  return changes.some(({ collection }) => collection === 'edges') ? replica.goalIndex().hierarchy.parentOf : null;
}

/** Where goals hung that hang elsewhere now, one that was set aside for another move included. */
function movedFrom(before: Parents | null, after: Parents | null): readonly LinkRequest[] {
  if (before === null || after === null) return [];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((childId) => before.get(childId) !== after.get(childId))
    .map((childId) => ({ childId, parentId: before.get(childId) ?? null }));
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
