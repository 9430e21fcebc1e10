import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { RefusalRow, StatusView } from '../../host/views/session.ts';
import { formatInstant } from '../lib/format.ts';
import { connectionWords, toSendWords } from '../lib/status-words.ts';
import { useTRPC } from '../lib/trpc.ts';
import { t, tn } from '../lib/words.ts';
import { CheckIcon, CloudIcon, CloudOffIcon, DeviceIcon, SendIcon, WarningIcon } from './icons.tsx';
import { notifyRefused } from './notify.ts';
import styles from './sync-details.module.css';

/** What each state of the status bar means right now, room by room, and what the server refused. */
export function SyncDetails({ status }: { readonly status: StatusView }) {
  return (
    <div className={styles.details}>
      {status.storageProblem === null ? (
        <State icon={<DeviceIcon />} title={t('Saved on this device')}>
          {t('Every edit is on this disk before the page shows it. It survives a crash or a power cut.')}
        </State>
      ) : (
        <State icon={<WarningIcon />} title={t('Cannot save on this device')} tone="bad">
          {status.storageProblem}
        </State>
      )}
      <State icon={status.changesToSend > 0 ? <SendIcon /> : <CheckIcon />} title={toSendWords(status.changesToSend)}>
        {status.changesToSend > 0
          ? t('They go to the server by themselves as soon as it can be reached. Keep working.')
          : t('The server has committed everything that was changed here.')}
      </State>
      <State icon={status.connection === 'offline' ? <CloudOffIcon /> : <CloudIcon />} title={connectionWords(status)}>
        {serverWords(status)}
      </State>
      <Refusals count={status.refused} />
      {status.quarantined > 0 ? (
        <State icon={<WarningIcon />} title={tn(status.quarantined, '{{count}} record set aside', '{{count}} records set aside')}>
          {t('They are invalid as they stand, so they are kept but not counted.')}
        </State>
      ) : null}
      <Rooms rooms={status.rooms} />
    </div>
  );
}

function serverWords(status: StatusView): string {
  const server = hostOf(status.serverUrl);
  if (status.connection !== 'offline') return t('Connected to {{server}}. Changes of others arrive at once.', { server });
  return status.upToDateAt === null
    ? t('The server at {{server}} cannot be reached. Numbers of others are as of the last connection.', { server })
    : t('The server at {{server}} cannot be reached. Numbers of others are as of {{time}}.', {
        server,
        time: formatInstant(status.upToDateAt),
      });
}

interface StateProps {
  readonly icon: React.ReactNode;
  readonly title: string;
  readonly tone?: 'bad';
  readonly children: React.ReactNode;
}

function State({ icon, title, tone, children }: StateProps) {
  return (
    <div className={styles.state} data-tone={tone}>
      <span className={styles.icon}>{icon}</span>
      <div>
        <p className={styles.title}>{title}</p>
        <p className={styles.words}>{children}</p>
      </div>
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
      <p className={styles.title}>{refusal.change}</p>
      <p className={styles.words}>{refusal.reason}</p>
      <p className={styles.words}>{refusal.whatToDo}</p>
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

function Rooms({ rooms }: { readonly rooms: StatusView['rooms'] }) {
  if (rooms.length === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>{t('What this device keeps')}</h3>
      <ul className={styles.rooms}>
        {rooms.map((room) => (
          <li key={room.name} className={styles.room}>
            <span className="fg-truncate">{room.label}</span>
            <span className={styles.roomState}>{roomWords(room)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function roomWords(room: StatusView['rooms'][number]): string {
  if (room.toSend > 0) return t('{{changes}} to send', { changes: room.toSend });
  return room.isSynced ? t('up to date') : t('waiting');
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
