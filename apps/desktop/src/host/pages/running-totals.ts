import { type Adjustment, addDays, type DailySeries, type IsoDate } from '@fieldgoal/domain';
import type { HistoryPoint } from '../views.ts';

/**
 * The running total of a goal at the end of each day, both ends included; adjustments count while they are effective.
 * `final` replaces the last point: where records of other devices count, it is the only number that includes everything.
 */
export function runningTotals(
  series: DailySeries,
  adjustments: readonly Adjustment[],
  from: IsoDate,
  to: IsoDate,
  final: number | null,
): readonly HistoryPoint[] {
  const amounts = new Map(series);
  const points: HistoryPoint[] = [];
  let total = series.reduce((sum, [date, amount]) => (date < from ? sum + amount : sum), 0);
  for (let date = from; date <= to; date = addDays(date, 1)) {
    total += amounts.get(date) ?? 0;
    points.push({ date, value: total + effective(adjustments, date) });
  }
  if (final !== null && points.length > 0) points[points.length - 1] = { date: to, value: final };
  return points;
}

/** At most `limit` values, evenly chosen, the first and the last among them. */
export function thinned(points: readonly HistoryPoint[], limit: number): readonly number[] {
  if (points.length <= limit) return points.map(({ value }) => value);
  const step = (points.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, at) => points[Math.round(at * step)]?.value ?? 0);
}

function effective(adjustments: readonly Adjustment[], date: IsoDate): number {
  let sum = 0;
  for (const { effectiveOn, expiresOn, delta } of adjustments) {
    if (effectiveOn <= date && (expiresOn === null || date <= expiresOn)) sum += delta;
  }
  return sum;
}
