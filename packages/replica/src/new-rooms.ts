import { formatRoom, type RecordChange, roomOfNewRecord } from '@fieldgoal/documents';
import { type AnyRecord, type Directory, err, ok, type RecordOf, type Result, SETTINGS_ID } from '@fieldgoal/domain';
import type { CommitProblem } from './commit.ts';
import type { Projection } from './projection.ts';
import { DIRECTORY_COLLECTIONS, type Views } from './views.ts';

type Made = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/**
 * Sorts changes by the room their record stands in or, for new ones, belongs to.
 *
 * Errors: a `CommitProblem` for a record that belongs to nothing known here.
 */
export function changesByRoom(
  changes: readonly RecordChange[],
  organization: string,
  projection: Projection,
  views: Views,
): Result<ReadonlyMap<string, readonly RecordChange[]>, CommitProblem> {
  const made: Made = new Map(changes.filter(({ kind }) => kind === 'create').map((change) => [change.id, change.fields]));
  const directory = directoryWith(made, views);
  if (directory === null) {
    return err({
      code: 'wrong_room',
      message: 'The company has not arrived on this device yet. Connect to the server once, then try again.',
    });
  }
  // The fields of a created goal are a goal; the schema is asked when it is committed.
  const goal = (id: string) => (made.get(id) as RecordOf<'goals'> | undefined) ?? (projection.get('goals', id) as RecordOf<'goals'> | null);
  const roomOfNew = ({ collection, kind, fields }: RecordChange): string | null => {
    if (kind !== 'create') return null;
    if (DIRECTORY_COLLECTIONS.includes(collection)) return formatRoom(organization, { kind: 'directory' });
    const address = roomOfNewRecord(collection, fields as AnyRecord, { directory, goal });
    return address === null ? null : formatRoom(organization, address);
  };
  const byRoom = new Map<string, RecordChange[]>();
  for (const change of changes) {
    const { collection, id } = change;
    const room = projection.roomOf(collection, id) ?? roomOfNew(change);
    if (room === null)
      return err({ code: 'wrong_room', message: `${collection} ${id}: it belongs to nothing that is known here.`, collection, id });
    const own = byRoom.get(room);
    if (own === undefined) byRoom.set(room, [change]);
    else own.push(change);
  }
  return ok(byRoom);
}

/** What deciding rooms needs of the directory as it will be: an import makes settings, memberships and the goals that need them in one go. */
function directoryWith(made: Made, views: Views): Directory | null {
  const current = views.isReady() ? views.directory() : null;
  const settings = (made.get(SETTINGS_ID) as RecordOf<'settings'> | undefined) ?? current?.settings;
  if (settings === undefined) return null;
  const memberships = [...made.values()].filter((fields): fields is RecordOf<'memberships'> => 'memberId' in fields && 'teamId' in fields);
  return {
    settings,
    memberships: [...(current?.memberships ?? []), ...memberships],
    members: [],
    teams: [],
    stages: [],
    products: [],
    accounts: [],
    pipelines: [],
    rates: [],
  };
}
