import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTRPC } from '../../lib/trpc.ts';
import { t } from '../../lib/words.ts';
import { Loading } from '../query-states.tsx';
import { AddDealForm } from './add-deal-form.tsx';
import type { PaletteDialog } from './palette-context.ts';
import { ShortcutList } from './shortcut-list.tsx';

const CreateGoalForm = lazy(async () => ({ default: (await import('../../pages/goals/create-goal-form.tsx')).CreateGoalForm }));

function titleOf(dialog: PaletteDialog): string {
  return { deal: t('Add a deal'), goal: t('New goal'), shortcuts: t('Keyboard shortcuts') }[dialog];
}

/** What the palette opens over whichever page is shown. */
export function PaletteDialogs({ dialog, onClose }: { readonly dialog: PaletteDialog | null; readonly onClose: () => void }) {
  return (
    <Modal opened={dialog !== null} onClose={onClose} title={dialog === null ? '' : titleOf(dialog)} size={dialog === 'goal' ? 520 : 440}>
      {dialog === 'deal' ? <AddDealForm onDone={onClose} /> : null}
      {dialog === 'goal' ? <NewGoal onDone={onClose} /> : null}
      {dialog === 'shortcuts' ? <ShortcutList /> : null}
    </Modal>
  );
}

function NewGoal({ onDone }: { readonly onDone: () => void }) {
  const trpc = useTRPC();
  const directory = useQuery(trpc.directory.queryOptions()).data;
  const form = useQuery(trpc.goals.form.queryOptions()).data;
  if (directory === undefined || form === undefined) return <Loading />;
  return (
    <Suspense fallback={<Loading />}>
      <CreateGoalForm directory={directory} form={form} onDone={onDone} />
    </Suspense>
  );
}
