import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTRPC } from '../../lib/trpc.ts';
import { t } from '../../lib/words.ts';
import { editWords } from './edit-words.ts';
import { isEdit } from './is-edit.ts';
import { showStep } from './undo-notice.tsx';
import { useUndo } from './use-undo.ts';

/** Tells of each edit made on this page, with the way back; nothing where nothing came of it. */
export function EditNotices() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { undo } = useUndo();
  useEffect(() => {
    const options = trpc.edits.get.queryOptions();
    let told: string | null = null;
    const tell = async (): Promise<void> => {
      const { undo: last } = await queryClient.fetchQuery({ ...options, staleTime: 0 });
      if (last === null || last.id === told) return;
      told = last.id;
      showStep(editWords(last), t('Undo'), () => undo(last.id));
    };
    return queryClient.getMutationCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success' || !isEdit(event.mutation.options.mutationKey)) return;
      // Without an answer there is no notice; Ctrl+Z asks again.
      tell().catch(() => undefined);
    });
  }, [trpc, queryClient, undo]);
  return null;
}
