import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AdminTeamRow, PersonRow } from '../../../host/views/admin.ts';
import { notifyDone } from '../../components/notify.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { Refusal } from './confirm-dialog.tsx';
import { useAdminChanged } from './use-admin-changed.ts';

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
        notifyDone(`The team ${name} is made.`);
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
    <Modal opened onClose={onClose} title="Add a team" size="md">
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput label="Name" required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Select
            label="Under"
            placeholder="The company"
            clearable
            clearButtonProps={{ 'aria-label': 'Under the company' }}
            data={teams.map((team) => team.name)}
            value={parent}
            onChange={setParent}
          />
          <Select
            label="Manager"
            description="Managers and administrators lead teams; reps need the role first."
            placeholder="None yet"
            clearable
            clearButtonProps={{ 'aria-label': 'No manager' }}
            data={people.filter(({ role }) => role !== 'member').map(personChoice)}
            value={manager}
            onChange={setManager}
          />
          <Refusal error={add.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending} data-testid="add-team-submit">
              Add team
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
