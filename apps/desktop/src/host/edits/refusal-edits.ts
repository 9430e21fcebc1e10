import { EditRefused } from '../edit-refused.ts';
import type { Workspace } from '../workspace.ts';
import { commitEdit } from './commit-edit.ts';

/** Makes a refused change again, to be sent again. Errors: `EditRefused`; the refusal stays then. */
export function retryRefusal(workspace: Workspace, id: string): void {
  const refusal = workspace.replica.refusals().find((one) => one.id === id);
  if (refusal === undefined) throw new EditRefused('This change is not waiting any more.');
  commitEdit(workspace, refusal.changes);
  workspace.replica.discardRefusal(id);
}

export function discardRefusal(workspace: Workspace, id: string): void {
  workspace.replica.discardRefusal(id);
}
