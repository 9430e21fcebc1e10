import type { GoalIndex } from '../engine/goal-index.ts';
import { isComposite } from '../engine/measure.ts';
import type { IsoDate } from '../records/fields.ts';
import { type AdjustmentCause, type AdjustmentChange, type AdjustmentsInput, adjustmentChanges } from './adjustment-changes.ts';
import { isReported } from './explain-adjustments.ts';
import type { ExplainedPart } from './explanation.ts';
import type { RecordCause } from './ledger.ts';
import { type PartChange, partChanges } from './part-changes.ts';
import { Course, type Reading } from './reading.ts';
import { type ChangesInput, type RecordChange, recordChanges } from './record-changes.ts';

export type WaterfallCause = RecordCause | AdjustmentCause | 'goals' | 'regrouped' | 'floored';

/** The order of a waterfall's steps (rule W9): what mostly brings, what moves, what takes; then the rest and the adjustments. */
const RECORD_CAUSES: readonly RecordCause[] = [
  'came_due',
  'opened',
  'imported',
  'completed',
  'won',
  'restored',
  're_dated',
  're_assigned',
  'amount_changed',
  'relabelled',
  'other',
  'lost',
  'reopened',
  'reopened_work',
  'deleted',
];
const ADJUSTMENT_CAUSES: readonly AdjustmentCause[] = ['adjusted', 'adjustment_expired', 'adjustment_revoked'];

export interface WaterfallStep {
  readonly cause: WaterfallCause;
  /** What it changed the goal's value by, in the goal's unit. */
  readonly amount: number;
  /** Of a ratio what it did to numerator and denominator; of a sum to the sum and the number of records. */
  readonly numerator: number;
  readonly denominator: number;
  readonly records: readonly RecordChange[];
  readonly adjustments: readonly AdjustmentChange[];
  /** Of a composite. */
  readonly goals: readonly PartChange[];
}

export interface Waterfall {
  readonly goalId: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly valueFrom: number | null;
  readonly valueTo: number | null;
  /** Steps that changed nothing are left out; no data is read as 0. */
  readonly steps: readonly WaterfallStep[];
}

export interface WaterfallInput extends ChangesInput, AdjustmentsInput {
  /** The goal at the end of `from` and of `to`: as a snapshot has it, or as evaluated. */
  readonly readingFrom: Reading;
  readonly readingTo: Reading;
  /** Of a composite: its goals at the end of either day; left out, the step `goals` doesn't say which goal did what. */
  readonly parts?: { readonly from: readonly ExplainedPart[]; readonly to: readonly ExplainedPart[] };
}

/**
 * Why a goal's value changed between the ends of two days (rules W9–W11).
 *
 * Shape:  Σ steps = value at the end − value at the start, exactly. Records count as today's goals, links, memberships and rates have it;
 *         what that leaves over is the step `regrouped`. Of a ratio the steps are taken one after the other in the order of the causes.
 * Units:  the goal's (rule K1).
 * Errors: throws RangeError for a goal that isn't in the book.
 */
export function waterfall(index: GoalIndex, goalId: string, input: WaterfallInput): Waterfall {
  const goal = index.goal(goalId);
  if (goal === undefined) throw new RangeError(`Goal ${goalId} is not in the goal book.`);
  const { from, to, readingFrom, readingTo } = input;
  const isMadeOfRecords = !isComposite(goal) && !isReported(goal);
  const course = new Course(goal, readingFrom);
  const records = isMadeOfRecords ? recordChanges(index, goalId, input) : [];
  const steps = recordSteps(records, course);
  const rest = isMadeOfRecords ? restStep('regrouped', course, readingTo) : emptyStep('regrouped');
  if (isComposite(goal) && !isReported(goal)) steps.push(goalsStep(index, goalId, input));
  const adjusted = adjustmentChanges(index, goalId, input);
  steps.push(...adjustmentSteps(adjusted.changes));
  // A manual goal's reports are adjustments too, so that all of its value is told by them.
  const baseOf = ({ calculated }: Reading): number => (isReported(goal) ? 0 : (calculated ?? 0));
  const floorOf = (base: number, sum: number): number => Math.max(0 - base, sum) - sum;
  const floored = floorOf(baseOf(readingTo), adjusted.sumTo) - floorOf(baseOf(readingFrom), adjusted.sumFrom);
  const change = (readingTo.value ?? 0) - (readingFrom.value ?? 0);
  const told = [...steps, rest].reduce((sum, { amount }) => sum + amount, floored);
  steps.push({ ...rest, amount: rest.amount + change - told });
  steps.push({ ...emptyStep('floored'), amount: floored });
  return { goalId, from, to, valueFrom: readingFrom.value, valueTo: readingTo.value, steps: steps.filter(isTelling) };
}

function recordSteps(changes: readonly RecordChange[], course: Course): WaterfallStep[] {
  return RECORD_CAUSES.map((cause) => {
    const records = changes.filter((change) => change.cause === cause);
    const numerator = records.reduce((sum, { amount }) => sum + amount, 0);
    const denominator = records.reduce((sum, { weight }) => sum + weight, 0);
    return { ...emptyStep(cause), amount: course.step(numerator, denominator), numerator, denominator, records };
  });
}

function adjustmentSteps(changes: readonly AdjustmentChange[]): WaterfallStep[] {
  return ADJUSTMENT_CAUSES.map((cause) => {
    const adjustments = changes.filter((change) => change.cause === cause);
    return { ...emptyStep(cause), amount: adjustments.reduce((sum, { amount }) => sum + amount, 0), adjustments };
  });
}

function goalsStep(index: GoalIndex, goalId: string, { parts, readingFrom, readingTo, to }: WaterfallInput): WaterfallStep {
  if (parts === undefined) return { ...emptyStep('goals'), amount: (readingTo.calculated ?? 0) - (readingFrom.calculated ?? 0) };
  const goals = partChanges(index, goalId, parts.from, parts.to, to);
  return { ...emptyStep('goals'), amount: goals.reduce((sum, { amount }) => sum + amount, 0), goals };
}

function restStep(cause: WaterfallCause, course: Course, { amount, weight }: Reading): WaterfallStep {
  const [numerator, denominator] = [amount - course.amount, weight - course.weight];
  return { ...emptyStep(cause), amount: course.step(numerator, denominator), numerator, denominator };
}

function emptyStep(cause: WaterfallCause): WaterfallStep {
  return { cause, amount: 0, numerator: 0, denominator: 0, records: [], adjustments: [], goals: [] };
}

function isTelling({ amount, numerator, denominator, records, adjustments, goals }: WaterfallStep): boolean {
  return amount !== 0 || numerator !== 0 || denominator !== 0 || records.length > 0 || adjustments.length > 0 || goals.length > 0;
}
