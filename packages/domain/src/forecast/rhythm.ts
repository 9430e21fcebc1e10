import { exp, ln } from './arithmetic.ts';
import { sumOf, type Timeline } from './timeline.ts';

/** Places within a month, counted from its end: the last 3 days, the 4 before, then weeks. */
const PLACE_ENDS = [3, 7, 14, 21, 99] as const;
const HOLIDAY = 7;
/** How far groups of days may differ: no difference is as likely as any of 10, 30 or 70 %. */
const GROUP_VARIANCES = [
  [0, 3],
  [0.01, 1],
  [0.09, 1],
  [0.5, 1],
] as const;

/** How days differ from each other within a block. */
export interface Rhythm {
  /** Per day through the period's end: how much of an average day's records it brings. */
  readonly effort: Float64Array;
  /** Variance ÷ mean of weekly record counts around the blocks' levels; 1 for independent records, less for a steady beat. */
  readonly dispersion: number;
}

/**
 * The weekday's and the place-in-month's share in the records, each drawn towards "no difference" as far as chance explains it.
 *
 * Source: dispersion is Pearson's χ² ÷ degrees of freedom (P. McCullagh, J. Nelder, "Generalized linear models", 4.5); the
 *         shrinkage is the moment estimator of empirical Bayes (H. Robbins; C. Morris, "Parametric empirical Bayes inference").
 */
export function learnRhythm(timeline: Timeline, isWorkingWeekday: readonly boolean[]): Rhythm {
  const effort = new Float64Array(timeline.periodTo).fill(1);
  const rough = weeklyDispersion(timeline, effort);
  spreadByClass(effort, timeline, isWorkingWeekday, rough);
  spreadByPlace(effort, timeline, rough);
  // What the days explain is no chance any more.
  return { effort, dispersion: weeklyDispersion(timeline, effort) };
}

function weeklyDispersion({ blocks, weights, today }: Timeline, effort: Float64Array): number {
  let chiSquare = 0;
  let freedom = 0;
  for (const { from, to } of blocks) {
    const weeks = Math.floor((Math.min(to, today) - from) / 7);
    const end = from + weeks * 7;
    const whole = sumOf(effort, from, end);
    const count = sumOf(weights, from, end);
    if (weeks < 2 || count === 0 || whole <= 0) continue;
    for (let day = from; day < end; day += 7) {
      const expected = (count * sumOf(effort, day, day + 7)) / whole;
      const off = sumOf(weights, day, day + 7) - expected;
      if (expected > 0) chiSquare += (off * off) / expected;
    }
    freedom += weeks - 1;
  }
  // As if two weeks of independent records had been seen before: a short series can't claim a steadier beat than that.
  return Math.max(0.05, (chiSquare + 2) / (freedom + 2));
}

function spreadByClass(effort: Float64Array, timeline: Timeline, isWorkingWeekday: readonly boolean[], dispersion: number): void {
  const { weights, today, dayClass, periodTo } = timeline;
  const seen = new Float64Array(8);
  const expected = new Float64Array(8);
  const rate = sumOf(weights, 0, today) / Math.max(1, today);
  if (rate === 0) return;
  for (let day = 0; day < today; day++) {
    const kind = dayClass[day] ?? 0;
    seen[kind] = (seen[kind] ?? 0) + (weights[day] ?? 0);
    expected[kind] = (expected[kind] ?? 0) + rate;
  }
  const factors = shrunkFactors([...seen.subarray(0, 7)], [...expected.subarray(0, 7)], dispersion);
  const free = factors.filter((_, weekday) => isWorkingWeekday[weekday] === false);
  factors[HOLIDAY] = free.length === 0 ? 1 : free.reduce((a, b) => a + b, 0) / free.length;
  for (let day = 0; day < periodTo; day++) effort[day] = (effort[day] ?? 1) * (factors[dayClass[day] ?? 0] ?? 1);
}

function spreadByPlace(effort: Float64Array, { weights, blocks, today }: Timeline, dispersion: number): void {
  const seen = PLACE_ENDS.map(() => 0);
  const expected = PLACE_ENDS.map(() => 0);
  for (const { from, to, month } of blocks) {
    if (month === null) return;
    if (to > today) continue;
    const total = sumOf(effort, from, to);
    const rate = total > 0 ? sumOf(weights, from, to) / total : 0;
    for (let day = from; day < to; day++) {
      const place = placeOf(to - day);
      seen[place] = (seen[place] ?? 0) + (weights[day] ?? 0);
      expected[place] = (expected[place] ?? 0) + rate * (effort[day] ?? 1);
    }
  }
  const factors = shrunkFactors(seen, expected, dispersion);
  for (const { from, to } of blocks) {
    for (let day = from; day < to; day++) effort[day] = (effort[day] ?? 1) * (factors[placeOf(to - day)] ?? 1);
  }
}

function placeOf(daysToEnd: number): number {
  return PLACE_ENDS.findIndex((end) => daysToEnd <= end);
}

/** seen ÷ expected per group, each drawn towards 1 by the share of its deviation that chance explains, whatever the groups' variance is. */
function shrunkFactors(seen: readonly number[], expected: readonly number[], dispersion: number): number[] {
  const offs = expected.map((mean, at) => (mean > 0 ? (seen[at] ?? 0) / mean - 1 : 0));
  const scores = GROUP_VARIANCES.map(([variance, prior]) => {
    let score = ln(prior);
    for (const [at, mean] of expected.entries()) {
      if (mean <= 0) continue;
      const whole = variance + dispersion / mean;
      score -= (ln(whole) + ((offs[at] ?? 0) * (offs[at] ?? 0)) / whole) / 2;
    }
    return score;
  });
  const best = scores.reduce((top, score) => Math.max(top, score));
  const weights = scores.map((score) => exp(score - best));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return expected.map((mean, at) => {
    if (mean <= 0) return 1;
    const noise = dispersion / mean;
    const believed = GROUP_VARIANCES.reduce(
      (sum, [variance], of) => sum + ((weights[of] ?? 0) / total) * (variance / (variance + noise)),
      0,
    );
    return 1 + (offs[at] ?? 0) * believed;
  });
}
