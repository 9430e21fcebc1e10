import type { GoalIndex } from '../engine/goal-index.ts';
import { asReported } from '../engine/reports.ts';
import type { Instant, IsoDate } from '../records/fields.ts';
import type { Adjustment, Goal } from '../records/goals.ts';
import { isInForce } from './explain-adjustments.ts';
import { adjustedFeeders } from './feeders.ts';

export type AdjustmentCause = 'adjusted' | 'adjustment_expired' | 'adjustment_revoked';

/** What one adjustment did to a goal. */
export interface AdjustmentChange {
  readonly adjustmentId: string;
  readonly goalId: string;
  readonly cause: AdjustmentCause;
  /** When it was made or revoked; null where its day came or passed. */
  readonly at: Instant | null;
  /** In the goal's unit. */
  readonly amount: number;
}

export interface AdjustmentsInput {
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** Those of the goal and of the goals below it, the revoked ones too; others are passed over. */
  readonly adjustments: readonly Adjustment[];
  readonly businessDateOf: (instant: Instant) => IsoDate;
}

export interface AdjustmentChanges {
  /** By adjustment. */
  readonly changes: readonly AdjustmentChange[];
  /** Σ of what counted at the end of each day, before rule A6 limits it. */
  readonly sumFrom: number;
  readonly sumTo: number;
}

/** What adjustments did to a goal between the ends of two days (rule W10): made or begun, expired, revoked, as it was known then. */
export function adjustmentChanges(index: GoalIndex, goalId: string, input: AdjustmentsInput): AdjustmentChanges {
  const { from, to, adjustments, businessDateOf } = input;
  const goal = index.goal(goalId);
  if (goal === undefined) return { changes: [], sumFrom: 0, sumTo: 0 };
  const then = knownOn(index, goal, input, from);
  const now = knownOn(index, goal, input, to);
  const changes: AdjustmentChange[] = [];
  for (const one of [...adjustments].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const [had, has] = [then.get(one.id), now.get(one.id)];
    if (had === has) continue;
    const isRevoked = one.revokedAt !== null && businessDateOf(one.revokedAt) <= to;
    const isMadeNow = businessDateOf(one.createdAt) > from;
    const amount = (has ?? 0) - (had ?? 0);
    if (had === undefined)
      changes.push({ adjustmentId: one.id, goalId: one.goalId, cause: 'adjusted', at: isMadeNow ? one.createdAt : null, amount });
    else if (has === undefined && !isRevoked)
      changes.push({ adjustmentId: one.id, goalId: one.goalId, cause: 'adjustment_expired', at: null, amount });
    // Of a manual goal a report stands for more once the one before it was revoked.
    else changes.push({ adjustmentId: one.id, goalId: one.goalId, cause: 'adjustment_revoked', at: one.revokedAt, amount });
  }
  return { changes, sumFrom: sumOf(then), sumTo: sumOf(now) };
}

/** What counted on a day of what was known at its end, in the goal's currency. */
function knownOn(index: GoalIndex, goal: Goal, { adjustments, businessDateOf }: AdjustmentsInput, day: IsoDate): Map<string, number> {
  const known = new Map<string, number>();
  for (const { goal: from } of adjustedFeeders(index, goal.id)) {
    const own = adjustments.filter(
      ({ goalId, deletedAt, createdAt, revokedAt }) =>
        goalId === from.id &&
        deletedAt === null &&
        businessDateOf(createdAt) <= day &&
        (revokedAt === null || businessDateOf(revokedAt) > day),
    );
    for (const one of from.calculationSource === 'manual' ? asReported(own) : own) {
      const delta = inCurrencyOf(index, goal, from, one);
      if (delta !== null && isInForce(one, day)) known.set(one.id, delta);
    }
  }
  return known;
}

function inCurrencyOf(index: GoalIndex, goal: Goal, from: Goal, { delta, effectiveOn }: Adjustment): number | null {
  if (goal.currency === null || from.currency === null) return delta;
  return index.converter.convert(delta, from.currency, goal.currency, effectiveOn);
}

function sumOf(known: ReadonlyMap<string, number>): number {
  return [...known.values()].reduce((sum, one) => sum + one, 0);
}
