import { ln } from './arithmetic.ts';

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

/** Variance of the common level around the reference: hardly anything is assumed of it. */
const COMMON = 1;
const LEAST_VARIANCE = 1e-12;
const MONTHS_OF = { quarter: 3, year: 12 };
/** Vectors over the seen stretches: the levels' residuals, what they share with what comes, the quarter's three places, the slope. */
const RESIDUAL = 0;
const COMING = 1;
const QUARTER = 2;
const SLOPE = 5;
const VECTORS = 6;

/** Stretches laid out once for all structures. */
export interface Layout {
  /** Indices of the stretches of which something was seen, ascending; `last` is the last stretch's. */
  readonly seen: readonly number[];
  readonly last: number;
  readonly noise: Float64Array;
  /** Per seen stretch: its month of the year. */
  readonly month: Float64Array;
  /** VECTORS rows of one number per seen stretch; that of what comes is filled per structure. */
  readonly vectors: Float64Array;
  /** The stretches to come with how much of it lies in each, and Σ of that. */
  readonly coming: readonly (readonly [at: number, ahead: number, month: number])[];
  readonly ahead: number;
  /** What comes in the quarter's places and along the slope. */
  readonly loadings: Float64Array;
  /** Room for one row of products. */
  readonly factors: Float64Array;
}

/** Scalar products of the vectors under the inverse covariance of what was seen: all that conditioning needs. */
export interface Gram {
  readonly products: Float64Array;
  /** ln |covariance of what was seen|, and the variance of what comes before anything was seen. */
  logDeterminant: number;
  variance: number;
}

export function layOut(blocks: readonly LevelBlock[]): Layout {
  const last = blocks.length - 1;
  const seen = [...blocks.keys()].filter((at) => (blocks[at]?.noise ?? 0) < Number.POSITIVE_INFINITY);
  const size = seen.length;
  const layout: Layout = {
    seen,
    last,
    noise: new Float64Array(size),
    month: new Float64Array(size),
    vectors: new Float64Array(size * VECTORS),
    coming: blocks.flatMap(({ ahead, month }, at) => (ahead > 0 ? [[at, ahead, month % MONTHS_OF.year] as const] : [])),
    ahead: blocks.reduce((sum, { ahead }) => sum + Math.max(0, ahead), 0),
    loadings: new Float64Array(VECTORS),
    factors: new Float64Array(VECTORS),
  };
  for (const [row, at] of seen.entries()) {
    const { level, noise, month } = blocks[at] ?? { level: 1, noise: 0, month: 0 };
    layout.noise[row] = noise;
    layout.month[row] = month % MONTHS_OF.year;
    layout.vectors[RESIDUAL * size + row] = level - 1;
    layout.vectors[(QUARTER + (month % MONTHS_OF.quarter)) * size + row] = 1;
    layout.vectors[SLOPE * size + row] = at - last;
  }
  for (const [at, ahead, month] of layout.coming) {
    const place = QUARTER + (month % MONTHS_OF.quarter);
    layout.loadings[place] = (layout.loadings[place] ?? 0) + ahead;
    layout.loadings[SLOPE] = (layout.loadings[SLOPE] ?? 0) + ahead * (at - last);
  }
  return layout;
}

/** Variances of a structure that move every stretch. */
export interface Moves {
  readonly own: number;
  readonly drift: number;
  readonly yearly: number;
}

/** Room for one conditioning, used again by the next. */
export interface Scratch {
  readonly lower: Float64Array;
  readonly whitened: Float64Array;
  /** Before the quarter, with it, and with the slope. */
  readonly gram: Gram;
  readonly quartered: Gram;
  readonly sloped: Gram;
}

export function createScratch({ seen }: Layout): Scratch {
  const createGram = (): Gram => ({ products: new Float64Array(VECTORS * VECTORS), logDeterminant: 0, variance: 0 });
  return {
    lower: new Float64Array(seen.length * seen.length),
    whitened: new Float64Array(seen.length * VECTORS),
    gram: createGram(),
    quartered: createGram(),
    sloped: createGram(),
  };
}

/**
 * The products for levels with their own, a drift's and the year's variance, by Cholesky's method; the quarter and the slope are put
 * in by `withQuarter` and `withSlope`, which cost next to nothing.
 */
