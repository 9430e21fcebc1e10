import type { Adjustment, Goal, GoalResult, IsoDate } from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import type { Workspace } from '../workspace.ts';
import { commitEdit, create, existing, newRecord, update } from './commit-edit.ts';

const SHORTEST_JUSTIFICATION = 10;

export interface NewAdjustment {
  readonly goalId: string;
  readonly kind: 'add' | 'set';
  readonly entered: number;
  readonly justification: string;
  readonly expiresOn: IsoDate | null;
}

/**
 * Adds a justified adjustment. "Set to" is kept as the difference to the value of this moment, other adjustments included, so that
 * the value becomes what was entered, and records and adjustments that come later still move it (rule A2).
 */
export function adjustGoal(workspace: Workspace, input: NewAdjustment): void {
  const { replica } = workspace;
  const goal = existing(workspace, 'goals', input.goalId, 'goal');
  checkMayAdjust(workspace, goal);
  const justification = input.justification.trim();
  if (justification.length < SHORTEST_JUSTIFICATION) {
    throw new EditRefused(
      `Justification: it has ${justification.length} characters; write at least ${SHORTEST_JUSTIFICATION}, so that others can follow it later.`,
    );
  }
  const result = replica.result(goal.id)?.result;
  if (result === undefined)
    throw new EditRefused(`The value of "${goal.name}" is not known on this device yet. Wait until it is up to date, then try again.`);
  const value = result.value ?? 0;
  const delta = input.kind === 'add' ? input.entered : input.entered - uncappedValue(workspace, result);
  if (input.kind === 'set' ? input.entered < 0 : value + delta < 0) {
    throw new EditRefused(
      `Adjustment ${input.entered}: the goal's value would become negative (${input.kind === 'set' ? input.entered : value + delta}). Enter at least ${input.kind === 'add' ? -value : 0}.`,
    );
  }
  const effectiveOn = within(replica.today(), goal);
  if (input.expiresOn !== null && input.expiresOn < effectiveOn) {
    throw new EditRefused(`Expires on ${input.expiresOn}: that is before it takes effect on ${effectiveOn}. Choose a later day or none.`);
  }
  const { goalId, kind, entered, expiresOn } = input;
  commitEdit(workspace, [
    create('adjustments', {
      ...newRecord(workspace),
      goalId,
      kind,
      entered,
      delta,
      justification,
      expiresOn,
      effectiveOn,
      revokedAt: null,
      revokedBy: null,
    }),
  ]);
}

/** The value before rule A6 holds it at 0: what an earlier adjustment took beyond it would else eat up a part of what is set now. */
function uncappedValue({ replica }: Workspace, { goalId, today, calculated, value }: GoalResult): number {
  if (value !== null && value > 0) return value;
  const counting = replica.goalIndex().adjustmentsCounting(goalId);
  const isInForce = ({ effectiveOn, expiresOn }: Adjustment): boolean => effectiveOn <= today && (expiresOn === null || today <= expiresOn);
  return counting.filter(isInForce).reduce((sum, { delta }) => sum + delta, calculated ?? 0);
}

/** A revocation is final (rule A3). */
export function revokeAdjustment(workspace: Workspace, adjustmentId: string): void {
  const adjustment = existing(workspace, 'adjustments', adjustmentId, 'adjustment');
  const goal = existing(workspace, 'goals', adjustment.goalId, 'goal');
  checkMayAdjust(workspace, goal);
  if (adjustment.revokedAt !== null) throw new EditRefused('This adjustment was revoked already.');
  const result = workspace.replica.result(goal.id)?.result;
  const today = workspace.replica.today();
  const counts = adjustment.effectiveOn <= today && (adjustment.expiresOn === null || today <= adjustment.expiresOn);
  const value = result?.value ?? null;
  if (value !== null && counts && value - adjustment.delta < 0) {
    throw new EditRefused(
      `Without this adjustment the goal's value would be negative (${value - adjustment.delta}). Revoke the ones that lower it first.`,
    );
  }
  commitEdit(workspace, [
    update('adjustments', adjustmentId, { revokedAt: workspace.replica.nowInstant(), revokedBy: workspace.memberId }),
  ]);
}

function checkMayAdjust(workspace: Workspace, goal: Goal): void {
  if (workspace.replica.reach().mayAdjustGoal(workspace.actor(), goal)) return;
  throw new EditRefused(`You may not adjust the goal "${goal.name}". Ask a manager above its owner or an administrator.`);
}

function within(date: IsoDate, { periodStart, periodEnd }: Goal): IsoDate {
  return date < periodStart ? periodStart : date > periodEnd ? periodEnd : date;
}
