import { daysBetween } from '../time/civil.ts';
import { projectedOn } from './projected-on.ts';
import { quantileAt, roundHalfEven, shareAtLeast } from './quantiles.ts';
import type { FanPoint, Forecast, Outlook, Standing } from './types.ts';

/** From so many days of history on, the forecast decides the health (rule F6). */
const SUFFICIENT_DAYS = 30;

/**
 * The goal's forecast: what may come, put on where it stands (rules F1–F8).
 *
 * Shape:  an outlook of the day and the standing at its end → quantiles, chances, day of reaching; null for a ratio of nothing to
 *         nothing. On the period's last day all quantiles are the value.
 * Units:  the goal's, integers; p10 ≤ p50 ≤ p90. Chances 0–1, null without a target.
 */
export function forecastFrom(outlook: Outlook, now: Standing): Forecast | null {
  const ends = endingQuantiles(outlook, now);
  if (ends.length === 0) return null;
  const firstDay = earlier(outlook.historyStart, now.series[0]?.[0] ?? null);
  const daysOfHistory = firstDay === null ? 0 : Math.max(0, daysBetween(firstDay, outlook.today) + 1);
  const chance = (target: number | null): number | null => (target === null ? null : chanceOf(ends, target, now.direction));
  const p50 = at(ends, 0.5);
  return {
    model: outlook.model,
    p10: at(ends, 0.1),
    p50,
    p90: at(ends, 0.9),
    probability: chance(now.target),
    stretchProbability: chance(now.stretchTarget),
    projectedOn: projectedOn(outlook, now, p50, () => fanFrom(outlook, now)),
    daysOfHistory,
    hasSufficientData: daysOfHistory >= SUFFICIENT_DAYS,
  };
}

/**
 * Quantiles of the value at the end of the period at evenly spaced shares from 0 % to 100 %.
 *
 * Shape: ascending integers, 101 of a sum, at most 200 of a ratio; empty for a ratio of nothing to nothing.
 */
export function endingQuantiles(outlook: Outlook, now: Standing): readonly number[] {
  if (outlook.kind === 'ratio') return [...ratiosAhead(outlook, now, 1)];
  const value = now.amount + now.adjusted;
  const drift = driftOf(outlook, now, outlook.leftDays);
  return outlook.gains.map((gain) => roundHalfEven(value + gainFrom(outlook, now, gain + drift)));
}

/** The value's 10 %, 50 % and 90 % quantile on at most 16 days from tomorrow to the period's end, for a chart (rule F15). */
export function fanFrom(outlook: Outlook, now: Standing): readonly FanPoint[] {
  const value = now.amount + now.adjusted;
  const fan: FanPoint[] = [];
  for (const { date, share, p10, p50, p90 } of outlook.ahead) {
    if (outlook.kind === 'ratio') {
      const ratios = ratiosAhead(outlook, now, share);
      if (ratios.length > 0) fan.push({ date, p10: at(ratios, 0.1), p50: at(ratios, 0.5), p90: at(ratios, 0.9) });
      continue;
    }
    const drift = driftOf(outlook, now, daysBetween(outlook.today, date));
    const point = (gain: number): number => roundHalfEven(value + gainFrom(outlook, now, gain + drift));
    fan.push({ date, p10: point(p10), p50: point(p50), p90: point(p90) });
  }
  return fan;
}

/** What a velocity expects of so many days, today's records included (rule F2); other models have it in their gains. */
function driftOf({ model, elapsedDays }: Outlook, { amount }: Standing, days: number): number {
  return model === 'velocity' ? (amount * days) / elapsedDays : 0;
}

/** Where nothing was ever taken away, nothing is expected to be. */
function gainFrom({ canFall }: Outlook, { amount }: Standing, gain: number): number {
  return canFall || amount < 0 ? gain : Math.max(0, gain);
}

/** The ratio after a share of what comes, per course that has one, ascending. */
function ratiosAhead({ draws }: Outlook, now: Standing, share: number): Float64Array {
  const ratios = new Float64Array(draws.length);
  let count = 0;
  for (const [numerator, denominator] of draws) {
    const weight = now.weight + denominator * share;
    if (weight > 0) ratios[count++] = roundHalfEven(((now.amount + numerator * share) * now.scale) / weight) + now.adjusted;
  }
  return ratios.subarray(0, count).sort();
}

function chanceOf(ends: readonly number[], target: number, direction: Standing['direction']): number {
  // Values are whole numbers: not more than the target is less than the next one.
  return direction === 'higher' ? shareAtLeast(ends, target) : 1 - shareAtLeast(ends, Math.floor(target) + 1);
}

function at(ends: ArrayLike<number>, share: number): number {
  return roundHalfEven(quantileAt(ends, share));
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
