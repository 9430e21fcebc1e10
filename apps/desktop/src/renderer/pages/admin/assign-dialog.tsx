import { Button, Group, Modal, Radio, Select, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AdminTeamRow, PersonRow } from '../../../host/views/admin.ts';
import { notifyDone } from '../../components/notify.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { personChoice } from './add-team-dialog.tsx';
import { Refusal } from './confirm-dialog.tsx';
import { useAdminChanged } from './use-admin-changed.ts';
import { t } from '../../lib/words.ts';

interface AssignDialogProps {
  /** Chosen from the start, where the person or the team is known. */
  readonly person?: PersonRow;
  readonly team?: AdminTeamRow;
  readonly people: readonly PersonRow[];
  readonly teams: readonly AdminTeamRow[];
  readonly onClose: () => void;
}

/** Puts a person into a team, or makes them its manager. */
export function AssignDialog({ person, team, people, teams, onClose }: AssignDialogProps) {
  const changed = useAdminChanged();
  const [email, setEmail] = useState(person?.email ?? null);
  const [teamName, setTeamName] = useState(team?.name ?? null);
  const [as, setAs] = useState('member');
  const chosen = people.find((row) => row.email === email);
  const assign = useMutation(
    useTRPC().admin.assign.mutationOptions({
      onSuccess: () => {
        const named = { person: chosen?.name ?? email ?? '', team: teamName ?? '' };
        notifyDone(as === 'manager' ? t('{{person}} manages {{team}} now.', named) : t('{{person}} is in {{team}} from today on.', named));
        onClose();
        return changed();
      },
    }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (email !== null && teamName !== null) assign.mutate({ email, team: teamName, asManager: as === 'manager' });
  };
  return (
    <Modal opened onClose={onClose} title={t('Put a person into a team')} size="md">
      <form onSubmit={submit}>
        <Stack gap="md">
          <Select
            label={t('Person')}
            placeholder={t('Choose a person')}
            searchable
            data={people.map(personChoice)}
            value={email}
            onChange={setEmail}
            data-autofocus={person === undefined || undefined}
          />
          <Select
            label={t('Team')}
            placeholder={t('Choose a team')}
            data={teams.map(({ name }) => name)}
            value={teamName}
            onChange={setTeamName}
            data-autofocus={person !== undefined || undefined}
          />
          <Radio.Group label={t('As')} value={as} onChange={setAs}>
            <Stack gap="xs" mt={6}>
              <Radio value="member" label={t('Member')} description={t('From today on, and out of the team they are in.')} />
              <Radio
                value="manager"
                label={t('Manager')}
                disabled={chosen?.role === 'member'}
                description={
                  chosen?.role === 'member'
                    ? t('{{name}} is a rep; only managers and administrators lead a team.', { name: chosen.name })
                    : t('Leads the team beside those who do already; stays in their own team.')
                }
              />
            </Stack>
          </Radio.Group>
          <Refusal error={assign.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={assign.isPending} disabled={email === null || teamName === null} data-testid="assign-submit">
              {as === 'manager' ? t('Make manager') : t('Put into team')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
