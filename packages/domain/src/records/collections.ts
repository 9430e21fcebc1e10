import type { z } from 'zod';
import {
  accountSchema,
  memberSchema,
  membershipSchema,
  pipelineSchema,
  productSchema,
  rateSchema,
  settingsSchema,
  stageSchema,
  teamSchema,
} from './directory.ts';
import { goalSeriesSchema } from './goal-series.ts';
import { adjustmentSchema, edgeSchema, goalSchema } from './goals.ts';
import { activitySchema, dealSchema, taskSchema } from './work.ts';

/** Counts up whenever records get a shape that older versions of this program would lose or refuse; a server and its devices have the same. */
export const SCHEMA_VERSION = 2;

/** Every kind of record people edit, by the name of its collection in documents, tables and messages. */
export const COLLECTIONS = {
  settings: settingsSchema,
  members: memberSchema,
  teams: teamSchema,
  memberships: membershipSchema,
  products: productSchema,
  accounts: accountSchema,
  stages: stageSchema,
  pipelines: pipelineSchema,
  rates: rateSchema,
  goals: goalSchema,
  goalSeries: goalSeriesSchema,
  adjustments: adjustmentSchema,
  edges: edgeSchema,
  deals: dealSchema,
  activities: activitySchema,
  tasks: taskSchema,
} as const;

export type Collection = keyof typeof COLLECTIONS;
export type RecordOf<C extends Collection> = z.infer<(typeof COLLECTIONS)[C]>;
export type AnyRecord = { [C in Collection]: RecordOf<C> }[Collection];
export const COLLECTION_NAMES = Object.keys(COLLECTIONS) as readonly Collection[];

/** Fields that never change after a record was made, by collection; the server refuses an edit that tries (rule V3). */
export const IMMUTABLE_FIELDS: { readonly [C in Collection]: readonly string[] } = {
  settings: ['id', 'createdAt', 'createdBy'],
  members: ['id', 'createdAt', 'createdBy'],
  teams: ['id', 'createdAt', 'createdBy'],
  memberships: ['id', 'memberId', 'createdAt', 'createdBy'],
  products: ['id', 'createdAt', 'createdBy'],
  accounts: ['id', 'createdAt', 'createdBy'],
  stages: ['id', 'createdAt', 'createdBy'],
  pipelines: ['id', 'createdAt', 'createdBy'],
  rates: ['id', 'currency', 'createdAt', 'createdBy'],
  goals: ['id', 'ownerType', 'ownerId', 'type', 'metric', 'direction', 'currency', 'seriesId', 'isPersonal', 'createdAt', 'createdBy'],
  goalSeries: ['id', 'ownerType', 'ownerId', 'type', 'metric', 'direction', 'currency', 'periodKind', 'createdAt', 'createdBy'],
  adjustments: [
    'id',
    'goalId',
    'kind',
    'entered',
    'delta',
    'justification',
    'expiresOn',
    'effectiveOn',
    'createdAt',
    'createdBy',
    'deletedAt',
  ],
  edges: ['id', 'childId', 'parentId', 'createdBy'],
  deals: ['id', 'ownerId', 'createdAt', 'createdBy'],
  activities: ['id', 'ownerId', 'createdAt', 'createdBy'],
  tasks: ['id', 'ownerId', 'createdAt', 'createdBy'],
};
