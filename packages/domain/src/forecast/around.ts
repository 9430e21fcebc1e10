import type { RandomBelow } from '../engine/random.ts';
import { balancedDraws, DRAWS, sumsOfDays } from './bootstrap.ts';
import { slopeFrom } from './slopes.ts';
import type { Timeline } from './timeline.ts';

/**
 * Simulated gains around an expected one, by the ups and downs of the days known (rule F12).
 *
 * Shape:  DRAWS gains in random order with the expected one as their mean; the spread of the sums of so many days, widened by the
 *         days' number because the pace was read from as few.
 * Source: Var of a predicted sum of m days from n days = m s² (1 + m / n); balanced bootstrap, see `sumsOfDays`.
 */
export function gainsAround(gain: number, values: Float64Array, timeline: Timeline, random: RandomBelow): Float64Array {
  const { today, periodTo } = timeline;
  const from = slopeFrom(timeline);
  const known = today - from;
  const left = Math.max(0, periodTo - today - 1);
  if (left === 0 || known <= 0) return new Float64Array(DRAWS).fill(gain);
  const increments = balancedDraws(values.slice(from, today).sort(), DRAWS);
  const mean = (increments.reduce((sum, value) => sum + value, 0) * left) / DRAWS;
  const widening = Math.sqrt(1 + left / known);
  const floor = values.subarray(0, today).some((value) => value < 0) ? Number.NEGATIVE_INFINITY : 0;
  return sumsOfDays(increments, left, random).map((sum) => Math.max(floor, gain + (sum - mean) * widening));
}
