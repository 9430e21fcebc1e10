import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PastForecast, type PastGoal, scoreForecasts } from '../../../../packages/domain/src/forecast-score/score.ts';

const forecast = (fields: Partial<PastForecast> = {}): PastForecast => ({
  date: '2026-11-01',
  p10: 80,
  p50: 100,
  p90: 120,
  probability: 0.7,
  ...fields,
});
const goal = (fields: Partial<PastGoal> = {}): PastGoal => ({
  outcome: 100,
  target: 90,
  direction: 'higher',
  forecasts: [forecast()],
  ...fields,
});

describe('scoring forecasts', () => {
  it('[F30] is nothing where nothing was foretold', () => {
    expect(scoreForecasts([])).toBeNull();
    expect(scoreForecasts([goal({ forecasts: [] })])).toBeNull();
  });

  it('[F31] counts the results inside the band, its ends included, and on which side the others fell', () => {
    const score = scoreForecasts([goal({ outcome: 80 }), goal({ outcome: 120 }), goal({ outcome: 79 }), goal({ outcome: 121 })]);
    expect(score).toMatchObject({ n: 4, goals: 4, coverage: 0.5, inside: 2, below: 1, above: 1 });
  });

  it('[F32] squares what the chance missed', () => {
    const score = scoreForecasts([
      goal({ forecasts: [forecast({ probability: 0.7 }), forecast({ probability: 1 })] }),
      goal({ outcome: 50, forecasts: [forecast({ probability: 0.5 })] }),
      goal({ target: null, forecasts: [forecast({ probability: null })] }),
    ]);
    expect(score?.chances).toBe(3);
    expect(score?.brier).toBeCloseTo((0.09 + 0 + 0.25) / 3, 12);
    expect(scoreForecasts([goal({ target: null, forecasts: [forecast({ probability: null })] })])?.brier).toBeNull();
  });

  it('[F32] of a lower-is-better goal is reached when the result stayed within the limit', () => {
    const within = goal({ direction: 'lower', outcome: 40, target: 45, forecasts: [forecast({ probability: 1 })] });
    expect(scoreForecasts([within])?.brier).toBe(0);
    expect(scoreForecasts([{ ...within, outcome: 46 }])?.brier).toBe(1);
  });

  it('[F33] says how far the median was off, and to which side', () => {
    const score = scoreForecasts([goal({ outcome: 80 }), goal({ outcome: 110 })]);
    expect(score).toMatchObject({ meanAbsoluteError: 15, bias: 5 });
    expect(score?.relativeError).toBeCloseTo(30 / 190, 12);
    expect(scoreForecasts([goal({ outcome: 0 })])?.relativeError).toBeNull();
  });

  it('[F34] puts chances of the same fifth together', () => {
    const score = scoreForecasts([
      goal({ forecasts: [forecast({ probability: 0.1 }), forecast({ probability: 0.9 }), forecast({ probability: 1 })] }),
      goal({ outcome: 10, forecasts: [forecast({ probability: 0.15 })] }),
    ]);
    expect(score?.bins.map(({ from, n, reachedShare }) => [from, n, reachedShare])).toEqual([
      [0, 2, 0.5],
      [0.8, 2, 1],
    ]);
  });

  it('[F31] keeps every share between 0 and 1, and every forecast on exactly one side', () => {
    const anyGoal = fc.record({
      outcome: fc.integer({ min: 0, max: 1000 }),
      target: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null }),
      direction: fc.constantFrom('higher' as const, 'lower' as const),
      forecasts: fc.array(
        fc
          .tuple(fc.integer({ min: 0, max: 1000 }), fc.nat(100), fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }))
          .map(([p10, up, more, probability]) => forecast({ p10, p50: p10 + up, p90: p10 + up + more, probability })),
        { maxLength: 5 },
      ),
    });
    fc.assert(
      fc.property(fc.array(anyGoal, { maxLength: 6 }), (goals) => {
        const score = scoreForecasts(goals);
        if (score === null) return;
        expect(score.inside + score.below + score.above).toBe(score.n);
        expect(score.bins.reduce((sum, { n }) => sum + n, 0)).toBe(score.chances);
        for (const share of [score.coverage, score.brier ?? 0, ...score.bins.map(({ reachedShare }) => reachedShare)]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
