import type { StageKind } from '../records/directory.ts';
import type { Instant, IsoDate } from '../records/fields.ts';
import type { Activity, Deal, Task } from '../records/work.ts';
import { businessDateOf, type ZoneClock } from '../time/zone.ts';
import type { CountingEvent } from './types.ts';

/**
 * What a deal adds, or null while it adds nothing (rule C1): it counts on `closedOn` while its stage is won.
 *
 * Units: `amountMinor` in the deal's currency; a won deal without an amount is one deal and no revenue.
 */
export function countingEventOfDeal(deal: Deal, stageKind: StageKind): CountingEvent | null {
  if (stageKind !== 'won' || deal.closedOn === null || deal.deletedAt !== null) return null;
  return {
    recordId: deal.id,
    collection: 'deals',
    ownerId: deal.ownerId,
    countsOn: deal.closedOn,
    amountMinor: deal.amountMinor ?? 0,
    productId: deal.productId,
    activityKind: null,
  };
}

/**
 * What an activity adds, or null (rule C2): it counts on the business date of `completedAt`.
 *
 * Shape:  for many activities pass a `ZoneClock`, which remembers the zone's offsets.
 * Errors: throws RangeError for a zone that doesn't exist.
 */
export function countingEventOfActivity(activity: Activity, timeZone: string | ZoneClock): CountingEvent | null {
  if (activity.completedAt === null || activity.deletedAt !== null) return null;
  return {
    recordId: activity.id,
    collection: 'activities',
    ownerId: activity.ownerId,
    countsOn: dateOf(activity.completedAt, timeZone),
    amountMinor: 0,
    productId: null,
    activityKind: activity.kind,
  };
}

/** What a task adds, or null (rule C3): it counts on the business date of `completedAt`. Shape and errors as for activities. */
export function countingEventOfTask(task: Task, timeZone: string | ZoneClock): CountingEvent | null {
  if (task.completedAt === null || task.deletedAt !== null) return null;
  return {
    recordId: task.id,
    collection: 'tasks',
    ownerId: task.ownerId,
    countsOn: dateOf(task.completedAt, timeZone),
    amountMinor: 0,
    productId: null,
    activityKind: null,
  };
}

function dateOf(instant: Instant, timeZone: string | ZoneClock): IsoDate {
  return typeof timeZone === 'string' ? businessDateOf(instant, timeZone) : timeZone.businessDateOf(instant);
}
