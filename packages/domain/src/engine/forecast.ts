import type { IsoDate } from '../records/fields.ts';
import { scaleHalfEven } from '../rounding.ts';
import type { Period } from '../time/calendar.ts';
import { addDays, daysBetween } from '../time/civil.ts';
import { hashLanes } from './hash.ts';
import { type RandomBelow, seededRandom } from './random.ts';
import { type DailySeries, ENGINE_VERSION, type Forecast } from './types.ts';

/** From so many days of history on, the forecast decides the health (rule F6). */
export const SUFFICIENT_DAYS = 30;
/** Simulated ends of the period. */
const DRAWS = 400;

export interface ForecastInput {
  readonly goalId: string;
  readonly period: Period;
  readonly today: IsoDate;
  /** Up to today, ascending. */
  readonly series: DailySeries;
  /** Σ of the series. */
  readonly calculated: number;
  /** calculated plus what adjustments add. */
  readonly value: number;
  readonly target: number | null;
}

/**
 * Where a steady pace leads (rules F1–F6).
 *
 * Shape:  null outside the period; on its last day all quantiles are the value.
 * Units:  the goal's; whole numbers. Days are calendar days, today counts as elapsed.
 * Source: P50 = value + calculated ÷ days elapsed × days left. Spread by a balanced bootstrap of the daily increments (B. Efron;
 *         A. Davison, D. Hinkley), moved so that its median is P50; adjustments are taken once and not projected.
 */
export function velocityForecast(input: ForecastInput): Forecast | null {
  const { period, today, series, calculated, value, target } = input;
  if (today < period.start || today > period.end) return null;
  const elapsed = daysBetween(period.start, today) + 1;
  const left = daysBetween(today, period.end);
  const gains = simulatedGains(input, elapsed, left);
  const expectedGain = scaleHalfEven(calculated, left, elapsed);
  const daysOfHistory = series[0] === undefined ? 0 : daysBetween(series[0][0], today) + 1;
  return {
    model: 'velocity',
    p10: value + Math.min(expectedGain, quantile(gains, 0.1)),
    p50: value + expectedGain,
    p90: value + Math.max(expectedGain, quantile(gains, 0.9)),
    probability: target === null ? null : gains.filter((gain) => value + gain >= target).length / DRAWS,
    projectedOn: target === null ? null : projectedOn(input, target, elapsed, left),
    daysOfHistory,
    hasSufficientData: daysOfHistory >= SUFFICIENT_DAYS,
  };
}

/** What the rest of the period adds in each simulated course, ascending, with the steady pace as its median. */
function simulatedGains({ goalId, today, series, calculated }: ForecastInput, elapsed: number, left: number): number[] {
  const random = seededRandom(hashLanes(`${goalId} ${today} ${ENGINE_VERSION}`));
  const gains = sumsOfDays(balancedIncrements(series, elapsed), left, random).sort((a, b) => a - b);
  const shift = scaleHalfEven(calculated, left, elapsed) - quantile(gains, 0.5);
  return gains.map((gain) => Math.max(0, gain + shift));
}

/** Each elapsed day's increment equally often, as far as DRAWS can be divided: the empirical distribution itself. */
function balancedIncrements(series: DailySeries, elapsed: number): number[] {
  const amounts = series.map(([, amount]) => amount).sort((a, b) => a - b);
  const emptyDays = elapsed - amounts.length;
  return Array.from({ length: DRAWS }, (_, draw) => amounts[Math.floor(((draw + 0.5) * elapsed) / DRAWS) - emptyDays] ?? 0);
}

/**
 * DRAWS sums of `days` increments each. Sums of 1, 2, 4, 8, … days are made by adding two shuffled halves, so that a year costs
 * a few thousand steps and not a hundred thousand; shuffling, rather than drawing, keeps the mean exact.
 */
function sumsOfDays(increments: readonly number[], days: number, random: RandomBelow): number[] {
  let block = [...increments];
  let sums = increments.map(() => 0);
  for (let rest = days; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) sums = addShuffled(sums, block, random);
    if (rest > 1) block = addShuffled(block, block, random);
  }
  return sums;
}

function addShuffled(a: readonly number[], b: readonly number[], random: RandomBelow): number[] {
  const shuffled = [...b];
  for (let at = shuffled.length - 1; at > 0; at--) {
    const other = random(at + 1);
    const held = shuffled[at] ?? 0;
    shuffled[at] = shuffled[other] ?? 0;
    shuffled[other] = held;
  }
  return a.map((value, at) => value + (shuffled[at] ?? 0));
}

function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.floor(share * (ascending.length - 1))] ?? 0;
}

/** The day on which the target was reached, or on which the steady pace reaches it; null when not inside the period. */
function projectedOn(
  { period, today, series, calculated, value }: ForecastInput,
  target: number,
  elapsed: number,
  left: number,
): IsoDate | null {
  if (value >= target) return reachedOn(series, target - (value - calculated)) ?? period.start;
  let low = 1;
  let high = left + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (value + scaleHalfEven(calculated, middle, elapsed) >= target) high = middle;
    else low = middle + 1;
  }
  return low <= left ? addDays(today, low) : null;
}

/** The first day at whose end the series had added up to an amount; null when none was needed. */
function reachedOn(series: DailySeries, needed: number): IsoDate | null {
  if (needed <= 0) return null;
  let sum = 0;
  for (const [date, amount] of series) {
    sum += amount;
    if (sum >= needed) return date;
  }
  return null;
}
