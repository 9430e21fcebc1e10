import { type Direction, type Goal, type Metric, NO_FILTER } from '../records/goals.ts';
import { toDayNumber } from '../time/civil.ts';
import { hashHex } from './hash.ts';
import type { CountingEvent } from './types.ts';

/** What a goal measures, whatever its period and owner (rule K1). */
export type Measure = 'revenue' | 'deals' | 'activities' | 'tasks' | Metric;

/** How a measure's integers are to be read: minor units, counts, basis points (10,000 = 100 %) or hundredths of a day. */
export type GoalUnit = 'currency' | 'count' | 'percent' | 'days';

interface MeasureFacts {
  readonly collection: CountingEvent['collection'] | null;
  readonly unit: GoalUnit;
  /** Of a ratio: value = numerator × scale ÷ denominator; null for sums and composites. */
  readonly scale: number | null;
}

const FACTS: { readonly [M in Measure]: MeasureFacts } = {
  revenue: { collection: 'deals', unit: 'currency', scale: null },
  deals: { collection: 'deals', unit: 'count', scale: null },
  activities: { collection: 'activities', unit: 'count', scale: null },
  tasks: { collection: 'tasks', unit: 'count', scale: null },
  win_rate: { collection: 'deals', unit: 'percent', scale: 10_000 },
  average_deal_size: { collection: 'deals', unit: 'currency', scale: 1 },
  sales_cycle: { collection: 'deals', unit: 'days', scale: 100 },
  on_time_rate: { collection: 'tasks', unit: 'percent', scale: 10_000 },
  composite: { collection: null, unit: 'percent', scale: null },
};

type Measured = Pick<Goal, 'type' | 'metric'>;

/** A performance goal without a metric is quarantined (rule R5); read as a composite it counts nothing. */
export function measureOf({ type, metric }: Measured): Measure {
  return type === 'performance' ? (metric ?? 'composite') : type;
}

export function unitOf(goal: Measured): GoalUnit {
  return FACTS[measureOf(goal)].unit;
}

/** Which records a goal is made of; null for a composite. */
export function collectionOf(goal: Measured): CountingEvent['collection'] | null {
  return FACTS[measureOf(goal)].collection;
}

/** What a ratio is multiplied by to become the goal's integer; null for sums and composites. */
export function ratioScale(goal: Measured): number | null {
  return FACTS[measureOf(goal)].scale;
}

export function isComposite(goal: Measured): boolean {
  return measureOf(goal) === 'composite';
}

/** Whether two goals' records may be added up (rule H2); their currencies may differ. */
export function isSameMeasure(a: Measured & { direction: Direction }, b: Measured & { direction: Direction }): boolean {
  return measureOf(a) === measureOf(b) && a.direction === b.direction;
}

/**
 * What a record adds to a measure, before filters: amount and weight (rules C1–C3, C9, K2–K5); null when nothing.
 *
 * Shape: `amount` is the money due to those credited, in the goal's currency; null where the measure needs none or it is not known.
 */
export function contributionOf(
  measure: Measure,
  event: CountingEvent,
  amount: number | null,
): readonly [amount: number, weight: number] | null {
  switch (measure) {
    case 'revenue':
      return event.outcome === 'won' ? [amount ?? 0, 1] : null;
    case 'deals':
      return event.outcome === 'won' ? [1, 1] : null;
    case 'activities':
    case 'tasks':
      return [1, 1];
    case 'win_rate':
      return event.outcome === 'open' ? null : [event.outcome === 'won' ? 1 : 0, 1];
    case 'average_deal_size':
      return event.outcome === 'won' && amount !== null ? [amount, 1] : null;
    case 'sales_cycle':
      return event.outcome === 'won' && event.openedOn !== null ? [Math.max(0, cycleDays(event.openedOn, event.countsOn)), 1] : null;
    case 'on_time_rate':
      return event.dueOn === null ? null : [event.countsOn <= event.dueOn ? 1 : 0, 1];
    case 'composite':
      return null;
  }
}

/** Whether what a record adds depends on its amount. */
export function needsAmount(measure: Measure): boolean {
  return measure === 'revenue' || measure === 'average_deal_size';
}

function cycleDays(openedOn: string, closedOn: string): number {
  return toDayNumber(closedOn) - toDayNumber(openedOn);
}

/**
 * Names what an owner does day by day, whatever the period: goals of the same owner, measure, currency and filter share it, so that one
 * goal's past is known from before it was set (rule C11).
 */
export function measureKey(goal: Pick<Goal, 'ownerType' | 'ownerId' | 'type' | 'metric' | 'currency' | 'filter'>): string {
  const { ownerType, ownerId, currency, filter } = goal;
  return `~${hashHex(JSON.stringify([ownerType, ownerId, measureOf(goal), currency, filterParts(filter)]))}`;
}

/** Equal for filters that let the same through by their words alone; null for one that lets everything through. */
function filterParts({ productIds, activityKinds, pipelineIds, tags, minimumAmountMinor }: Goal['filter']) {
  const lists = [productIds, activityKinds, pipelineIds, tags];
  if (minimumAmountMinor === NO_FILTER.minimumAmountMinor && lists.every(({ length }) => length === 0)) return null;
  return [lists.map((list) => [...new Set(list)].sort()), minimumAmountMinor];
}
