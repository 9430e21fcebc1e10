import type { IsoDate } from '../records/fields.ts';
import { addDays, daysBetween } from '../time/civil.ts';
import { roundHalfEven } from './quantiles.ts';
import type { FanPoint, Outlook, Standing } from './types.ts';

/**
 * The day on which the target was reached, or on which the median course reaches it (rules F5, F8).
 *
 * Shape: null without a target, and when it is not inside the period. The period's first day if adjustments alone reach it. A ratio
 *        that meets its target does so since the day from which on it always did; a sum that has to stay low has only stayed so
 *        on the last day. `median` is the course's at the period's end; the days before it, which are dear, are asked for if they matter.
 */
export function projectedOn(outlook: Outlook, now: Standing, median: number, fan: () => readonly FanPoint[]): IsoDate | null {
  const { target, direction } = now;
  if (target === null) return null;
  if (outlook.kind === 'ratio') return ratioOn(outlook, now, target, median, fan);
  const value = now.amount + now.adjusted;
  if (direction === 'lower') return median <= target ? outlook.period.end : null;
  if (value >= target) return reachedOn(outlook, now, target);
  return outlook.model === 'velocity' ? steadyOn(outlook, now, target - value) : fanOn(outlook.today, value, target, fan());
}

function reachedOn({ period, today }: Outlook, { series, adjusted }: Standing, target: number): IsoDate {
  let sum = adjusted;
  if (sum >= target) return period.start;
  for (const [date, amount] of series) {
    sum += amount;
    if (sum >= target) return date;
  }
  return today;
}

/** The day on which the mean pace so far has brought what is missing. */
function steadyOn({ today, elapsedDays, leftDays }: Outlook, { amount }: Standing, missing: number): IsoDate | null {
  if (amount <= 0) return null;
  let days = Math.max(1, Math.ceil(((missing - 0.5) * elapsedDays) / amount));
  if (roundHalfEven((amount * days) / elapsedDays) < missing) days++;
  return days <= leftDays ? addDays(today, days) : null;
}

function fanOn(today: IsoDate, value: number, target: number, fan: readonly FanPoint[]): IsoDate | null {
  let from = { date: today, p50: value };
  for (const point of fan) {
    if (point.p50 >= target) {
      const days = daysBetween(from.date, point.date);
      return addDays(from.date, Math.max(1, Math.ceil((days * (target - from.p50)) / (point.p50 - from.p50))));
    }
    from = point;
  }
  return null;
}

function ratioOn(outlook: Outlook, now: Standing, target: number, median: number, fan: () => readonly FanPoint[]): IsoDate | null {
  const isMet = (value: number): boolean => (now.direction === 'higher' ? value >= target : value <= target);
  let since: IsoDate | null = null;
  let [amount, weight] = [0, 0];
  for (const [date, more, records] of now.series) {
    amount += more;
    weight += records;
    if (weight <= 0 || !isMet(roundHalfEven((amount * now.scale) / weight) + now.adjusted)) since = null;
    else since ??= date;
  }
  if (!isMet(median)) return null;
  return since ?? fan().find(({ p50 }) => isMet(p50))?.date ?? outlook.period.end;
}
