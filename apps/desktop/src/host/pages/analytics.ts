import {
  type AnalyticsFilter,
  type AnalyticsRow,
  daysBetween,
  goalAnalytics,
  type Goal,
  type IsoDate,
  scopeOfTeams,
} from '@fieldgoal/domain';
import type { AnalyticsChoice, AnalyticsSet } from '../service.ts';
import type { AnalyticsGoalsView, AnalyticsView } from '../views/analytics.ts';
import type { GoalCard } from '../views/goal-card.ts';
import type { Workspace } from '../workspace.ts';
import { byUrgency, earlier, goalCard } from './goal-cards.ts';

const MOST_GOALS = 200;

/** How goals went (rules L1–L7), for the goals this device knows. */
export function analyticsView(workspace: Workspace, choice: AnalyticsChoice): AnalyticsView {
  const { replica } = workspace;
  return goalAnalytics(rowsOf(workspace), filterOf(choice), { directory: replica.directory(), today: replica.today() });
}

/** The goals behind a figure: those of the filter that are also in the set, the most urgent first. */
export function analyticsGoals(workspace: Workspace, choice: AnalyticsChoice, set: AnalyticsSet): AnalyticsGoalsView {
  const { replica } = workspace;
  const today = replica.today();
  const filter = filterOf(choice);
  const inTeam = filter.teamId === undefined ? null : scopeOfTeams([filter.teamId], replica.directory());
  const passes = (goal: Goal, card: GoalCard): boolean =>
    (filter.type === undefined || goal.type === filter.type) &&
    (filter.ownerType === undefined || goal.ownerType === filter.ownerType) &&
    (inTeam === null || inTeam(goal)) &&
    isInTime(goal, filter, set) &&
    (set.type === undefined || goal.type === set.type) &&
    isOfKind(goal, card, set.kind, today);
  const found = replica.goalIndex().goals.flatMap((goal) => {
    const card = goalCard(workspace, goal);
    return passes(goal, card) ? [card] : [];
  });
  return { total: found.length, goals: found.sort(byUrgency).slice(0, MOST_GOALS) };
}

/** A month of the trend looks beyond the filter's period. */
function isInTime({ periodEnd }: Goal, { period }: AnalyticsFilter, { month }: AnalyticsSet): boolean {
  if (month !== undefined) return periodEnd.startsWith(month);
  return period === undefined || (period.start <= periodEnd && periodEnd <= period.end);
}

function isOfKind({ status, periodEnd }: Goal, { health }: GoalCard, kind: AnalyticsSet['kind'], today: IsoDate): boolean {
  switch (kind) {
    case 'all':
      return true;
    case 'counted':
      return status !== 'cancelled';
    case 'cancelled':
      return status === 'cancelled';
    case 'completed':
      return status !== 'cancelled' && health === 'achieved';
    case 'active':
      return status !== 'cancelled' && health !== 'achieved' && periodEnd >= today;
  }
}

function filterOf({ type, ownerType, teamId, from, to }: AnalyticsChoice): AnalyticsFilter {
  return {
    ...(type === undefined ? {} : { type }),
    ...(ownerType === undefined ? {} : { ownerType }),
    ...(teamId === undefined ? {} : { teamId }),
    ...(from === undefined && to === undefined ? {} : { period: { start: from ?? '1900-01-01', end: to ?? '2200-12-31' } }),
  };
}

function rowsOf(workspace: Workspace): readonly AnalyticsRow[] {
  const today = workspace.replica.today();
  const goals = workspace.replica.goalIndex().goals.filter(({ isPersonal }) => !isPersonal);
  return goals.map((goal) => rowOf(goal, goalCard(workspace, goal), today));
}

function rowOf(goal: Goal, card: GoalCard, today: IsoDate): AnalyticsRow {
  const { type, ownerType, ownerId, currency, periodStart, periodEnd, status } = goal;
  const { value, target, attainment, health } = card;
  const elapsed = Math.max(0, daysBetween(periodStart, earlier(today, periodEnd)) + 1);
  return {
    goalId: goal.id,
    type,
    ownerType,
    ownerId,
    currency,
    periodStart,
    periodEnd,
    status,
    value,
    target,
    attainment,
    health,
    velocity: value === null || elapsed === 0 ? null : value / elapsed,
    daysOfHistory: card.forecast?.daysOfHistory ?? daysWithRecords(card, elapsed),
  };
}

/** Days since the first record of a goal that isn't forecast (any more), as closely as the points of its spark tell. */
function daysWithRecords({ spark }: GoalCard, elapsed: number): number {
  const first = spark.findIndex((value) => value !== null && value !== 0);
  return first < 0 ? 0 : Math.round((1 - first / spark.length) * elapsed);
}
