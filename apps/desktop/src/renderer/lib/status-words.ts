import type { StatusView } from '../../host/views/session.ts';
import { formatTime, plural } from './format.ts';

/** How much of this device's work the server has not acknowledged: "1 change to send", "All changes sent". */
export function toSendWords(changesToSend: number): string {
  return changesToSend === 0 ? 'All changes sent' : `${plural(changesToSend, 'change')} to send`;
}

/** Whether this device has what the server has: "Up to date as of 14:05", "Offline". */
export function connectionWords(status: Pick<StatusView, 'connection' | 'upToDateAt'>): string {
  switch (status.connection) {
    case 'offline':
      return 'Offline';
    case 'connecting':
      return 'Connecting…';
    case 'syncing':
      return 'Receiving changes…';
    case 'up_to_date':
      return status.upToDateAt === null ? 'Up to date' : `Up to date as of ${formatTime(status.upToDateAt)}`;
  }
}
