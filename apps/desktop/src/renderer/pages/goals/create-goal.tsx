import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { PlusIcon } from '../../components/icons.tsx';
import { usePageCommand } from '../../lib/page-commands.tsx';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { CreateGoalForm } from './create-goal-form.tsx';
import { ownersToChoose } from './goal-owners.ts';
import { t } from '../../lib/words.ts';

/** The button and dialog to create a goal; nothing for those who may not. */
export function CreateGoal() {
  const trpc = useTRPC();
  const { role } = useSession();
  const directory = useQuery(trpc.directory.queryOptions()).data;
  const form = useQuery(trpc.goals.form.queryOptions()).data;
  const [isOpen, { open, close }] = useDisclosure(false);
  usePageCommand('new-goal', open);
  if (directory === undefined || form === undefined || ownersToChoose(directory, role).length === 0) return null;
  return (
    <>
      <Button leftSection={<PlusIcon />} onClick={open} data-testid="create-goal">
        {t('New goal')}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t('New goal')} size={520}>
        <CreateGoalForm directory={directory} form={form} onDone={close} />
      </Modal>
    </>
  );
}