export function gramOf(layout: Layout, scratch: Scratch, moves: Moves): Gram {
  const { seen, noise, month, vectors } = layout;
  const { lower, whitened, gram } = scratch;
  const { own, drift, yearly } = moves;
  const size = seen.length;
  whitened.set(vectors);
  gram.variance = shareWithComing(layout, whitened, moves);
  let logDeterminant = 0;
  for (let row = 0; row < size; row++) {
    const start = row * size;
    let pivot = COMMON + drift * ((seen[row] ?? 0) + 1) + yearly + own + (noise[row] ?? 0);
    for (let column = 0; column < row; column++) {
      const other = column * size;
      let sum = COMMON + drift * ((seen[column] ?? 0) + 1) + (month[row] === month[column] ? yearly : 0);
      for (let k = 0; k < column; k++) sum -= (lower[start + k] ?? 0) * (lower[other + k] ?? 0);
      const factor = sum / (lower[other + column] ?? 1);
      lower[start + column] = factor;
      pivot -= factor * factor;
    }
    const deviation = Math.sqrt(Math.max(LEAST_VARIANCE, pivot));
    lower[start + row] = deviation;
    logDeterminant += 2 * ln(deviation);
    for (let vector = 0; vector < VECTORS; vector++) {
      const from = vector * size;
      let value = whitened[from + row] as number;
      for (let k = 0; k < row; k++) value -= (lower[start + k] ?? 0) * (whitened[from + k] ?? 0);
      whitened[from + row] = value / deviation;
    }
  }
  gram.logDeterminant = logDeterminant;
  multiply(gram.products, whitened, size);
  return gram;
}

/** Covariance of each seen stretch with all that comes; returns the variance of what comes. */
function shareWithComing({ seen, month, coming, ahead }: Layout, vectors: Float64Array, { own, drift, yearly }: Moves): number {
  const size = seen.length;
  const shared = (a: number, monthOfA: number): number => {
    let sum = COMMON * ahead;
    for (const [b, weight, monthOfB] of coming)
      sum += weight * (drift * (Math.min(a, b) + 1) + (monthOfA === monthOfB ? yearly : 0) + (a === b ? own : 0));
    return sum;
  };
  for (const [row, at] of seen.entries()) vectors[COMING * size + row] = shared(at, month[row] ?? 0);
  return coming.reduce((sum, [at, weight, monthOf]) => sum + weight * shared(at, monthOf), 0);
}

function multiply(products: Float64Array, whitened: Float64Array, size: number): void {
  for (let a = 0; a < VECTORS; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += (whitened[a * size + k] ?? 0) * (whitened[b * size + k] ?? 0);
      products[a * VECTORS + b] = sum;
      products[b * VECTORS + a] = sum;
    }
  }
}

/** Puts a gram into another one, with the quarter's variance added. */
export function withQuarter(into: Gram, gram: Gram, layout: Layout, variance: number): Gram {
  if (variance === 0) return gram;
  copy(into, gram);
  for (let place = 0; place < MONTHS_OF.quarter; place++) raise(into, layout, QUARTER + place, variance);
  return into;
}

/** The same with the slope's variance. */
export function withSlope(into: Gram, gram: Gram, layout: Layout, variance: number): Gram {
  if (variance === 0) return gram;
  copy(into, gram);
  raise(into, layout, SLOPE, variance);
  return into;
}

function copy(into: Gram, { products, logDeterminant, variance }: Gram): void {
  into.products.set(products);
  into.logDeterminant = logDeterminant;
  into.variance = variance;
}

/**
 * The products when a component of such a variance is added that moves along one of the vectors.
 *
 * Source: J. Sherman, W. Morrison, "Adjustment of an inverse matrix corresponding to a change in one element", 1950.
 */
function raise(gram: Gram, { loadings, factors }: Layout, along: number, variance: number): void {
  const { products } = gram;
  const row = along * VECTORS;
  const loading = variance * (loadings[along] ?? 0);
  // What comes shares the component.
  products[COMING * VECTORS + COMING] =
    (products[COMING * VECTORS + COMING] ?? 0) + loading * (2 * (products[row + COMING] ?? 0) + loading * (products[row + along] ?? 0));
  for (let other = 0; other < VECTORS; other++) {
    if (other === COMING) continue;
    const sum = (products[COMING * VECTORS + other] ?? 0) + loading * (products[row + other] ?? 0);
    products[COMING * VECTORS + other] = sum;
    products[other * VECTORS + COMING] = sum;
  }
  gram.variance += loading * (loadings[along] ?? 0);
  const whole = 1 + variance * (products[row + along] ?? 0);
  gram.logDeterminant += ln(whole);
  factors.set(products.subarray(row, row + VECTORS));
  for (let a = 0; a < VECTORS; a++) {
    const factor = (variance * (factors[a] ?? 0)) / whole;
    for (let b = 0; b < VECTORS; b++) products[a * VECTORS + b] = (products[a * VECTORS + b] ?? 0) - factor * (factors[b] ?? 0);
  }
}

/** What comes, given what was seen: mean and variance of Σ ahead × level, and the log density of what was seen. */
export function conditionedBy(gram: Gram, { ahead }: Layout): { readonly mean: number; readonly variance: number; readonly score: number } {
  const { products, logDeterminant, variance } = gram;
  return {
    mean: ahead + (products[COMING * VECTORS + RESIDUAL] ?? 0),
    variance: Math.max(0, variance - (products[COMING * VECTORS + COMING] ?? 0)),
    score: -(logDeterminant + (products[RESIDUAL] ?? 0)) / 2,
  };
}
