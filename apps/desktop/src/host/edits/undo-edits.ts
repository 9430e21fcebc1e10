import { EditRefused } from '../edit-refused.ts';
import type { EditsView, EditView } from '../views/edits.ts';
import type { Workspace } from '../workspace.ts';
import { commitQuietly } from './commit-edit.ts';
import { reverseOf } from './reverse-edit.ts';

/** What undo and redo would do now. */
export function editsView({ edits }: Workspace): EditsView {
  return { undo: edits.toUndo()?.view ?? null, redo: edits.toRedo()?.view ?? null };
}

/** Takes back an edit of this person, the last one by default. Errors: `EditRefused` in words; nothing changed then. */
export function undoEdit(workspace: Workspace, id: string | null): EditView {
  return step(workspace, workspace.edits.toUndo(id), id === null ? 'There is nothing to undo.' : 'This was undone already.');
}

/** Makes an edit again that was taken back. Errors: as of `undoEdit`. */
export function redoEdit(workspace: Workspace, id: string | null): EditView {
  return step(workspace, workspace.edits.toRedo(id), id === null ? 'There is nothing to redo.' : 'This can no longer be made again.');
}

function step(workspace: Workspace, edit: ReturnType<Workspace['edits']['toUndo']>, otherwise: string): EditView {
  if (edit === undefined) throw new EditRefused(otherwise);
  const { changes, renewed } = reverseOf(workspace, edit.last);
  const made = commitQuietly(workspace, changes);
  workspace.edits.renew(renewed, made.touched);
  workspace.edits.step(edit, made);
  return edit.view;
}
