import { apportion } from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const claims = (...weights: number[]) => weights.map((weight, at) => ({ id: `m${at}`, weight }));
const shares = (total: number, weights: number[], step?: number) => [...apportion(total, claims(...weights), step).values()];

describe('a target shared by weights', () => {
  it('[B5] goes out in whole steps by the largest remainder, equal remainders by id, and leaves no rest', () => {
    expect(shares(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(shares(10, [6, 3, 1])).toEqual([6, 3, 1]);
    expect(shares(1_000, [1, 2], 100)).toEqual([300, 700]);
    expect(shares(1_050, [1, 2], 100)).toEqual([300, 750]);
  });

  it('[B5] is even where nobody brought anything, and nothing where there is nobody', () => {
    expect(shares(9, [0, 0, 0])).toEqual([3, 3, 3]);
    expect(shares(9, [])).toEqual([]);
  });

  it('[B5] refuses what can’t be shared', () => {
    expect(() => apportion(-1, claims(1))).toThrow(RangeError);
    expect(() => apportion(1.5, claims(1))).toThrow(RangeError);
    expect(() => apportion(1, claims(1), 0)).toThrow(RangeError);
  });

  const weights = fc.array(fc.nat({ max: 100_000_000_000_000 }), { minLength: 1, maxLength: 12 });
  it('[B5] adds up to the whole, is never negative, depends on no order, and is within a step of the exact share', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000_000_000_000 }), weights, fc.integer({ min: 1, max: 100_000 }), (total, given, step) => {
        const all = claims(...given);
        const made = apportion(total, all, step);
        expect([...made.values()].reduce((sum, share) => sum + share, 0)).toBe(total);
        expect([...apportion(total, [...all].reverse(), step)]).toEqual([...made]);
        const sum = given.reduce((a, b) => a + BigInt(b), 0n);
        for (const { id, weight } of all) {
          const share = made.get(id) ?? -1;
          expect(share).toBeGreaterThanOrEqual(0);
          if (sum === 0n) continue;
          const exact = Number((BigInt(total) * BigInt(weight)) / sum);
          expect(Math.abs(share - exact)).toBeLessThanOrEqual(2 * step);
        }
      }),
    );
  });

  it('[B5] gives nobody less than someone who has a smaller weight, but for the step', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), weights, (total, given) => {
        const made = apportion(total, claims(...given));
        given.forEach((a, at) => {
          given.forEach((b, other) => {
            if (a > b) expect((made.get(`m${at}`) ?? 0) + 1).toBeGreaterThanOrEqual(made.get(`m${other}`) ?? 0);
          });
        });
      }),
    );
  });
});
