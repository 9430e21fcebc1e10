import type { GoalIndex } from '../engine/goal-index.ts';
import { isComposite, ratioScale, unitOf } from '../engine/measure.ts';
import type { CountingEvent, Directory, GoalResult } from '../engine/types.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Goal } from '../records/goals.ts';
import { scaleHalfEven } from '../rounding.ts';
import { explainAdjustments, isReported, unconvertedAdjustments } from './explain-adjustments.ts';
import { RecordLines } from './explain-records.ts';
import type { ExplainedAdjustment, ExplainedPart, Explanation } from './explanation.ts';

export interface ExplainInput {
  readonly directory: Directory;
  /** The records that can count in the goal (those of `membersInScope` in its period suffice); others, and open deals, are passed over. */
  readonly events: Iterable<CountingEvent>;
  readonly today: IsoDate;
  /** A goal's result on that day; needed for the parts of a composite only. */
  readonly resultOf?: (goalId: string) => Pick<GoalResult, 'attainment'> | null;
}

/**
 * Expands a goal's value to the exact records, credits, rates and adjustments that make it (rules W1–W6).
 *
 * Shape:  of a sum Σ records = calculated, of a ratio Σ amounts × scale ÷ Σ weights; and calculated + Σ added + floored = value. It is
 *         made from the lines alone, so that it can be checked against `evaluate`.
 * Units:  the goal's (rule K1).
 * Errors: throws RangeError for a goal that isn't in the book.
 */
export function explainGoal(index: GoalIndex, goalId: string, { directory, events, today, resultOf }: ExplainInput): Explanation {
  const goal = index.goal(goalId);
  if (goal === undefined) throw new RangeError(`Goal ${goalId} is not in the goal book.`);
  const lines = new RecordLines(index, goal, directory);
  const isCounted = index.sliceOf(goalId) !== null;
  const due = isCounted ? [...events].filter(({ countsOn, outcome }) => countsOn <= today && outcome !== 'open').sort(byDayThenRecord) : [];
  const records = due.flatMap((event) => lines.counted(event) ?? []);
  const adjustments = explainAdjustments(index, goal, today);
  const parts = partsOf(index, goal, resultOf);
  const calculated = calculatedOf(index, goal, { records, adjustments, parts, today });
  const added = sumOf(adjustments.filter(({ part }) => part === 'added'));
  const adjusted = Math.max(0 - (calculated ?? 0), added);
  const value = calculated === null && adjusted === 0 ? null : (calculated ?? 0) + adjusted;
  const reported = sumOf(adjustments.filter(({ part }) => part === 'reported'));
  return {
    goalId,
    today,
    unit: unitOf(goal),
    currency: goal.currency,
    madeOf: madeOf(goal),
    scale: ratioScale(goal),
    calculated,
    adjusted,
    value,
    records,
    adjustments,
    floored: (value ?? 0) - added - (isReported(goal) ? reported : (calculated ?? 0)),
    unconverted: due.flatMap((event) => lines.unconverted(event) ?? []),
    unconvertedAdjustments: unconvertedAdjustments(index, goal, directory, today),
    parts,
  };
}

function madeOf(goal: Goal): Explanation['madeOf'] {
  if (isReported(goal)) return 'reports';
  if (isComposite(goal)) return 'goals';
  return goal.status === 'active' ? 'records' : 'nothing';
}

type Lines = Pick<Explanation, 'records' | 'adjustments' | 'parts' | 'today'>;

function calculatedOf(index: GoalIndex, goal: Goal, { records, adjustments, parts, today }: Lines): number | null {
  if (isReported(goal)) {
    const reported = adjustments.filter(({ part }) => part === 'reported');
    return adjustments.length === 0 ? null : Math.max(0, sumOf(reported));
  }
  if (isComposite(goal)) {
    const asParts = parts.map((part) => ({ ...part, ends: [] }));
    return index.evaluateComposite(goal.id, asParts, today).calculated;
  }
  const amount = records.reduce((sum, line) => sum + line.amount, 0);
  const weight = records.reduce((sum, line) => sum + line.weight, 0);
  const scale = ratioScale(goal);
  if (scale === null) return amount;
  return weight === 0 ? null : scaleHalfEven(amount, scale, weight);
}

function partsOf(index: GoalIndex, goal: Goal, resultOf: ExplainInput['resultOf']): readonly ExplainedPart[] {
  return index.componentsOf(goal.id).map(({ goalId, weight }) => ({ goalId, weight, attainment: resultOf?.(goalId)?.attainment ?? null }));
}

function sumOf(adjustments: readonly ExplainedAdjustment[]): number {
  return adjustments.reduce((sum, { delta }) => sum + delta, 0);
}

function byDayThenRecord(a: CountingEvent, b: CountingEvent): number {
  if (a.countsOn !== b.countsOn) return a.countsOn < b.countsOn ? -1 : 1;
  return a.recordId < b.recordId ? -1 : 1;
}
