import type { GoalIndex } from '../engine/goal-index.ts';
import type { Directory } from '../engine/types.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Adjustment, Goal } from '../records/goals.ts';
import type { ExplainedAdjustment, UnconvertedAdjustment } from './explanation.ts';
import { adjustedFeeders } from './feeders.ts';
import { missingRates } from './rate-text.ts';

/** Whether an adjustment counts on a day: from `effectiveOn` through `expiresOn` (rule A5). */
export function isInForce({ effectiveOn, expiresOn }: Pick<Adjustment, 'effectiveOn' | 'expiresOn'>, on: IsoDate): boolean {
  return effectiveOn <= on && (expiresOn === null || on <= expiresOn);
}

/** Whether its value is what was last reported (rule A7). */
export function isReported(goal: Goal): boolean {
  return goal.calculationSource === 'manual';
}

/** The adjustments that make up a goal's value on a day, each with the goal it was made in, in the order of their days (rule W3). */
export function explainAdjustments(index: GoalIndex, goal: Goal, today: IsoDate): readonly ExplainedAdjustment[] {
  const feeders = new Map(adjustedFeeders(index, goal.id).map((feeder) => [feeder.goal.id, feeder]));
  const counting = index.adjustmentsCounting(goal.id).filter((one) => isInForce(one, today));
  const inOrder = counting.sort(byDay);
  const lastReport = isReported(goal) ? inOrder.findLastIndex(({ kind }) => kind === 'set') : -1;
  return inOrder.map((one, at) => {
    const feeder = feeders.get(one.goalId);
    return {
      adjustmentId: one.id,
      goalId: one.goalId,
      via: feeder?.via ?? [],
      part: at <= lastReport ? 'reported' : 'added',
      delta: one.delta,
      original: originalOf(index, goal, feeder?.goal, one),
      justification: one.justification,
      createdBy: one.createdBy,
      createdAt: one.createdAt,
      expiresOn: one.expiresOn,
    };
  });
}

/** Adjustments below that are in force but have no rate into the goal's currency: told, not passed over (rule W5). */
export function unconvertedAdjustments(
  index: GoalIndex,
  goal: Goal,
  { settings }: Pick<Directory, 'settings'>,
  today: IsoDate,
): readonly UnconvertedAdjustment[] {
  const counted = new Set(index.adjustmentsCounting(goal.id).map(({ id }) => id));
  return adjustedFeeders(index, goal.id).flatMap(({ goal: from }) => {
    const { currency } = from;
    if (currency === null || goal.currency === null) return [];
    const to = goal.currency;
    return ownOf(index, from.id)
      .filter((one) => isInForce(one, today) && !counted.has(one.id))
      .map(({ id, delta, effectiveOn }) => ({
        adjustmentId: id,
        goalId: from.id,
        delta,
        currency,
        missing: missingRates(index.converter, settings.currency, [currency, to], effectiveOn),
      }));
  });
}

function originalOf(index: GoalIndex, goal: Goal, from: Goal | undefined, one: Adjustment): ExplainedAdjustment['original'] {
  if (from === undefined || from.currency === null || from.currency === goal.currency) return null;
  const own = ownOf(index, from.id).find(({ id }) => id === one.id);
  return own === undefined ? null : { delta: own.delta, currency: from.currency };
}

/** Those made in the goal itself, in its own currency. */
function ownOf(index: GoalIndex, goalId: string): readonly Adjustment[] {
  return index.adjustmentsCounting(goalId).filter((one) => one.goalId === goalId);
}

/** The day it counts from, then the moment it was made: the order in which reports replace each other (rule A7). */
function byDay(a: Adjustment, b: Adjustment): number {
  if (a.effectiveOn !== b.effectiveOn) return a.effectiveOn < b.effectiveOn ? -1 : 1;
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
