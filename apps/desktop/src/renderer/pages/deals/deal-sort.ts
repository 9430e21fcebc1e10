import type { DealRow } from '../../../host/views/deals.ts';

export type DealColumn = 'name' | 'account' | 'product' | 'stage' | 'amount' | 'currency' | 'close' | 'owner';
export interface DealSort {
  readonly id: DealColumn;
  readonly desc: boolean;
}

const SORTABLE: readonly DealColumn[] = ['name', 'account', 'product', 'stage', 'amount', 'currency', 'close', 'owner'];
/** One collator for all rows: `localeCompare` builds one per call, which is felt with ten thousand rows. */
const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** The day a deal closes: as recorded once closed, as expected before. */
export function closeDateOf(deal: DealRow): string | null {
  return deal.stageKind === 'open' ? deal.expectedCloseOn : deal.closedOn;
}

/** What a column sorts by; undefined is "nothing there", which goes last in both directions. */
export function sortValue(deal: DealRow, column: DealColumn): string | number | undefined {
  switch (column) {
    case 'name':
      return deal.name;
    case 'account':
      return deal.accountName ?? undefined;
    case 'product':
      return deal.productName ?? undefined;
    case 'stage':
      // Lost deals have probability 0 as well: kept apart from an open stage at 0 %.
      return deal.stageKind === 'lost' ? -1 : deal.probability;
    case 'amount':
      // By worth: amounts of different currencies can't be compared as they are.
      return deal.worthMinor ?? undefined;
    case 'currency':
      return deal.currency;
    case 'close':
      return closeDateOf(deal) ?? undefined;
    case 'owner':
      return deal.ownerName;
  }
}

/** Ascending order of two values of one column; equal ids and ISO dates compare as text. */
export function compareValues(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

/** `-amount` → amount, descending. Anything unknown is no sorting, so that an old bookmark still opens. */
export function parseSort(text: string | undefined): DealSort | null {
  if (text === undefined) return null;
  const name = text.startsWith('-') ? text.slice(1) : text;
  const id = SORTABLE.find((column) => column === name);
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
