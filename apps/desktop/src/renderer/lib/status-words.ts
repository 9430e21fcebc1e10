import type { StatusView } from '../../host/views/session.ts';
import { formatTime } from './format.ts';
import { serverStateOf } from './sync-state.ts';
import { t, tn } from './words.ts';

/** How much of this device's work the server has not acknowledged: "1 change to send", "All changes sent". */
export function toSendWords(changesToSend: number): string {
  return changesToSend === 0 ? t('All changes sent') : tn(changesToSend, '{{count}} change to send', '{{count}} changes to send');
}

/** Whether this device has what the server has: "Up to date as of 14:05", "Offline". */
export function connectionWords(status: Pick<StatusView, 'connection' | 'upToDateAt' | 'syncProblem' | 'problemCode'>): string {
  switch (serverStateOf(status)) {
    case 'offline':
      return t('Offline');
    case 'connecting':
      return t('Connecting…');
    case 'sign_in_refused':
      return t('Sign-in not accepted');
    case 'needs_update':
      return t('Update needed');
    case 'too_many_devices':
      return t('Too many devices');
    case 'busy':
      return t('The server is busy');
    case 'refused':
      return t('Not let in by the server');
    case 'receiving':
      return t('Receiving changes…');
    case 'up_to_date':
      return status.upToDateAt === null ? t('Up to date') : t('Up to date as of {{time}}', { time: formatTime(status.upToDateAt) });
  }
}
