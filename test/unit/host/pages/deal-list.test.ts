import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DealList, type ListedDeal } from '../../../../apps/desktop/src/host/pages/deal-list.ts';
import { sortKeyOf } from '../../../../apps/desktop/src/host/pages/deal-sort-value.ts';
import type { DealQuery, DealRow } from '../../../../apps/desktop/src/host/views/deals.ts';
import { dealRow } from '../../renderer/pages/deals/deal-rows.ts';

const listed = (rows: readonly DealRow[]): ListedDeal[] => rows.map((row) => ({ row, newest: row.id }));
const listOf = (...rows: readonly DealRow[]): DealList => new DealList(listed(rows), 'USD');
const idsOf = (list: DealList, query: DealQuery): string[] => list.window(query, 0, 100).rows.map(({ id }) => id);

const some = listOf(
  dealRow({ id: 'open' }),
  dealRow({ id: 'won', name: 'Licences', stageKind: 'won', stageName: 'Won', ownerId: 'm2', ownerName: 'Ben Ito', amountMinor: null }),
  dealRow({ id: 'lost', name: 'Audit', stageKind: 'lost', stageName: 'Lost', accountName: null }),
);

describe('searching', () => {
  it('gives the open deals when nothing is asked for', () => {
    expect(idsOf(some, {})).toEqual(['open']);
  });

  it('finds deals by words in any order across name, account, product, stage and owner', () => {
    expect(idsOf(some, { show: 'all', q: 'alder  LICEN' })).toEqual(['won']);
    expect(idsOf(some, { show: 'all', q: 'ito' })).toEqual(['won']);
    expect(idsOf(some, { show: 'all', q: 'nothing like this' })).toEqual([]);
  });

  it('says on every chip what a click on it would bring, with search and owner applied', () => {
    expect(some.window({ show: 'won', owner: 'm1' }, 0, 10)).toMatchObject({ total: 0, counts: { open: 1, won: 0, lost: 1, all: 2 } });
  });

  it('lists each owner once, by name', () => {
    expect(some.window({}, 0, 1).owners).toEqual([
      { value: 'm1', label: 'Ana Ruiz' },
      { value: 'm2', label: 'Ben Ito' },
    ]);
  });
});

describe('sums', () => {
  it('let deals without an amount count nothing', () => {
    expect(some.window({ show: 'all' }, 0, 1)).toMatchObject({ worthMinor: 240_000, withoutRate: 0, hasOtherCurrencies: false });
  });

  it('are in the company’s currency, and say how many amounts no rate converts', () => {
    const list = listOf(
      dealRow({ id: 'e', currency: 'EUR', amountMinor: 100_000, worthMinor: 108_000 }),
      dealRow({ id: 's', currency: 'SEK', amountMinor: 500_000, worthMinor: null, missingRate: { currency: 'SEK', on: '2026-11-23' } }),
    );
    expect(list.window({}, 0, 1)).toMatchObject({ worthMinor: 108_000, withoutRate: 1, hasOtherCurrencies: true });
  });
});

