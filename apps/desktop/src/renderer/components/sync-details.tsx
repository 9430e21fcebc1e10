import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { RefusalRow, StatusView } from '../../host/views/session.ts';
import { formatInstant } from '../lib/format.ts';
import { hostText } from '../lib/host-text.ts';
import { toSendWords } from '../lib/status-words.ts';
import { useTRPC } from '../lib/trpc.ts';
import { t, tn } from '../lib/words.ts';
import { CheckIcon, DeviceIcon, SendIcon, WarningIcon } from './icons.tsx';
import { notifyRefused } from './notify.ts';
import { ClockState, ServerState } from './server-state.tsx';
import { SyncRow } from './sync-row.tsx';
import styles from './sync-details.module.css';

/** What each state of the status bar means right now, room by room, and what the server refused. */
export function SyncDetails({ status, onConflicts }: { readonly status: StatusView; readonly onConflicts: () => void }) {
  return (
    <div className={styles.details}>
      {status.storageProblem === null ? (
        <SyncRow icon={<DeviceIcon />} title={t('Saved on this device')}>
          {t('Every edit is on this disk before the page shows it. It survives a crash or a power cut.')}
        </SyncRow>
      ) : (
        <SyncRow icon={<WarningIcon />} title={t('Cannot save on this device')} tone="bad">
          {hostText(status.storageProblem)}
        </SyncRow>
      )}
      <SyncRow icon={status.changesToSend > 0 ? <SendIcon /> : <CheckIcon />} title={toSendWords(status.changesToSend)}>
        {status.changesToSend > 0
          ? t('They go to the server by themselves as soon as it can be reached. Keep working.')
          : t('The server has committed everything that was changed here.')}
      </SyncRow>
      <ServerState status={status} />
      <ClockState status={status} />
      <DamagedRooms rooms={status.rooms} />
      <Refusals count={status.refused} />
      <Conflicts onConflicts={onConflicts} />
      {status.quarantined > 0 ? (
        <SyncRow icon={<WarningIcon />} title={tn(status.quarantined, '{{count}} record set aside', '{{count}} records set aside')}>
          {t(
            'They are invalid as they stand, so they are kept but not counted. Tell your administrator; they count as soon as they are put right.',
          )}
        </SyncRow>
      ) : null}
      <Rooms rooms={status.rooms} />
    </div>
  );
}

function Refusals({ count }: { readonly count: number }) {
  const trpc = useTRPC();
  const refusals = useQuery({ ...trpc.status.refusals.queryOptions(), enabled: count > 0 }).data ?? [];
  if (count === 0 || refusals.length === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>{t('Refused by the server')}</h3>
      <ul className={styles.list}>
        {refusals.map((refusal) => (
          <Refusal key={refusal.id} refusal={refusal} />
        ))}
      </ul>
    </section>
  );
}

function Refusal({ refusal }: { readonly refusal: RefusalRow }) {
  const trpc = useTRPC();
  const retry = useMutation(trpc.status.retryRefusal.mutationOptions({ onError: (error) => notifyRefused(error) }));
  const discard = useMutation(trpc.status.discardRefusal.mutationOptions({ onError: (error) => notifyRefused(error) }));
  return (
    <li className={styles.refusal} data-testid="refusal">
      <p className={styles.title}>{hostText(refusal.change)}</p>
      <p className={styles.words}>{hostText(refusal.reason)}</p>
      <p className={styles.words}>{hostText(refusal.whatToDo)}</p>
      <div className={styles.actions}>
        <Button variant="default" loading={retry.isPending} onClick={() => retry.mutate(refusal.id)}>
          {t('Try again')}
        </Button>
        <Button variant="subtle" color="red" loading={discard.isPending} onClick={() => discard.mutate(refusal.id)}>
          {t('Discard')}
        </Button>
        <span className={styles.when}>{formatInstant(refusal.at)}</span>
      </div>
    </li>
  );
}

/** Rooms whose copy on the server is damaged: repaired there, from a backup or from devices that have them. */
function DamagedRooms({ rooms }: { readonly rooms: StatusView['rooms'] }) {
  const damaged = rooms.filter(({ isDamaged }) => isDamaged === true);
  if (damaged.length === 0) return null;
  return (
    <SyncRow
      icon={<WarningIcon />}
      tone="bad"
      title={tn(damaged.length, '{{count}} part is damaged on the server', '{{count}} parts are damaged on the server')}
    >
      {t(
        '{{parts}}: what is on this device is whole and stays. An administrator repairs the server’s copy; what you change meanwhile is sent then.',
        {
          parts: damaged.map(({ label }) => label).join(', '),
        },
      )}
    </SyncRow>
  );
}

/** Links of goals that contradict each other: someone has to choose. */
function Conflicts({ onConflicts }: { readonly onConflicts: () => void }) {
  const count = useQuery(useTRPC().goals.conflictCount.queryOptions()).data ?? 0;
  if (count === 0) return null;
  return (
    <SyncRow
      icon={<WarningIcon />}
      title={tn(count, '{{count}} goal was put where it can’t hang', '{{count}} goals were put where they can’t hang')}
      action={
        <Button variant="default" onClick={onConflicts}>
          {t('Settle it')}
        </Button>
      }
    >
      {t('Two people moved goals at the same time in ways that contradict each other. Nothing is lost: choose where each belongs.')}
    </SyncRow>
  );
}

function Rooms({ rooms }: { readonly rooms: StatusView['rooms'] }) {
  if (rooms.length === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>{t('What this device keeps')}</h3>
      <ul className={styles.rooms}>
        {rooms.map((room) => (
          <li key={room.name} className={styles.room}>
            <span className="fg-truncate">{hostText(room.label)}</span>
            <span className={styles.roomState}>{roomWords(room)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function roomWords(room: StatusView['rooms'][number]): string {
  if (room.isDamaged === true) return t('damaged on the server');
  if (room.toSend > 0) return t('{{changes}} to send', { changes: room.toSend });
  return room.isSynced ? t('up to date') : t('waiting');
}
