import { z } from 'zod';
import { amountMinor, currencyCode, externalId, id, instant, isoDate, note, title } from './fields.ts';

const workOrigin = {
  /** The member whose work this is; equals the member of its room and never changes. */
  ownerId: id,
  externalId: externalId.nullable(),
  createdAt: instant,
  createdBy: id,
  importId: id.nullable(),
  deletedAt: instant.nullable(),
};

/**
 * A deal. It counts while its stage's kind is `won` and `closedOn` is set (rule C1); a deal in an open stage has no `closedOn`.
 * `amountMinor` null is "not known yet"; `openedOn` is the day the customer was first engaged.
 */
export const dealSchema = z.object({
  id,
  name: title,
  amountMinor: amountMinor.nullable(),
  currency: currencyCode,
  stageId: id,
  openedOn: isoDate.nullable(),
  expectedCloseOn: isoDate.nullable(),
  closedOn: isoDate.nullable(),
  productId: id.nullable(),
  accountId: id.nullable(),
  note: note,
  ...workOrigin,
});

export const activityKindSchema = z.enum(['call', 'email', 'meeting', 'visit', 'demo']);
/** An activity; it counts on the business date of `completedAt` (rule C2). */
export const activitySchema = z.object({
  id,
  kind: activityKindSchema,
  subject: title,
  completedAt: instant.nullable(),
  dealId: id.nullable(),
  note: note,
  ...workOrigin,
});

/** A task; it counts on the business date of `completedAt` (rule C3). */
export const taskSchema = z.object({
  id,
  title,
  dueOn: isoDate.nullable(),
  completedAt: instant.nullable(),
  dealId: id.nullable(),
  note: note,
  ...workOrigin,
});

export type Deal = z.infer<typeof dealSchema>;
export type ActivityKind = z.infer<typeof activityKindSchema>;
export type Activity = z.infer<typeof activitySchema>;
export type Task = z.infer<typeof taskSchema>;
