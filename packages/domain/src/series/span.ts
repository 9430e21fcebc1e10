import type { GoalSeries } from '../records/goal-series.ts';
import type { Goal } from '../records/goals.ts';

/** The last business date there is (rule T1). */
const LAST_DATE = '2200-12-31';

/** Whose a recurring goal is and for how long, as its one long goal would say: who may edit that goal may edit the series (rule G6). */
export function spanOfSeries({
  ownerType,
  ownerId,
  startsOn,
  endsOn,
}: GoalSeries): Pick<Goal, 'ownerType' | 'ownerId' | 'periodStart' | 'periodEnd'> {
  return { ownerType, ownerId, periodStart: startsOn, periodEnd: endsOn ?? LAST_DATE };
}
