/**
 * Logarithm, exponential and normal quantiles of + − × ÷ √ alone, so that every runtime has the same digits (rule F7).
 */
const LN2 = 0.6931471805599453;
const SERIES_TERMS = 14;

/**
 * Natural logarithm of a positive number, to about 15 digits; −∞ for 0 and below.
 *
 * Source: x = m × 2^e with m near 1, then ln m = 2 artanh((m − 1) / (m + 1)) as a series.
 */
export function ln(x: number): number {
  if (!(x > 0)) return Number.NEGATIVE_INFINITY;
  let mantissa = x;
  let exponent = 0;
  while (mantissa > 1.5) {
    mantissa /= 2;
    exponent++;
  }
  while (mantissa < 0.75) {
    mantissa *= 2;
    exponent--;
  }
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let sum = 0;
  for (let term = SERIES_TERMS; term >= 0; term--) sum = sum * square + 1 / (2 * term + 1);
  return 2 * ratio * sum + exponent * LN2;
}

/**
 * e^x, to about 13 digits; 0 below −700, the largest number above 700.
 *
 * Source: Taylor series at x / 2^k, squared k times.
 */
export function exp(x: number): number {
  if (x < -700) return 0;
  if (x > 700) return Number.MAX_VALUE;
  let part = x;
  let squarings = 0;
  while (part > 0.25 || part < -0.25) {
    part /= 2;
    squarings++;
  }
  let result = 1;
  for (let term = 9; term >= 1; term--) result = 1 + (part / term) * result;
  for (; squarings > 0; squarings--) result *= result;
  return result;
}

/**
 * The standard normal's value below which a share lies, share in (0, 1); exact to about 1 in 10,000.
 *
 * Source: M. Abramowitz, I. Stegun, "Handbook of mathematical functions", 26.2.23.
 */
export function normalQuantile(share: number): number {
  const tail = share < 0.5 ? share : 1 - share;
  const t = Math.sqrt(-2 * ln(tail));
  const z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return share < 0.5 ? -z : z;
}
