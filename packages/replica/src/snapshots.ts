import type { GoalResult, Instant, IsoDate } from '@fieldgoal/domain';
import type { SnapshotRow } from './feed.ts';

/** A goal's result at the end of a day, as it is kept (rule S1). */
export function snapshotRow(
  result: GoalResult,
  date: IsoDate,
  how: { readonly backfilled: boolean; readonly isFinal: boolean },
  takenAt: Instant,
): SnapshotRow {
  return {
    goalId: result.goalId,
    date,
    value: result.value,
    target: result.target,
    attainment: result.attainment === null ? null : String(result.attainment),
    health: result.health,
    forecast: result.forecast === null ? null : JSON.stringify(result.forecast),
    engineVersion: result.engineVersion,
    ...how,
    takenAt,
  };
}
