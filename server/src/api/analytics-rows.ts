import { type AnalyticsRow, daysBetween, type Goal, type GoalResult } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';

/** Every goal of the organization and how it stands, as analytics reads it (rules L1–L5). */
export function analyticsRows(replica: Replica): readonly AnalyticsRow[] {
  const today = replica.today();
  const goals = replica.goalIndex().goals.filter(({ isPersonal }) => !isPersonal);
  return goals.map((goal) => {
    const result = replica.result(goal.id)?.result ?? null;
    const { type, ownerType, ownerId, currency, periodStart, periodEnd, status } = goal;
    const value = result?.value ?? null;
    const elapsed = Math.max(0, daysBetween(periodStart, today < periodEnd ? today : periodEnd) + 1);
    return {
      ...{ goalId: goal.id, type, ownerType, ownerId, currency, periodStart, periodEnd, status, value },
      target: result?.target ?? goal.target,
      attainment: result?.attainment ?? null,
      health: result?.health ?? 'no_data',
      velocity: value === null || elapsed === 0 ? null : value / elapsed,
      daysOfHistory: daysOfHistory(replica, goal, result, today),
    };
  });
}

/** A goal that isn't forecast (any more) has known its records since the first of them. */
function daysOfHistory(replica: Replica, goal: Goal, result: GoalResult | null, today: string): number {
  if (result?.forecast != null) return result.forecast.daysOfHistory;
  const first = replica.series(goal.id)[0]?.[0];
  return first === undefined || first > today ? 0 : daysBetween(first, today < goal.periodEnd ? today : goal.periodEnd) + 1;
}
