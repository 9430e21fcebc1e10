import { endingQuantiles, fanFrom, forecastFrom } from '../forecast/forecast-from.ts';
import type { FanPoint, Forecast, Outlook, Standing } from '../forecast/types.ts';
import type { Pacing, Settings } from '../records/directory.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Adjustment, Goal } from '../records/goals.ts';
import { scaleHalfEven } from '../rounding.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import { attainmentOf, isReached, ratio } from './attainment.ts';
import { hashHex } from './hash.ts';
import { measureOf, ratioScale } from './measure.ts';
import { elapsedDays, elapsedShareBy, expectedToDate } from './pace.ts';
import { reportedOf } from './reports.ts';
import { type DailySeries, ENGINE_VERSION, type GoalResult, type Health } from './types.ts';

export type EvaluatedGoal = Pick<
  Goal,
  | 'id'
  | 'type'
  | 'metric'
  | 'direction'
  | 'baseline'
  | 'stretchTarget'
  | 'currency'
  | 'periodStart'
  | 'periodEnd'
  | 'calculationSource'
  | 'pacing'
>;

export interface EvaluateInput {
  readonly goal: EvaluatedGoal;
  /** The effective target (rule H4). */
  readonly target: number | null;
  /** Σ of the children's targets; null without any. */
  readonly childrenTarget: number | null;
  /** What counts per day; days after today are left out (rule S2). */
  readonly series: DailySeries;
  /** Those that count in the goal, none revoked, sorted by id (rule A4). */
  readonly adjustments: readonly Adjustment[];
  readonly settings: Pick<Settings, 'onTrackPercent' | 'atRiskPercent' | 'pacing'>;
  readonly calendar: WorkCalendar;
  readonly today: IsoDate;
  /** What may come after today (rule F7); null where nothing is forecast. */
  readonly outlook: Outlook | null;
  /** The same measure before the period, for seasonal pace; may be empty. */
  readonly history: DailySeries;
}

/** What a goal has, whatever it is made of; the rest of a result follows from it. */
export interface GoalFacts {
  readonly goal: EvaluatedGoal;
  readonly calculated: number | null;
  readonly adjusted: number;
  readonly weight: number;
  readonly target: number | null;
  readonly childrenTarget: number | null;
  readonly forecast: Forecast | null;
  /** Fingerprint of what `calculated` and the forecast came from. */
  readonly sources: unknown;
}

type Surroundings = Pick<EvaluateInput, 'settings' | 'calendar' | 'today' | 'history'>;

/**
 * Everything derived of one goal as of the end of one day (rules A, P, K, F, E).
 *
 * Shape:  the same inputs give the same digits in every runtime.
 * Units:  the goal's (rule K1); ratios as numbers, null for nothing to divide by.
 */
export function evaluateGoal(input: EvaluateInput): GoalResult {
  return resultOf(factsOf(input), input);
}

/** The goal's value at its end in equally likely courses, ascending; what a composite combines. Empty where nothing is forecast. */
export function endsOf(input: EvaluateInput): readonly number[] {
  return input.outlook === null ? [] : endingQuantiles(input.outlook, standingOf(input));
}

/** The forecast's course day by day, for a chart; empty where nothing is forecast. */
export function fanOf(input: EvaluateInput): readonly FanPoint[] {
  return input.outlook === null ? [] : fanFrom(input.outlook, standingOf(input));
}

function factsOf(input: EvaluateInput): GoalFacts {
  const { goal, target, childrenTarget, today, outlook } = input;
  const now = standingOf(input);
  const { calculated, adjusted } = countedOf(input);
  const isRunning = goal.periodStart <= today && today <= goal.periodEnd;
  return {
    goal,
    calculated,
    adjusted,
    weight: now.weight,
    target,
    childrenTarget,
    forecast: outlook === null || !isRunning ? null : forecastFrom(outlook, now),
    sources: [now.series, countingAdjustments(input).map(({ id, delta }) => [id, delta]), outlook],
  };
}

function standingOf(input: EvaluateInput): Standing {
  const { goal, target, today } = input;
  const series = input.series.filter(([date]) => date <= today);
  return {
    amount: series.reduce((sum, [, amount]) => sum + amount, 0),
    weight: series.reduce((sum, [, , weight]) => sum + weight, 0),
    adjusted: countedOf(input).adjusted,
    target,
    stretchTarget: goal.stretchTarget,
    direction: goal.direction,
    scale: ratioScale(goal) ?? 1,
    series,
  };
}

