import { activityKindSchema, id } from '@fieldgoal/domain';
import { z } from 'zod';

/** What several procedures take. */

/** A target or another aim, in the goal's unit; null is none. */
export const aim = z.int().min(0).nullable();
export const filterChoice = z.object({
  productIds: z.array(id).max(100).readonly().optional(),
  pipelineIds: z.array(id).max(100).readonly().optional(),
  activityKinds: z.array(activityKindSchema).max(10).readonly().optional(),
  minimumAmountMinor: aim.optional(),
  tags: z.array(z.string()).max(20).readonly().optional(),
});
