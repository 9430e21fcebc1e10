/** Steps of a quantile table: 0 %, 1 %, … 100 %. */
const TABLE_STEPS = 100;

/**
 * The value below which a share of a distribution lies.
 *
 * Shape:  ascending numbers, read as evenly spaced quantiles from 0 % to 100 %; between two of them linearly; 0 when empty.
 * Source: R. Hyndman, Y. Fan, "Sample quantiles in statistical packages" (type 7).
 */
export function quantileAt(ascending: ArrayLike<number>, share: number): number {
  const last = ascending.length - 1;
  if (last < 0) return 0;
  const at = Math.min(last, Math.max(0, share * last));
  const below = Math.floor(at);
  const low = ascending[below] ?? 0;
  const high = ascending[Math.min(last, below + 1)] ?? low;
  return low + (high - low) * (at - below);
}

/** A distribution's table of whole numbers at 0 %, 1 %, … 100 %, of ascending draws. */
export function quantileTable(ascending: ArrayLike<number>): number[] {
  return Array.from({ length: TABLE_STEPS + 1 }, (_, step) => roundHalfEven(quantileAt(ascending, step / TABLE_STEPS)));
}

/**
 * Share of a distribution at or above a threshold, 0–1.
 *
 * Shape: an ascending quantile table; a run of equal numbers at the threshold counts whole, between two numbers the share is linear.
 */
export function shareAtLeast(ascending: readonly number[], threshold: number): number {
  const last = ascending.length - 1;
  if (last < 0) return 0;
  const first = ascending[0] ?? 0;
  if (first >= threshold) return 1;
  if ((ascending[last] ?? 0) < threshold) return 0;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) >= threshold) high = middle;
    else low = middle;
  }
  const below = ascending[low] ?? 0;
  const above = ascending[high] ?? 0;
  return (last - low - (threshold - below) / (above - below)) / last;
}

/** The nearest whole number, a half to the even one; never −0. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  return floor + (up ? 1 : 0) + 0;
}