/** What is counted and what adjustments make of it: together never below 0, where there is something (rule A6). */
function countedOf(input: EvaluateInput): { readonly calculated: number | null; readonly adjusted: number } {
  const adjustments = countingAdjustments(input);
  if (input.goal.calculationSource === 'manual') return reportedOf(adjustments);
  const calculated = calculatedOf(input);
  const sum = adjustments.reduce((total, { delta }) => total + delta, 0);
  return { calculated, adjusted: Math.max(0 - (calculated ?? 0), sum) };
}

function calculatedOf({ goal, series, today }: EvaluateInput): number | null {
  let [amount, weight] = [0, 0];
  for (const [date, added, weighing] of series) {
    if (date > today) continue;
    amount += added;
    weight += weighing;
  }
  const scale = ratioScale(goal);
  if (scale === null) return amount;
  return weight === 0 ? null : scaleHalfEven(amount, scale, weight);
}

/** From `effectiveOn` through `expiresOn` (rule A5). */
function countingAdjustments({ adjustments, today }: Pick<EvaluateInput, 'adjustments' | 'today'>): readonly Adjustment[] {
  return adjustments.filter(({ effectiveOn, expiresOn }) => effectiveOn <= today && (expiresOn === null || today <= expiresOn));
}

/** What follows from a goal's facts: value, attainment, pace, health (rules P). */
export function resultOf(facts: GoalFacts, { settings, calendar, today, history }: Surroundings): GoalResult {
  const { goal, calculated, adjusted, target, childrenTarget, forecast } = facts;
  const value = calculated === null ? (adjusted === 0 ? null : adjusted) : calculated + adjusted;
  const period = { start: goal.periodStart, end: goal.periodEnd };
  const { remainingWorkingDays } = elapsedDays(period, calendar, today);
  const pacing: Pacing = goal.pacing ?? settings.pacing;
  const share = elapsedShareBy(pacing, period, calendar, today, history);
  const isSpread = isSpreadOverPeriod(goal);
  const expected = target === null ? null : isSpread ? expectedToDate(target, share) : target;
  const pace = goal.direction === 'higher' ? ratio(value, expected) : ratio(expected, value);
  const attainment = attainmentOf(value, target, goal.direction, goal.baseline);
  const left = target === null || value === null || !isSpread ? null : Math.max(0, target - value);
  return {
    goalId: goal.id,
    engineVersion: ENGINE_VERSION,
    inputHash: hashHex(
      JSON.stringify([
        ENGINE_VERSION,
        [goal.id, measureOf(goal), goal.currency, goal.direction, goal.baseline, goal.periodStart, goal.periodEnd],
        [target, goal.stretchTarget, childrenTarget, calculated, adjusted],
        facts.sources,
        [share.elapsed, share.total, remainingWorkingDays, settings.onTrackPercent, settings.atRiskPercent],
        today,
      ]),
    ),
    today,
    calculated,
    adjusted,
    value,
    weight: facts.weight,
    target,
    attainment,
    stretchTarget: goal.stretchTarget,
    stretchAttainment: attainmentOf(value, goal.stretchTarget, goal.direction, goal.baseline),
    expected,
    pace,
    remainingWorkingDays,
    requiredPerDay: ratio(left, remainingWorkingDays),
    health: healthOf(facts, { settings, today }, value, pace),
    forecast,
    allocation: ratio(childrenTarget, target),
  };
}

/** A sum that should grow is due bit by bit; a ratio, or what should stay low, should be right on every day (rule P3). */
function isSpreadOverPeriod(goal: EvaluatedGoal): boolean {
  return goal.type !== 'performance' && goal.direction === 'higher';
}

/** Rule P7; the first line that applies. */
function healthOf(
  { goal, target, forecast }: GoalFacts,
  { settings, today }: Pick<Surroundings, 'settings' | 'today'>,
  value: number | null,
  pace: number | null,
): Health {
  if (today < goal.periodStart) return 'not_started';
  if (target === null || value === null || (target <= 0 && goal.direction === 'higher')) return 'no_data';
  const isOver = today > goal.periodEnd;
  // What can still fall back isn't achieved before the end.
  if (isReached(value, target, goal.direction) && (isOver || isSpreadOverPeriod(goal))) return 'achieved';
  if (isOver) return 'missed';
  // Nothing was due yet, so nothing is late.
  const measure = forecast?.hasSufficientData && forecast.probability !== null ? forecast.probability : pace;
  if (measure === null) return 'on_track';
  if (measure * 100 >= settings.onTrackPercent) return 'on_track';
  return measure * 100 >= settings.atRiskPercent ? 'at_risk' : 'off_track';
}
