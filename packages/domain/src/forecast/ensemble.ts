import type { Expectation } from './compound.ts';
import { exp } from './arithmetic.ts';
import type { Moments } from './level.ts';
import { foreseeAlong } from './level-blocks.ts';
import { type PipelineGain, pipelineGain } from './pipeline-gain.ts';
import type { LearntOutlook } from './learnt.ts';
import { amountAhead } from './owner-amounts.ts';
import { sumOf } from './timeline.ts';
import type { CompanyCourse, OutlookInput } from './types.ts';

/**
 * The records to come by the goal's own levels and by its pipeline, each as sure as it was in the past (rules F13, F14, F18).
 *
 * Shape: what one goal's past taught → how many records come after today and what one brings.
 */
export function ensembleExpectation(input: OutlookInput, learnt: LearntOutlook): Expectation {
  const { timeline, rhythm, records } = learnt;
  const amount = amountAhead(records, sumOf(timeline.weights, 0, timeline.today), input.pipeline?.profile);
  const level = withCompany(learnt, input.pipeline?.profile.course);
  const gain =
    input.pipeline === null ? null : pipelineGain(input.pipeline, input.today, timeline.periodTo - timeline.today - 1, amount.mean);
  const { dispersion } = rhythm;
  if (gain === null) return { count: level ?? { mean: 0, variance: 0 }, dispersion, amount };
  if (level === null) return { count: gain.count, dispersion, amount: { mean: gain.meanAmount, variance: 0 } };
  const share = pipelineShare(level, gain);
  return {
    count: { mean: level.mean + (gain.count.mean - level.mean) * share, variance: (1 - share) * level.variance },
    dispersion,
    amount: { mean: amount.mean + (gain.meanAmount - amount.mean) * share, variance: amount.variance },
  };
}

/**
 * Weight of the pipeline by precision; the level's error is its own doubt, the pipeline's what such forecasts were off.
 *
 * Source: inverse variances (J. Bates, C. Granger, "The combination of forecasts", 1969).
 */
function pipelineShare(level: Moments, { count }: PipelineGain): number {
  if (count.mean <= 0 || level.variance === 0) return 0;
  // The relative error is taken of the larger one: a low forecast would seem the surer for being low.
  const larger = Math.max(count.mean, level.mean) / count.mean;
  return level.variance / (level.variance + count.variance * larger * larger);
}

/** That the owner goes its own way and that it goes with the company are as likely at first; each is believed for what it foretold. */
function withCompany({ level, timeline, rhythm }: LearntOutlook, course: CompanyCourse | undefined): Moments | null {
  const along = level === null || course === undefined ? null : foreseeAlong(timeline, rhythm, course);
  if (level === null || along === null) return level;
  const share = 1 / (1 + exp(level.score - along.score));
  const gap = along.mean - level.mean;
  return {
    mean: level.mean + share * gap,
    variance: (1 - share) * level.variance + share * along.variance + share * (1 - share) * gap * gap,
  };
}
