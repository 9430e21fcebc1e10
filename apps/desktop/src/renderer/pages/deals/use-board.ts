import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { DealQuery } from '../../../host/views/deals.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { type BoardColumn, type BoardStage, columnQuery, isStageShown } from './board-columns.ts';

/** So many cards a column draws at first, and more with each wish for more. */
const CARDS = 50;

export interface Board {
  readonly columns: readonly BoardColumn[];
  /** Whether every column has had its first answer. */
  readonly isHere: boolean;
  /** Draws more cards of a stage. */
  readonly showMore: (stageId: string) => void;
}

/** A column per stage, in the order of the stages: how many deals, what they are worth, and the first cards. */
export function useBoard(query: DealQuery, stages: readonly BoardStage[]): Board {
  const trpc = useTRPC();
  const [more, setMore] = useState<ReadonlyMap<string, number>>(new Map());
  const limitOf = (stage: BoardStage): number => (isStageShown(query, stage) ? CARDS + (more.get(stage.id) ?? 0) : 1);
  const answers = useQueries({
    queries: stages.map((stage) =>
      trpc.deals.list.queryOptions(
        { ...columnQuery(query, stage), offset: 0, limit: limitOf(stage) },
        { placeholderData: keepPreviousData },
      ),
    ),
  });
  const columns = stages.map((stage, at) => {
    const { total = 0, worthMinor = 0, rows = [] } = answers[at]?.data ?? {};
    const isShown = isStageShown(query, stage);
    return { stage, count: total, worthMinor, cards: isShown ? rows : [], isShown };
  });
  return {
    columns,
    isHere: answers.every(({ data }) => data !== undefined),
    showMore: (stageId) => setMore(new Map([...more, [stageId, (more.get(stageId) ?? 0) + CARDS]])),
  };
}
