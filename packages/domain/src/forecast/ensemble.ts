import type { RandomBelow } from '../engine/random.ts';
import { DRAWS, shuffle } from './bootstrap.ts';
import { countDraw, positiveDraw, shuffledShares } from './draws.ts';
import { foresee, type LevelBlock, type Moments } from './level.ts';
import { learnRhythm, type Rhythm, sumOf } from './rhythm.ts';
import type { Timeline } from './timeline.ts';
import type { OutlookInput } from './types.ts';

/** What the records are like, each for itself. */
interface Records {
  readonly count: number;
  /** Mean amount a record, and the variance between records. */
  readonly mean: number;
  readonly variance: number;
  /** Equally likely amounts of one record, DRAWS of them. */
  readonly sample: readonly number[];
}

/** Simulated gains after today, not sorted. */
export function ensembleGains(input: OutlookInput, timeline: Timeline, random: RandomBelow): number[] {
  const rhythm = learnRhythm(timeline, input.calendar.isWorkingWeekday);
  const records = learnRecords(timeline);
  const counts = foreseeCounts(timeline, rhythm, input.calendar.fiscalYearStartMonth);
  const amount = foreseeAmount(timeline, records);
  return simulate(counts, rhythm.dispersion, amount, records, random);
}

function foreseeCounts(timeline: Timeline, { effort, dispersion }: Rhythm, fiscalYearStartMonth: number): Moments {
  const { weights, today, blocks } = timeline;
  const seenEffort = sumOf(effort, 0, today);
  const reference = seenEffort > 0 ? Math.max(0.5, sumOf(weights, 0, today)) / seenEffort : 0;
  if (reference === 0) return { mean: 0, variance: 0 };
  const levels = blocks.map(({ from, to, month }): LevelBlock => {
    const seen = sumOf(effort, from, Math.min(to, today));
    const expected = seen * reference;
    return {
      level: expected > 0 ? sumOf(weights, from, Math.min(to, today)) / expected : 1,
      noise: expected > 0 ? dispersion / expected : Number.POSITIVE_INFINITY,
      ahead: to > today + 1 ? sumOf(effort, Math.max(from, today + 1), to) : 0,
      month,
    };
  });
  const { mean, variance } = foresee(levels, fiscalYearStartMonth);
  return { mean: Math.max(0, mean * reference), variance: variance * reference * reference };
}

function learnRecords({ amounts, weights }: Timeline): Records {
  const days = [...amounts.keys()].filter((day) => (weights[day] ?? 0) > 0);
  const count = days.reduce((sum, day) => sum + (weights[day] ?? 0), 0);
  const mean = count === 0 ? 0 : days.reduce((sum, day) => sum + (amounts[day] ?? 0), 0) / count;
  let square = 0;
  const values = days.map((day) => {
    const weight = weights[day] ?? 1;
    const off = (amounts[day] ?? 0) - mean * weight;
    square += (off * off) / weight;
    return { value: (amounts[day] ?? 0) / weight, weight };
  });
  values.sort((a, b) => a.value - b.value);
  const sample: number[] = [];
  let at = 0;
  let through = values[0]?.weight ?? 0;
  for (let draw = 0; draw < DRAWS && values.length > 0; draw++) {
    while (through < ((draw + 0.5) * count) / DRAWS && at < values.length - 1) through += values[++at]?.weight ?? 0;
    sample.push(values[at]?.value ?? 0);
  }
  return { count, mean, variance: days.length > 1 ? square / (days.length - 1) : mean * mean, sample };
}

const AMOUNT_STRUCTURES = [0, 0.01, 0.0625].flatMap((own) =>
  [0, 0.0025, 0.0225].map((drift) => ({ own, drift, quarterly: 0, yearly: 0, slope: 0 })),
);

/** Mean amount a record in the period's remainder. */
function foreseeAmount({ amounts, weights, blocks, today }: Timeline, records: Records): Moments {
  if (records.mean === 0 || records.variance === 0) return { mean: records.mean, variance: 0 };
  const relative = records.variance / (records.mean * records.mean);
  const levels = blocks.map(({ from, to, month }): LevelBlock => {
    const count = sumOf(weights, from, Math.min(to, today));
    return {
      level: count > 0 ? sumOf(amounts, from, Math.min(to, today)) / (count * records.mean) : 1,
      noise: count > 0 ? relative / count : Number.POSITIVE_INFINITY,
      ahead: Math.max(0, to - Math.max(from, today + 1)),
      month,
    };
  });
  const days = levels.reduce((sum, { ahead }) => sum + ahead, 0);
  if (days === 0) return { mean: records.mean, variance: 0 };
  const { mean, variance } = foresee(levels.map((level) => ({ ...level, ahead: level.ahead / days })), 1, AMOUNT_STRUCTURES);
  return { mean: mean * records.mean, variance: variance * records.mean * records.mean };
}

function simulate(counts: Moments, dispersion: number, amount: Moments, records: Records, random: RandomBelow): number[] {
  const rateShares = shuffledShares(random);
  const countShares = shuffledShares(random);
  const meanShares = shuffledShares(random);
  const drawn = rateShares.map((share, at) => countDraw(counts, dispersion, share, countShares[at] ?? 0.5));
  const sums = sumsOfRecords(drawn, records.sample, random);
  const sampleVariance = records.sample.reduce((sum, value) => sum + (value - records.mean) * (value - records.mean), 0) / DRAWS;
  const widening = sampleVariance > 0 ? Math.sqrt(records.variance / sampleVariance) : 1;
  const sign = amount.mean < 0 ? -1 : 1;
  const floor = (records.sample[0] ?? 0) >= 0 ? 0 : Number.NEGATIVE_INFINITY;
  return drawn.map((count, at) => {
    const mean = sign * positiveDraw({ mean: sign * amount.mean, variance: amount.variance }, meanShares[at] ?? 0.5);
    const scale = records.mean === 0 ? 1 : mean / records.mean;
    const around = ((sums[at] ?? 0) - count * records.mean) * widening;
    return Math.max(floor, (count * records.mean + around) * scale);
  });
}

/** Per draw the sum of that many records of the sample, put together of sums of 1, 2, 4, … records. */
function sumsOfRecords(counts: readonly number[], sample: readonly number[], random: RandomBelow): number[] {
  const sums = counts.map(() => 0);
  if (sample.length === 0) return sums;
  let block = [...sample];
  const most = Math.max(...counts);
  for (let bit = 1; bit <= most; bit *= 2) {
    for (const [at, count] of counts.entries()) {
      if (Math.floor(count / bit) % 2 === 1) sums[at] = (sums[at] ?? 0) + (block[random(block.length)] ?? 0);
    }
    const other = [...block];
    shuffle(other, random);
    block = block.map((value, at) => value + (other[at] ?? 0));
  }
  return sums;
}
