import { z } from 'zod';
import { forecastModelSchema, pacingSchema } from './directory.ts';
import { currencyCode, id, instant, isoDate, MAX_TARGET, title } from './fields.ts';
import {
  directionSchema,
  goalFilterSchema,
  goalTypeSchema,
  metricSchema,
  ownerTypeSchema,
  periodKindSchema,
  rollUpModeSchema,
  targetModeSchema,
} from './goals.ts';

/** A series' id leaves room for `_YYYY-MM-DD` in the ids of its goals (rule G1). */
const MAX_SERIES_ID = 53;
const target = z.int().min(0).max(MAX_TARGET);
const weight = z.int().min(1).max(1000);

/**
 * A recurring goal: one goal per period, each with the target in force when it starts (rules G1–G6).
 * `name` may hold `{period}`, for which each goal has its period's name: "Revenue {period}" makes "Revenue Q4 2026".
 */
export const goalSeriesSchema = z.object({
  id: id.max(MAX_SERIES_ID),
  name: title,
  ownerType: ownerTypeSchema,
  ownerId: id,
  type: goalTypeSchema,
  metric: metricSchema.nullable().default(null),
  direction: directionSchema.default('higher'),
  currency: currencyCode.nullable(),
  baseline: target.nullable().default(null),
  stretchTarget: target.nullable().default(null),
  weight: weight.default(1),
  /** Of a composite: the series whose goals of the same first day it is made of. */
  components: z
    .array(z.object({ seriesId: id.max(MAX_SERIES_ID), weight }))
    .max(50)
    .default([]),
  periodKind: periodKindSchema.exclude(['custom']),
  /** The first goal's period is the one that holds this day. */
  startsOn: isoDate,
  /** The last goal's period is the one that holds this day; null goes on for good. */
  endsOn: isoDate.nullable(),
  /**
   * Every decision on the target, in the order they were made: from a day on it is so much. Of those whose day has come the latest
   * day counts, and of one day the last decision. It is only added to (`withTarget`), so that a goal which still has the target before the last
   * decision can be told from one that was edited by hand.
   */
  targets: z.array(z.object({ from: isoDate, target: target.nullable() })).max(400),
  targetMode: targetModeSchema.default('fixed'),
  rollUp: rollUpModeSchema.nullable().default(null),
  filter: goalFilterSchema,
  pacing: pacingSchema.nullable().default(null),
  forecastModel: forecastModelSchema.nullable().default(null),
  /** Each goal hangs under that series' goal of the period that holds its own. */
  parentSeriesId: id.max(MAX_SERIES_ID).nullable().default(null),
  status: z.enum(['active', 'paused']),
  createdAt: instant,
  createdBy: id,
  importId: id.nullable(),
  deletedAt: instant.nullable(),
});

export type GoalSeries = z.infer<typeof goalSeriesSchema>;
