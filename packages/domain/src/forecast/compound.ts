import type { RandomBelow } from '../engine/random.ts';
import { DRAWS } from './bootstrap.ts';
import { countDraw, positiveDraw, latticeShares, LATTICE } from './draws.ts';
import type { Moments } from './level.ts';
import { type Records, sumsOfRecords } from './records.ts';

/** What is known of the records to come. */
export interface Expectation {
  /** How many, and how sure that is (without the chance of the count itself). */
  readonly count: Moments;
  /** Variance ÷ mean of a count whose expectation is known. */
  readonly dispersion: number;
  /** Mean amount of one. */
  readonly amount: Moments;
}

/** Simulated courses: records after today and their sum, in each. */
export interface Courses {
  readonly counts: Float64Array;
  readonly amounts: Float64Array;
}

/**
 * Simulated courses of the rest of the period: a rate that isn't known, a count around it, an unknown mean amount, and the
 * records' own spread (rule F13).
 *
 * Shape:  DRAWS courses in random order; no amount below 0 when no record was.
 * Source: compound Poisson model of collective risk (F. Lundberg; H. Bühlmann, "Mathematical methods in risk theory").
 */
export function simulateCourses({ count, dispersion, amount }: Expectation, records: Records, random: RandomBelow): Courses {
  const rateShares = latticeShares(LATTICE.rate, random);
  const countShares = latticeShares(LATTICE.count, random);
  const meanShares = latticeShares(LATTICE.mean, random);
  const counts = rateShares.map((share, at) => countDraw(count, dispersion, share, countShares[at] ?? 0.5));
  const sums = sumsOfRecords(counts, records.sample, random);
  const sign = amount.mean < 0 ? -1 : 1;
  const size = { mean: sign * amount.mean, variance: amount.variance };
  const base = records.sample.length === 0 ? 0 : records.mean;
  const widening = wideningOf(records);
  const floor = (records.sample[0] ?? 0) >= 0 && amount.mean >= 0 ? 0 : Number.NEGATIVE_INFINITY;
  const off = offCentre(sums, counts, base);
  const amounts = counts.map((drawn, at) => {
    const mean = sign * positiveDraw(size, meanShares[at] ?? 0.5);
    const around = ((sums[at] ?? 0) - drawn * base - off * Math.sqrt(drawn)) * widening;
    return Math.max(floor, drawn * mean + around * (base === 0 ? 1 : mean / base));
  });
  return { counts, amounts };
}

/** How far the sums drawn are off their own mean, in proportion to the root of their records: sampling error, which is taken out. */
function offCentre(sums: Float64Array, counts: Float64Array, base: number): number {
  let off = 0;
  let roots = 0;
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at] ?? 0;
    off += (sums[at] ?? 0) - count * base;
    roots += Math.sqrt(count);
  }
  return roots > 0 ? off / roots : 0;
}

/** Days of several records show less spread than the records have. */
function wideningOf({ mean, variance, sample }: Records): number {
  const shown = sample.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / DRAWS;
  return shown > 0 ? Math.sqrt(variance / shown) : 1;
}
