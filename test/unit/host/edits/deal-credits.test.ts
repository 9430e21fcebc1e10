import { describe, expect, it } from 'vitest';
import { create, deal, WON } from '../../../fixtures/company.ts';
import { NORA } from '../../../fixtures/replicas.ts';
import { openTestHost } from '../host-fixture.ts';

const half = (memberId: string) => ({ memberId, shareBp: 5_000 });
const RATE = create('rates', {
  id: 'r-usd',
  currency: 'USD',
  on: '2026-01-01',
  rateNano: 900_000_000,
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: 'ada',
  importId: null,
  deletedAt: null,
});

describe('the credit of a deal', () => {
  it('[R13] is shared, counts for each by their share, and goes back to the owner', async () => {
    const { service } = (await openTestHost(NORA)).host;
    service.setCredits('a3', [half('ana'), half('ben')]);
    expect(service.goal('g-ana')?.card.value).toBe(150_000);
    expect(service.goal('g-ben')?.card.value).toBe(550_000);
    expect(service.goal('g-north')?.card.value).toBe(700_000);
    service.setCredits('a3', [{ memberId: 'ana', shareBp: 10_000 }]);
    expect(service.deals({ show: 'all' }).rows.find(({ id }) => id === 'a3')?.credits).toEqual([]);
    expect(service.goal('g-ana')?.card.value).toBe(300_000);
  });

  it('[R13] is refused in words where shares are not the whole', async () => {
    const { service } = (await openTestHost(NORA)).host;
    expect(() => service.setCredits('a3', [half('ana')])).toThrow('add up to 50 %');
    expect(() => service.setCredits('a3', [half('ana'), half('ana')])).toThrow('stands in the list twice');
    expect(() => service.setCredits('a3', [{ memberId: 'zoe', shareBp: 10_000 }])).toThrow('no member zoe');
  });
});

describe('the currency of a deal', () => {
  it('[M1] is the company’s or one with an exchange rate', async () => {
    const { service } = (await openTestHost(NORA, { extra: [RATE] })).host;
    service.updateDeal('a3', { currency: 'USD' });
    expect(service.goal('g-ana')?.card.value).toBe(270_000);
    expect(() => service.updateDeal('a3', { currency: 'CHF' })).toThrow('no exchange rate');
    const { id } = service.createDeal({ name: 'New', stageId: 'proposal', currency: 'USD' });
    expect(service.deals({ show: 'all' }).rows.find((deal) => deal.id === id)?.currency).toBe('USD');
  });

  it('[M1] is offered where a deal is made: the company’s own first, then those with a rate', async () => {
    const { service } = (await openTestHost(NORA, { extra: [RATE] })).host;
    expect(service.directory().currencies).toEqual(['EUR', 'USD']);
    expect(service.goalForm().currencies).toEqual(['EUR', 'USD']);
  });

  it('[M3] says for which day a rate is missing where the amount is not counted, and what it is worth where it is', async () => {
    const won = { ownerId: 'ana', amountMinor: 80_000, ...WON } as const;
    const extra = [
      RATE,
      create('deals', deal({ id: 'no-rate', currency: 'SEK', ...won })),
      create('deals', deal({ id: 'early', currency: 'USD', ...won, closedOn: '2025-12-31' })),
      create('deals', deal({ id: 'rated', currency: 'USD', ...won })),
      create('deals', deal({ id: 'lost', currency: 'SEK', ...won, stageId: 'lost' })),
    ];
    const { service } = (await openTestHost(NORA, { extra })).host;
    const rows = new Map(service.deals({ show: 'all' }).rows.map((row) => [row.id, [row.worthMinor, row.missingRate]]));
    expect(rows.get('no-rate')).toEqual([null, { currency: 'SEK', on: '2026-11-12' }]);
    expect(rows.get('early')).toEqual([null, { currency: 'USD', on: '2025-12-31' }]);
    expect(rows.get('rated')).toEqual([72_000, null]);
    expect(rows.get('lost')).toEqual([null, null]);
    expect(rows.get('a3')).toEqual([300_000, null]);
  });
});
