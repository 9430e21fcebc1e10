import { describe, expect, it } from 'vitest';
import { forecastFrom } from '../../../../packages/domain/src/forecast/forecast-from.ts';
import { createOutlook } from '../../../../packages/domain/src/forecast/outlook.ts';
import type { Forecast, OutlookInput, Standing } from '../../../../packages/domain/src/forecast/types.ts';
import { daily, inputOf, MARCH, standingOf } from './inputs.ts';

function forecastOf(input: Partial<OutlookInput>, standing: Partial<Standing> = {}): Forecast | null {
  const whole = inputOf(input);
  const outlook = createOutlook(whole);
  return outlook === null ? null : forecastFrom(outlook, standingOf(whole, standing));
}

describe('day of reaching the target', () => {
  const steady = { model: 'velocity' as const, today: '2026-03-10', series: daily(MARCH.start, 10, 100) };

  it('[F5] is the day it was reached', () => {
    expect(forecastOf(steady, { target: 450 })?.projectedOn).toBe('2026-03-05');
  });

  it('[F5] is the day the pace reaches it, or none inside the period', () => {
    expect(forecastOf(steady, { target: 1500 })?.projectedOn).toBe('2026-03-15');
    expect(forecastOf(steady, { target: 3100 })?.projectedOn).toBe('2026-03-31');
    expect(forecastOf(steady, { target: 3200 })?.projectedOn).toBeNull();
  });

  it('[F5] is the first day if adjustments alone reach it, and null without a target', () => {
    expect(forecastOf(steady, { target: 450, adjusted: 450 })?.projectedOn).toBe(MARCH.start);
    expect(forecastOf(steady)).toMatchObject({ projectedOn: null, probability: null, stretchProbability: null });
  });

  it('[F5] follows the median course of a model that knows the history', () => {
    const on = forecastOf(
      { today: '2026-03-10', series: steady.series, history: daily('2025-03-01', 365, 100), historyStart: '2025-03-01' },
      { target: 2000 },
    );
    expect(on?.projectedOn ?? '').toMatch(/^2026-03-(19|2[0-2])$/);
  });
});

describe('ratios and low targets', () => {
  const winRate = { kind: 'ratio' as const, history: daily('2025-09-01', 181, 2, 4), historyStart: '2025-09-01' };

  it('[F8] forecasts a ratio on its components', () => {
    const forecast = forecastOf({ ...winRate, series: daily(MARCH.start, 15, 2, 4) }, { scale: 10_000, target: 5000 });
    expect(forecast?.p50).toBeGreaterThan(4800);
    expect(forecast?.p50).toBeLessThan(5200);
  });

  it('[F8] narrows as the period goes by', () => {
    const width = (today: string): number => {
      const swinging = daily(MARCH.start, 28, 0, 4).map(([date, , weight], day) => [date, (day * 7) % 5, weight] as const);
      const forecast = forecastOf({ ...winRate, history: [], historyStart: null, today, series: swinging }, { scale: 10_000 });
      return (forecast?.p90 ?? 0) - (forecast?.p10 ?? 0);
    };
    expect(width('2026-03-28')).toBeLessThan(width('2026-03-12'));
  });

  it('[F8] has no forecast of nothing to nothing', () => {
    expect(forecastOf({ kind: 'ratio' }, { scale: 100 })).toBeNull();
  });

  it('[F8] where lower is better, the chance is that of ending at or below the target', () => {
    const low = { ...winRate, series: daily(MARCH.start, 15, 2, 4) };
    expect(forecastOf(low, { scale: 10_000, target: 8000, direction: 'lower' })).toMatchObject({
      probability: 1,
      projectedOn: MARCH.start,
    });
    expect(forecastOf(low, { scale: 10_000, target: 2000, direction: 'lower' })).toMatchObject({ probability: 0, projectedOn: null });
    const count = { model: 'velocity' as const, series: daily(MARCH.start, 15, 1) };
    expect(forecastOf(count, { target: 40, direction: 'lower' })).toMatchObject({ probability: 1, projectedOn: MARCH.end });
    expect(forecastOf(count, { target: 20, direction: 'lower' })).toMatchObject({ probability: 0, projectedOn: null });
  });

  it('[F8] on the last day the chance is certain, the target itself included', () => {
    const over = { today: MARCH.end, series: daily(MARCH.start, 31, 1) };
    expect(forecastOf(over, { target: 31, direction: 'lower' })?.probability).toBe(1);
    expect(forecastOf(over, { target: 31 })?.probability).toBe(1);
    expect(forecastOf(over, { target: 30, direction: 'lower' })?.probability).toBe(0);
    expect(forecastOf(over, { target: 32 })?.probability).toBe(0);
  });
});
