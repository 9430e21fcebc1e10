import type { GoalResult } from '../engine/types.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Adjustment, Goal } from '../records/goals.ts';
import { err, ok, type Result } from '../result.ts';
import { type FieldProblem, problem } from './field-problem.ts';

const SHORTEST_JUSTIFICATION = 10;

export interface AdjustmentWish {
  readonly kind: Adjustment['kind'];
  readonly entered: number;
  readonly justification: string;
  /** Last day on which it counts; null for good. */
  readonly expiresOn: IsoDate | null;
}

export type AdjustmentDraft = Pick<
  Adjustment,
  'goalId' | 'kind' | 'entered' | 'delta' | 'justification' | 'expiresOn' | 'effectiveOn' | 'revokedAt' | 'revokedBy'
>;

/**
 * A new adjustment from what was asked for, checked (rules A1, A2, A6, R6). "Set to X" is kept as the difference to the value of this
 * moment, other adjustments included, before it is held at 0, so that the value becomes X.
 *
 * Shape:  the goal, its result today and the adjustments counting in it (`adjustmentsCounting`).
 * Errors: a problem per field, all at once.
 */
export function draftAdjustment(
  wish: AdjustmentWish,
  goal: Pick<Goal, 'id' | 'periodStart' | 'periodEnd'>,
  result: GoalResult,
  counting: readonly Adjustment[],
): Result<AdjustmentDraft, readonly FieldProblem[]> {
  const { kind, entered, expiresOn } = wish;
  const justification = wish.justification.trim();
  const effectiveOn = within(result.today, goal);
  const delta = kind === 'add' ? entered : entered - uncappedValue(result, counting);
  const problems: FieldProblem[] = [];
  if (justification.length < SHORTEST_JUSTIFICATION) {
    const message = `It has ${justification.length} characters; write at least ${SHORTEST_JUSTIFICATION}, so that others can follow it later.`;
    problems.push(problem('justification', wish.justification, 'A1', message));
  }
  const least = kind === 'add' ? -(result.value ?? 0) : 0;
  if (entered < least) problems.push(problem('entered', entered, 'A6', `The goal's value would become negative. Enter at least ${least}.`));
  if (expiresOn !== null && expiresOn < effectiveOn)
    problems.push(problem('expiresOn', expiresOn, 'R6', `It takes effect on ${effectiveOn}. Choose that day or a later one, or none.`));
  if (problems.length > 0) return err(problems);
  return ok({ goalId: goal.id, kind, entered, delta, justification, expiresOn, effectiveOn, revokedAt: null, revokedBy: null });
}

/** The value before rule A6 holds it at 0: what an earlier adjustment took beyond it would else eat up a part of what is set now. */
function uncappedValue({ today, calculated, value }: GoalResult, counting: readonly Adjustment[]): number {
  if (value !== null && value > 0) return value;
  const isInForce = ({ effectiveOn, expiresOn }: Adjustment): boolean => effectiveOn <= today && (expiresOn === null || today <= expiresOn);
  return counting.filter(isInForce).reduce((sum, { delta }) => sum + delta, calculated ?? 0);
}

function within(date: IsoDate, { periodStart, periodEnd }: Pick<Goal, 'periodStart' | 'periodEnd'>): IsoDate {
  return date < periodStart ? periodStart : date > periodEnd ? periodEnd : date;
}
