import type { Stage } from '../records/directory.ts';
import type { Instant, IsoDate } from '../records/fields.ts';
import { type Activity, type Credit, type Deal, type Task, WHOLE_CREDIT_BP } from '../records/work.ts';
import { businessDateOf, type ZoneClock } from '../time/zone.ts';
import type { CountingEvent } from './types.ts';

type DealStage = Pick<Stage, 'kind' | 'probability' | 'pipelineId'>;

/**
 * A deal as the engine sees it, or null while it says nothing (rules C1, R12): won and lost on `closedOn`; open since `openedOn`, or the
 * day it was made.
 *
 * Units:  `amountMinor` in the deal's currency; null while it isn't known.
 */
export function countingEventOfDeal(deal: Deal, stage: DealStage, timeZone: string | ZoneClock): CountingEvent | null {
  if (deal.deletedAt !== null) return null;
  if ((stage.kind === 'open') !== (deal.closedOn === null)) return null;
  return {
    recordId: deal.id,
    collection: 'deals',
    ownerId: deal.ownerId,
    credits: creditsOf(deal),
    outcome: stage.kind,
    countsOn: deal.closedOn ?? deal.openedOn ?? dateOf(deal.createdAt, timeZone),
    amountMinor: deal.amountMinor,
    currency: deal.currency,
    probability: stage.kind === 'open' ? stage.probability : null,
    openedOn: deal.openedOn,
    dueOn: null,
    productId: deal.productId,
    pipelineId: stage.pipelineId,
    activityKind: null,
    tags: deal.tags,
  };
}

/** Everyone who has a share, by member; the owner has the whole where nothing was split (rule R13). */
export function creditsOf({ credits, ownerId }: Pick<Deal, 'credits' | 'ownerId'>): readonly Credit[] {
  if (credits.length === 0) return [{ memberId: ownerId, shareBp: WHOLE_CREDIT_BP }];
  return [...credits].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
}

/**
 * What an activity adds, or null (rule C2): it counts on the business date of `completedAt`.
 *
 * Shape:  for many activities pass a `ZoneClock`, which remembers the zone's offsets.
 * Errors: throws RangeError for a zone that doesn't exist.
 */
export function countingEventOfActivity(activity: Activity, timeZone: string | ZoneClock): CountingEvent | null {
  if (activity.completedAt === null || activity.deletedAt !== null) return null;
  return { ...doneOn(activity, activity.completedAt, timeZone), collection: 'activities', dueOn: null, activityKind: activity.kind };
}

/** What a task adds, or null (rule C3): it counts on the business date of `completedAt`. Shape and errors as for activities. */
export function countingEventOfTask(task: Task, timeZone: string | ZoneClock): CountingEvent | null {
  if (task.completedAt === null || task.deletedAt !== null) return null;
  return { ...doneOn(task, task.completedAt, timeZone), collection: 'tasks', dueOn: task.dueOn, activityKind: null };
}

function doneOn(record: Activity | Task, completedAt: Instant, timeZone: string | ZoneClock) {
  return {
    recordId: record.id,
    ownerId: record.ownerId,
    credits: [{ memberId: record.ownerId, shareBp: WHOLE_CREDIT_BP }],
    outcome: 'done',
    countsOn: dateOf(completedAt, timeZone),
    amountMinor: null,
    currency: null,
    probability: null,
    openedOn: null,
    productId: null,
    pipelineId: null,
    tags: record.tags,
  } as const;
}

function dateOf(instant: Instant, timeZone: string | ZoneClock): IsoDate {
  return typeof timeZone === 'string' ? businessDateOf(instant, timeZone) : timeZone.businessDateOf(instant);
}
