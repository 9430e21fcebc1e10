import type { IsoDate } from '../records/fields.ts';
import type { GoalSeries } from '../records/goal-series.ts';
import type { Edge, Goal } from '../records/goals.ts';
import { edgeId } from '../records/rules.ts';
import type { Period, WorkCalendar } from '../time/calendar.ts';
import { periodLabel, periodsBetween } from '../time/periods.ts';
import { targetOn } from './targets.ts';

/** What is there already, of any series: deleted records, too, because what was deleted isn't made again. */
export interface SeriesContext {
  /** Periods that start by this day are due. */
  readonly through: IsoDate;
  readonly existing: readonly Goal[];
  readonly edges?: readonly Pick<Edge, 'childId'>[];
}

export interface MadeOfSeries {
  readonly goals: readonly Goal[];
  readonly edges: readonly Edge[];
}

/** Most goals made in one call, the latest of those due: ten years of weeks. */
export const MAX_GOALS_MADE = 520;
const PERIOD_PLACEHOLDER = '{period}';
const MAX_NAME = 200;

/** The id of a series' goal of the period that starts on a day: whoever makes it, it is the same record (rule G1). */
export function seriesGoalId(seriesId: string, periodStart: IsoDate): string {
  return `${seriesId}_${periodStart}`;
}

/**
 * The goals of a series that are due and don't exist, and the places in the hierarchy its goals still lack (rules G1, G2, G5).
 *
 * Shape:  one goal per period from the one that holds `startsOn` through the one that holds `endsOn`, of those that start by
 *         `through`; in order. None whose id was ever given, none that overlaps a goal of the series (the fiscal calendar was changed
 *         since), none of a paused or deleted series. A goal that never had a place is put under the parent series' goal of the
 *         period that holds its own; make the parent series' goals first and pass them on.
 * Errors: none.
 */
export function goalsOfSeries(series: GoalSeries, calendar: WorkCalendar, context: SeriesContext): MadeOfSeries {
  if (series.status !== 'active' || series.deletedAt !== null) return { goals: [], edges: [] };
  const own = context.existing.filter(({ seriesId }) => seriesId === series.id);
  const known = new Set(context.existing.map(({ id }) => id));
  const live = own.filter(({ deletedAt }) => deletedAt === null);
  const goals = periodsBetween(series.periodKind, series.startsOn, lastDay(series, context.through), calendar)
    .filter((period) => !known.has(seriesGoalId(series.id, period.start)) && !live.some((goal) => overlaps(goal, period)))
    .slice(-MAX_GOALS_MADE)
    .map((period) => goalOf(series, period, calendar));
  return { goals, edges: missingEdges(series, [...live, ...goals], context) };
}

/** Series so that each comes after the one its goals hang under; of two that name each other, by id. */
export function parentsFirst(all: readonly GoalSeries[]): readonly GoalSeries[] {
  const byId = new Map(all.map((series) => [series.id, series]));
  const placed = new Set<GoalSeries>();
  const begun = new Set<GoalSeries>();
  const place = (series: GoalSeries): void => {
    if (begun.has(series)) return;
    begun.add(series);
    const parent = series.parentSeriesId === null ? undefined : byId.get(series.parentSeriesId);
    if (parent !== undefined) place(parent);
    placed.add(series);
  };
  for (const series of [...all].sort((a, b) => (a.id < b.id ? -1 : 1))) place(series);
  return [...placed];
}

/** What resuming a paused series changes: it goes on from today, and the periods it slept through get no goals (rule G2). */
export function resumedSeries(series: GoalSeries, today: IsoDate): Pick<GoalSeries, 'status' | 'startsOn'> {
  return { status: 'active', startsOn: series.startsOn > today ? series.startsOn : today };
}

function lastDay({ endsOn }: GoalSeries, through: IsoDate): IsoDate {
  return endsOn !== null && endsOn < through ? endsOn : through;
}

function overlaps({ periodStart, periodEnd }: Goal, { start, end }: Period): boolean {
  return periodStart <= end && periodEnd >= start;
}

/** Its moment and author are the series', so that two makers make the same record. */
function goalOf(series: GoalSeries, { start, end }: Period, calendar: WorkCalendar): Goal {
  const label = periodLabel(series.periodKind, start, end, calendar);
  return {
    id: seriesGoalId(series.id, start),
    name: series.name.replaceAll(PERIOD_PLACEHOLDER, label).slice(0, MAX_NAME).trim(),
    ownerType: series.ownerType,
    ownerId: series.ownerId,
    type: series.type,
    currency: series.currency,
    periodKind: series.periodKind,
    periodStart: start,
    periodEnd: end,
    target: targetOn(series, start),
    targetMode: series.targetMode,
    rollUp: series.rollUp,
    filter: series.filter,
    status: 'active',
    metric: series.metric,
    direction: series.direction,
    baseline: series.baseline,
    stretchTarget: series.stretchTarget,
    weight: series.weight,
    components: series.components.map(({ seriesId, weight }) => ({ goalId: seriesGoalId(seriesId, start), weight })),
    pacing: series.pacing,
    forecastModel: series.forecastModel,
    calculationSource: 'auto_calculated',
    seriesId: series.id,
    isPersonal: false,
    createdAt: series.createdAt,
    createdBy: series.createdBy,
    importId: null,
    deletedAt: null,
  };
}

/** A goal that was moved or unlinked by hand has an edge, and is left where it is. */
function missingEdges(series: GoalSeries, goals: readonly Goal[], { existing, edges = [] }: SeriesContext): readonly Edge[] {
  const { parentSeriesId } = series;
  if (parentSeriesId === null) return [];
  const placed = new Set(edges.map(({ childId }) => childId));
  const parents = existing
    .filter(({ seriesId, deletedAt }) => seriesId === parentSeriesId && deletedAt === null)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return goals.flatMap((goal) => {
    const parent = parents.find(({ periodStart, periodEnd }) => periodStart <= goal.periodStart && periodEnd >= goal.periodEnd);
    return parent === undefined || placed.has(goal.id) ? [] : [edgeOf(series, goal.id, parent.id)];
  });
}

function edgeOf({ createdAt, createdBy }: GoalSeries, childId: string, parentId: string): Edge {
  return { id: edgeId(childId, parentId), childId, parentId, counter: 1, createdAt, createdBy, importId: null, deletedAt: null };
}
