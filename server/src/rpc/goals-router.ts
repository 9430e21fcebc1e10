import {
  adjustGoal,
  adjustmentsOf,
  createGoal,
  deleteGoal,
  recalculateGoal,
  replaceGoal,
  revokeAdjustment,
  updateGoal,
} from '../api/goal-edits.ts';
import { analyticsOf, childrenOf, forecastOf, getGoal, hierarchyOf, historyOf, listGoals } from '../api/goals.ts';
import { linkGoal } from '../api/link-edits.ts';
import * as goals from '../api/schemas/goals.ts';
import { deleted } from '../api/schemas/work.ts';
import { apiProcedure, router } from './trpc.ts';

const reading = apiProcedure('goals:read');
const writing = apiProcedure('goals:write');

export const goalsRouter = router({
  list: reading
    .input(goals.goalsListInput)
    .output(goals.goalsPage)
    .query(({ ctx, input }) => listGoals(ctx.acting, input)),
  get: reading
    .input(goals.goalId)
    .output(goals.goalView)
    .query(({ ctx, input }) => getGoal(ctx.acting, input.id)),
  create: writing
    .input(goals.goalCreateInput)
    .output(goals.goalView)
    .mutation(({ ctx, input }) => createGoal(ctx.acting, input)),
  update: writing
    .input(goals.goalUpdateInput)
    .output(goals.goalView)
    .mutation(({ ctx, input }) => updateGoal(ctx.acting, input)),
  replace: writing
    .input(goals.goalReplaceInput)
    .output(goals.goalView)
    .mutation(({ ctx, input }) => replaceGoal(ctx.acting, input)),
  delete: writing
    .input(goals.goalId)
    .output(deleted)
    .mutation(({ ctx, input }) => deleteGoal(ctx.acting, input.id)),
  recalculate: writing
    .input(goals.goalId)
    .output(goals.recalculated)
    .mutation(({ ctx, input }) => recalculateGoal(ctx.acting, input.id)),
  manualAdjustment: writing
    .input(goals.adjustmentInput)
    .output(goals.adjusted)
    .mutation(({ ctx, input }) => adjustGoal(ctx.acting, input)),
  forecast: reading
    .input(goals.goalId)
    .output(goals.forecastView)
    .query(({ ctx, input }) => forecastOf(ctx.acting, input.id)),
  progressHistory: reading
    .input(goals.historyInput)
    .output(goals.progressHistory)
    .query(({ ctx, input }) => historyOf(ctx.acting, input)),
  linkParent: writing
    .input(goals.linkInput)
    .output(goals.goalView)
    .mutation(({ ctx, input }) => linkGoal(ctx.acting, input.id, input.parentId)),
  unlinkParent: writing
    .input(goals.goalId)
    .output(goals.goalView)
    .mutation(({ ctx, input }) => linkGoal(ctx.acting, input.id, null)),
  hierarchy: reading
    .input(goals.goalId)
    .output(goals.hierarchyView)
    .query(({ ctx, input }) => hierarchyOf(ctx.acting, input.id)),
  children: reading
    .input(goals.goalId)
    .output(goals.goalList)
    .query(({ ctx, input }) => ({ items: childrenOf(ctx.acting, input.id) })),
  analytics: reading
    .input(goals.analyticsInput)
    .output(goals.analyticsView)
    .query(({ ctx, input }) => analyticsOf(ctx.acting, input)),
});

export const adjustmentsRouter = router({
  list: reading
    .input(goals.goalId)
    .output(goals.adjustmentList)
    .query(({ ctx, input }) => adjustmentsOf(ctx.acting, input.id)),
  revoke: writing
    .input(goals.revokeInput)
    .output(goals.adjusted)
    .mutation(({ ctx, input }) => revokeAdjustment(ctx.acting, input.id, input.adjustmentId)),
});
