import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { LinkOutcome } from '../../../host/service.ts';
import { notifyDone, notifyRefused } from '../../components/notify.ts';
import { usePageCommand } from '../../lib/page-commands.tsx';
import { useTRPC } from '../../lib/trpc.ts';
import { showUndo } from '../deals/undo-notice.tsx';
import { outcomeWords, refusalLines } from './link-words.ts';

/** Moving goals in the tree; what was done last is taken back by its notice or by Ctrl+Z. */
export function useLinkActions() {
  const trpc = useTRPC();
  const { mutateAsync: link, isPending } = useMutation(trpc.goals.link.mutationOptions());
  const { mutateAsync: undoLinks } = useMutation(trpc.goals.undoLinks.mutationOptions());
  const undoLast = useRef<(() => Promise<void>) | null>(null);

  const takeBack = useCallback(
    async (undo: LinkOutcome['undo']): Promise<void> => {
      undoLast.current = null;
      const { refused } = await undoLinks([...undo]);
      if (refused.length > 0) notifyRefused(new Error(refusalLines(refused).join(' ')), 'Not everything could be undone');
      else notifyDone('Moved back.');
    },
    [undoLinks],
  );

  /** Resolves to what came of it; null when nothing could be done. */
  const move = useCallback(
    async (goalIds: readonly string[], parentId: string | null, parentName: string | null): Promise<LinkOutcome | null> => {
      try {
        const outcome = await link({ goalIds: [...goalIds], parentId });
        if (outcome.refused.length > 0) notifyRefused(new Error(refusalLines(outcome.refused).join(' ')), 'Some goals stay where they are');
        if (outcome.undo.length > 0) {
          undoLast.current = () => takeBack(outcome.undo);
          showUndo(outcomeWords(outcome, parentName), () => undoLast.current?.() ?? Promise.resolve());
        } else if (outcome.refused.length === 0) notifyDone(outcomeWords(outcome, parentName));
        return outcome;
      } catch (error) {
        notifyRefused(error, 'Not moved');
        return null;
      }
    },
    [link, takeBack],
  );

  usePageCommand('undo', () => {
    undoLast.current?.().catch((error: unknown) => notifyRefused(error, 'Not undone'));
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
      if (!isUndo || undoLast.current === null || isTextField(event.target)) return;
      event.preventDefault();
      undoLast.current().catch((error: unknown) => notifyRefused(error, 'Not undone'));
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return { move, isMoving: isPending };
}

/** There the platform's own undo is meant. */
function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches('input:not([type="checkbox"], [type="radio"]), textarea, [contenteditable="true"]')
  );
}
