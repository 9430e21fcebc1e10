import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scaleHalfEven } from '../../../packages/domain/src/rounding.ts';

const whole = (max: number) => fc.integer({ min: 0, max });

test('[E3] equals exact arithmetic, also where the product is far beyond 2^53', () => {
  fc.assert(
    fc.property(whole(100_000_000_000_000), whole(400), fc.integer({ min: 1, max: 400 }), (a, numerator, denominator) => {
      const product = BigInt(a) * BigInt(numerator);
      const by = BigInt(denominator);
      const floor = product / by;
      const twice = 2n * (product % by);
      const isUp = twice > by || (twice === by && floor % 2n === 1n);
      const exact = floor + (isUp ? 1n : 0n);
      expect(exact > BigInt(Number.MAX_SAFE_INTEGER) || BigInt(scaleHalfEven(a, numerator, denominator)) === exact).toBe(true);
    }),
  );
});

test('[E3] halves go to the even neighbour', () => {
  expect([1, 3, 5, 7].map((a) => scaleHalfEven(a, 1, 2))).toEqual([0, 2, 2, 4]);
});

test('[E4] there is no dividing by nothing', () => {
  expect(() => scaleHalfEven(1, 1, 0)).toThrow(RangeError);
});
