import { addDays, closingDay, type Goal, type IsoDate } from '@fieldgoal/domain';

/** How far back missed days are made up for. */
export const MAX_BACKFILL_DAYS = 400;

/**
 * Days that have ended and that some goal has no snapshot of: since the goal's last one, or since its period began, through the end of its
 * period; and the day on which it is closed (rules S1, S3).
 *
 * Shape:  goals, each one's last snapshot, yesterday's business date → ascending dates.
 * Units:  at most `MAX_BACKFILL_DAYS` days before and including `yesterday`; closings however long ago.
 */
export function missingSnapshotDays(
  goals: readonly Goal[],
  lastSnapshot: ReadonlyMap<string, IsoDate>,
  yesterday: IsoDate,
  closeAfterDays: number,
): IsoDate[] {
  const horizon = addDays(yesterday, 1 - MAX_BACKFILL_DAYS);
  const missing = new Set<IsoDate>();
  for (const goal of goals) {
    if (goal.status !== 'active') continue;
    const last = lastSnapshot.get(goal.id);
    const since = last === undefined ? goal.periodStart : addDays(last, 1);
    const until = goal.periodEnd < yesterday ? goal.periodEnd : yesterday;
    for (let day = since > horizon ? since : horizon; day <= until; day = addDays(day, 1)) missing.add(day);
    const closing = closingDay(goal, closeAfterDays);
    if (closing <= yesterday && (last === undefined || last < closing)) missing.add(closing);
  }
  return [...missing].sort();
}
