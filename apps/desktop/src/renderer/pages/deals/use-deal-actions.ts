import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { DealFields } from '../../../host/service.ts';
import type { DealRow } from '../../../host/views/deals.ts';
import { notifyRefused } from '../../components/notify.ts';
import { useTRPC } from '../../lib/trpc.ts';

/**
 * Everything that changes a deal. The list itself follows by the live updates, so nothing is guessed ahead; what was done, and the way
 * back, is told for every edit (components/undo).
 */
export function useDealActions() {
  const trpc = useTRPC();
  const { mutateAsync: update } = useMutation(trpc.deals.update.mutationOptions());
  const { mutateAsync: moveTo } = useMutation(trpc.deals.move.mutationOptions());
  const { mutateAsync: remove } = useMutation(trpc.deals.delete.mutationOptions());

  const save = useCallback(async (dealId: string, fields: DealFields) => void (await update({ dealId, fields })), [update]);

  const onMove = useCallback(
    (deal: DealRow, to: 'won' | 'lost' | 'open') => void moveTo({ dealId: deal.id, to }).catch((error: unknown) => notifyRefused(error)),
    [moveTo],
  );

  const onStage = useCallback(
    (deal: DealRow, stage: { readonly id: string; readonly name: string }): Promise<boolean> =>
      update({ dealId: deal.id, fields: { stageId: stage.id } }).then(
        () => true,
        (error: unknown) => {
          notifyRefused(error);
          return false;
        },
      ),
    [update],
  );

  const onRemove = useCallback((deal: DealRow) => void remove(deal.id).catch((error: unknown) => notifyRefused(error)), [remove]);

  return { save, onMove, onStage, onRemove };
}
