import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { DealQuery, DealRow } from '../../../host/views/deals.ts';
import { useTRPC } from '../../lib/trpc.ts';

/** Rows asked for at once: what a large screen shows, and as many before and after it. */
const ROWS = 150;
const STEP = 50;

/** The rows of a long list that are in view, and around it; the others are asked for as they come near. */
export interface RowsInView {
  /** Names the query that these rows answer. */
  readonly query: string;
  readonly total: number;
  /** Undefined while it isn't here. */
  at(index: number): DealRow | undefined;
  /** Where a deal stands; -1 when it isn't among the rows that are here. */
  indexOf(dealId: string): number;
  /** Says which rows are in view now. */
  show(first: number): void;
}

/** What the host says of a query: rows in view, counts, sums. The last answer stands until the next one is there. */
export function useDealWindow(query: DealQuery) {
  const key = JSON.stringify(query);
  const [shown, setShown] = useState({ key, offset: 0 });
  const offset = shown.key === key ? shown.offset : 0;
  const options = useTRPC().deals.list.queryOptions({ ...query, offset, limit: ROWS }, { placeholderData: keepPreviousData });
  const { data, isError, error, refetch, isPlaceholderData } = useQuery(options);
  const [answered, setAnswered] = useState(key);
  if (!isPlaceholderData && answered !== key) setAnswered(key);
  const show = useCallback((first: number) => setShown({ key, offset: Math.max(0, (Math.floor(first / STEP) - 1) * STEP) }), [key]);
  const rows = useMemo(() => {
    const { total, offset: from, rows: here } = data ?? { total: 0, offset: 0, rows: [] };
    const places = new Map(here.map((row, at) => [row.id, from + at]));
    return {
      query: answered,
      total,
      show,
      at: (index: number) => here[index - from],
      indexOf: (dealId: string) => places.get(dealId) ?? -1,
    };
  }, [data, show, answered]);
  return { window: data, rows, isError, error, refetch };
}
