import type { IsoDate } from '../records/fields.ts';
import { addDays, daysBetween } from '../time/civil.ts';
import { quantileAt, roundHalfEven, shareAtLeast } from './quantiles.ts';
import type { FanPoint, Forecast, Outlook, Standing } from './types.ts';

/** From so many days of history on, the forecast decides the health (rule F6). */
export const SUFFICIENT_DAYS = 30;

/** The goal's forecast: what may come, put on where it stands. */
export function forecastFrom(outlook: Outlook, now: Standing): Forecast {
  const ends = endingQuantiles(outlook, now);
  const fan = fanFrom(outlook, now);
  const firstDay = outlook.historyStart ?? now.series[0]?.[0];
  const daysOfHistory = firstDay === undefined ? 0 : Math.max(0, daysBetween(firstDay, outlook.today) + 1);
  const chance = (target: number | null): number | null => {
    if (target === null || ends.length === 0) return null;
    return now.direction === 'higher' ? shareAtLeast(ends, target) : 1 - shareAtLeast(ends, target + 1);
  };
  return {
    model: outlook.model,
    p10: roundHalfEven(quantileAt(ends, 0.1)),
    p50: roundHalfEven(quantileAt(ends, 0.5)),
    p90: roundHalfEven(quantileAt(ends, 0.9)),
    probability: chance(now.target),
    stretchProbability: chance(now.stretchTarget),
    projectedOn: projectedOn(outlook, now, fan),
    daysOfHistory,
    hasSufficientData: daysOfHistory >= SUFFICIENT_DAYS,
  };
}

/** Quantiles of the value at the end of the period at 0 %, 1 %, … 100 %, ascending integers; empty for a ratio without data (0/0). */
export function endingQuantiles(outlook: Outlook, now: Standing): readonly number[] {
  if (outlook.kind === 'ratio') return ratioEnds(outlook, now, 1);
  const value = now.amount + now.adjusted;
  const middle = outlook.model === 'velocity' ? (now.amount * outlook.leftDays) / outlook.elapsedDays : 0;
  return outlook.gains.map((gain) => roundHalfEven(value + gain + middle));
}

/** The value's 10 %, 50 % and 90 % quantile on at most 16 days from today's to the period's end, for a chart. */
export function fanFrom(outlook: Outlook, now: Standing): readonly FanPoint[] {
  const value = now.amount + now.adjusted;
  return outlook.ahead.map(({ date, share, p10, p50, p90 }) => {
    if (outlook.kind === 'ratio') {
      const ends = ratioEnds(outlook, now, share);
      return { date, p10: at(ends, 0.1), p50: at(ends, 0.5), p90: at(ends, 0.9) };
    }
    const drift = outlook.model === 'velocity' ? (now.amount * daysBetween(outlook.today, date)) / outlook.elapsedDays : 0;
    const base = value + drift;
    return { date, p10: roundHalfEven(base + p10), p50: roundHalfEven(base + p50), p90: roundHalfEven(base + p90) };
  });
}

function at(ends: readonly number[], share: number): number {
  return roundHalfEven(quantileAt(ends, share));
}

function ratioEnds(outlook: Outlook, now: Standing, share: number): number[] {
  const ends: number[] = [];
  for (const [numerator, denominator] of outlook.draws) {
    const weight = now.weight + denominator * share;
    if (weight > 0) ends.push(roundHalfEven(((now.amount + numerator * share) * now.scale) / weight) + now.adjusted);
  }
  return ends.sort((a, b) => a - b);
}

function projectedOn(outlook: Outlook, now: Standing, fan: readonly FanPoint[]): IsoDate | null {
  const { target } = now;
  if (target === null || outlook.kind === 'ratio' || now.direction === 'lower') return null;
  const value = now.amount + now.adjusted;
  if (value >= target) {
    let sum = now.adjusted;
    if (sum >= target) return outlook.period.start;
    for (const [date, amount] of now.series) {
      sum += amount;
      if (sum >= target) return date;
    }
    return outlook.today;
  }
  let from = { date: outlook.today, p50: value };
  for (const point of fan) {
    if (point.p50 >= target) {
      const days = daysBetween(from.date, point.date);
      return addDays(from.date, Math.ceil((days * (target - from.p50)) / (point.p50 - from.p50)));
    }
    from = point;
  }
  return null;
}
