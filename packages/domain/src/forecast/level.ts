import { exp, ln } from './arithmetic.ts';

/** One stretch with a level: what was seen of it, and what is still to come. */
export interface LevelBlock {
  /** Level seen, relative to a reference; ignored when nothing was seen. */
  readonly level: number;
  /** Variance of the seen level's noise; Infinity when nothing was seen. */
  readonly noise: number;
  /** How much of what comes lies in this stretch (effective days). */
  readonly ahead: number;
  /** Months since year 0, for the seasons; null without seasons. */
  readonly month: number | null;
}

/** Mean and variance of what comes: Σ ahead × level. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** One way in which levels may move; variances in units of the reference level squared. */
interface Structure {
  /** Each block has its own level around the others'. */
  readonly own: number;
  /** The level moves on from block to block and stays there. */
  readonly drift: number;
  /** Blocks at the same place of the fiscal quarter are alike. */
  readonly quarterly: number;
  /** The same month of the year is alike. */
  readonly yearly: number;
  /** A steady slope per block. */
  readonly slope: number;
}

const OWN = [0, 0.01, 0.0625, 0.25] as const;
const DRIFT = [0, 0.0025, 0.0225, 0.1225] as const;
const QUARTERLY = [0, 0.0225, 0.1225] as const;
const YEARLY = [0, 0.04] as const;
const SLOPE = [0, 0.0016] as const;
/** Of the common level around the reference: hardly anything is assumed of it. */
const COMMON = 1;

/**
 * What comes, averaged over all ways in which levels may move, each weighted by how well it foretold every block of the goal's own
 * history from the blocks before it.
 *
 * Shape:  blocks in order of time, the last ones still to come → moments of Σ ahead × level.
 * Source: best linear prediction with variance components (H. Bühlmann, "Experience rating and credibility"; D. Harville 1977); the
 *         weights are prequential (A. Dawid 1984): the product of the one-step-ahead densities is the marginal likelihood.
 */
export function foresee(blocks: readonly LevelBlock[], fiscalYearStartMonth: number, structures = structuresFor(blocks)): Moments {
  const seen = blocks.flatMap((block, at) => (block.noise < Number.POSITIVE_INFINITY ? [at] : []));
  const outcomes = structures.map((structure) => foreseeWith(blocks, seen, covariance(blocks, structure, fiscalYearStartMonth)));
  const best = outcomes.reduce((top, { score }) => Math.max(top, score), Number.NEGATIVE_INFINITY);
  let total = 0;
  let mean = 0;
  let square = 0;
  for (const outcome of outcomes) {
    const weight = exp(outcome.score - best);
    total += weight;
    mean += weight * outcome.mean;
    square += weight * (outcome.variance + outcome.mean * outcome.mean);
  }
  mean /= total;
  return { mean, variance: Math.max(0, square / total - mean * mean) };
}

function structuresFor(blocks: readonly LevelBlock[]): Structure[] {
  const hasMonths = blocks.every(({ month }) => month !== null);
  const structures: Structure[] = [];
  for (const own of OWN)
    for (const drift of DRIFT)
      for (const quarterly of hasMonths && blocks.length > 3 ? QUARTERLY : [0])
        for (const yearly of hasMonths && blocks.length > 12 ? YEARLY : [0])
          for (const slope of SLOPE) structures.push({ own, drift, quarterly, yearly, slope });
  return structures;
}

type Covariance = (a: number, b: number) => number;

function covariance(blocks: readonly LevelBlock[], structure: Structure, fiscalYearStartMonth: number): Covariance {
  const last = blocks.length - 1;
  const months = blocks.map(({ month }) => (month === null ? 0 : month + 13 - fiscalYearStartMonth));
  return (a, b) => {
    const from = months[a] ?? 0;
    const to = months[b] ?? 0;
    let sum = COMMON + structure.drift * (Math.min(a, b) + 1) + structure.slope * (a - last) * (b - last);
    if (a === b) sum += structure.own;
    if (from % 3 === to % 3) sum += structure.quarterly;
    if (from % 12 === to % 12) sum += structure.yearly;
    return sum;
  };
}

/** Gaussian conditioning by Cholesky's method; the score is the log density of what was seen. */
function foreseeWith(blocks: readonly LevelBlock[], seen: readonly number[], cov: Covariance): Moments & { score: number } {
  const size = seen.length;
  const lower = new Float64Array(size * size);
  const whitened = new Float64Array(size);
  const cross = new Float64Array(size);
  let score = 0;
  let mean = 0;
  let variance = 0;
  const ahead = blocks.flatMap((block, at) => (block.ahead > 0 ? [at] : []));
  for (const a of ahead) {
    mean += blocks[a]?.ahead ?? 0;
    for (const b of ahead) variance += (blocks[a]?.ahead ?? 0) * (blocks[b]?.ahead ?? 0) * cov(a, b);
  }
  for (let row = 0; row < size; row++) {
    const at = seen[row] ?? 0;
    const block = blocks[at];
    for (let column = 0; column <= row; column++) {
      let sum = cov(at, seen[column] ?? 0) + (row === column ? (block?.noise ?? 0) : 0);
      for (let k = 0; k < column; k++) sum -= (lower[row * size + k] ?? 0) * (lower[column * size + k] ?? 0);
      lower[row * size + column] = row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (lower[column * size + column] ?? 1);
    }
    const pivot = lower[row * size + row] ?? 1;
    let residual = (block?.level ?? 1) - 1;
    let shared = 0;
    for (const b of ahead) shared += (blocks[b]?.ahead ?? 0) * cov(at, b);
    for (let k = 0; k < row; k++) {
      residual -= (lower[row * size + k] ?? 0) * (whitened[k] ?? 0);
      shared -= (lower[row * size + k] ?? 0) * (cross[k] ?? 0);
    }
    whitened[row] = residual / pivot;
    cross[row] = shared / pivot;
    score -= ln(pivot) + ((whitened[row] ?? 0) * (whitened[row] ?? 0)) / 2;
    mean += (cross[row] ?? 0) * (whitened[row] ?? 0);
    variance -= (cross[row] ?? 0) * (cross[row] ?? 0);
  }
  return { mean, variance: Math.max(0, variance), score };
}
