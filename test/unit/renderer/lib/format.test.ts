import { describe, expect, it } from 'vitest';
import {
  formatAmount,
  formatAmountExact,
  formatAmountShort,
  formatChange,
  formatChance,
  formatDateShort,
  formatDayLong,
  formatMoney,
  formatPercent,
  formatPerDay,
  formatRelativeDay,
} from '../../../../apps/desktop/src/renderer/lib/format.ts';

const usd = { unit: 'currency', currency: 'USD' } as const;
const count = { unit: 'count', currency: null } as const;

describe('amounts', () => {
  it('shows cents only where there are any', () => {
    expect([formatMoney(129_900, 'USD'), formatMoney(1250, 'USD')]).toEqual(['$1,299', '$12.50']);
  });
  it('knows currencies without cents', () => {
    expect(formatMoney(1250, 'JPY')).toBe('¥1,250');
  });
  it('rounds cents away from 1,000 up, unless the sum has to be exact', () => {
    expect([formatAmount(3_152_376, usd), formatAmountExact(3_152_376, usd), formatAmount(10_321, usd)]).toEqual([
      '$31,524',
      '$31,523.76',
      '$103.21',
    ]);
  });
  it('writes short amounts with a small k and a capital M', () => {
    expect([formatAmountShort(11_800_000, usd), formatAmountShort(120_000_000, usd), formatAmountShort(37, count)]).toEqual([
      '$118k',
      '$1.2M',
      '37',
    ]);
  });
  it('keeps one decimal of a count per day', () => {
    expect(formatPerDay(2.54, count)).toBe('2.5');
  });
});

describe('units of metrics', () => {
  const percent = { unit: 'percent', currency: null } as const;
  const days = { unit: 'days', currency: null } as const;
  it('reads basis points as percent and hundredths as days', () => {
    expect([formatAmount(6450, percent), formatAmountExact(6452, percent), formatAmountShort(6450, percent)]).toEqual([
      '64.5%',
      '64.52%',
      '65%',
    ]);
    expect([formatAmount(4250, days), formatAmount(100, days), formatAmountShort(4250, days)]).toEqual(['42.5 days', '1 day', '43 d']);
  });
  it('shows a dash where there is no data', () => {
    expect([formatAmount(null, percent), formatAmountExact(null, usd), formatAmountShort(null, count)]).toEqual(['–', '–', '–']);
  });
  it('says changes with their sign, of a share in points', () => {
    expect([formatChange(1_240_000, usd), formatChange(-3, count), formatChange(450, percent), formatChange(0, count)]).toEqual([
      '+$12,400',
      '−3',
      '+4.5 points',
      '±0',
    ]);
  });
});

describe('shares', () => {
  it('says 100% only when the target is reached', () => {
    expect([formatPercent(0.9999), formatPercent(1), formatPercent(1.239)]).toEqual(['99%', '100%', '123%']);
  });
  it('never calls a forecast certain', () => {
    expect([formatChance(0), formatChance(0.644), formatChance(1)]).toEqual(['<1%', '64%', '>99%']);
  });
});

describe('days', () => {
  it('names near days by their distance and far ones by their date', () => {
    const days = ['2026-11-23', '2026-11-24', '2026-11-22', '2026-11-28', '2026-11-18', '2027-02-01'];
    expect(days.map((day) => formatRelativeDay(day, '2026-11-23'))).toEqual([
      'today',
      'tomorrow',
      'yesterday',
      'in 5 days',
      '5 days ago',
      '1 Feb 2027',
    ]);
  });
  it('leaves out the year where it is this year', () => {
    expect([formatDateShort('2026-12-24', '2026-11-23'), formatDateShort('2025-12-24', '2026-11-23')]).toEqual(['24 Dec', '24 Dec 2025']);
  });
  it('writes the day of the heading without a comma', () => {
    expect(formatDayLong('2026-11-23')).toBe('Monday 23 November');
  });
});
