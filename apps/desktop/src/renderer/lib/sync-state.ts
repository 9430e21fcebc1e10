import type { StatusView } from '../../host/views/session.ts';

/** How this device stands to the server: one of these at a time. */
export type ServerState =
  | 'up_to_date'
  | 'receiving'
  | 'connecting'
  | 'offline'
  | 'sign_in_refused'
  | 'needs_update'
  | 'too_many_devices'
  | 'busy'
  | 'refused';

const BY_CODE: Readonly<Record<string, ServerState>> = {
  unauthorized: 'sign_in_refused',
  token_expired: 'sign_in_refused',
  forbidden: 'sign_in_refused',
  please_update: 'needs_update',
  too_many_sockets: 'too_many_devices',
  busy: 'busy',
};
/** A clock that is wrong by less moves nothing to another day that anyone would miss. */
const CLOCK_TOLERANCE_MS = 2 * 60_000;

export function serverStateOf({
  connection,
  syncProblem,
  problemCode,
}: Pick<StatusView, 'connection' | 'syncProblem' | 'problemCode'>): ServerState {
  if (connection === 'syncing') return 'receiving';
  if (connection !== 'offline') return connection;
  if (syncProblem == null) return 'offline';
  return BY_CODE[problemCode ?? ''] ?? 'refused';
}

/** Minutes by which this device's clock is behind (above 0) or ahead of the server's; 0 while it is near enough. */
export function clockBehindMinutes({ clockBehindMs }: Pick<StatusView, 'clockBehindMs'>): number {
  const behind = clockBehindMs ?? 0;
  return Math.abs(behind) < CLOCK_TOLERANCE_MS ? 0 : Math.round(behind / 60_000);
}

/** How much of what is kept here has arrived, 0–1; 1 where nothing is expected. */
export function received({ rooms }: Pick<StatusView, 'rooms'>): number {
  return rooms.length === 0 ? 1 : rooms.filter(({ isSynced }) => isSynced).length / rooms.length;
}
