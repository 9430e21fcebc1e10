import { closeDateOf } from '@fieldgoal/domain';
import type { DealColumn, DealRow } from '../views/deals.ts';

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

/**
 * A text whose plain comparison orders as people expect: without regard to case and accents, numbers by their value. A collator would take a
 * second for a hundred thousand names.
 */
export function sortKeyOf(text: string): string {
  const plain = IS_PLAIN.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss');
  return plain.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(NUMBER_WIDTH, '0'));
}

const IS_PLAIN = /^[\x20-\x7e]*$/;
const NUMBER_WIDTH = 12;
