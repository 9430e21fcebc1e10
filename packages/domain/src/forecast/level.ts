import { exp, ln } from './arithmetic.ts';
import type { LevelStructure } from './level-structures.ts';

/** One stretch with a level: what was seen of it, and what is still to come. */
export interface LevelBlock {
  /** Level seen, relative to a reference. */
  readonly level: number;
  /** Variance of the seen level's noise; Infinity when nothing was seen. */
  readonly noise: number;
  /** How much of what comes lies in this stretch. */
  readonly ahead: number;
  /** Months since the fiscal calendar's beginning, for the seasons; 0 without seasons. */
  readonly month: number;
}

/** Mean and variance of an expectation. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** With the log of how likely what was seen had been. */
export interface Foreseen extends Moments {
  readonly score: number;
}

/** Variance of the common level around the reference: hardly anything is assumed of it. */
const COMMON = 1;
const LEAST_VARIANCE = 1e-12;

/**
 * What comes, averaged over all ways in which levels may move, each weighted by how well it would have foretold every stretch of
 * the goal's own history from the stretches before it (rule F13).
 *
 * Shape:  stretches in order of time, the last ones still to come → moments of Σ ahead × level, in units of the reference.
 * Source: best linear prediction with variance components (H. Bühlmann, "Experience rating and credibility", 1967; D. Harville,
 *         1977). The product of the one-step-ahead densities is the marginal likelihood (A. Dawid, "Statistical theory: the
 *         prequential approach", 1984); averaging: J. Hoeting et al., "Bayesian model averaging", 1999.
 */
export function foresee(blocks: readonly LevelBlock[], structures: readonly LevelStructure[]): Foreseen {
  const shares = components(blocks);
  const size = shares.seen.length;
  const scratch = { lower: new Float64Array(size * size), residuals: new Float64Array(size), shares: new Float64Array(size) };
  const outcomes = structures.map((structure) => conditioned(shares, structure, scratch));
  const best = outcomes.reduce((top, { score }) => Math.max(top, score), Number.NEGATIVE_INFINITY);
  let total = 0;
  let priors = 0;
  let mean = 0;
  let square = 0;
  for (const [at, outcome] of outcomes.entries()) {
    const prior = structures[at]?.prior ?? 0;
    const weight = exp(outcome.score - best) * prior;
    priors += prior;
    total += weight;
    mean += weight * outcome.mean;
    square += weight * (outcome.variance + outcome.mean * outcome.mean);
  }
  if (total === 0) return { mean: 0, variance: 0, score: best };
  mean /= total;
  return { mean, variance: Math.max(0, square / total - mean * mean), score: best + ln(total / priors) };
}

/** What each component of a structure shares between two stretches, laid out once for all structures. */
interface Components {
  readonly seen: readonly LevelBlock[];
  /** Σ ahead. */
  readonly ahead: number;
  /** Per pair of seen stretches, row by row: drift, quarterly, yearly, slope. */
  readonly pairs: readonly Float64Array[];
  /** Per seen stretch, with Σ ahead × stretch to come: drift, quarterly, yearly, slope, and own. */
  readonly cross: readonly Float64Array[];
  /** The same of what comes with itself. */
  readonly own: readonly number[];
}

type Shared = (a: number, b: number) => number;

function components(blocks: readonly LevelBlock[]): Components {
  const last = blocks.length - 1;
  const isSame =
    (length: number): Shared =>
    (a, b) =>
      ((blocks[a]?.month ?? 0) - (blocks[b]?.month ?? 0)) % length === 0 ? 1 : 0;
  const drift: Shared = (a, b) => Math.min(a, b) + 1;
  const slope: Shared = (a, b) => (a - last) * (b - last);
  const kinds: readonly Shared[] = [drift, isSame(3), isSame(12), slope, (a, b) => (a === b ? 1 : 0)];
  const seen = [...blocks.keys()].filter((at) => (blocks[at]?.noise ?? 0) < Number.POSITIVE_INFINITY);
  const coming = [...blocks.keys()].filter((at) => (blocks[at]?.ahead ?? 0) > 0);
  const withComing = (at: number, shared: Shared): number => coming.reduce((sum, b) => sum + (blocks[b]?.ahead ?? 0) * shared(at, b), 0);
  return {
    seen: seen.flatMap((at) => blocks[at] ?? []),
    ahead: coming.reduce((sum, at) => sum + (blocks[at]?.ahead ?? 0), 0),
    pairs: kinds.slice(0, 4).map((shared) => Float64Array.from(seen.flatMap((a) => seen.map((b) => shared(a, b))))),
    cross: kinds.map((shared) => Float64Array.from(seen.map((a) => withComing(a, shared)))),
    own: kinds.map((shared) => coming.reduce((sum, a) => sum + (blocks[a]?.ahead ?? 0) * withComing(a, shared), 0)),
  };
}

/** Room for one conditioning, used again by the next: there are hundreds of them. */
interface Scratch {
  readonly lower: Float64Array;
  readonly residuals: Float64Array;
  readonly shares: Float64Array;
}

/** Gaussian conditioning on what was seen, by Cholesky's method; the score is its log density. */
function conditioned(of: Components, structure: LevelStructure, scratch: Scratch): Foreseen {
  const { seen, ahead, own } = of;
  const { lower, residuals, shares } = scratch;
  const size = seen.length;
  const factors = [structure.drift, structure.quarterly, structure.yearly, structure.slope, structure.own];
  mix(lower, of.pairs, factors, COMMON);
  mix(shares, of.cross, factors, COMMON * ahead);
  let score = 0;
  let mean = ahead;
  let variance = COMMON * ahead * ahead + dot(factors, own);
  for (let row = 0; row < size; row++) {
    const start = row * size;
    const { level, noise } = seen[row] ?? { level: 1, noise: 0 };
    let residual = level - 1;
    let share = shares[row] ?? 0;
    let pivot = (lower[start + row] ?? 0) + noise + structure.own;
    for (let column = 0; column < row; column++) {
      const other = column * size;
      let sum = lower[start + column] ?? 0;
      for (let k = 0; k < column; k++) sum -= (lower[start + k] ?? 0) * (lower[other + k] ?? 0);
      const factor = sum / (lower[other + column] ?? 1);
      lower[start + column] = factor;
      residual -= factor * (residuals[column] ?? 0);
      share -= factor * (shares[column] ?? 0);
      pivot -= factor * factor;
    }
    const deviation = Math.sqrt(Math.max(LEAST_VARIANCE, pivot));
    lower[start + row] = deviation;
    residual /= deviation;
    share /= deviation;
    residuals[row] = residual;
    shares[row] = share;
    score -= ln(deviation) + (residual * residual) / 2;
    mean += share * residual;
    variance -= share * share;
  }
  return { mean, variance: Math.max(0, variance), score };
}

/** into = common + Σ factor × part, number by number. */
function mix(into: Float64Array, parts: readonly Float64Array[], factors: readonly number[], common: number): void {
  into.fill(common);
  for (const [kind, part] of parts.entries()) {
    const factor = factors[kind] ?? 0;
    if (factor === 0) continue;
    for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) + factor * (part[at] ?? 0);
  }
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}
