import type { Directory } from '../engine/types.ts';
import type { IsoDate } from '../records/fields.ts';
import { goalTypeSchema } from '../records/goals.ts';
import { firstOfMonth } from '../time/civil.ts';
import { Tally } from './tally.ts';
import { comparedTeams, scopeOfTeams } from './team-scope.ts';
import type { AnalyticsFilter, AnalyticsRow, GoalAnalytics, MonthlyRate, TypeBreakdown, UnitVelocity } from './types.ts';

const MONTHS = 12;
/** As for forecasts (rule F6). */
const SUFFICIENT_DAYS = 30;

export interface AnalyticsSurroundings {
  readonly directory: Pick<Directory, 'teams' | 'memberships'>;
  readonly today: IsoDate;
}

/**
 * How goals went (rules L1–L7), in one pass over all of them.
 *
 * Shape:  every goal of the company as a row, in any order; the filter picks those the figures are about, the others make the averages they
 *         are compared with.
 * Units:  rates, progress and velocity in percent, not rounded; null where there is nothing to divide by.
 */
export function goalAnalytics(
  rows: readonly AnalyticsRow[],
  filter: AnalyticsFilter,
  { directory, today }: AnalyticsSurroundings,
): GoalAnalytics {
  const inFilteredTeam = filter.teamId === undefined ? null : scopeOfTeams([filter.teamId], directory);
  const teams = comparedTeams(filter, directory, today);
  const inComparedTeam = teams.length === 0 ? null : scopeOfTeams(teams, directory);
  const [chosen, team, company] = [new Tally(), new Tally(), new Tally()];
  const months = new Map(trendMonths(filter, today).map((month) => [month, new Tally()]));
  const types = new Map<AnalyticsRow['type'], AnalyticsRow[]>();
  let active = 0;
  let daysOfHistory = 0;
  for (const row of rows) {
    if (filter.type !== undefined && row.type !== filter.type) continue;
    const isOwned =
      (filter.ownerType === undefined || row.ownerType === filter.ownerType) &&
      (filter.ownerId === undefined || row.ownerId === filter.ownerId) &&
      (inFilteredTeam === null || inFilteredTeam(row));
    if (isOwned) months.get(row.periodEnd.slice(0, 7))?.add(row);
    if (filter.period !== undefined && (row.periodEnd < filter.period.start || row.periodEnd > filter.period.end)) continue;
    company.add(row);
    if (inComparedTeam?.(row) === true) team.add(row);
    if (!isOwned) continue;
    chosen.add(row);
    if (row.status === 'cancelled') continue;
    if (row.health !== 'achieved' && row.periodEnd >= today) active++;
    if (row.daysOfHistory > daysOfHistory) daysOfHistory = row.daysOfHistory;
    const alike = types.get(row.type);
    if (alike === undefined) types.set(row.type, [row]);
    else alike.push(row);
  }
  return {
    totalGoals: chosen.total,
    completedGoals: chosen.completed,
    activeGoals: active,
    cancelledGoals: chosen.cancelled,
    overallCompletionRate: chosen.completionRate,
    averageProgress: chosen.averageProgress,
    averageVelocity: chosen.averageVelocity,
    velocityDataPoints: chosen.velocityDataPoints,
    completionRateTrend: [...months].map(monthlyRate),
    typeBreakdown: goalTypeSchema.options.flatMap((type) => breakdownOf(type, types.get(type) ?? [])),
    teamAverageCompletionRate: team.completionRate,
    teamAverageVelocity: team.averageVelocity,
    companyAverageCompletionRate: company.completionRate,
    companyAverageVelocity: company.averageVelocity,
    hasSufficientData: daysOfHistory >= SUFFICIENT_DAYS,
    daysOfHistory,
  };
}

/** The twelve months up to the filter's last day, or today's; the trend looks back beyond the filter's period. */
function trendMonths({ period }: AnalyticsFilter, today: IsoDate): readonly string[] {
  const last = period?.end ?? today;
  return Array.from({ length: MONTHS }, (_, at) => firstOfMonth(last, at - (MONTHS - 1)).slice(0, 7));
}

function monthlyRate([month, tally]: readonly [string, Tally]): MonthlyRate {
  return { month, completionRate: tally.completionRate, totalGoals: tally.counted, completedGoals: tally.completed };
}

function breakdownOf(type: AnalyticsRow['type'], rows: readonly AnalyticsRow[]): TypeBreakdown[] {
  if (rows.length === 0) return [];
  const tally = new Tally();
  for (const row of rows) tally.add(row);
  const { completionRate, counted, completed } = tally;
  return [{ type, completionRate, totalGoals: counted, completedGoals: completed, velocities: velocitiesOf(type, rows) }];
}

/** Of sums only, apart by currency. */
function velocitiesOf(type: AnalyticsRow['type'], rows: readonly AnalyticsRow[]): UnitVelocity[] {
  if (type === 'performance') return [];
  const sums = new Map<string, { readonly currency: string | null; sum: number; count: number }>();
  for (const { velocity, currency } of rows) {
    if (velocity === null) continue;
    const entry = sums.get(currency ?? '') ?? { currency, sum: 0, count: 0 };
    sums.set(currency ?? '', entry);
    entry.sum += velocity;
    entry.count++;
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { currency, sum, count }]) => ({ currency, averageVelocity: sum / count, velocityDataPoints: count }));
}
