import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { DealFields } from '../../../host/service.ts';
import type { DealRow } from '../../../host/views/deals.ts';
import { notifyRefused } from '../../components/notify.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { t } from '../../lib/words.ts';
import { showUndo } from './undo-notice.tsx';

const MOVED = { won: 'is won', lost: 'is lost', open: 'is open again' } as const;

/** Everything that changes a deal. The list itself follows by the live updates, so nothing is guessed ahead. */
export function useDealActions() {
  const trpc = useTRPC();
  const { mutateAsync: update } = useMutation(trpc.deals.update.mutationOptions());
  const { mutateAsync: moveTo } = useMutation(trpc.deals.move.mutationOptions());
  const { mutateAsync: remove } = useMutation(trpc.deals.delete.mutationOptions());
  const { mutateAsync: restore } = useMutation(trpc.deals.restore.mutationOptions());

  const save = useCallback(async (dealId: string, fields: DealFields) => void (await update({ dealId, fields })), [update]);

  const onMove = useCallback(
    (deal: DealRow, to: 'won' | 'lost' | 'open') => {
      moveTo({ dealId: deal.id, to }).then(
        // Back to the very stage it came from, which "open" alone would not say.
        () =>
          showUndo(`${deal.name} ${MOVED[to]}.`, () =>
            update({ dealId: deal.id, fields: { stageId: deal.stageId, closedOn: deal.closedOn } }),
          ),
        (error: unknown) => notifyRefused(error),
      );
    },
    [moveTo, update],
  );

  const onStage = useCallback(
    (deal: DealRow, stage: { readonly id: string; readonly name: string }): Promise<boolean> =>
      update({ dealId: deal.id, fields: { stageId: stage.id } }).then(
        () => {
          showUndo(t('{{deal}} is in {{stage}} now.', { deal: deal.name, stage: stage.name }), () =>
            update({ dealId: deal.id, fields: { stageId: deal.stageId, closedOn: deal.closedOn } }),
          );
          return true;
        },
        (error: unknown) => {
          notifyRefused(error);
          return false;
        },
      ),
    [update],
  );

  const onRemove = useCallback(
    (deal: DealRow) => {
      remove(deal.id).then(
        () => showUndo(`${deal.name} is deleted.`, () => restore(deal.id)),
        (error: unknown) => notifyRefused(error),
      );
    },
    [remove, restore],
  );

  return { save, onMove, onStage, onRemove };
}
