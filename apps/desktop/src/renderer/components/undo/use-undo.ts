import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../../lib/trpc.ts';
import { t } from '../../lib/words.ts';
import { notifyRefused } from '../notify.ts';
import { editWords } from './edit-words.ts';
import { showStep } from './undo-notice.tsx';

interface Undo {
  /** Takes back an edit of this person, the last one by default. */
  undo(id?: string): void;
  redo(id?: string): void;
}

/** Undo and redo of edits, each telling what it did and offering the way back. */
export function useUndo(): Undo {
  const trpc = useTRPC();
  const { mutate: undo } = useMutation(trpc.edits.undo.mutationOptions());
  const { mutate: redo } = useMutation(trpc.edits.redo.mutationOptions());
  return useMemo(() => {
    const control: Undo = {
      undo: (id) =>
        undo(id ?? null, {
          onSuccess: (edit) => showStep(t('Undone: {{edit}}', { edit: editWords(edit) }), t('Redo'), () => control.redo(edit.id)),
          onError: (error) => notifyRefused(error, t('Not undone')),
        }),
      redo: (id) =>
        redo(id ?? null, {
          onSuccess: (edit) => showStep(t('Done again: {{edit}}', { edit: editWords(edit) }), t('Undo'), () => control.undo(edit.id)),
          onError: (error) => notifyRefused(error, t('Not made again')),
        }),
    };
    return control;
  }, [undo, redo]);
}
