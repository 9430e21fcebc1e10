import { activitySchema, dealSchema, externalId, id, isoDate, stageKindSchema, taskSchema } from '@fieldgoal/domain';
import { z } from 'zod';
import { pageInput, pageOf } from './paging.ts';

const hidden = { importId: true, deletedAt: true } as const;
const owner = { ownerName: z.string() };
const notYours = 'Whose work it is; the caller when left out. It never changes.';

export const dealView = z
  .object({ ...dealSchema.omit(hidden).shape, ...owner, stageName: z.string(), outcome: stageKindSchema })
  .meta({ id: 'Deal' });
export const activityView = z.object({ ...activitySchema.omit(hidden).shape, ...owner }).meta({ id: 'Activity' });
export const taskView = z.object({ ...taskSchema.omit(hidden).shape, ...owner }).meta({ id: 'Task' });
export const dealsPage = pageOf(dealView);
export const activitiesPage = pageOf(activityView);
export const tasksPage = pageOf(taskView);

export const workId = z.strictObject({ id });

const listed = { ...pageInput, ownerId: id.optional(), externalId: externalId.optional().describe('The id it has in the CRM.') };
export const dealsListInput = z.strictObject({
  ...listed,
  stageId: id.optional(),
  outcome: stageKindSchema.optional(),
  accountId: id.optional(),
  productId: id.optional(),
  closedFrom: isoDate.optional(),
  closedTo: isoDate.optional(),
});
export const activitiesListInput = z.strictObject({
  ...listed,
  kind: activitySchema.shape.kind.optional(),
  dealId: id.optional(),
  isCompleted: z.boolean().optional(),
});
export const tasksListInput = z.strictObject({
  ...listed,
  dealId: id.optional(),
  isCompleted: z.boolean().optional(),
  dueTo: isoDate.optional(),
});

const d = dealSchema.shape;
const dealOptional = {
  amountMinor: d.amountMinor.optional().describe('In minor units of the currency; null is not known yet.'),
  currency: d.currency.optional(),
  stageId: id.optional(),
  outcome: stageKindSchema.optional().describe('Instead of a stage: the first one of that kind.'),
  openedOn: d.openedOn.optional(),
  expectedCloseOn: d.expectedCloseOn.optional(),
  closedOn: d.closedOn.optional().describe('Of a won or lost deal; today when left out.'),
  productId: d.productId.optional(),
  accountId: d.accountId.optional(),
  note: d.note.optional(),
  tags: d.tags.unwrap().optional(),
  credits: z
    .array(z.strictObject(d.credits.unwrap().element.shape))
    .max(10)
    .optional()
    .describe('Who has which share, 10,000 basis points in sum; empty gives the owner the whole.'),
};
export const dealCreateInput = z.strictObject({
  name: d.name,
  ownerId: id.optional().describe(notYours),
  externalId: externalId.nullable().optional(),
  ...dealOptional,
});
export const dealUpdateInput = z.strictObject({
  id,
  name: d.name.optional(),
  externalId: externalId.nullable().optional(),
  ...dealOptional,
});

const a = activitySchema.shape;
const activityOptional = {
  completedAt: a.completedAt.optional().describe('null or left out: planned, and not counted yet.'),
  dealId: a.dealId.optional(),
  note: a.note.optional(),
  tags: a.tags.unwrap().optional(),
  externalId: externalId.nullable().optional(),
};
export const activityCreateInput = z.strictObject({
  kind: a.kind,
  subject: a.subject,
  ownerId: id.optional().describe(notYours),
  ...activityOptional,
});
export const activityUpdateInput = z.strictObject({ id, kind: a.kind.optional(), subject: a.subject.optional(), ...activityOptional });

const t = taskSchema.shape;
const taskOptional = {
  dueOn: t.dueOn.optional(),
  completedAt: t.completedAt.optional(),
  dealId: t.dealId.optional(),
  note: t.note.optional(),
  tags: t.tags.unwrap().optional(),
  externalId: externalId.nullable().optional(),
};
export const taskCreateInput = z.strictObject({ title: t.title, ownerId: id.optional().describe(notYours), ...taskOptional });
export const taskUpdateInput = z.strictObject({ id, title: t.title.optional(), ...taskOptional });

export const deleted = z.object({ id, deleted: z.literal(true) });
