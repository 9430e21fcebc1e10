import { ActionIcon, Button, Group, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import { CloseIcon, GoalIcon, MoreIcon, PencilIcon, RetryIcon } from '../../components/icons.tsx';
import { notifyDone, notifyRefused } from '../../components/notify.ts';
import { errorText } from '../../lib/error-text.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { EditGoalDialog } from '../goals/edit-goal-form.tsx';
import { t } from '../../lib/words.ts';

/** Renaming and cancelling a goal, for those who may. */
export function GoalMenu({ goal }: { readonly goal: GoalCard }) {
  const [dialog, setDialog] = useState<'rename' | 'edit' | 'cancel' | null>(null);
  const close = () => setDialog(null);
  const trpc = useTRPC();
  const again = useMutation(trpc.goals.recalculateOne.mutationOptions());
  const recalculate = () =>
    again.mutate(goal.id, {
      onSuccess: ({ by }) =>
        notifyDone(
          by === 'server' ? t('Recalculated by the server.') : t('Recalculated on this device; the server follows when it is reached.'),
        ),
      onError: (error) => notifyRefused(error, t('Not recalculated')),
    });
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('More about this goal')}>
            <MoreIcon />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<GoalIcon />} onClick={() => setDialog('edit')} data-testid="edit-goal">
            {t('Edit target and rules')}
          </Menu.Item>
          <Menu.Item leftSection={<RetryIcon />} onClick={recalculate} data-testid="recalculate">
            {t('Recalculate')}
          </Menu.Item>
          <Menu.Item leftSection={<PencilIcon />} onClick={() => setDialog('rename')}>
            {t('Rename')}
          </Menu.Item>
          <Menu.Item leftSection={<CloseIcon />} color="red" onClick={() => setDialog('cancel')}>
            {t('Cancel this goal')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <EditGoalDialog goal={goal} isOpen={dialog === 'edit'} onDone={close} />
      <Modal opened={dialog === 'rename'} onClose={close} title={t('Rename the goal')} size={400}>
        <RenameForm goal={goal} onDone={close} />
      </Modal>
      <Modal opened={dialog === 'cancel'} onClose={close} title={t('Cancel this goal?')} size={400}>
        <CancelForm goal={goal} onDone={close} />
      </Modal>
    </>
  );
}

interface DialogProps {
  readonly goal: GoalCard;
  readonly onDone: () => void;
}

function RenameForm({ goal, onDone }: DialogProps) {
  const trpc = useTRPC();
  const [name, setName] = useState(goal.name);
  const update = useMutation(trpc.goals.update.mutationOptions());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate({ goalId: goal.id, name: name.trim() }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t('Name')}
          data-autofocus
          maxLength={200}
          value={name}
          error={update.isError ? errorText(update.error) : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {t('Leave it')}
          </Button>
          <Button type="submit" loading={update.isPending} disabled={name.trim() === ''}>
            {t('Rename')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function CancelForm({ goal, onDone }: DialogProps) {
  const trpc = useTRPC();
  const update = useMutation(
    trpc.goals.update.mutationOptions({
      onSuccess: onDone,
      onError: (error) => notifyRefused(error, t('Not cancelled')),
    }),
  );
  return (
    <Stack gap="md">
      <Text fz={13} c="dimmed">
        {t('{{name}} no longer counts towards the goals above it and leaves everyone’s dashboard. Its history is kept.', {
          name: goal.name,
        })}
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onDone}>
          {t('Keep it')}
        </Button>
        <Button color="red" loading={update.isPending} onClick={() => update.mutate({ goalId: goal.id, status: 'cancelled' })}>
          {t('Cancel the goal')}
        </Button>
      </Group>
    </Stack>
  );
}
