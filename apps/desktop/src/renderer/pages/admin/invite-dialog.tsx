import { Button, Group, Modal, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import type { Role } from '@fieldgoal/domain';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AdminTeamRow } from '../../../host/views/admin.ts';
import { formatInstant } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { Refusal } from './confirm-dialog.tsx';
import { CopyField } from './copy-field.tsx';
import { roleChoices } from '../../lib/role-words.ts';
import { useAdminChanged } from './use-admin-changed.ts';
import { t } from '../../lib/words.ts';

const DEFAULT_DAYS = 7;
const MOST_DAYS = 30;

interface InviteDialogProps {
  readonly teams: readonly AdminTeamRow[];
  readonly onClose: () => void;
}

/** Makes a link by which one person joins once; it is shown here and never again. */
export function InviteDialog({ teams, onClose }: InviteDialogProps) {
  const changed = useAdminChanged();
  const invite = useMutation(useTRPC().admin.invite.mutationOptions({ onSuccess: changed }));
  return (
    <Modal opened onClose={onClose} title={t('Invite someone')} size="lg" closeOnClickOutside={invite.data === undefined}>
      {invite.data === undefined ? (
        <InviteForm teams={teams} isPending={invite.isPending} error={invite.error} onInvite={invite.mutate} onClose={onClose} />
      ) : (
        <Stack gap="md">
          <Text fz={14}>
            {t('Send this link to {{name}}. It is shown only now, lets one person join once, and expires on {{time}}.', {
              name: invite.variables.name,
              time: formatInstant(invite.data.expiresAt),
            })}
          </Text>
          <CopyField label={t('Invitation link')} value={invite.data.link} testId="invitation-link" />
          {leadsOnlyHere(invite.data.link) ? (
            <Text fz={13} c="dimmed">
              {t(
                'This device reaches the server under an address of its own machine. For someone elsewhere, put the address under which they reach it in front of /invitation.',
              )}
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('Done')}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

interface Wanted {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly teamId: string | null;
  readonly days: number;
}

interface InviteFormProps extends InviteDialogProps {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onInvite: (wanted: Wanted) => void;
}

function InviteForm({ teams, isPending, error, onInvite, onClose }: InviteFormProps) {
  const [wanted, setWanted] = useState<Wanted>({ email: '', name: '', role: 'member', teamId: null, days: DEFAULT_DAYS });
  const change = (part: Partial<Wanted>): void => setWanted({ ...wanted, ...part });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onInvite(wanted);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t('E-mail')}
          type="email"
          required
          data-autofocus
          value={wanted.email}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <TextInput label={t('Name')} required value={wanted.name} onChange={(event) => change({ name: event.currentTarget.value })} />
        <Group grow align="flex-start">
          <Select
            label={t('Role')}
            data={roleChoices()}
            value={wanted.role}
            onChange={(value) => change({ role: roleChoices().find((choice) => choice.value === value)?.value ?? 'member' })}
          />
          <Select
            label={t('Team')}
            placeholder={t('None yet')}
            clearable
            clearButtonProps={{ 'aria-label': t('No team') }}
            data={teams.map(({ id, name }) => ({ value: id, label: name }))}
            value={wanted.teamId}
            onChange={(teamId) => change({ teamId })}
          />
          <NumberInput
            label={t('Good for (days)')}
            min={1}
            max={MOST_DAYS}
            allowDecimal={false}
            required
            value={wanted.days}
            onChange={(days) => change({ days: typeof days === 'number' ? days : DEFAULT_DAYS })}
          />
        </Group>
        <Refusal error={error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button type="submit" loading={isPending} data-testid="invite-submit">
            {t('Make the link')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Whether a link names the machine it is opened on. */
function leadsOnlyHere(link: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(link).hostname);
}
