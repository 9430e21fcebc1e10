import { type Adjustment, addDays, type DailySeries, type IsoDate } from '@fieldgoal/domain';
import type { HistoryPoint } from '../views/goal-page.ts';

/**
 * The running total of a goal at the end of each day, both ends included; adjustments count while they are effective.
 * `scale` is a ratio's (null for a sum): its running value is what was so far, divided. `final` replaces the last point: where records of other devices count, it is the only number that includes everything.
 */
export function runningTotals(
  series: DailySeries,
  adjustments: readonly Adjustment[],
  from: IsoDate,
  to: IsoDate,
  final: number | null,
  scale: number | null,
): readonly HistoryPoint[] {
  const amounts = new Map(series.map(([date, amount, weight]) => [date, { amount, weight }]));
  const points: HistoryPoint[] = [];
  let [total, weight] = [0, 0];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    total += amounts.get(date)?.amount ?? 0;
    weight += amounts.get(date)?.weight ?? 0;
    const counted = scale === null ? total : weight === 0 ? null : Math.round((total * scale) / weight);
    points.push({ date, value: counted === null ? null : counted + effective(adjustments, date) });
  }
  if (final !== null && points.length > 0) points[points.length - 1] = { date: to, value: final };
  return points;
}

/** At most `limit` values, evenly chosen, the first and the last among them. */
export function thinned(points: readonly HistoryPoint[], limit: number): readonly (number | null)[] {
  if (points.length <= limit) return points.map(({ value }) => value);
  const step = (points.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, at) => points[Math.round(at * step)]?.value ?? null);
}

function effective(adjustments: readonly Adjustment[], date: IsoDate): number {
  let sum = 0;
  for (const { effectiveOn, expiresOn, delta } of adjustments) {
    if (effectiveOn <= date && (expiresOn === null || date <= expiresOn)) sum += delta;
  }
  return sum;
}
