import {
  type Adjustment,
  draftAdjustment,
  draftGoal,
  type FilterWish,
  type Goal,
  GOAL_DEFAULTS,
  type GoalFilter,
  goalProblems,
} from '@fieldgoal/domain';
import type { z } from 'zod';
import { type Acting, commit, create, existing, newRecord, update } from './acting.ts';
import { linkChanges } from './link-edits.ts';
import { invalid, requestError } from './problem.ts';
import type {
  adjusted,
  adjustmentInput,
  adjustmentList,
  adjustmentView,
  GoalCreateInput,
  GoalUpdateInput,
  GoalView,
  goalReplaceInput,
  recalculated,
} from './schemas/goals.ts';
import { goalView } from './views/goal-view.ts';

/** Makes a goal, and hangs it under its parent, in one change. */
export function createGoal(acting: Acting, { parentId, ...wish }: GoalCreateInput): GoalView {
  const { replica } = acting;
  const draft = draftGoal(wish, { directory: replica.directory(), calendar: replica.calendar(), index: replica.goalIndex() });
  if (!draft.ok) throw invalid(draft.error);
  const goal: Goal = { ...newRecord(acting), ...draft.value, seriesId: null };
  checkMayEdit(acting, goal, 'make goals of this owner');
  const links = parentId == null ? [] : linkChanges(acting, goal, parentId);
  commit(acting, [create('goals', goal), ...links]);
  return viewOf(acting, goal.id);
}

/** Changes only the given fields. */
export function updateGoal(acting: Acting, { id, filter, ...fields }: GoalUpdateInput): GoalView {
  const goal = existing(acting, 'goals', id, 'goal');
  return change(acting, goal, { ...fields, ...(filter === undefined ? {} : { filter: mergedFilter(goal.filter, filter) }) });
}

/** Changes all that can be changed: what isn't given goes back to its default. */
export function replaceGoal(acting: Acting, { id, filter, ...fields }: z.infer<typeof goalReplaceInput>): GoalView {
  const { targetMode, rollUp, status, baseline, stretchTarget, weight, components, pacing, forecastModel, calculationSource } =
    GOAL_DEFAULTS;
  const defaults = { targetMode, rollUp, status, baseline, stretchTarget, weight, components, pacing, forecastModel, calculationSource };
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const goal = existing(acting, 'goals', id, 'goal');
  return change(acting, goal, { ...defaults, ...given, filter: mergedFilter(GOAL_DEFAULTS.filter, filter ?? {}) });
}

function change(acting: Acting, goal: Goal, fields: { readonly [F in keyof Goal]?: Goal[F] | undefined }): GoalView {
  const { replica } = acting;
  checkMayEdit(acting, goal, 'change this goal');
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Goal>;
  const problems = goalProblems({ ...goal, ...given }, { directory: replica.directory(), index: replica.goalIndex() }, goal.id);
  const own = problems.filter(({ field }) => field !== null && Object.hasOwn(given, field.split('.')[0] ?? ''));
  if (own.length > 0) throw invalid(own);
  commit(acting, [update('goals', goal.id, given)]);
  return viewOf(acting, goal.id);
}

/** A goal with others below it is not deleted: they would be left in the air. */
export function deleteGoal(acting: Acting, id: string): { id: string; deleted: true } {
  const { replica } = acting;
  const goal = existing(acting, 'goals', id, 'goal');
  checkMayEdit(acting, goal, 'delete this goal');
  const children = replica.goalIndex().hierarchy.childrenOf.get(id) ?? [];
  if (children.length > 0) {
    const message = `${children.length} goals hang under it. Take them out first (unlink-parent), or set its status to "cancelled".`;
    throw requestError('CONFLICT', message, [{ field: 'id', value: id, rule: 'has_children', message }]);
  }
  commit(acting, [update('goals', id, { deletedAt: replica.nowInstant() })]);
  return { id, deleted: true };
}

