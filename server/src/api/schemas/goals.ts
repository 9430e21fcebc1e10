import {
  forecastModelSchema,
  goalFilterSchema,
  goalSchema,
  goalTypeSchema,
  id,
  instant,
  isoDate,
  ownerTypeSchema,
  periodKindSchema,
} from '@fieldgoal/domain';
import { z } from 'zod';
import { pageInput, pageOf } from './paging.ts';

const healthSchema = z.enum(['not_started', 'no_data', 'achieved', 'on_track', 'at_risk', 'off_track', 'missed']);
const share = z.number().nullable();
const amount = z.int().nullable();

const forecast = z
  .object({
    model: forecastModelSchema,
    p10: z.int(),
    p50: z.int().describe('What the period is likely to end with, in the unit of the goal; 8 of 10 courses end between p10 and p90.'),
    p90: z.int(),
    probability: share.describe('Chance of reaching the target, 0–1.'),
    stretchProbability: share,
    projectedOn: isoDate.nullable().describe('The day on which the target is likely to be reached.'),
    daysOfHistory: z.int(),
    hasSufficientData: z.boolean(),
  })
  .meta({ id: 'Forecast' });

/** How a goal stands; what the engine computed of it. */
export const progress = z
  .object({
    asOf: isoDate,
    value: amount.describe('In the unit of the goal: minor units of its currency, a count, basis points or hundredths of a day.'),
    calculated: amount.describe('From records alone.'),
    adjusted: z.int().describe('By manual adjustments.'),
    target: amount.describe('The target of its own, or the sum of its children’s.'),
    attainment: share.describe('value ÷ target; 1 is reached.'),
    stretchAttainment: share,
    expected: amount.describe('What should be there by the end of this day.'),
    pace: share,
    requiredPerDay: share,
    remainingWorkingDays: z.int(),
    health: healthSchema,
    allocation: share.describe('Σ of the children’s targets ÷ target.'),
    records: z.int().describe('Records that count, or the denominator of a ratio.'),
    forecast: forecast.nullable(),
  })
  .meta({ id: 'Progress' });

export const goalView = z
  .object({
    ...goalSchema.omit({ importId: true, deletedAt: true }).shape,
    ownerName: z.string(),
    unit: z.enum(['currency', 'count', 'percent', 'days']),
    periodLabel: z.string().describe('For people: "Q4 2026".'),
    parentId: id.nullable(),
    isClosed: z.boolean().describe('Its number was reported; what it follows from no longer changes (rule V7).'),
    progress: progress.nullable(),
  })
  .meta({ id: 'Goal' });

export const goalId = z.strictObject({ id });

export const goalsListInput = z.strictObject({
  ...pageInput,
  q: z.string().max(200).optional().describe('Part of the name of the goal or its owner.'),
  type: goalTypeSchema.optional(),
  ownerType: ownerTypeSchema.optional(),
  ownerId: id.optional(),
  teamId: id.optional().describe('Goals of the team, its sub-teams and their members.'),
  status: z.enum(['active', 'cancelled']).optional(),
  health: healthSchema.optional(),
  periodKind: periodKindSchema.optional(),
  activeOn: isoDate.optional().describe('A day within the period.'),
  parentId: id.optional().describe('Goals directly below this one.'),
});
export const goalsPage = pageOf(goalView);
export const goalList = z.object({ items: z.array(goalView) });

const { shape } = goalSchema;
const f = goalFilterSchema.shape;
/** Without the defaults of a stored filter: what isn't given is left as it is. */
const filterWish = z.strictObject({
  productIds: f.productIds.optional(),
  activityKinds: f.activityKinds.optional(),
  minimumAmountMinor: f.minimumAmountMinor.optional(),
  pipelineIds: f.pipelineIds.unwrap().optional(),
  tags: f.tags.unwrap().optional(),
});
const components = z.array(z.strictObject({ goalId: id, weight: z.int().min(1).max(1000) })).max(50);
const terms = {
  targetMode: shape.targetMode.optional(),
  rollUp: shape.rollUp.optional(),
  filter: filterWish.optional(),
  baseline: shape.baseline.unwrap().optional(),
  stretchTarget: shape.stretchTarget.unwrap().optional(),
  weight: shape.weight.unwrap().optional(),
  components: components.optional(),
  pacing: shape.pacing.unwrap().optional(),
  forecastModel: shape.forecastModel.unwrap().optional(),
  calculationSource: shape.calculationSource.unwrap().optional(),
};

