import { DEAL_SHOWS, type DealSearch } from './deal-filter.ts';
import { parseSort, sortToText } from './deal-sort.ts';

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
  return {
    ...(show === undefined || show === 'open' ? {} : { show }),
    ...(q === undefined ? {} : { q }),
    ...(owner === undefined ? {} : { owner }),
    ...(sort === undefined ? {} : { sort }),
  };
}
