import { z } from 'zod';
import { forecastModelSchema, pacingSchema } from './directory.ts';
import { amountMinor, currencyCode, id, instant, isoDate, MAX_TARGET, tag, title } from './fields.ts';
import { activityKindSchema } from './work.ts';

export const goalTypeSchema = z.enum(['revenue', 'deals', 'activities', 'tasks', 'performance']);
/** What a performance goal measures (rules K1–K6). */
export const metricSchema = z.enum(['win_rate', 'average_deal_size', 'sales_cycle', 'on_time_rate', 'composite']);
export const directionSchema = z.enum(['higher', 'lower']);
export const ownerTypeSchema = z.enum(['company', 'team', 'individual']);
export const periodKindSchema = z.enum(['week', 'month', 'quarter', 'half_year', 'year', 'custom']);
export const rollUpModeSchema = z.enum(['children', 'own', 'own_and_children']);
export const targetModeSchema = z.enum(['fixed', 'sum_of_children']);

/** The owner id of the goals of the whole company. */
export const COMPANY_ID = 'company';

/** What a goal leaves out; an empty list or null filters nothing. Part of the goal (engine §3). */
export const goalFilterSchema = z.object({
  productIds: z.array(id).max(100),
  activityKinds: z.array(activityKindSchema).max(10),
  minimumAmountMinor: amountMinor.nullable(),
  pipelineIds: z.array(id).max(100).default([]),
  tags: z.array(tag).max(20).default([]),
});

const target = z.int().min(0).max(MAX_TARGET);
/** A goal's weight among those a composite is made of. */
const weight = z.int().min(1).max(1000);

/**
 * A goal of one owner for one period, both ends inclusive.
 * `target` is in the goal's unit (rule K1): minor units of `currency`, a count, basis points or hundredths of a day; null is "no target yet".
 * `rollUp` null is the default: `children` when it has any, else `own` (rule H1).
 */
export const goalSchema = z.object({
  id,
  name: title,
  ownerType: ownerTypeSchema,
  /** `company`, a team's id or a member's id, by `ownerType`. */
  ownerId: id,
  type: goalTypeSchema,
  currency: currencyCode.nullable(),
  periodKind: periodKindSchema,
  periodStart: isoDate,
  periodEnd: isoDate,
  target: target.nullable(),
  targetMode: targetModeSchema,
  rollUp: rollUpModeSchema.nullable(),
  filter: goalFilterSchema,
  status: z.enum(['active', 'cancelled']),
  /** What a performance goal measures; null for the other types. */
  metric: metricSchema.nullable().default(null),
  /** Whether more is better. */
  direction: directionSchema.default('higher'),
  /** Where a lower-is-better goal starts from (rule P4). */
  baseline: target.nullable().default(null),
  stretchTarget: target.nullable().default(null),
  /** Its weight in a composite goal it hangs under. */
  weight: weight.default(1),
  /** The goals a composite is made of, beside its children. */
  components: z
    .array(z.object({ goalId: id, weight }))
    .max(50)
    .default([]),
  /** null: as the settings say. */
  pacing: pacingSchema.nullable().default(null),
  forecastModel: forecastModelSchema.nullable().default(null),
  /** `manual`: the value is the last reported one, not counted from records (rule A7). */
  calculationSource: z.enum(['auto_calculated', 'manual']).default('auto_calculated'),
  /** The recurring series this goal came from (rule G1). */
  seriesId: id.nullable().default(null),
  /** Set by a member for themselves: it stands in their work and is seen by those who see that (rules R15, X9). */
  isPersonal: z.boolean().default(false),
  createdAt: instant,
  createdBy: id,
  importId: id.nullable(),
  deletedAt: instant.nullable(),
});

/** A filter that leaves nothing out. */
export const NO_FILTER: GoalFilter = { productIds: [], activityKinds: [], minimumAmountMinor: null, pipelineIds: [], tags: [] };

/** What a goal says about which nothing special was decided. */
export const GOAL_DEFAULTS = {
  targetMode: 'fixed',
  rollUp: null,
  filter: NO_FILTER,
  status: 'active',
  metric: null,
  direction: 'higher',
  baseline: null,
  stretchTarget: null,
  weight: 1,
  components: [],
  pacing: null,
  forecastModel: null,
  calculationSource: 'auto_calculated',
  seriesId: null,
  isPersonal: false,
} satisfies Partial<Goal>;

/**
 * A manual adjustment: append-only, justified, revocable (rules A1–A4).
 * `delta` is what it adds to the calculated value; for `set` it is `entered` − the value (calculated and adjusted) at that moment, so that the value becomes what was entered.
 */
export const adjustmentSchema = z.object({
  id,
  goalId: id,
  kind: z.enum(['add', 'set']),
  entered: z.int().min(-MAX_TARGET).max(MAX_TARGET),
  delta: z.int().min(-MAX_TARGET).max(MAX_TARGET),
  justification: z.string().trim().min(10).max(1000),
  /** Last business date on which it counts; null never expires. */
  expiresOn: isoDate.nullable(),
  /** Business date from which it counts. */
  effectiveOn: isoDate,
  revokedAt: instant.nullable(),
  revokedBy: id.nullable(),
  createdAt: instant,
  createdBy: id,
  importId: id.nullable(),
  deletedAt: instant.nullable(),
});

/**
 * One edge child → parent of the goal hierarchy with its counter (rule H6); `parentId` null says "has no parent".
 * Its id is `{childId}_{parentId or root}`, so that the same move made twice is one edge.
 */
export const edgeSchema = z.object({
  id: z.string().min(1).max(140),
  childId: id,
  parentId: id.nullable(),
  counter: z.int().min(1).max(1_000_000_000),
  createdAt: instant,
  createdBy: id,
  importId: id.nullable(),
  deletedAt: instant.nullable(),
});

export type Metric = z.infer<typeof metricSchema>;
export type Direction = z.infer<typeof directionSchema>;
export type GoalType = z.infer<typeof goalTypeSchema>;
export type OwnerType = z.infer<typeof ownerTypeSchema>;
export type PeriodKind = z.infer<typeof periodKindSchema>;
export type RollUpMode = z.infer<typeof rollUpModeSchema>;
export type TargetMode = z.infer<typeof targetModeSchema>;
export type GoalFilter = z.infer<typeof goalFilterSchema>;
export type Goal = z.infer<typeof goalSchema>;
export type Adjustment = z.infer<typeof adjustmentSchema>;
export type Edge = z.infer<typeof edgeSchema>;
