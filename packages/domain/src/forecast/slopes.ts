import { sumOf, type Timeline } from './timeline.ts';

/** A period's first days say little: a slope is read from at least so many days, of the history if there are any. */
const LEAST_DAYS = 28;
/** Points the pairs are made of; a longer series is thinned. */
const MOST_POINTS = 48;
/** Holt's trend fades by this a day: after a quarter year nearly nothing of it is left. */
const DAMPING = 0.97;
const SMOOTHINGS = [0.02, 0.05, 0.1, 0.2, 0.4] as const;
const TREND_SMOOTHINGS = [0, 0.02, 0.1] as const;
/** Days whose one-step errors choose the smoothings. */
const DAYS_TRIED = 400;

/** First day a slope is read from. */
export function slopeFrom({ periodFrom, today }: Timeline): number {
  return Math.max(0, Math.min(periodFrom, today - LEAST_DAYS));
}

/** Mean gain a day (rule F2), of the days before today; of the history when the period begins today. */
export function meanSlope(values: Float64Array, timeline: Timeline): number {
  const from = timeline.today > timeline.periodFrom ? timeline.periodFrom : slopeFrom(timeline);
  return timeline.today > from ? sumOf(values, from, timeline.today) / (timeline.today - from) : 0;
}

/**
 * Median of the slopes between all pairs of points of the cumulated series (rule F9): a single big day hardly moves it.
 *
 * Source: H. Theil, 1950; P. Sen, "Estimates of the regression coefficient based on Kendall's tau", 1968.
 */
export function medianSlope(values: Float64Array, timeline: Timeline): number {
  const from = slopeFrom(timeline);
  const days = timeline.today - from;
  if (days <= 0) return 0;
  const count = Math.min(MOST_POINTS, days) + 1;
  const points = Array.from({ length: count }, (_, at) => {
    const day = from + Math.round((days * at) / (count - 1));
    return { day, through: sumOf(values, from, day) };
  });
  const slopes: number[] = [];
  for (const [at, a] of points.entries()) {
    for (const b of points.slice(at + 1)) slopes.push((b.through - a.through) / (b.day - a.day));
  }
  slopes.sort((a, b) => a - b);
  const middle = slopes.length / 2;
  return ((slopes[Math.ceil(middle) - 1] ?? 0) + (slopes[Math.floor(middle)] ?? 0)) / 2;
}

/**
 * What exponential smoothing with a damped trend expects of the days after today (rule F10).
 *
 * Shape:  the smoothings are those with the least one-step errors on the series itself.
 * Source: C. Holt, 1957; E. Gardner, E. McKenzie, "Forecasting trends in time series", 1985.
 */
export function smoothedGain(values: Float64Array, { today, periodTo }: Timeline): number {
  const from = Math.max(0, today - DAYS_TRIED);
  if (today <= from) return 0;
  let best = { error: Number.POSITIVE_INFINITY, level: 0, trend: 0 };
  for (const smoothing of SMOOTHINGS) {
    for (const trendSmoothing of TREND_SMOOTHINGS) {
      const run = damped(values, from, today, smoothing, trendSmoothing);
      if (run.error < best.error) best = run;
    }
  }
  let gain = 0;
  let trend = best.trend;
  let level = best.level;
  for (let day = today; day < periodTo; day++) {
    trend *= DAMPING;
    level += trend;
    if (day > today) gain += level;
  }
  return gain;
}

function damped(
  values: Float64Array,
  from: number,
  to: number,
  smoothing: number,
  trendSmoothing: number,
): { error: number; level: number; trend: number } {
  const start = Math.min(to, from + LEAST_DAYS);
  let level = sumOf(values, from, start) / (start - from);
  let trend = 0;
  let error = 0;
  for (let day = from; day < to; day++) {
    const expected = level + DAMPING * trend;
    const off = (values[day] ?? 0) - expected;
    if (day >= start) error += off * off;
    level = expected + smoothing * off;
    trend = DAMPING * trend + smoothing * trendSmoothing * off;
  }
  return { error, level, trend };
}
