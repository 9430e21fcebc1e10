import * as work from '../api/schemas/work.ts';
import {
  createActivity,
  createDeal,
  createTask,
  deleteWork,
  listActivities,
  listDeals,
  listTasks,
  reachedWork,
  updateActivity,
  updateDeal,
  updateTask,
} from '../api/work.ts';
import { activityView, dealView, taskView } from '../api/views/work-view.ts';
import { apiProcedure, router } from './trpc.ts';

const [readingDeals, writingDeals] = [apiProcedure('deals:read'), apiProcedure('deals:write')];
const [readingActivities, writingActivities] = [apiProcedure('activities:read'), apiProcedure('activities:write')];
const [readingTasks, writingTasks] = [apiProcedure('tasks:read'), apiProcedure('tasks:write')];

export const dealsRouter = router({
  list: readingDeals
    .input(work.dealsListInput)
    .output(work.dealsPage)
    .query(({ ctx, input }) => listDeals(ctx.acting, input)),
  get: readingDeals
    .input(work.workId)
    .output(work.dealView)
    .query(({ ctx, input }) => dealView(ctx.acting, reachedWork(ctx.acting, 'deals', input.id))),
  create: writingDeals
    .input(work.dealCreateInput)
    .output(work.dealView)
    .mutation(({ ctx, input }) => createDeal(ctx.acting, input)),
  update: writingDeals
    .input(work.dealUpdateInput)
    .output(work.dealView)
    .mutation(({ ctx, input }) => updateDeal(ctx.acting, input)),
  delete: writingDeals
    .input(work.workId)
    .output(work.deleted)
    .mutation(({ ctx, input }) => deleteWork(ctx.acting, 'deals', input.id)),
});

export const activitiesRouter = router({
  list: readingActivities
    .input(work.activitiesListInput)
    .output(work.activitiesPage)
    .query(({ ctx, input }) => listActivities(ctx.acting, input)),
  get: readingActivities
    .input(work.workId)
    .output(work.activityView)
    .query(({ ctx, input }) => activityView(ctx.acting, reachedWork(ctx.acting, 'activities', input.id))),
  create: writingActivities
    .input(work.activityCreateInput)
    .output(work.activityView)
    .mutation(({ ctx, input }) => createActivity(ctx.acting, input)),
  update: writingActivities
    .input(work.activityUpdateInput)
    .output(work.activityView)
    .mutation(({ ctx, input }) => updateActivity(ctx.acting, input)),
  delete: writingActivities
    .input(work.workId)
    .output(work.deleted)
    .mutation(({ ctx, input }) => deleteWork(ctx.acting, 'activities', input.id)),
});

export const tasksRouter = router({
  list: readingTasks
    .input(work.tasksListInput)
    .output(work.tasksPage)
    .query(({ ctx, input }) => listTasks(ctx.acting, input)),
  get: readingTasks
    .input(work.workId)
    .output(work.taskView)
    .query(({ ctx, input }) => taskView(ctx.acting, reachedWork(ctx.acting, 'tasks', input.id))),
  create: writingTasks
    .input(work.taskCreateInput)
    .output(work.taskView)
    .mutation(({ ctx, input }) => createTask(ctx.acting, input)),
  update: writingTasks
    .input(work.taskUpdateInput)
    .output(work.taskView)
    .mutation(({ ctx, input }) => updateTask(ctx.acting, input)),
  delete: writingTasks
    .input(work.workId)
    .output(work.deleted)
    .mutation(({ ctx, input }) => deleteWork(ctx.acting, 'tasks', input.id)),
});
