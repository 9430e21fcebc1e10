import { describe, expect, it } from 'vitest';
import { choiceOf, parseAnalyticsSearch } from '../../../../../apps/desktop/src/renderer/pages/analytics/analytics-search.ts';
import { gapText, monthName, rateText, velocityText } from '../../../../../apps/desktop/src/renderer/pages/analytics/figures.ts';

describe('the address of the analytics page', () => {
  it('keeps what it understands and leaves out the rest', () => {
    expect(
      parseAnalyticsSearch({ type: 'deals', level: 'planet', team: 'north', from: '2026-02-30', to: '2026-12-31', show: 'active', x: 1 }),
    ).toEqual({
      type: 'deals',
      team: 'north',
      to: '2026-12-31',
      show: 'active',
    });
    expect(parseAnalyticsSearch({ from: '2026-12-31', to: '2026-01-01' })).toEqual({});
  });
  it('says which goals are open only while a figure is', () => {
    expect(parseAnalyticsSearch({ of: 'deals', month: '2026-10' })).toEqual({});
    expect(parseAnalyticsSearch({ show: 'counted', of: 'deals', month: '2026-10' })).toEqual({
      show: 'counted',
      of: 'deals',
      month: '2026-10',
    });
    expect(choiceOf({ level: 'team', team: 'north' })).toEqual({
      type: undefined,
      ownerType: 'team',
      teamId: 'north',
      from: undefined,
      to: undefined,
    });
  });
});

describe('figures', () => {
  it('[L3] say "no data yet" where there is nothing to divide by', () => {
    expect([rateText(null), velocityText(null), gapText(null, 50)]).toEqual(['no data yet', 'no data yet', null]);
    expect([rateText(0), rateText(66.6), velocityText(1.856)]).toEqual(['0%', '67%', '1.86% a day']);
  });
  it('compare in points', () => {
    expect([gapText(50, 38), gapText(50, 51), gapText(50, 50.2)]).toEqual(['12 points above', '1 point below', 'the same']);
    expect(monthName('2026-11')).toBe('November 2026');
  });
});
