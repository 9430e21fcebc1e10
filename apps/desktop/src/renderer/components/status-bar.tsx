import { Drawer, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { StatusView } from '../../host/views/session.ts';
import { formatTime } from '../lib/format.ts';
import { connectionWords, toSendWords } from '../lib/status-words.ts';
import { useTRPC } from '../lib/trpc.ts';
import { t, tn } from '../lib/words.ts';
import { CheckIcon, CloudIcon, CloudOffIcon, DeviceIcon, SendIcon, WarningIcon } from './icons.tsx';
import styles from './status-bar.module.css';
import { SyncDetails } from './sync-details.tsx';

/** The three honest states, always in sight: saved here, received by the server, up to date with it. Opens the details. */
export function StatusBar() {
  const trpc = useTRPC();
  const status = useQuery(trpc.status.get.queryOptions()).data;
  const navigate = useNavigate();
  const [isOpen, { open, close }] = useDisclosure(false);
  const toConflicts = (): void => {
    close();
    void navigate({ to: '/conflicts' });
  };
  return (
    <footer className={styles.bar} data-testid="status-bar">
      {status === undefined ? null : (
        <UnstyledButton className={styles.button} onClick={open} aria-haspopup="dialog" title={t('What these states mean')}>
          <States status={status} />
        </UnstyledButton>
      )}
      <Drawer opened={isOpen} onClose={close} position="right" size={420} title={t('Sync')}>
        {status === undefined ? null : <SyncDetails status={status} onConflicts={toConflicts} />}
      </Drawer>
    </footer>
  );
}

function States({ status }: { readonly status: StatusView }) {
  const isOffline = status.connection === 'offline';
  return (
    <>
      {status.storageProblem === null ? (
        <span className={styles.state}>
          <DeviceIcon size={14} />
          <span className={styles.saved}>{t('Saved on this device')}</span>
        </span>
      ) : (
        <span className={styles.state} data-tone="bad">
          <WarningIcon size={14} />
          {t('Cannot save on this device')}
        </span>
      )}
      <span className={styles.state} data-tone={status.changesToSend > 0 ? 'wait' : undefined}>
        {status.changesToSend > 0 ? <SendIcon size={14} /> : <CheckIcon size={14} />}
        <span data-testid="status-to-send">{toSendWords(status.changesToSend)}</span>
      </span>
      <span className={styles.state} data-tone={isOffline ? 'wait' : undefined}>
        {isOffline ? <CloudOffIcon size={14} /> : <CloudIcon size={14} />}
        <span data-testid="status-connection">{connectionWords(status)}</span>
        {isOffline && status.upToDateAt !== null ? (
          <span className={styles.since}>{t('last up to date at {{time}}', { time: formatTime(status.upToDateAt) })}</span>
        ) : null}
      </span>
      <span className={styles.spacer} />
      {status.quarantined > 0 ? (
        <span className={styles.state}>
          <WarningIcon size={14} />
          {tn(status.quarantined, '{{count}} record set aside', '{{count}} records set aside')}
        </span>
      ) : null}
      {status.refused > 0 ? (
        <span className={styles.state} data-tone="bad" data-testid="status-refused">
          <WarningIcon size={14} />
          {tn(status.refused, '{{count}} change refused', '{{count}} changes refused')}
        </span>
      ) : null}
    </>
  );
}
