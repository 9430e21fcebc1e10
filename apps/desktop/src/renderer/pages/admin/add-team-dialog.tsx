import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AdminTeamRow, PersonRow } from '../../../host/views/admin.ts';
import { notifyDone } from '../../components/notify.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { Refusal } from './confirm-dialog.tsx';
import { useAdminChanged } from './use-admin-changed.ts';
import { t } from '../../lib/words.ts';

interface AddTeamDialogProps {
  readonly teams: readonly AdminTeamRow[];
  readonly people: readonly PersonRow[];
  readonly onClose: () => void;
}

/** Makes a team under another one or the company. */
export function AddTeamDialog({ teams, people, onClose }: AddTeamDialogProps) {
  const changed = useAdminChanged();
  const [name, setName] = useState('');
  const [parent, setParent] = useState<string | null>(null);
  const [manager, setManager] = useState<string | null>(null);
  const add = useMutation(
    useTRPC().admin.addTeam.mutationOptions({
      onSuccess: () => {
        notifyDone(t('The team {{name}} is made.', { name }));
        onClose();
        return changed();
      },
    }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate({ name, parent, manager });
  };
  return (
    <Modal opened onClose={onClose} title={t('Add a team')} size="md">
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput label={t('Name')} required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Select
            label={t('Under')}
            placeholder={t('The company')}
            clearable
            clearButtonProps={{ 'aria-label': t('Under the company') }}
            data={teams.map((team) => team.name)}
            value={parent}
            onChange={setParent}
          />
          <Select
            label={t('Manager')}
            description={t('Managers and administrators lead teams; reps need the role first.')}
            placeholder={t('None yet')}
            clearable
            clearButtonProps={{ 'aria-label': t('No manager') }}
            data={people.filter(({ role }) => role !== 'member').map(personChoice)}
            value={manager}
            onChange={setManager}
          />
          <Refusal error={add.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={add.isPending} data-testid="add-team-submit">
              {t('Add team')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** A person as a choice; the server knows people by their address. */
export function personChoice({ name, email }: PersonRow): { readonly value: string; readonly label: string } {
  return { value: email, label: `${name} (${email})` };
}
