import type { DealRow } from '../../../host/views/deals.ts';

export const DEAL_SHOWS = ['open', 'won', 'lost', 'all'] as const;
export type DealShow = (typeof DEAL_SHOWS)[number];

/** What the address of the deals page says about the list; absent keys are the defaults (open deals, everyone's, no search). */
export interface DealSearch {
  readonly show?: DealShow;
  readonly q?: string;
  readonly owner?: string;
  /** A column id, with `-` before it for descending. */
  readonly sort?: string;
}

/** Words typed into the search box all have to appear, in any order, somewhere in what the row shows. */
function matchesWords(deal: DealRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = `${deal.name}\n${deal.accountName ?? ''}\n${deal.productName ?? ''}\n${deal.stageName}\n${deal.ownerName}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/**
 * The deals that a search lets through, in their given order, and how many each chip would show.
 *
 * Shape:  the chips count deals after search box and owner, so that a chip says what a click on it brings.
 * Errors: none; an unknown owner simply matches nothing.
 */
export function filterDeals(
  deals: readonly DealRow[],
  search: DealSearch,
): { rows: readonly DealRow[]; counts: Readonly<Record<DealShow, number>> } {
  const show = search.show ?? 'open';
  const words = (search.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const counts = { open: 0, won: 0, lost: 0, all: 0 };
  const rows: DealRow[] = [];
  for (const deal of deals) {
    if (search.owner !== undefined && deal.ownerId !== search.owner) continue;
    if (!matchesWords(deal, words)) continue;
    counts[deal.stageKind] += 1;
    counts.all += 1;
    if (show === 'all' || deal.stageKind === show) rows.push(deal);
  }
  return { rows, counts };
}

/** Owners of the given deals by name, each once; one entry means the owner column says nothing. */
export function ownersOf(deals: readonly DealRow[]): readonly { readonly value: string; readonly label: string }[] {
  const names = new Map<string, string>();
  for (const deal of deals) names.set(deal.ownerId, deal.ownerName);
  return [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label));
}

/** What the list adds up to in the company's currency, minor units, and how many amounts couldn't be converted into it. */
export function totalOf(deals: readonly DealRow[]): { readonly worthMinor: number; readonly leftOut: number } {
  let [worthMinor, leftOut] = [0, 0];
  for (const deal of deals) {
    worthMinor += deal.worthMinor ?? 0;
    if (deal.worthMinor === null && deal.amountMinor !== null) leftOut += 1;
  }
  return { worthMinor, leftOut };
}
