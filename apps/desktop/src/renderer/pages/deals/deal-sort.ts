import type { DealColumn, DealSort } from '../../../host/views/deals.ts';

const COLUMNS: readonly DealColumn[] = ['name', 'account', 'product', 'stage', 'amount', 'currency', 'close', 'owner'];

/** `-amount` → amount, descending. Anything unknown is no sorting, so that an old bookmark still opens. */
export function parseSort(text: string | undefined): DealSort | null {
  if (text === undefined) return null;
  const name = text.startsWith('-') ? text.slice(1) : text;
  const id = COLUMNS.find((column) => column === name);
  return id === undefined ? null : { id, desc: text.startsWith('-') };
}

export function sortToText(sort: DealSort | null): string | undefined {
  if (sort === null) return undefined;
  return sort.desc ? `-${sort.id}` : sort.id;
}

/** Columns mostly looked at from their large end. */
const DESCENDING_FIRST: readonly DealColumn[] = ['amount', 'stage'];

/** What a click on a column's header makes of the sort: its useful direction, the other one, then the list's own order again. */
export function nextSort(id: DealColumn, sort: DealSort | null): DealSort | null {
  const first = DESCENDING_FIRST.includes(id);
  if (sort?.id !== id) return { id, desc: first };
  return sort.desc === first ? { id, desc: !first } : null;
}
