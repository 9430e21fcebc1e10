import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Records } from '../../../../packages/domain/src/forecast/records.ts';
import { amountAhead, amountVarianceOf } from '../../../../packages/domain/src/forecast/owner-amounts.ts';
import { learnPipeline } from '../../../../packages/domain/src/forecast/pipeline.ts';
import { closedDeals } from './inputs.ts';

const PROFILE = { ...learnPipeline(closedDeals(60), '2026-03-01'), meanAmount: 1000, amountVariance: 0.04 };

function recordsOf(mean: number): Records {
  return { mean, variance: mean * mean, sample: Float64Array.from([mean]), ahead: { mean, variance: mean * 10 } };
}

describe("what an owner's records to come bring", () => {
  it("[F18] lies between its own mean amount and all owners', nearly at its own where there are many", () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 3000 }), fc.integer({ min: 1, max: 200 }), (mean, count) => {
        const [few, many] = [count, 100 * count].map((of) => amountAhead(recordsOf(mean), of, PROFILE));
        expect(few?.mean).toBeGreaterThanOrEqual(Math.min(mean, 1000) - 1e-9);
        expect(few?.mean).toBeLessThanOrEqual(Math.max(mean, 1000) + 1e-9);
        expect(Math.abs((many?.mean ?? 0) - mean)).toBeLessThanOrEqual(Math.abs((few?.mean ?? 0) - mean) + 1e-9);
        expect(few?.variance).toBeLessThanOrEqual(mean * 10);
      }),
    );
    expect(amountAhead(recordsOf(1500), 5, PROFILE).mean).toBeLessThan(1300);
  });

  it("[F18] is its own where its records are plainly something else, or all owners' aren't known", () => {
    for (const mean of [10, 100_000]) expect(amountAhead(recordsOf(mean), 8, PROFILE).mean / mean).toBeCloseTo(1, 2);
    expect(amountAhead(recordsOf(1500), 5, undefined)).toEqual(recordsOf(1500).ahead);
    const { amountVariance: _, ...earlier } = PROFILE;
    expect(amountAhead(recordsOf(1500), 5, earlier)).toEqual(recordsOf(1500).ahead);
  });

  it('[F18] learns how far owners differ beyond chance, in any order', () => {
    const around = (mean: number): number[] => Array.from({ length: 40 }, (_, at) => mean + ((at * 37) % 40) * 20 - 390);
    const alike = new Map(Array.from({ length: 20 }, (_, owner) => [`owner ${owner}`, around(1000)] as const));
    const different = new Map(Array.from({ length: 20 }, (_, owner) => [`owner ${owner}`, around(owner % 2 === 0 ? 500 : 1500)] as const));
    expect(amountVarianceOf(alike)).toBeLessThan(0.01);
    expect(amountVarianceOf(different)).toBeCloseTo(0.25, 1);
    const backwards = new Map([...different].reverse().map(([owner, amounts]) => [owner, [...amounts].reverse()] as const));
    expect(amountVarianceOf(backwards)).toBe(amountVarianceOf(different));
    expect(amountVarianceOf(new Map())).toBeCloseTo(0.09, 9);
  });
});
