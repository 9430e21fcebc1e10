import { Button, Progress } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { StatusView } from '../../host/views/session.ts';
import { formatInstant } from '../lib/format.ts';
import { hostText } from '../lib/host-text.ts';
import { connectionWords } from '../lib/status-words.ts';
import { clockBehindMinutes, received, type ServerState as Kind, serverStateOf } from '../lib/sync-state.ts';
import { useTRPC } from '../lib/trpc.ts';
import { t, tn } from '../lib/words.ts';
import { CloudIcon, CloudOffIcon, RetryIcon, SignOutIcon, WarningIcon } from './icons.tsx';
import { notifyRefused } from './notify.ts';
import { SyncRow } from './sync-row.tsx';

/** Of these the person is told in red: waiting alone does not end them. */
const STUCK: readonly Kind[] = ['sign_in_refused', 'needs_update', 'too_many_devices', 'refused'];

/** How this device stands to the server, why, and what can be done about it. */
export function ServerState({ status }: { readonly status: StatusView }) {
  const kind = serverStateOf(status);
  const isStuck = STUCK.includes(kind);
  return (
    <SyncRow
      icon={isStuck ? <WarningIcon /> : kind === 'offline' || kind === 'busy' ? <CloudOffIcon /> : <CloudIcon />}
      title={connectionWords(status)}
      tone={isStuck ? 'bad' : undefined}
      action={actionOf(kind)}
    >
      {wordsOf(kind, status)}
      {kind === 'receiving' ? <Progress value={received(status) * 100} size="xs" mt={8} aria-label={t('Received so far')} /> : null}
    </SyncRow>
  );
}

function actionOf(kind: Kind): React.ReactNode {
  if (kind === 'sign_in_refused') return <SignInAgain />;
  if (kind === 'up_to_date' || kind === 'receiving' || kind === 'connecting') return undefined;
  return <TryNow />;
}

function wordsOf(kind: Kind, status: StatusView): string {
  const server = hostOf(status.serverUrl);
  const reason = hostText(status.syncProblem ?? '');
  switch (kind) {
    case 'up_to_date':
      return t('Connected to {{server}}. Changes of others arrive at once.', { server });
    case 'connecting':
      return t('Looking for {{server}}. Keep working; nothing waits for it.', { server });
    case 'receiving':
      return t('Connected to {{server}}. {{done}} of {{all}} parts are here; numbers are final when all are.', {
        server,
        done: status.rooms.filter(({ isSynced }) => isSynced).length,
        all: status.rooms.length,
      });
    case 'offline':
      return status.upToDateAt === null
        ? t(
            'The server at {{server}} cannot be reached. Numbers of others are as of the last connection. Keep working: it is tried again by itself, or check this device’s network.',
            { server },
          )
        : t(
            'The server at {{server}} cannot be reached. Numbers of others are as of {{time}}. Keep working: it is tried again by itself, or check this device’s network.',
            {
              server,
              time: formatInstant(status.upToDateAt),
            },
          );
    case 'sign_in_refused':
      return t(
        'The server says: {{reason}} Your work stays on this device and is sent after you sign in again. If that is refused too, your account may have been locked: ask an administrator.',
        { reason },
      );
    case 'needs_update':
      return t('The server says: {{reason}} Until then everything you do is kept on this device and sent afterwards.', { reason });
    case 'too_many_devices':
      return t('The server says: {{reason}} Then try again.', { reason });
    case 'busy':
      return t('The server says: {{reason}} It is tried again by itself.', { reason });
    case 'refused':
      return t('The server says: {{reason}} If it stays so, tell your administrator these words.', { reason });
  }
}

/** A clock that is wrong puts work on the wrong day; the server refuses what would lie in the future. */
export function ClockState({ status }: { readonly status: StatusView }) {
  const behind = clockBehindMinutes(status);
  if (behind === 0) return null;
  return (
    <SyncRow
      icon={<WarningIcon />}
      tone="bad"
      title={
        behind > 0
          ? tn(behind, 'This device’s clock is {{count}} minute slow', 'This device’s clock is {{count}} minutes slow')
          : tn(-behind, 'This device’s clock is {{count}} minute fast', 'This device’s clock is {{count}} minutes fast')
      }
      action={<TryNow label={t('Check again')} />}
    >
      {t(
        'What you do may count on another day, and the server refuses what would lie in the future. Let the system set the time by itself, then check again.',
      )}
    </SyncRow>
  );
}

function TryNow({ label = t('Try now') }: { readonly label?: string }) {
  const trpc = useTRPC();
  const retry = useMutation(trpc.status.retry.mutationOptions({ onError: (error) => notifyRefused(error) }));
  return (
    <Button variant="default" leftSection={<RetryIcon size={14} />} loading={retry.isPending} onClick={() => retry.mutate()}>
      {label}
    </Button>
  );
}

function SignInAgain() {
  const trpc = useTRPC();
  const signOut = useMutation(trpc.session.signOut.mutationOptions({ onError: (error) => notifyRefused(error, t('Not signed out')) }));
  return (
    <Button variant="default" leftSection={<SignOutIcon size={14} />} loading={signOut.isPending} onClick={() => signOut.mutate()}>
      {t('Sign in again')}
    </Button>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
