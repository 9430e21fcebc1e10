import { z } from 'zod';
import { amountMinor, currencyCode, externalId, id, instant, isoDate, note, tag, title } from './fields.ts';

/** The whole of a credit: shares are whole basis points, 10,000 are 100 %. */
export const WHOLE_CREDIT_BP = 10_000;

const workOrigin = {
  /** The member whose work this is; equals the member of its room and never changes. */
  ownerId: id,
  externalId: externalId.nullable(),
  tags: z.array(tag).max(20).default([]),
  createdAt: instant,
  createdBy: id,
  importId: id.nullable(),
  deletedAt: instant.nullable(),
};

/** What work that nobody labelled or split says. */
export const WORK_DEFAULTS = { tags: [] as string[] };
export const DEAL_DEFAULTS = { ...WORK_DEFAULTS, credits: [] as { memberId: string; shareBp: number }[] };

/** A member's share of a deal, in basis points (rule R13). */
export const creditSchema = z.object({ memberId: id, shareBp: z.int().min(1).max(WHOLE_CREDIT_BP) });

/**
 * A deal. It counts while its stage's kind is `won` and `closedOn` is set (rule C1); a deal in an open stage has no `closedOn`.
 * `amountMinor` null is "not known yet"; `openedOn` is the day the customer was first engaged.
 * `credits` empty gives the owner the whole credit; otherwise it names everyone who has a share (rule R13).
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
  credits: z.array(creditSchema).max(10).default([]),
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

export type Credit = z.infer<typeof creditSchema>;
export type Deal = z.infer<typeof dealSchema>;
export type ActivityKind = z.infer<typeof activityKindSchema>;
export type Activity = z.infer<typeof activitySchema>;
export type Task = z.infer<typeof taskSchema>;
