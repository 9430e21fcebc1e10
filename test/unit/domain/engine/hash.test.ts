import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashHex, hashLanes } from '../../../../packages/domain/src/engine/hash.ts';
import { seededRandom } from '../../../../packages/domain/src/engine/random.ts';

test('[E2] the digits are these, in every runtime', () => {
  expect(['', 'a', 'b', 'Fieldgoal'].map(hashHex)).toMatchInlineSnapshot(`
    [
      "981a078c4558856d",
      "7736c04b39506daf",
      "5889060e3d3d0ed5",
      "dc784e2e0396b5df",
    ]
  `);
});

test('[E2] no two of 100,000 similar texts have the same hash', () => {
  const hashes = new Set(Array.from({ length: 100_000 }, (_, at) => hashHex(`goal-${at}`)));
  expect(hashes.size).toBe(100_000);
});

test('[F4] a seed always gives the same stream, below the limit', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 400 }), (seed, limit) => {
      const draw = () =>
        Array.from(
          { length: 20 },
          (
            (random) => () =>
              random(limit)
          )(seededRandom(hashLanes(seed))),
        );
      expect(draw()).toEqual(draw());
      expect(draw().every((value) => Number.isInteger(value) && value >= 0 && value < limit)).toBe(true);
    }),
  );
});

test('[F4] every number below the limit comes about equally often', () => {
  const random = seededRandom(hashLanes('fair'));
  const counts = Array.from({ length: 10 }, () => 0);
  for (let draw = 0; draw < 100_000; draw++) {
    const value = random(10);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});
