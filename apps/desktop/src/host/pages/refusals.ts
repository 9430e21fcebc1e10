import type { RecordChange } from '@fieldgoal/documents';
import type { RefusalRow } from '../views/session.ts';
import type { Workspace } from '../workspace.ts';
import { fieldWords, nameOf, nounOf } from './record-words.ts';

/** Edits of this device that the server refused, the newest first. */
export function refusalRows(workspace: Workspace): readonly RefusalRow[] {
  return workspace.replica.refusals().map(({ id, at, code, reason, changes }) => ({
    id,
    at,
    change: changes.length === 0 ? 'A change' : changes.map((change) => describe(workspace, change)).join('; '),
    code,
    reason,
    whatToDo: WHAT_TO_DO[code] ?? 'Try again. If it is refused again, discard it and tell your administrator what it said.',
  }));
}

const WHAT_TO_DO: Readonly<Record<string, string>> = {
  invalid_record: 'Discard it and make the change again with a value the rule allows.',
  forbidden:
    'Ask a manager of the team or an administrator to make this change, then discard it here. Try again if your rights have changed since.',
  immutable_field: 'This field never changes after the record was made. Discard the change; make a new record instead if you need one.',
  wrong_room: 'Discard it and make the change again.',
  unknown_collection: 'The server does not know this kind of record. Update Fieldgoal on the older side, then try again.',
  too_large: 'Make the change in smaller parts, then discard this one.',
  gap: 'Wait until this device is up to date, then try again.',
  closed: 'Discard it: what was reported for a closed goal stands. An administrator can still add a justified adjustment.',
  clock: 'Set the clock of this device, then try again.',
};

function describe({ replica }: Workspace, { collection, id, kind, fields }: RecordChange): string {
  const name = nameOf(fields) ?? nameOf(replica.record(collection, id));
  const what = `the ${nounOf(collection)}${name === null ? '' : ` “${name}”`}`;
  if (kind === 'create') return `Added ${what}`;
  return `Changed ${what}: ${fieldWords(Object.keys(fields))}`;
}
