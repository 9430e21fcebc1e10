import type { Adjustment } from '../records/goals.ts';
import type { IsoDate } from '../records/fields.ts';
import { addDays } from '../time/civil.ts';
import type { DailySeries } from './daily-series.ts';

/** A goal's value at the end of a day; null where there was nothing to divide by. */
export interface DayValue {
  readonly date: IsoDate;
  readonly value: number | null;
}

/**
 * The running total of a goal at the end of each day, both ends included; adjustments count while they are effective.
 * `scale` is a ratio's (null for a sum): its running value is what was
 * so far, divided. `final` replaces the last point: the goal's value as it is.
 */
export function runningTotals(
  series: DailySeries,
  adjustments: readonly Adjustment[],
  from: IsoDate,
  to: IsoDate,
  final: number | null,
  scale: number | null,
): readonly DayValue[] {
  const amounts = new Map(series.map(([date, amount, weight]) => [date, { amount, weight }]));
  const points: DayValue[] = [];
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

function effective(adjustments: readonly Adjustment[], date: IsoDate): number {
  let sum = 0;
  for (const { effectiveOn, expiresOn, delta } of adjustments) {
    if (effectiveOn <= date && (expiresOn === null || date <= expiresOn)) sum += delta;
  }
  return sum;
}
