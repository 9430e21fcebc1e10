import type { DealQuery, DealShow } from '../../../host/views/deals.ts';
import { parseSort, sortToText } from './deal-sort.ts';

export const DEAL_SHOWS: readonly DealShow[] = ['open', 'won', 'lost', 'all'];

/** What the address of the deals page says about the list; absent keys are the defaults (open deals, everyone's, no search). */
export interface DealSearch {
  readonly show?: DealShow;
  readonly q?: string;
  readonly owner?: string;
  /** A column id, with `-` before it for descending. */
  readonly sort?: string;
  /** By stage instead of as a table. */
  readonly view?: 'board';
  /** The deal that is opened over the list. */
  readonly deal?: string;
}

/** The same as the host reads it. */
export function queryOf({ show, q, owner, sort }: DealSearch): DealQuery {
  return { show, q, owner, sort: parseSort(sort) };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** What the address says about the list; anything it doesn't understand is left out, so that an old bookmark still opens. */
export function parseDealSearch(search: Readonly<Record<string, unknown>>): DealSearch {
  const show = DEAL_SHOWS.find((known) => known === search['show']);
  // A search for digits arrives as a number from the address.
  const q = text(typeof search['q'] === 'number' ? String(search['q']) : search['q']);
  const owner = text(search['owner']);
  const sort = sortToText(parseSort(text(search['sort'])));
  const deal = text(search['deal']);
  return {
    ...(show === undefined || show === 'open' ? {} : { show }),
    ...(q === undefined ? {} : { q }),
    ...(owner === undefined ? {} : { owner }),
    ...(sort === undefined ? {} : { sort }),
    ...(search['view'] === 'board' ? { view: 'board' as const } : {}),
    ...(deal !== undefined && /^[\w-]{1,64}$/.test(deal) ? { deal } : {}),
  };
}
