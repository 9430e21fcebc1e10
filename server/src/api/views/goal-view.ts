import { COMPANY_ID, type Goal, type GoalResult, isClosedGoal, periodLabel, unitOf } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import type { GoalView, ProgressView } from '../schemas/goals.ts';

/** A goal as the API tells it: what it says, and how it stands. */
export function goalView(replica: Replica, goal: Goal): GoalView {
  const { importId: _importId, deletedAt: _deletedAt, ...said } = goal;
  const result = replica.result(goal.id)?.result ?? null;
  return {
    ...said,
    ownerName: ownerName(replica, goal.ownerId),
    unit: unitOf(goal),
    periodLabel: periodLabel(goal.periodKind, goal.periodStart, goal.periodEnd, replica.calendar()),
    parentId: replica.goalIndex().hierarchy.parentOf.get(goal.id) ?? null,
    isClosed: isClosedGoal(goal, replica.directory().settings.closeAfterDays, replica.today()),
    progress: result === null ? null : progressView(result),
  };
}

export function progressView(result: GoalResult): ProgressView {
  const { value, calculated, adjusted, target, attainment, stretchAttainment, expected, pace, requiredPerDay } = result;
  const { remainingWorkingDays, health, allocation, weight, forecast, today } = result;
  return {
    asOf: today,
    ...{ value, calculated, adjusted, target, attainment, stretchAttainment, expected, pace, requiredPerDay },
    ...{ remainingWorkingDays, health, allocation, records: weight },
    forecast: forecast === null ? null : { ...forecast },
  };
}

export function memberName(replica: Replica, id: string): string {
  return replica.record('members', id)?.name ?? id;
}

/** The owner of a goal: the company, a team or a member. */
export function ownerName(replica: Replica, ownerId: string): string {
  if (ownerId === COMPANY_ID) return replica.directory().settings.companyName;
  return replica.record('teams', ownerId)?.name ?? memberName(replica, ownerId);
}
