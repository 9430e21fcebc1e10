import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { PersonRow, SignedInDevice } from '../../../host/views/admin.ts';
import { formatInstant } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './admin.module.css';
import { Refusal } from './confirm-dialog.tsx';
import { ASK, FromServer } from './from-server.tsx';
import { useAdminChanged } from './use-admin-changed.ts';
import { t } from '../../lib/words.ts';

/** Where a person is signed in; they can be signed out of one device or of all. */
export function DevicesDialog({ person, onClose }: { readonly person: PersonRow; readonly onClose: () => void }) {
  const devices = useQuery(useTRPC().admin.devices.queryOptions(person.email, ASK));
  return (
    <Modal opened onClose={onClose} title={t('Devices of {{name}}', { name: person.name })} size="lg">
      <FromServer query={devices} size="inline">
        {(rows) => <Devices person={person} devices={rows} onClose={onClose} />}
      </FromServer>
    </Modal>
  );
}

interface DevicesProps {
  readonly person: PersonRow;
  readonly devices: readonly SignedInDevice[];
  readonly onClose: () => void;
}

function Devices({ person, devices, onClose }: DevicesProps) {
  const changed = useAdminChanged();
  const signOut = useMutation(useTRPC().admin.signOut.mutationOptions({ onSuccess: changed }));
  const end = (sessionId: string | null): void => signOut.mutate({ email: person.email, sessionId });
  const isEnding = (sessionId: string | null): boolean => signOut.isPending && signOut.variables.sessionId === sessionId;
  return (
    <Stack gap="md">
      {devices.length === 0 ? (
        <p className={styles.none} role="status">
          {t('{{name}} is signed in nowhere.', { name: person.name })}
        </p>
      ) : (
        <ul className={styles.devices}>
          {devices.map(({ id, device, createdAt, lastUsedAt }) => (
            <li key={id} className={styles.device} data-testid="device-row">
              <span>
                {device}
                <small>
                  {t('Signed in {{time}}, last used {{time2}}', { time: formatInstant(createdAt), time2: formatInstant(lastUsedAt) })}
                </small>
              </span>
              <Button variant="default" loading={isEnding(id)} aria-label={t('Sign out of {{device}}', { device })} onClick={() => end(id)}>
                {t('Sign out')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.none}>
        {t('Signed out, a device gets nothing new and sends nothing. What it has already stays on it, also what isn’t sent yet.')}
      </p>
      <Refusal error={signOut.error} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('Close')}
        </Button>
        <Button
          color="red.9"
          disabled={devices.length === 0}
          loading={isEnding(null)}
          onClick={() => end(null)}
          data-testid="sign-out-everywhere"
        >
          {t('Sign out everywhere')}
        </Button>
      </Group>
    </Stack>
  );
}