/** Evaluates the goal and all above it anew; whoever reads a goal may ask for it, since nothing but what is derived can change. */
export function recalculateGoal(acting: Acting, id: string): z.infer<typeof recalculated> {
  const { replica, organization, actor } = acting;
  const goal = existing(acting, 'goals', id, 'goal');
  const { changed } = replica.recalculate([id, ...replica.goalIndex().ancestorsOf(id)]);
  if (changed.length > 0)
    organization.authority.audit({
      actorId: actor.memberId,
      action: 'goals.recalculated',
      sentence: `recalculated the goal "${goal.name}"`,
    });
  return { changed: changed.length > 0, goal: viewOf(acting, id) };
}

/** Adds a justified adjustment (rules A1–A6). */
export function adjustGoal(acting: Acting, { id, ...wish }: z.infer<typeof adjustmentInput>): z.infer<typeof adjusted> {
  const { replica } = acting;
  const goal = existing(acting, 'goals', id, 'goal');
  checkMayAdjust(acting, goal);
  const result = replica.result(id)?.result;
  if (result === undefined) throw requestError('CONFLICT', `The value of "${goal.name}" is not known yet. Recalculate it first.`);
  const draft = draftAdjustment({ ...wish, expiresOn: wish.expiresOn ?? null }, goal, result, replica.goalIndex().adjustmentsCounting(id));
  if (!draft.ok) throw invalid(draft.error);
  const adjustment: Adjustment = { ...newRecord(acting), ...draft.value };
  commit(acting, [create('adjustments', adjustment)]);
  return { adjustment: adjustmentOf(adjustment), goal: viewOf(acting, id) };
}

/** A revocation is final (rule A3). */
export function revokeAdjustment(acting: Acting, id: string, adjustmentId: string): z.infer<typeof adjusted> {
  const { replica, actor } = acting;
  const goal = existing(acting, 'goals', id, 'goal');
  const adjustment = existing(acting, 'adjustments', adjustmentId, 'adjustment');
  if (adjustment.goalId !== id)
    throw invalid([{ field: 'adjustmentId', value: adjustmentId, rule: 'unknown', message: 'It adjusts another goal.' }]);
  checkMayAdjust(acting, goal);
  if (adjustment.revokedAt !== null) {
    const message = 'This adjustment was revoked already.';
    throw requestError('CONFLICT', message, [{ field: 'adjustmentId', value: adjustmentId, rule: 'A3', message }]);
  }
  commit(acting, [update('adjustments', adjustmentId, { revokedAt: replica.nowInstant(), revokedBy: actor.memberId })]);
  return { adjustment: adjustmentOf(existing(acting, 'adjustments', adjustmentId, 'adjustment')), goal: viewOf(acting, id) };
}

/** The goal's own adjustments, revoked ones too, in the order they were made. */
export function adjustmentsOf(acting: Acting, id: string): z.infer<typeof adjustmentList> {
  existing(acting, 'goals', id, 'goal');
  return {
    items: acting.replica
      .goalBook()
      .adjustments.filter(({ goalId }) => goalId === id)
      .map(adjustmentOf),
  };
}

function adjustmentOf({ importId: _importId, deletedAt: _deletedAt, ...said }: Adjustment): z.infer<typeof adjustmentView> {
  return said;
}

/** Asked before anything else is told of the request; the commit asks again, record by record. */
function checkMayEdit({ replica, actor }: Acting, goal: Goal, what: string): void {
  if (!replica.reach().mayEditGoal(actor, goal)) throw forbidden(what);
}

function checkMayAdjust({ replica, actor }: Acting, goal: Goal): void {
  if (!replica.reach().mayAdjustGoal(actor, goal)) throw forbidden('adjust this goal');
}

function forbidden(what: string) {
  const message = `You may not ${what}: its owner lies outside your teams. Ask a manager above its owner or an admin.`;
  return requestError('FORBIDDEN', message, [{ field: null, value: null, rule: 'V5', message }]);
}

function mergedFilter(before: GoalFilter, wish: FilterWish): GoalFilter {
  const given = Object.entries(wish).filter(([, value]) => value !== undefined);
  return { ...before, ...(Object.fromEntries(given) as Partial<GoalFilter>) };
}

function viewOf(acting: Acting, id: string): GoalView {
  return goalView(acting.replica, existing(acting, 'goals', id, 'goal'));
}
