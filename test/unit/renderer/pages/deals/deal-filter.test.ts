import { describe, expect, it } from 'vitest';
import { filterDeals, ownersOf, totalOf } from '../../../../../apps/desktop/src/renderer/pages/deals/deal-filter.ts';
import { dealRow } from './deal-rows.ts';

const deals = [
  dealRow({ id: 'open' }),
  dealRow({ id: 'won', name: 'Licences', stageKind: 'won', stageName: 'Won', ownerId: 'm2', ownerName: 'Ben Ito', amountMinor: null }),
  dealRow({ id: 'lost', name: 'Audit', stageKind: 'lost', stageName: 'Lost', accountName: null }),
];

describe('filterDeals', () => {
  it('shows open deals when the address says nothing', () => {
    expect(filterDeals(deals, {}).rows.map((deal) => deal.id)).toEqual(['open']);
  });

  it('finds deals by words in any order across name, account, product, stage and owner', () => {
    expect(filterDeals(deals, { show: 'all', q: 'alder  LICEN' }).rows.map((deal) => deal.id)).toEqual(['won']);
    expect(filterDeals(deals, { show: 'all', q: 'ito' }).rows.map((deal) => deal.id)).toEqual(['won']);
    expect(filterDeals(deals, { show: 'all', q: 'nothing like this' }).rows).toEqual([]);
  });

  it('says on every chip what a click on it would bring, with search and owner applied', () => {
    expect(filterDeals(deals, { show: 'won', owner: 'm1' })).toEqual({ rows: [], counts: { open: 1, won: 0, lost: 1, all: 2 } });
  });
});

it('lists each owner once, by name', () => {
  expect(ownersOf([...deals, dealRow({ id: 'x' })])).toEqual([
    { value: 'm1', label: 'Ana Ruiz' },
    { value: 'm2', label: 'Ben Ito' },
  ]);
});

it('adds up amounts and lets deals without one count nothing', () => {
  expect(totalOf(deals)).toEqual({ worthMinor: 240_000, leftOut: 0 });
});

it('adds up in the company’s currency, and says how many amounts no rate converts', () => {
  const foreign = [
    dealRow({ currency: 'EUR', amountMinor: 100_000, worthMinor: 108_000 }),
    dealRow({ currency: 'SEK', amountMinor: 500_000, worthMinor: null, missingRate: { currency: 'SEK', on: '2026-11-23' } }),
  ];
  expect(totalOf([...deals, ...foreign])).toEqual({ worthMinor: 348_000, leftOut: 1 });
});
