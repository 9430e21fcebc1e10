import type { HashLanes } from './hash.ts';

/** A whole number from 0 up to, not including, the limit. */
export type RandomBelow = (limit: number) => number;

/**
 * A seeded stream of whole numbers, the same in every runtime (rule F4).
 *
 * Shape:  limits up to 2^32; their remainder's bias is below 1 in 10 million for the limits used here.
 * Source: sfc32 of C. Doty-Humphrey's PractRand, with 12 rounds of warming up.
 */
export function seededRandom([high, low]: HashLanes): RandomBelow {
  let a = high | 0;
  let b = low | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  function next(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
  for (let round = 0; round < 12; round++) next();
  return (limit) => next() % limit;
}
