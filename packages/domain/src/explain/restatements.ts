import type { GoalIndex } from '../engine/goal-index.ts';
import { isComposite } from '../engine/measure.ts';
import type { Instant, IsoDate } from '../records/fields.ts';
import { type AdjustmentCause, type AdjustmentsInput, adjustmentChanges } from './adjustment-changes.ts';
import { isReported } from './explain-adjustments.ts';
import type { RecordCause } from './ledger.ts';
import { Course, type Reading } from './reading.ts';
import { type ChangesInput, recordChanges } from './record-changes.ts';

/** One change that came after a goal's number was closed. */
export interface Restatement {
  readonly cause: RecordCause | AdjustmentCause;
  readonly collection: 'deals' | 'activities' | 'tasks' | 'adjustments';
  readonly recordId: string;
  /** null where an adjustment expired. */
  readonly at: Instant | null;
  /** What it changed the goal's value by, in the goal's unit; of a ratio as they came, one after the other. */
  readonly amount: number;
}

export interface Restated {
  readonly goalId: string;
  readonly closedOn: IsoDate;
  readonly closedValue: number | null;
  /** By moment. */
  readonly lines: readonly Restatement[];
  /** What rule A6 gives back, so that the restated value isn't negative. */
  readonly floored: number;
  /** closed value + Σ lines + floored, as today's goals, links, memberships and rates have it. */
  readonly restatedValue: number;
}

/** `from` is the closing day (rule S3, `closingDay`), `to` the day through which changes are read. */
export interface RestatementsInput extends ChangesInput, AdjustmentsInput {
  readonly closed: Reading;
}

/**
 * What changed a goal's number after it was closed (rule W12).
 *
 * Shape:  closed value + Σ lines + floored = restated value; a composite has no lines of its own.
 * Errors: throws RangeError for a goal that isn't in the book.
 */
export function restatements(index: GoalIndex, goalId: string, input: RestatementsInput): Restated {
  const goal = index.goal(goalId);
  if (goal === undefined) throw new RangeError(`Goal ${goalId} is not in the goal book.`);
  const { from, closed } = input;
  const isMadeOfRecords = !isComposite(goal) && !isReported(goal);
  const course = new Course(goal, closed);
  const records = isMadeOfRecords ? recordChanges(index, goalId, input) : [];
  const lines = records.map(({ cause, collection, recordId, at, amount, weight }): Restatement => {
    return { cause, collection, recordId, at, amount: course.step(amount, weight) };
  });
  const { changes, sumFrom, sumTo } = adjustmentChanges(index, goalId, input);
  for (const { adjustmentId, cause, at, amount } of changes)
    lines.push({ cause, collection: 'adjustments', recordId: adjustmentId, at, amount });
  const closedBase = isReported(goal) ? 0 : (closed.calculated ?? 0);
  const base = isMadeOfRecords ? course.value : closedBase;
  const floored = Math.max(0 - base, sumTo) - sumTo - (Math.max(0 - closedBase, sumFrom) - sumFrom);
  const isTelling = lines.filter(({ amount, collection }) => amount !== 0 || collection !== 'adjustments');
  return {
    goalId,
    closedOn: from,
    closedValue: closed.value,
    lines: isTelling.sort(byMoment),
    floored,
    restatedValue: lines.reduce((sum, { amount }) => sum + amount, (closed.value ?? 0) + floored),
  };
}

/** Stable: records of one moment stay in the order in which they were taken. */
function byMoment(a: Restatement, b: Restatement): number {
  return a.at === b.at ? 0 : (a.at ?? '~') < (b.at ?? '~') ? -1 : 1;
}
