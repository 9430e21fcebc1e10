import { activitySchema, dealSchema, externalId, id, instant, isoDate } from '@fieldgoal/domain';
import { z } from 'zod';

const owner = {
  ownerId: id.optional(),
  ownerEmail: z
    .email()
    .max(254)
    .optional()
    .describe('Instead of `ownerId`; of something new the owner is needed, or it is the member the key acts for.'),
};
const d = dealSchema.shape;
const a = activitySchema.shape;

/** A CRM's event: what happened there, in our words. */
export const webhookEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('deal.closed'),
    data: z.strictObject({
      externalId: externalId.describe('The id it has in the CRM. A deal that isn’t here yet is made.'),
      outcome: z.enum(['won', 'lost']),
      closedOn: isoDate.optional().describe('Today when left out.'),
      name: d.name.optional().describe('Needed for a deal that isn’t here yet.'),
      amountMinor: d.amountMinor.optional(),
      currency: d.currency.optional(),
      ...owner,
    }),
  }),
  z.strictObject({
    type: z.literal('activity.completed'),
    data: z.strictObject({
      externalId: externalId.describe('The id it has in the CRM. An activity that isn’t here yet is made.'),
      completedAt: instant.optional().describe('Now when left out.'),
      kind: a.kind.optional().describe('Needed for an activity that isn’t here yet, like the subject.'),
      subject: a.subject.optional(),
      dealExternalId: externalId.optional(),
      ...owner,
    }),
  }),
]);

export const webhookOutcome = z.object({
  eventId: z.string(),
  status: z.enum(['applied', 'unchanged']),
  record: z.object({ collection: z.enum(['deals', 'activities']), id }),
  goalIds: z.array(id).describe('Goals whose result changed by it.'),
  duplicate: z.boolean().describe('The event had come before: nothing was done, and this is what was answered then.'),
});

export type WebhookEvent = z.infer<typeof webhookEvent>;
export type WebhookOutcome = z.infer<typeof webhookOutcome>;
