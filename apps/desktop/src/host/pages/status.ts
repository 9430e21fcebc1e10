import type { Instant } from '@fieldgoal/domain';
import type { StatusView } from '../views/session.ts';
import type { Workspace } from '../workspace.ts';
import { roomLabel } from './room-label.ts';

/** The three honest states: saved here, received by the server, up to date as of. */
export function statusView(workspace: Workspace, serverUrl: string, sessionProblem: string | null): StatusView {
  const { replica } = workspace;
  const sync = workspace.sync?.state() ?? null;
  const rooms = sync?.rooms ?? [];
  return {
    connection: sync?.connection ?? 'offline',
    changesToSend: replica.waitingChanges(),
    refused: replica.refusals().length,
    upToDateAt: later(sync?.upToDateAt ?? null, workspace.lastUpToDateAt()),
    serverUrl,
    rooms: rooms.map(({ room, toSend, isSynced, isDamaged }) => ({
      name: room,
      label: roomLabel(workspace, room),
      toSend,
      isSynced,
      isDamaged,
    })),
    storageProblem: workspace.storageProblem ?? sessionProblem,
    quarantined: replica.sqlite.prepare<[], number>('SELECT count(*) FROM quarantine').pluck().get() ?? 0,
    syncProblem: sync?.problem ?? null,
    problemCode: sync?.problemCode ?? null,
    clockBehindMs: sync?.clockBehindMs ?? null,
  };
}

/** Without a replica: signed out, or a folder that can't be opened now. */
export function statusWithoutData(serverUrl: string, storageProblem: string | null): StatusView {
  return { connection: 'offline', changesToSend: 0, refused: 0, upToDateAt: null, serverUrl, rooms: [], storageProblem, quarantined: 0 };
}

function later(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || (b !== null && b > a) ? b : a;
}
