import type { Expectation } from './compound.ts';
import { foresee, type LevelBlock, type Moments } from './level.ts';
import { levelStructures } from './level-structures.ts';
import { type PipelineGain, pipelineGain } from './pipeline-gain.ts';
import type { LearntOutlook } from './learnt.ts';
import type { Rhythm } from './rhythm.ts';
import { sumOf, type Timeline } from './timeline.ts';
import type { OutlookInput } from './types.ts';

/** As if half a record had been seen: no record in a week doesn't mean that there is never one. */
const LEAST_SEEN = 0.5;

/**
 * The records to come by the goal's own levels and by its pipeline, each as sure as it was in the past (rules F13, F14).
 *
 * Shape: what one goal's past taught → how many records come after today and what one brings.
 */
export function ensembleExpectation(input: OutlookInput, { timeline, rhythm, records, level }: LearntOutlook): Expectation {
  const gain =
    input.pipeline === null ? null : pipelineGain(input.pipeline, input.today, timeline.periodTo - timeline.today - 1, records.ahead.mean);
  const { dispersion } = rhythm;
  if (gain === null) return { count: level ?? { mean: 0, variance: 0 }, dispersion, amount: records.ahead };
  if (level === null) return { count: gain.count, dispersion, amount: { mean: gain.meanAmount, variance: 0 } };
  const share = pipelineShare(level, gain);
  return {
    count: { mean: level.mean + (gain.count.mean - level.mean) * share, variance: (1 - share) * level.variance },
    dispersion,
    amount: { mean: records.ahead.mean + (gain.meanAmount - records.ahead.mean) * share, variance: records.ahead.variance },
  };
}

/**
 * Weight of the pipeline by precision. Where the two contradict each other more than their errors allow, the pipeline yields, because
 * only the level was tested on the goal's own history.
 *
 * Source: inverse variances (J. Bates, C. Granger, "The combination of forecasts", 1969); widening by the observed contradiction
 *         (R. Birge's ratio).
 */
function pipelineShare(level: Moments, { count }: PipelineGain): number {
  if (count.mean <= 0 || level.variance === 0) return 0;
  const gap = count.mean - level.mean;
  // The relative error is taken of the larger one: a low forecast would seem the surer for being low.
  const larger = Math.max(count.mean, level.mean) / count.mean;
  const error = count.variance * larger * larger;
  const contradiction = Math.max(1, (gap * gap) / (level.variance + error));
  return level.variance / (level.variance + error * contradiction);
}

/** How many records come after today by the levels of earlier stretches and of this one; null when no day is known. */
export function foreseeCount(
  { weights, today, blocks }: Timeline,
  { effort, dispersion }: Rhythm,
  fiscalYearStartMonth: number,
): Moments | null {
  const known = sumOf(effort, 0, today);
  if (known <= 0) return null;
  const reference = Math.max(LEAST_SEEN, sumOf(weights, 0, today)) / known;
  const areMonths = blocks.every(({ month }) => month !== null);
  const levels = blocks.map(({ from, to, month }): LevelBlock => {
    const expected = sumOf(effort, from, Math.min(to, today)) * reference;
    return {
      level: expected > 0 ? sumOf(weights, from, Math.min(to, today)) / expected : 1,
      noise: expected > 0 ? dispersion / expected : Number.POSITIVE_INFINITY,
      ahead: sumOf(effort, Math.max(from, today + 1), to) * reference,
      month: areMonths ? (month ?? 0) - (fiscalYearStartMonth - 1) : 0,
    };
  });
  const { mean, variance } = foresee(levels, levelStructures(blocks.length, areMonths));
  return { mean: Math.max(0, mean), variance };
}
