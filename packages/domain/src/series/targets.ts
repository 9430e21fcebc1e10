import type { IsoDate } from '../records/fields.ts';
import type { GoalSeries } from '../records/goal-series.ts';
import type { Goal } from '../records/goals.ts';

type Targets = GoalSeries['targets'];

/**
 * The target of a series' goal whose period starts on a day (rule G3): the one in force on that day, or on the series' own first day
 * where the first period starts before it.
 *
 * Units: the goal's; null is "no target yet".
 */
export function targetOn(series: Pick<GoalSeries, 'startsOn' | 'targets'>, periodStart: IsoDate): number | null {
  return inForce(series.targets, periodStart < series.startsOn ? series.startsOn : periodStart);
}

/** The decisions on a target with one more: from a day on it is so much, until a decision for a later day (rule G3). */
export function withTarget(targets: Targets, from: IsoDate, target: number | null): Targets {
  return [...targets, { from, target }];
}

/**
 * The goals that follow the last decision on their series' target, with that target (rule G4).
 *
 * Shape: of the goals given, those of the series that haven't started, are neither deleted nor cancelled, and still have the target
 *        the series gave them before its last decision. One with any other target was edited by hand and keeps it.
 */
export function retargetedGoals(series: GoalSeries, existing: readonly Goal[], today: IsoDate): readonly Goal[] {
  if (series.deletedAt !== null) return [];
  const before = { startsOn: series.startsOn, targets: series.targets.slice(0, -1) };
  return existing.flatMap((goal) => {
    const mayFollow = goal.seriesId === series.id && goal.periodStart > today && goal.deletedAt === null && goal.status === 'active';
    if (!mayFollow || goal.target !== targetOn(before, goal.periodStart)) return [];
    const target = targetOn(series, goal.periodStart);
    return goal.target === target ? [] : [{ ...goal, target }];
  });
}

/** Of the decisions whose day has come the one for the latest day, of one day the last. */
function inForce(targets: Targets, date: IsoDate): number | null {
  let latest: Targets[number] | null = null;
  for (const one of targets) if (one.from <= date && (latest === null || one.from >= latest.from)) latest = one;
  return latest?.target ?? null;
}
