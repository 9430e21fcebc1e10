import type { RandomBelow } from '../engine/random.ts';
import { addShuffled, DRAWS } from './bootstrap.ts';
import { foresee, type Moments } from './level.ts';
import type { LevelBlock } from './level-gram.ts';
import { AMOUNT_CHOICES } from './level-structures.ts';
import { sumOf, type Timeline } from './timeline.ts';

/** What single records are like: a deal's amount, or what one adds to a ratio's numerator. */
export interface Records {
  readonly mean: number;
  /** Between records. */
  readonly variance: number;
  /** Equally likely amounts of one record: DRAWS of them, ascending; empty when there was none. */
  readonly sample: Float64Array;
  /** Mean amount of the records to come. */
  readonly ahead: Moments;
}

/**
 * The records of a timeline, as far as days tell: a day of several gives their mean, and the spread between records is made up for.
 *
 * Source: Var of one record = Σ (day's amount − mean × its records)² ÷ its records, over the days' degrees of freedom.
 */
export function learnRecords(timeline: Timeline): Records {
  const { amounts, weights } = timeline;
  const days = [...weights.keys()].filter((day) => (weights[day] ?? 0) > 0);
  const count = days.reduce((sum, day) => sum + (weights[day] ?? 0), 0);
  const mean = count === 0 ? 0 : days.reduce((sum, day) => sum + (amounts[day] ?? 0), 0) / count;
  let square = 0;
  for (const day of days) {
    const off = (amounts[day] ?? 0) - mean * (weights[day] ?? 0);
    square += (off * off) / (weights[day] ?? 1);
  }
  // One day alone says nothing of the spread: then as much is assumed as is in amounts without memory.
  const variance = days.length > 1 ? square / (days.length - 1) : isUnit(timeline) ? 0 : mean * mean;
  return { mean, variance, sample: sampleOf(timeline, days, count), ahead: foreseeMean(timeline, mean, variance) };
}

/** Counts: every record adds 1. */
function isUnit({ amounts, weights }: Timeline): boolean {
  return amounts.every((amount, day) => amount === weights[day]);
}

function sampleOf({ amounts, weights }: Timeline, days: readonly number[], count: number): Float64Array {
  const values = days.map((day) => ({ value: (amounts[day] ?? 0) / (weights[day] ?? 1), weight: weights[day] ?? 0 }));
  values.sort((a, b) => a.value - b.value);
  const sample = new Float64Array(values.length === 0 ? 0 : DRAWS);
  let at = 0;
  let through = values[0]?.weight ?? 0;
  for (let draw = 0; draw < sample.length; draw++) {
    while (through < ((draw + 0.5) * count) / DRAWS && at < values.length - 1) through += values[++at]?.weight ?? 0;
    sample[draw] = values[at]?.value ?? 0;
  }
  return sample;
}

function foreseeMean({ amounts, weights, blocks, today }: Timeline, mean: number, variance: number): Moments {
  if (mean === 0 || variance === 0) return { mean, variance: 0 };
  const days = blocks.reduce((sum, { from, to }) => sum + Math.max(0, to - Math.max(from, today + 1)), 0);
  if (days === 0) return { mean, variance: 0 };
  const levels = blocks.map(({ from, to }): LevelBlock => {
    const count = sumOf(weights, from, Math.min(to, today));
    return {
      level: count > 0 ? sumOf(amounts, from, Math.min(to, today)) / (count * mean) : 1,
      noise: count > 0 ? variance / (mean * mean * count) : Number.POSITIVE_INFINITY,
      ahead: Math.max(0, to - Math.max(from, today + 1)) / days,
      month: 0,
    };
  });
  const relative = foresee(levels, AMOUNT_CHOICES);
  return { mean: relative.mean * mean, variance: relative.variance * mean * mean };
}

/** Per draw the sum of that many records, put together of sums of 1, 2, 4, … records. */
export function sumsOfRecords(counts: Float64Array, sample: Float64Array, random: RandomBelow): Float64Array {
  const sums = new Float64Array(counts.length);
  if (sample.length === 0) return sums;
  const block = sample.slice();
  const room = new Float64Array(block.length);
  const most = counts.reduce((top, count) => Math.max(top, count), 0);
  for (let bit = 1; bit <= most; bit *= 2) {
    for (let at = 0; at < counts.length; at++) {
      if (Math.floor((counts[at] ?? 0) / bit) % 2 === 1) sums[at] = (sums[at] ?? 0) + (block[random(block.length)] ?? 0);
    }
    if (bit * 2 <= most) addShuffled(block, block, room, random);
  }
  return sums;
}
