import { describe, expect, it } from 'vitest';
import {
  closeDateOf,
  compareValues,
  parseSort,
  sortToText,
  sortValue,
} from '../../../../../apps/desktop/src/renderer/pages/deals/deal-sort.ts';
import { dealRow } from './deal-rows.ts';

describe('the sort in the address', () => {
  it('reads what it writes', () => {
    for (const text of ['amount', '-amount', 'close', '-owner']) expect(sortToText(parseSort(text))).toBe(text);
    expect(sortToText(null)).toBeUndefined();
  });

  it('ignores a column that does not exist, so that an old bookmark still opens', () => {
    expect(parseSort('-colour')).toBeNull();
    expect(parseSort(undefined)).toBeNull();
  });
});

it('takes the expected day of an open deal and the recorded day of a closed one', () => {
  expect(closeDateOf(dealRow())).toBe('2026-12-15');
  expect(closeDateOf(dealRow({ stageKind: 'won', closedOn: '2026-11-20' }))).toBe('2026-11-20');
});

it('sorts amounts of different currencies by what they are worth', () => {
  const [dollars, euros] = [
    dealRow({ amountMinor: 105_000, worthMinor: 105_000 }),
    dealRow({ currency: 'EUR', amountMinor: 100_000, worthMinor: 108_000 }),
  ];
  expect(compareValues(sortValue(dollars, 'amount') ?? 0, sortValue(euros, 'amount') ?? 0)).toBeLessThan(0);
});

it('has no value for an unknown amount or date, so that the table puts it last in both directions', () => {
  expect(sortValue(dealRow({ amountMinor: null }), 'amount')).toBeUndefined();
  expect(sortValue(dealRow({ expectedCloseOn: null }), 'close')).toBeUndefined();
});

it('compares numbers in names as numbers', () => {
  expect(compareValues('Deal 9', 'deal 10')).toBeLessThan(0);
});
