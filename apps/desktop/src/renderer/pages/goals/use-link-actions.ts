import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { LinkOutcome } from '../../../host/service.ts';
import { notifyDone, notifyRefused } from '../../components/notify.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { outcomeWords, refusalLines } from './link-words.ts';
import { t } from '../../lib/words.ts';

/** Moving goals in the tree. */
export function useLinkActions() {
  const trpc = useTRPC();
  const { mutateAsync: link, isPending } = useMutation(trpc.goals.link.mutationOptions());
  /** Resolves to what came of it; null when nothing could be done. */
  const move = useCallback(
    async (goalIds: readonly string[], parentId: string | null, parentName: string | null): Promise<LinkOutcome | null> => {
      try {
        const outcome = await link({ goalIds: [...goalIds], parentId });
        if (outcome.refused.length > 0)
          notifyRefused(new Error(refusalLines(outcome.refused).join(' ')), t('Some goals stay where they are'));
        // What was moved, and the way back, is told for every edit (components/undo).
        if (outcome.undo.length === 0 && outcome.refused.length === 0) notifyDone(outcomeWords(outcome, parentName));
        return outcome;
      } catch (error) {
        notifyRefused(error, t('Not moved'));
        return null;
      }
    },
    [link],
  );

  return { move, isMoving: isPending };
}
