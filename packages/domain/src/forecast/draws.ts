import type { RandomBelow } from '../engine/random.ts';
import { exp, normalQuantile } from './arithmetic.ts';
import { DRAWS } from './bootstrap.ts';
import type { Moments } from './level.ts';

/** Above so many expected records a normal course of √count is exact enough. */
const EXACT_BELOW = 25;

/** Steps through DRAWS places that visit each once (no common divisor) and in pairs fill the square evenly. */
export const LATTICE = { rate: 1, count: 247, mean: 301 } as const;

/**
 * The middles of DRAWS equal shares of (0, 1), in the order of a lattice that begins anywhere: a sample without sampling error of its
 * own, and with hardly any of its pairs with another step's.
 *
 * Source: lattice rules (N. Korobov, 1959; I. Sloan, S. Joe, "Lattice methods for multiple integration"); the steps are near
 *         DRAWS ÷ the golden and the plastic ratio.
 */
export function latticeShares(step: number, random: RandomBelow): Float64Array {
  const shift = random(DRAWS);
  return Float64Array.from({ length: DRAWS }, (_, at) => (((at * step + shift) % DRAWS) + 0.5) / DRAWS);
}

/** A normal draw with the mean and variance, no less than 0: what is doubted is doubted both ways, so its middle is its mean. */
export function positiveDraw({ mean, variance }: Moments, share: number): number {
  return mean <= 0 ? 0 : Math.max(0, mean + Math.sqrt(variance) * normalQuantile(share));
}

/**
 * A number of records: Poisson around a rate that is itself uncertain, or a steadier count where the dispersion is below 1.
 *
 * Shape:  expected count, its variance from not knowing the rate, variance ÷ mean of the count itself; two shares in (0, 1).
 */
export function countDraw(expected: Moments, dispersion: number, rateShare: number, countShare: number): number {
  const { mean, variance } = expected;
  if (dispersion < 1) return Math.round(positiveDraw({ mean, variance: variance + dispersion * mean }, rateShare));
  return poissonQuantile(positiveDraw({ mean, variance: variance + (dispersion - 1) * mean }, rateShare), countShare);
}

function poissonQuantile(mean: number, share: number): number {
  if (mean >= EXACT_BELOW) {
    const root = Math.sqrt(mean) + normalQuantile(share) / 2;
    return Math.max(0, Math.round(root * root - 0.25));
  }
  let count = 0;
  let density = exp(-mean);
  let below = density;
  while (below < share && count < 200) {
    count++;
    density *= mean / count;
    below += density;
  }
  return count;
}
