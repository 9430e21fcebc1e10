import { fromDayNumber } from '../time/civil.ts';
import { quantileAt, roundHalfEven } from './quantiles.ts';
import { sumOf, type Timeline } from './timeline.ts';
import type { GainPoint } from './types.ts';

/** Days of a chart's fan. */
const MOST_POINTS = 16;

/**
 * How the gain opens out from tomorrow to the period's end, on at most 16 days (rule F15).
 *
 * Shape:  the middle follows the effort of the days (all alike when null), the spread its root; the last point is the end's own
 *         quantiles.
 */
export function pointsAhead(gains: readonly number[], { firstDay, today, periodTo }: Timeline, effort: Float64Array | null): GainPoint[] {
  const left = Math.max(0, periodTo - today - 1);
  const count = Math.min(MOST_POINTS, left);
  const whole = effort === null ? left : sumOf(effort, today + 1, periodTo);
  const [low, middle, high] = [quantileAt(gains, 0.1), quantileAt(gains, 0.5), quantileAt(gains, 0.9)];
  return Array.from({ length: count }, (_, at) => {
    const day = Math.ceil((left * (at + 1)) / count);
    const share = effort !== null && whole > 0 ? sumOf(effort, today + 1, today + 1 + day) / whole : day / left;
    const spread = Math.sqrt(share);
    const p50 = middle * share;
    const p10 = p50 - (middle - low) * spread;
    return {
      date: fromDayNumber(firstDay + today + day),
      share,
      p10: roundHalfEven(low >= 0 ? Math.max(0, p10) : p10),
      p50: roundHalfEven(p50),
      p90: roundHalfEven(p50 + (high - middle) * spread),
    };
  });
}
