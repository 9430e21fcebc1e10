import { directionSchema, goalTypeSchema, id, isoDate, metricSchema, periodKindSchema } from '@fieldgoal/domain';
import { z } from 'zod';
import { aim, filterChoice } from './inputs.ts';
import { procedure, router } from './trpc.ts';

const planInput = z.object({
  name: z.string(),
  type: goalTypeSchema,
  metric: metricSchema.nullable().optional(),
  direction: directionSchema.optional(),
  currency: z.string().nullable().optional(),
  filter: filterChoice.optional(),
  teamIds: z.array(id).min(1).max(100).readonly(),
  memberIds: z.array(id).max(5000).readonly(),
  periodKind: periodKindSchema.exclude(['custom']),
  periods: z.array(isoDate).min(1).max(60).readonly(),
  basis: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('same'), target: aim }),
    z.object({ kind: z.literal('growth'), percent: z.int().min(-100).max(1000) }),
    z.object({ kind: z.literal('split'), teamTarget: z.int().min(0), by: z.enum(['even', 'results']) }),
  ]),
  step: z.int().min(1),
  isProrated: z.boolean(),
  hasTeamGoal: z.boolean(),
  parentId: id.nullable().optional(),
  targets: z
    .array(z.object({ memberId: id, periodStart: isoDate, target: aim }))
    .max(5000)
    .readonly(),
});

const gridKind = z.enum(['month', 'quarter']);
const gridChoice = z.object({ teamId: id, kind: gridKind, year: z.int().min(1900).max(2200), measure: z.string().max(100).optional() });
const targetsInput = z.object({
  teamId: id,
  kind: gridKind,
  measure: z.string().max(100),
  name: z.string().min(1).max(200),
  cells: z
    .array(z.object({ memberId: id, periodStart: isoDate, target: aim }))
    .min(1)
    .max(5000)
    .readonly(),
});
const targetsUndo = z.object({
  made: z.array(id).max(5000).readonly(),
  before: z
    .array(z.object({ goalId: id, target: aim }))
    .max(5000)
    .readonly(),
});

/** Planning goals for teams; one procedure per method of `HostService`. */
export const planRouter = router({
  preview: procedure.input(planInput).query(({ ctx, input }) => ctx.host.plan(input)),
  make: procedure.input(planInput).mutation(({ ctx, input }) => ctx.host.makePlan(input)),
  grid: procedure.input(gridChoice).query(({ ctx, input }) => ctx.host.targetGrid(input)),
  setTargets: procedure.input(targetsInput).mutation(({ ctx, input }) => ctx.host.setTargets(input)),
  undoTargets: procedure.input(targetsUndo).mutation(({ ctx, input }) => ctx.host.undoTargets(input)),
  undo: procedure.input(z.array(id).max(5000)).mutation(({ ctx, input }) => ctx.host.undoPlan(input)),
});