describe('sorting', () => {
  it('puts the newest first when nothing is asked for', () => {
    expect(idsOf(listOf(dealRow({ id: '1' }), dealRow({ id: '3' }), dealRow({ id: '2' })), {})).toEqual(['3', '2', '1']);
  });

  it('takes amounts of different currencies by what they are worth', () => {
    const dollars = dealRow({ id: 'dollars', amountMinor: 105_000, worthMinor: 105_000 });
    const euros = dealRow({ id: 'euros', currency: 'EUR', amountMinor: 100_000, worthMinor: 108_000 });
    expect(idsOf(listOf(euros, dollars), { sort: { id: 'amount', desc: false } })).toEqual(['dollars', 'euros']);
  });

  it.each([true, false])('puts what has no amount or date last (descending: %s)', (desc) => {
    const list = listOf(dealRow({ id: 'a', amountMinor: null, expectedCloseOn: null }), dealRow({ id: 'b' }));
    expect(idsOf(list, { sort: { id: 'amount', desc } })).toEqual(['b', 'a']);
    expect(idsOf(list, { sort: { id: 'close', desc } })).toEqual(['b', 'a']);
  });

  it('takes the expected day of an open deal and the recorded day of a closed one', () => {
    const open = dealRow({ id: 'open', expectedCloseOn: '2026-12-15' });
    const won = dealRow({ id: 'won', stageKind: 'won', expectedCloseOn: '2026-12-30', closedOn: '2026-11-20' });
    expect(idsOf(listOf(open, won), { show: 'all', sort: { id: 'close', desc: false } })).toEqual(['won', 'open']);
  });

  it('compares numbers in names as numbers, and letters without case and accents', () => {
    const names = ['deal 10', 'Deal 9', 'Österreich', 'ostern', 'Zebra', 'Straße', 'Strasse 2'];
    expect(names.toSorted((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1))).toEqual([
      ...['Deal 9', 'deal 10', 'ostern', 'Österreich', 'Straße', 'Strasse 2', 'Zebra'],
    ]);
  });
});

describe('a window', () => {
  it('has the asked rows only and says how many there are', () => {
    const list = listOf(...Array.from({ length: 9 }, (_, at) => dealRow({ id: String(at) })));
    const { rows, offset, total } = list.window({}, 2, 3);
    expect([rows.map(({ id }) => id), offset, total]).toEqual([['6', '5', '4'], 2, 9]);
  });
});

const anyRow = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    name: fc.constantFrom('Deal 1', 'deal 10', 'Other', 'ähnlich'),
    ownerId: fc.constantFrom('m1', 'm2'),
    stageKind: fc.constantFrom('open', 'won', 'lost' as const),
    stageId: fc.constantFrom('s1', 's2'),
    amountMinor: fc.option(fc.integer({ min: 0, max: 3 })),
    expectedCloseOn: fc.option(fc.constantFrom('2026-12-01', '2026-12-02')),
    currency: fc.constantFrom('USD', 'EUR'),
  })
  .map((over) => dealRow(over as Partial<DealRow>));
const anyQuery = fc.record(
  {
    show: fc.constantFrom('open', 'won', 'lost', 'all' as const),
    q: fc.constantFrom('d', 'deal', 'deal 1', 'deal 10 ruiz', 'oth', ''),
    owner: fc.constantFrom('m1', 'm2'),
    stageId: fc.constantFrom('s1', 's2'),
    sort: fc.record({
      id: fc.constantFrom('name', 'account', 'product', 'stage', 'amount', 'currency', 'close', 'owner' as const),
      desc: fc.boolean(),
    }),
  },
  { requiredKeys: [] },
);
const anyChange = fc.tuple(anyRow, fc.boolean());

it('is after any changes what it would be if it were made anew', () => {
  fc.assert(
    fc.property(fc.array(anyRow), fc.array(fc.array(anyChange)), fc.array(anyQuery, { minLength: 1 }), (rows, steps, queries) => {
      const now = new Map(rows.map((row) => [row.id, row]));
      const list = new DealList(listed([...now.values()]), 'USD');
      for (const query of queries) list.window(query, 0, 1);
      for (const step of steps) {
        const changes = new Map<string, ListedDeal | null>();
        for (const [row, isGone] of step) {
          if (isGone) now.delete(row.id);
          else now.set(row.id, row);
          changes.set(row.id, isGone ? null : { row, newest: row.id });
        }
        list.follow(changes);
        // Some views are asked for in between, others catch up with several steps at once.
        for (const query of queries.slice(0, step.length % (queries.length + 1))) list.window(query, 0, 1);
      }
      for (const query of queries) {
        // Made for this query alone: nothing that it could go on from.
        const anew = new DealList(listed([...now.values()]), 'USD');
        expect(list.window(query, 0, 100)).toEqual(anew.window(query, 0, 100));
      }
    }),
  );
});
