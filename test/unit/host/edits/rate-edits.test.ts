import { describe, expect, it } from 'vitest';
import { rateNanoOf, rateText } from '../../../../apps/desktop/src/host/edits/rate-edits.ts';
import { ADMIN, NORA } from '../../../fixtures/replicas.ts';
import { openTestHost } from '../host-fixture.ts';

describe('a rate as it is written', () => {
  it.each([
    ['1.0842', 1_084_200_000],
    ['0,1', 100_000_000],
    ['153', 153_000_000_000],
    ['0.000000001', 1],
    ['1000000', 1_000_000_000_000_000],
    ['1.0842000000000', 1_084_200_000],
  ])('[M1] %s is kept to the last digit', (text, nano) => {
    expect(rateNanoOf(text)).toBe(nano);
  });
  it.each(['', '0', '-1', '1e3', '1.0000000001', '1000001', '1.2.3', 'one'])('"%s" is refused in words', (text) => {
    expect(() => rateNanoOf(text)).toThrow('Rate');
  });
  it('comes back as it was', () => {
    expect([1_084_200_000, 1, 153_000_000_000].map(rateText)).toEqual(['1.0842', '0.000000001', '153']);
  });
});

describe('exchange rates', () => {
  it('are added by admins; the latest day up to today counts, of one day the last entry', async () => {
    const { service } = (await openTestHost(ADMIN)).host;
    service.addRate({ currency: 'usd', on: '2026-01-01', rate: '0.9' });
    service.addRate({ currency: 'USD', on: '2026-11-01', rate: '0.91' });
    const { id } = service.addRate({ currency: 'USD', on: '2026-12-01', rate: '0.92' });
    expect(service.rates()).toMatchObject({
      currency: 'EUR',
      mayEdit: true,
      rows: [
        { on: '2026-12-01', rate: '0.92', isInForce: false, addedByName: 'Ada Admin' },
        { on: '2026-11-01', rate: '0.91', isInForce: true },
        { on: '2026-01-01', rate: '0.9', isInForce: false },
      ],
    });
    service.removeRate(id);
    expect(service.rates().rows).toHaveLength(2);
    service.restoreRate(id);
    expect(service.rates().rows).toHaveLength(3);
  });

  it('are refused in words where they make no sense', async () => {
    const { service } = (await openTestHost(ADMIN)).host;
    const rate = { currency: 'USD', on: '2026-11-01', rate: '0.9' };
    service.addRate(rate);
    expect(() => service.addRate(rate)).toThrow('in the list already');
    expect(() => service.addRate({ ...rate, currency: 'EUR' })).toThrow("company's own");
    expect(() => service.addRate({ ...rate, currency: 'dollars' })).toThrow('three-letter code');
  });

  it('are read by everybody and changed by nobody else', async () => {
    const { service } = (await openTestHost(NORA)).host;
    expect(service.rates()).toEqual({ currency: 'EUR', rows: [], mayEdit: false });
    expect(() => service.addRate({ currency: 'USD', on: '2026-11-01', rate: '0.9' })).toThrow('Ask an administrator');
  });
});
