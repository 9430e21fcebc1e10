import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endingQuantiles, fanFrom, forecastFrom } from '../../../../packages/domain/src/forecast/forecast-from.ts';
import { createOutlook } from '../../../../packages/domain/src/forecast/outlook.ts';
import type { Outlook, OutlookInput } from '../../../../packages/domain/src/forecast/types.ts';
import { anyInput, daily, inputOf, MARCH, MODELS, standingOf } from './inputs.ts';

const RUNS = { numRuns: 120 };
const YEAR = daily('2025-03-01', 365, 1000);

function outlookOf(input: OutlookInput): Outlook {
  const outlook = createOutlook(input);
  if (outlook === null) throw new Error('The day lies in the period.');
  return outlook;
}

function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

describe('laws of every model', () => {
  it('[F3] has p10 ≤ p50 ≤ p90 and only finite numbers, whatever the records are', () => {
    fc.assert(
      fc.property(anyInput(-1_000_000), fc.integer({ min: -10, max: 5_000_000 }), (input, target) => {
        const outlook = outlookOf(input);
        const now = standingOf(input, { target, stretchTarget: 0 });
        const forecast = forecastFrom(outlook, now);
        expect(numbersOf([outlook, forecast, fanFrom(outlook, now)]).every(Number.isFinite)).toBe(true);
        if (forecast === null) return;
        expect(forecast.p10).toBeLessThanOrEqual(forecast.p50);
        expect(forecast.p50).toBeLessThanOrEqual(forecast.p90);
        expect(forecast.probability).toBeGreaterThanOrEqual(0);
        expect(forecast.probability).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });

  it('[F3] never ends below the value where nothing was ever taken away', () => {
    fc.assert(
      fc.property(anyInput(), (input) => {
        const sum = { ...input, kind: 'sum' as const };
        const now = standingOf(sum);
        expect(forecastFrom(outlookOf(sum), now)?.p10).toBeGreaterThanOrEqual(now.amount);
      }),
      RUNS,
    );
  });

  it('[F3] gives a higher target no better chance, and a lower one none where lower is better', () => {
    fc.assert(
      fc.property(anyInput(), fc.nat(3_000_000), fc.nat(1_000_000), (input, target, more) => {
        const outlook = outlookOf(input);
        for (const direction of ['higher', 'lower'] as const) {
          const chance = (of: number): number => forecastFrom(outlook, standingOf(input, { target: of, direction }))?.probability ?? 0;
          const [low, high] = [chance(target), chance(target + more)];
          if (direction === 'higher') expect(high).toBeLessThanOrEqual(low);
          else expect(high).toBeGreaterThanOrEqual(low);
        }
      }),
      RUNS,
    );
  });

  it('[F7] gives the same digits twice, for records in any order, and after a journey as JSON', () => {
    fc.assert(
      fc.property(anyInput(), (input) => {
        const outlook = outlookOf(input);
        const open = [...(input.pipeline?.open ?? [])].reverse();
        const pipeline = input.pipeline === null ? null : { ...input.pipeline, open };
        expect(outlookOf({ ...input, series: [...input.series].reverse(), history: [...input.history].reverse(), pipeline })).toEqual(
          outlook,
        );
        expect(JSON.parse(JSON.stringify(outlook))).toEqual(outlook);
      }),
      RUNS,
    );
  });

  it("[F7] does not depend on today's records or later ones", () => {
    fc.assert(
      fc.property(anyInput(), (input) => {
        const before = input.series.filter(([date]) => date < input.today);
        expect(outlookOf({ ...input, series: before })).toEqual(outlookOf(input));
      }),
      RUNS,
    );
  });

  it('[F1] is the value on the last day, and null outside the period', () => {
    for (const model of MODELS) {
      const input = inputOf({ model, today: MARCH.end, series: daily(MARCH.start, 31, 100), history: YEAR, historyStart: '2025-03-01' });
      expect(forecastFrom(outlookOf(input), standingOf(input, { target: 3100 }))).toMatchObject({
        p10: 3100,
        p50: 3100,
        p90: 3100,
        probability: 1,
      });
      expect(createOutlook({ ...input, today: '2026-02-28' })).toBeNull();
      expect(createOutlook({ ...input, today: '2026-04-01' })).toBeNull();
    }
  });

  it('[F16] multiplies with the money, but for rounding', () => {
    fc.assert(
      fc.property(
        anyInput(
          0,
          MODELS.filter((model) => model !== 'pipeline'),
        ),
        fc.integer({ min: 2, max: 50 }),
        (any, factor) => {
          const input = { ...any, kind: 'sum' as const, pipeline: null };
          const times = (series: OutlookInput['series']): OutlookInput['series'] =>
            series.map(([date, amount, weight]) => [date, amount * factor, weight] as const);
          const large = { ...input, series: times(input.series), history: times(input.history) };
          const ends = endingQuantiles(outlookOf(input), standingOf(input));
          for (const [at, end] of endingQuantiles(outlookOf(large), standingOf(large)).entries()) {
            expect(Math.abs(end - (ends[at] ?? 0) * factor)).toBeLessThanOrEqual(2 * factor);
          }
        },
      ),
      RUNS,
    );
  });

  it('[F15] opens a fan of at most 16 days that ends with the quantiles of the end', () => {
    fc.assert(
      fc.property(anyInput(), (any) => {
        const input = { ...any, kind: 'sum' as const };
        const outlook = outlookOf(input);
        const now = standingOf(input);
        const fan = fanFrom(outlook, now);
        expect(fan.length).toBeLessThanOrEqual(16);
        if (input.today === MARCH.end) return;
        const last = fan.at(-1);
        const forecast = forecastFrom(outlook, now);
        expect(last?.date).toBe(MARCH.end);
        for (const key of ['p10', 'p50', 'p90'] as const)
          expect(Math.abs((last?.[key] ?? 0) - (forecast?.[key] ?? 0))).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });

  it('[F7] stays small enough to travel', () => {
    const input = inputOf({ series: daily(MARCH.start, 14, 123_456_789), history: YEAR, historyStart: '2025-03-01' });
    expect(JSON.stringify(outlookOf(input)).length).toBeLessThan(4000);
    expect(JSON.stringify(outlookOf({ ...input, kind: 'ratio' })).length).toBeLessThan(6000);
  });
});

describe('single models', () => {
  it("[F2] velocity: value + calculated ÷ days elapsed × days left, today's records included, adjustments not projected", () => {
    const input = inputOf({ model: 'velocity', today: '2026-03-10', series: [['2026-03-10', 1000, 1]] });
    expect(forecastFrom(outlookOf(input), standingOf(input, { adjusted: 500 }))?.p50).toBe(1500 + 2100);
    const first = inputOf({ model: 'velocity', today: MARCH.start, series: [[MARCH.start, 100, 1]] });
    expect(forecastFrom(outlookOf(first), standingOf(first))?.p50).toBe(3100);
  });

  it('[F9] robust: one big day hardly moves it', () => {
    const steady = daily(MARCH.start, 20, 100);
    const spiked = steady.map(([date, amount, weight], at) => [date, at === 5 ? 50_000 : amount, weight] as const);
    const end = (series: OutlookInput['series'], model: 'robust' | 'velocity'): number => {
      const input = inputOf({ model, today: '2026-03-20', series });
      return (forecastFrom(outlookOf(input), standingOf(input))?.p50 ?? 0) - standingOf(input).amount;
    };
    expect(end(steady, 'robust')).toBe(1100);
    expect(end(spiked, 'robust')).toBeLessThan(0.5 * end(spiked, 'velocity'));
  });

  it('[F10] smoothed: follows a level that changed for good sooner than the mean does', () => {
    const history = [...daily('2025-03-01', 335, 100), ...daily('2026-01-30', 30, 1000)];
    const input = inputOf({ model: 'smoothed', history, historyStart: '2025-03-01', today: '2026-03-01' });
    expect(forecastFrom(outlookOf(input), standingOf(input))?.p50).toBeGreaterThan(25_000);
  });

  it('[F11] seasonal: expects at the end of the month what earlier months brought there', () => {
    const history = Array.from({ length: 11 }, (_, month) => {
      const end =
        [
          '2025-04-30',
          '2025-05-31',
          '2025-06-30',
          '2025-07-31',
          '2025-08-31',
          '2025-09-30',
          '2025-10-31',
          '2025-11-30',
          '2025-12-31',
          '2026-01-31',
          '2026-02-28',
        ][month] ?? '';
      return [end, 9000, 3] as const;
    });
    for (const model of ['seasonal', 'ensemble'] as const) {
      const input = inputOf({ model, history, historyStart: '2025-04-01', today: '2026-03-28' });
      const p50 = forecastFrom(outlookOf(input), standingOf(input))?.p50 ?? 0;
      expect(p50).toBeGreaterThan(model === 'seasonal' ? 8000 : 5000);
    }
  });

  it('[F14] pipeline: without a pipeline it is the ensemble, and says so', () => {
    const input = inputOf({ model: 'pipeline', history: YEAR, historyStart: '2025-03-01' });
    expect(outlookOf(input)).toEqual(outlookOf({ ...input, model: 'ensemble' }));
  });
});

describe('ensemble', () => {
  it('[F13] follows the pace of a steady goal and draws a noisy one to its long-run level', () => {
    const series = daily(MARCH.start, 14, 2000, 2);
    const steady = inputOf({ series, history: daily('2025-03-01', 365, 2000, 2), historyStart: '2025-03-01' });
    expect(forecastFrom(outlookOf(steady), standingOf(steady))?.p50).toBeCloseTo(28_000 + 32_000, -4);
    const rare = daily('2025-03-05', 12, 0).map(
      (_, month) => [`2025-${String((month % 10) + 3).padStart(2, '0')}-1${month % 3}`, 10_000, 1] as const,
    );
    const noisy = inputOf({
      series: [
        ['2026-03-02', 10_000, 1],
        ['2026-03-03', 10_000, 1],
        ['2026-03-04', 10_000, 1],
      ],
      history: rare,
      historyStart: '2025-03-01',
    });
    const gain = (forecastFrom(outlookOf(noisy), standingOf(noisy))?.p50 ?? 0) - 30_000;
    expect(gain).toBeLessThan(30_000 * (16 / 14) * 0.7);
  });

  it('[F13] expects nothing on days that never bring anything', () => {
    const weekdays = daily('2025-03-03', 364, 1000).filter((_, day) => day % 7 < 5);
    const input = inputOf({
      history: weekdays,
      historyStart: '2025-03-03',
      period: { start: '2026-03-02', end: '2026-03-08' },
      today: '2026-03-06',
    });
    expect(forecastFrom(outlookOf(input), standingOf(input))?.p90).toBeLessThanOrEqual(1000);
  });

  it('[F6] counts history from the first day known', () => {
    const input = inputOf({ history: YEAR, historyStart: '2025-03-01' });
    expect(forecastFrom(outlookOf(input), standingOf(input))).toMatchObject({ daysOfHistory: 380, hasSufficientData: true });
    const none = inputOf();
    expect(forecastFrom(outlookOf(none), standingOf(none))).toMatchObject({ p50: 0, daysOfHistory: 0, hasSufficientData: false });
  });
});
