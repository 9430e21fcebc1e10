import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, ln, normalQuantile } from '../../../../packages/domain/src/forecast/arithmetic.ts';
import { combineForecasts } from '../../../../packages/domain/src/forecast/combine.ts';
import { quantileAt, shareAtLeast } from '../../../../packages/domain/src/forecast/quantiles.ts';

const ATTAINMENTS = fc
  .array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 1, maxLength: 101 })
  .map((all) => all.sort((a, b) => a - b));

describe('weighted composite', () => {
  it('[F17] is the weighted mean where everything is certain', () => {
    const combined = combineForecasts(
      [
        { weight: 3, attainments: [1] },
        { weight: 1, attainments: [0.2] },
      ],
      'seed',
      0.8,
    );
    expect(combined?.p10).toBeCloseTo(0.8, 9);
    expect(combined).toMatchObject({ probability: 1 });
  });

  it('[F17] has p10 ≤ p50 ≤ p90 inside the parts, and a chance that never rises with the target', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ weight: fc.integer({ min: 1, max: 9 }), attainments: ATTAINMENTS }), { minLength: 1, maxLength: 4 }),
        (parts) => {
          const combined = combineForecasts(parts, 'seed');
          if (combined === null) throw new Error('There are parts.');
          expect(combined.p10).toBeLessThanOrEqual(combined.p50);
          expect(combined.p50).toBeLessThanOrEqual(combined.p90);
          expect(combined.p90).toBeLessThanOrEqual(2 + 1e-9);
          expect(combineForecasts(parts, 'seed', 1.2)?.probability).toBeLessThanOrEqual(combined.probability);
          expect(combineForecasts(parts, 'seed')).toEqual(combined);
        },
      ),
    );
  });

  it('[F17] spreads less than its parts do, because they are independent', () => {
    const part = { weight: 1, attainments: Array.from({ length: 101 }, (_, at) => at / 100) };
    const [one, four] = [combineForecasts([part], 'seed'), combineForecasts([part, part, part, part], 'seed')];
    expect((four?.p90 ?? 9) - (four?.p10 ?? 0)).toBeLessThan(0.7 * ((one?.p90 ?? 0) - (one?.p10 ?? 0)));
  });

  it('[F17] is none without parts that have weight and a forecast', () => {
    expect(combineForecasts([], 'seed')).toBeNull();
    expect(
      combineForecasts(
        [
          { weight: 0, attainments: [1] },
          { weight: 2, attainments: [] },
        ],
        'seed',
      ),
    ).toBeNull();
  });
});

describe('arithmetic of + − × ÷ √ alone', () => {
  it('[F7] has the logarithm, the exponential and the normal quantile', () => {
    for (const x of [1e-9, 0.1, 0.7, 1, 1.4, 2, 10, 12345.678, 1e12]) expect(ln(x)).toBeCloseTo(Math.log(x), 11);
    for (const x of [-50, -3, -0.2, 0, 0.1, 1, 5, 30]) expect(exp(x) / Math.exp(x)).toBeCloseTo(1, 10);
    expect([ln(0), exp(-800)]).toEqual([Number.NEGATIVE_INFINITY, 0]);
    expect(normalQuantile(0.9)).toBeCloseTo(1.2816, 3);
    expect(normalQuantile(0.1)).toBeCloseTo(-1.2816, 3);
  });

  it('[F3] tells the share at or above a threshold from a quantile table', () => {
    expect(shareAtLeast([0, 0, 5, 10], 0)).toBe(1);
    expect(shareAtLeast([0, 5, 10], 5)).toBe(0.5);
    expect(shareAtLeast([0, 5, 10], 11)).toBe(0);
    expect(quantileAt([0, 10], 0.25)).toBe(2.5);
    expect(quantileAt([], 0.5)).toBe(0);
  });
});
