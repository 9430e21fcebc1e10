import { addDays, type DailySeries, type ForecastInput, velocityForecast } from '@fieldgoal/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateBetween } from '../arbitraries.ts';

const QUARTER = { start: '2026-10-01', end: '2026-12-31' };

function forecast(series: DailySeries, fields: Partial<ForecastInput> = {}) {
  const calculated = series.reduce((sum, [, amount]) => sum + amount, 0);
  return velocityForecast({
    goalId: 'goal',
    period: QUARTER,
    today: '2026-11-15',
    series,
    calculated,
    value: calculated,
    target: null,
    ...fields,
  });
}

/** The same amount every n days from the start of the quarter to 15 November, 46 days. */
function every(n: number, amount: number): DailySeries {
  return Array.from({ length: Math.ceil(46 / n) }, (_, at) => [addDays(QUARTER.start, at * n), amount] as const);
}

test('[F1] there is a forecast from the first to the last day of the period only', () => {
  const days = ['2026-09-30', '2026-10-01', '2026-12-31', '2027-01-01'];
  expect(days.map((today) => forecast([], { today }) !== null)).toEqual([false, true, true, false]);
});

test('[F1] on the last day every quantile is the value', () => {
  expect(forecast(every(3, 700), { today: '2026-12-31', target: 11_200 })).toMatchObject({
    p10: 11_200,
    p50: 11_200,
    p90: 11_200,
    probability: 1,
  });
});

test('[F2] the median goes on at the pace so far: half the period at 4,600 ends at 9,200', () => {
  expect(forecast(every(1, 100))).toMatchObject({ p10: 9200, p50: 9200, p90: 9200 });
});

test('[F2] an adjustment counts once and is not projected', () => {
  expect(forecast(every(1, 100), { value: 5600 })?.p50).toBe(10_200);
});

test('[F3] uneven days make a wider band than even ones, around the same median', () => {
  const even = forecast(every(1, 100));
  const uneven = forecast(every(23, 2300));
  expect(uneven?.p50).toBe(even?.p50);
  expect((uneven?.p90 ?? 0) - (uneven?.p10 ?? 0)).toBeGreaterThan(2000);
});

test('[F4] the digits are these, in every runtime', () => {
  expect(forecast(every(5, 12_345), { target: 240_000 })).toMatchInlineSnapshot(`
    {
      "daysOfHistory": 46,
      "hasSufficientData": true,
      "model": "velocity",
      "p10": 197520,
      "p50": 246900,
      "p90": 283935,
      "probability": 0.5975,
      "projectedOn": "2026-12-29",
    }
  `);
});

test('[F5] the day of reaching the target is the day it was reached, or will be at this pace, or none', () => {
  const reaches = (target: number, value = 4600) => forecast(every(1, 100), { target, value })?.projectedOn;
  expect(reaches(250)).toBe('2026-10-03');
  expect(reaches(4600)).toBe('2026-11-15');
  expect(reaches(4601)).toBe('2026-11-16');
  expect(reaches(9200)).toBe('2026-12-31');
  expect(reaches(9201)).toBeNull();
  expect(reaches(500, 5600)).toBe('2026-10-01');
  expect(forecast([], { target: 1 })?.projectedOn).toBeNull();
});

test('[F6] history begins with the first record, and 30 days of it suffice', () => {
  expect(forecast([])).toMatchObject({ daysOfHistory: 0, hasSufficientData: false });
  expect(forecast([['2026-10-18', 5]])).toMatchObject({ daysOfHistory: 29, hasSufficientData: false });
  expect(forecast([['2026-10-17', 5]])).toMatchObject({ daysOfHistory: 30, hasSufficientData: true });
});

test('[F3] quantiles are in order, never below the value, and the chance agrees with the median', () => {
  const day = fc.tuple(dateBetween(QUARTER.start, '2026-11-15'), fc.integer({ min: 1, max: 1_000_000_000 }));
  const anySeries = fc
    .uniqueArray(day, { selector: ([date]) => date, maxLength: 46 })
    .map((days) => days.sort(([a], [b]) => (a < b ? -1 : 1)));
  fc.assert(
    fc.property(anySeries, fc.integer({ min: 1, max: 10_000_000_000 }), (series, target) => {
      const result = forecast(series, { target });
      const value = series.reduce((sum, [, amount]) => sum + amount, 0);
      if (result === null || result.probability === null) throw new Error('There is a forecast inside the period.');
      const { p10, p50, p90, probability } = result;
      expect([value, p10, p50, p90]).toEqual([value, p10, p50, p90].sort((a, b) => a - b));
      expect([p10, p50, p90].every(Number.isSafeInteger)).toBe(true);
      expect(p50 >= target ? probability >= 0.5 : probability <= 0.5).toBe(true);
      expect(result.projectedOn !== null).toBe(p50 >= target);
    }),
  );
});
