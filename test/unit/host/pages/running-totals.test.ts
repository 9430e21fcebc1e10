import { describe, expect, it } from 'vitest';
import { runningTotals, thinned } from '../../../../apps/desktop/src/host/pages/running-totals.ts';
import { adjustment } from '../../../fixtures/company.ts';

describe('the running total of a goal', () => {
  it('stands at the end of every day, with the adjustments effective on it', () => {
    const extra = adjustment({ id: 'x', goalId: 'g', createdBy: 'nora', delta: 10, effectiveOn: '2026-10-02', expiresOn: '2026-10-03' });
    const series = [
      ['2026-10-01', 5, 1],
      ['2026-10-03', 7, 1],
    ] as const;
    expect(runningTotals(series, [extra], '2026-10-01', '2026-10-04', null, null).map(({ value }) => value)).toEqual([5, 15, 22, 12]);
  });

  it('ends at the value of the goal, which may count what is not on this device', () => {
    expect(runningTotals([['2026-10-01', 5, 1]], [], '2026-10-01', '2026-10-02', 9, null)).toEqual([
      { date: '2026-10-01', value: 5 },
      { date: '2026-10-02', value: 9 },
    ]);
  });

  it('of a ratio is what was so far divided, and nothing while there is nothing to divide by', () => {
    const series = [
      ['2026-10-02', 1, 2],
      ['2026-10-03', 2, 2],
    ] as const;
    expect(runningTotals(series, [], '2026-10-01', '2026-10-03', null, 10_000).map(({ value }) => value)).toEqual([null, 5000, 7500]);
  });

  it('is thinned to what fits a small chart, its ends kept', () => {
    const points = runningTotals([], [], '2026-01-01', '2026-12-31', 365, null);
    const few = thinned(points, 60);
    expect(few).toHaveLength(60);
    expect(few[0]).toBe(0);
    expect(few.at(-1)).toBe(365);
    expect(thinned(points.slice(0, 3), 60)).toHaveLength(3);
  });
});
