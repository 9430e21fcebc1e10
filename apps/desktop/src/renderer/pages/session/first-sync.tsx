import { Alert, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../lib/trpc.ts';
import classes from './session.module.css';
import { SessionFrame } from './session-frame.tsx';
import { hostText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

/** Shown until this device has received everything once: a half-filled page would show numbers that are wrong. */
export function FirstSync() {
  const trpc = useTRPC();
  const status = useQuery(trpc.status.get.queryOptions());
  const rooms = status.data?.rooms ?? [];
  const here = rooms.filter((room) => room.isSynced).length;
  const next = rooms.find((room) => !room.isSynced);
  const isOffline = status.data?.connection === 'offline';

  return (
    <SessionFrame
      title={t('Getting your data…')}
      lead={t('This happens once on this device. From then on everything opens at once, with or without a network.')}
    >
      <Progress
        value={rooms.length === 0 ? 100 : Math.max(2, (here / rooms.length) * 100)}
        animated={rooms.length === 0}
        size="sm"
        radius="xl"
        mb={8}
        aria-label={t('Rooms received')}
      />
      <div className={classes.rooms} aria-live="polite" data-testid="first-sync">
        <span>{next === undefined ? t('Asking the server what is yours') : hostText(next.label)}</span>
        {rooms.length > 0 && <span>{t('room {{min}} of {{rooms}}', { min: Math.min(here + 1, rooms.length), rooms: rooms.length })}</span>}
      </div>
      {isOffline && (
        <Alert color="yellow" variant="light" mt={24} title={t('The server can’t be reached right now')}>
          {t('What has arrived is kept. It goes on by itself as soon as the server answers at {{server}}.', {
            server: status.data?.serverUrl ?? '',
          })}
        </Alert>
      )}
    </SessionFrame>
  );
}
