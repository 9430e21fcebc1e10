import { hashLanes } from '../engine/hash.ts';
import { type RandomBelow, seededRandom } from '../engine/random.ts';
import { ENGINE_VERSION } from '../engine/types.ts';
import { daysBetween } from '../time/civil.ts';
import { pointsAhead } from './ahead.ts';
import { gainsAround } from './around.ts';
import { type Expectation, simulateCourses } from './compound.ts';
import { ensembleExpectation } from './ensemble.ts';
import { foreseeCount } from './level-blocks.ts';
import type { LearntOutlook } from './learnt.ts';
import { pipelineGain } from './pipeline-gain.ts';
import { quantileAt, quantileTable } from './quantiles.ts';
import { learnRecords } from './records.ts';
import { learnRhythm, type Rhythm } from './rhythm.ts';
import { seasonalGain } from './season.ts';
import { meanSlope, medianSlope, smoothedGain } from './slopes.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import type { ForecastModel, Outlook, OutlookInput, Pipeline } from './types.ts';

/** Draws of a ratio that are kept: it is they that travel. */
const RATIO_DRAWS = 200;

/**
 * What may come after today, whatever today's own records are (rules F7–F15): the dear part of a forecast, made once per goal and day.
 *
 * Shape:  null outside the period; plain JSON. Entries of today and later, and their order, change nothing.
 * Units:  gains in the series' unit. Days are calendar days, today is over.
 * Errors: none; without any history nothing is expected to come. `pipeline` without a pipeline is the `ensemble`, and says so.
 */
export function createOutlook(input: OutlookInput): Outlook | null {
  const learnt = learnOutlook(input);
  return learnt === null ? null : outlookFrom(learnt, input.pipeline);
}

/** Shape: as `createOutlook`; the input's pipeline isn't read. */
export function learnOutlook(input: OutlookInput): LearntOutlook | null {
  const { period, today, model } = input;
  if (today < period.start || today > period.end) return null;
  const timeline = createTimeline(input);
  const rhythm = learnRhythm(timeline, input.calendar.isWorkingWeekday);
  const isEnsemble = model === 'ensemble' || model === 'pipeline';
  const level = isEnsemble ? foreseeCount(timeline, rhythm) : null;
  return { input, timeline, rhythm, records: learnRecords(timeline), level };
}

/** The outlook with the open deals as they are now. */
export function outlookFrom(learnt: LearntOutlook, pipeline: Pipeline | null): Outlook {
  const { timeline, rhythm } = learnt;
  const input = { ...learnt.input, pipeline };
  const { goalId, period, today, kind } = input;
  const model = input.model === 'pipeline' && pipeline === null ? 'ensemble' : input.model;
  const random = seededRandom(hashLanes(`${goalId} ${today} ${ENGINE_VERSION}`));
  const { gains, draws } = kind === 'ratio' ? ratioCourses(input, model, learnt, random) : sumGains(input, model, learnt, random);
  return {
    goalId,
    model,
    kind,
    today,
    period,
    elapsedDays: daysBetween(period.start, today) + 1,
    leftDays: daysBetween(today, period.end),
    historyStart: input.historyStart,
    canFall: timeline.amounts.some((amount) => amount < 0),
    gains,
    draws,
    ahead: pointsAhead(gains, timeline, model === 'ensemble' || model === 'seasonal' ? rhythm.effort : null),
  };
}

type Simulated = Pick<Outlook, 'gains' | 'draws'>;

function sumGains(input: OutlookInput, model: ForecastModel, learnt: LearntOutlook, random: RandomBelow): Simulated {
  const drawn = drawGains(input, model, learnt, random).sort();
  // What a velocity expects moves with today's records; only the spread around it is kept.
  const middle = model === 'velocity' ? quantileAt(drawn, 0.5) : 0;
  return { gains: quantileTable(drawn.map((gain) => gain - middle)), draws: [] };
}

function drawGains(input: OutlookInput, model: ForecastModel, learnt: LearntOutlook, random: RandomBelow): Float64Array {
  const { timeline, rhythm, records } = learnt;
  if (model !== 'ensemble' && model !== 'pipeline') {
    return gainsAround(expectedGain(timeline.amounts, model, timeline, rhythm), timeline.amounts, timeline, random);
  }
  return simulateCourses(expectation(input, model, learnt), records, random).amounts;
}

/** Numerator and denominator together: the model foretells how many records come, their level what they bring. */
function ratioCourses(input: OutlookInput, model: ForecastModel, learnt: LearntOutlook, random: RandomBelow): Simulated {
  const { records } = learnt;
  // Without any record nothing is known of what one brings: the ratio stays what it is, if it is one.
  if (records.sample.length === 0) return { gains: [], draws: [[0, 0]] };
  const { counts, amounts } = simulateCourses(expectation({ ...input, pipeline: null }, model, learnt), records, random);
  const draws = Array.from(counts.subarray(0, RATIO_DRAWS), (count, at) => [Math.round(amounts[at] ?? 0) + 0, count] as const);
  return { gains: [], draws: draws.sort(byPair) };
}

function byPair(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}

/** How many records come, by whichever model. */
function expectation(input: OutlookInput, model: ForecastModel, learnt: LearntOutlook): Expectation {
  const { timeline, rhythm, records } = learnt;
  const { dispersion } = rhythm;
  const left = timeline.periodTo - timeline.today - 1;
  if (model === 'ensemble') return ensembleExpectation(input, learnt);
  if (model === 'pipeline' && input.pipeline !== null) {
    const gain = pipelineGain(input.pipeline, input.today, left, records.ahead.mean);
    if (gain === null) return { count: { mean: 0, variance: 0 }, dispersion, amount: records.ahead };
    return { count: gain.count, dispersion, amount: { mean: gain.meanAmount, variance: records.ahead.variance } };
  }
  const mean = Math.max(0, expectedGain(timeline.weights, model, timeline, rhythm));
  const known = Math.max(1, timeline.today - timeline.periodFrom);
  return { count: { mean, variance: (dispersion * mean * left) / known }, dispersion, amount: records.ahead };
}

function expectedGain(values: Float64Array, model: ForecastModel, timeline: Timeline, rhythm: Rhythm): number {
  const left = timeline.periodTo - timeline.today - 1;
  if (model === 'smoothed') return smoothedGain(values, timeline);
  if (model === 'seasonal') return seasonalGain(values, timeline, rhythm);
  return left * (model === 'robust' ? medianSlope(values, timeline) : meanSlope(values, timeline));
}