export const goalCreateInput = z.strictObject({
  name: shape.name,
  ownerType: shape.ownerType,
  ownerId: id.optional().describe('The team or member; left out for the company.'),
  type: shape.type,
  metric: shape.metric.unwrap().optional(),
  direction: shape.direction.unwrap().optional(),
  currency: shape.currency.optional().describe('Of money; the organization’s when left out.'),
  periodKind: shape.periodKind,
  periodStart: isoDate,
  periodEnd: isoDate.optional().describe('Left out, a week, month, quarter, half-year or year ends where it ends.'),
  target: shape.target.describe('In the unit of the goal; null is no target yet.'),
  ...terms,
  parentId: id.nullable().optional().describe('The goal to hang under.'),
});
export const goalUpdateInput = z.strictObject({
  id,
  name: shape.name.optional(),
  target: shape.target.optional(),
  status: shape.status.optional(),
  ...terms,
});
/** As `goalUpdateInput`, but what is left out goes back to its default. */
export const goalReplaceInput = z.strictObject({ id, name: shape.name, target: shape.target, status: shape.status.optional(), ...terms });

export const recalculated = z.object({ changed: z.boolean(), goal: goalView });

export const adjustmentInput = z.strictObject({
  id,
  kind: z.enum(['add', 'set']).describe('add: by so much; set: so that the value becomes so much.'),
  entered: z.int().min(-100_000_000_000_000).max(100_000_000_000_000),
  justification: z.string().max(1000).describe('At least ten characters, for whoever looks later.'),
  expiresOn: isoDate.nullable().optional(),
});
export const adjustmentView = z
  .object({
    id,
    goalId: id,
    kind: z.enum(['add', 'set']),
    entered: z.int(),
    delta: z.int(),
    justification: z.string(),
    effectiveOn: isoDate,
    expiresOn: isoDate.nullable(),
    createdAt: instant,
    createdBy: id,
    revokedAt: instant.nullable(),
    revokedBy: id.nullable(),
  })
  .meta({ id: 'Adjustment' });
export const adjusted = z.object({ adjustment: adjustmentView, goal: goalView });
export const adjustmentList = z.object({ items: z.array(adjustmentView) });
export const revokeInput = z.strictObject({ id, adjustmentId: id });

const fanPoint = z.object({ date: isoDate, p10: z.int(), p50: z.int(), p90: z.int() });
export const forecastView = z.object({
  goalId: id,
  asOf: isoDate.nullable(),
  forecast: forecast.nullable().describe('null before and after the period, and where nothing is known.'),
  course: z.array(fanPoint).describe('From tomorrow to the end of the period, at most 16 days.'),
});

export const historyInput = z.strictObject({ id, from: isoDate.optional(), to: isoDate.optional() });
export const progressHistory = z.object({
  goalId: id,
  asReported: z
    .array(
      z.object({
        date: isoDate,
        value: amount,
        target: amount,
        attainment: share,
        health: healthSchema,
        backfilled: z.boolean(),
        isFinal: z.boolean(),
        takenAt: instant,
      }),
    )
    .describe('The snapshots taken after midnight; they never change.'),
  asRestated: z.array(z.object({ date: isoDate, value: amount })).describe('The same days from today’s records.'),
});

export const linkInput = z.strictObject({ id, parentId: id });

export const hierarchyView = z.object({
  rootId: id,
  ancestors: z.array(goalView).describe('From the parent up to the root.'),
  nodes: z
    .array(z.object({ goal: goalView, parentId: id.nullable(), depth: z.int() }))
    .describe('The goal and all below it, a goal before its children; the depth of the goal asked for is 1.'),
});

export const analyticsInput = z.strictObject({
  type: goalTypeSchema.optional(),
  ownerType: ownerTypeSchema.optional(),
  ownerId: id.optional(),
  teamId: id.optional(),
  startDate: isoDate.optional().describe('Goals whose period ends on this day or later.'),
  endDate: isoDate.optional().describe('Goals whose period ends on this day or before.'),
});
const rate = z.number().nullable();
export const analyticsView = z.object({
  totalGoals: z.int(),
  completedGoals: z.int(),
  activeGoals: z.int(),
  cancelledGoals: z.int(),
  overallCompletionRate: rate.describe('Percent of those that aren’t cancelled; null of none.'),
  averageProgress: rate,
  averageVelocity: rate,
  velocityDataPoints: z.int(),
  completionRateTrend: z.array(z.object({ month: z.string(), completionRate: rate, totalGoals: z.int(), completedGoals: z.int() })),
  typeBreakdown: z.array(
    z.object({
      type: goalTypeSchema,
      completionRate: rate,
      totalGoals: z.int(),
      completedGoals: z.int(),
      velocities: z.array(z.object({ currency: z.string().nullable(), averageVelocity: z.number(), velocityDataPoints: z.int() })),
    }),
  ),
  teamAverageCompletionRate: rate,
  teamAverageVelocity: rate,
  companyAverageCompletionRate: rate,
  companyAverageVelocity: rate,
  hasSufficientData: z.boolean(),
  daysOfHistory: z.int(),
});

export type GoalView = z.infer<typeof goalView>;
export type ProgressView = z.infer<typeof progress>;
export type GoalsListInput = z.infer<typeof goalsListInput>;
export type GoalCreateInput = z.infer<typeof goalCreateInput>;
export type GoalUpdateInput = z.infer<typeof goalUpdateInput>;
