import {
  addDays,
  type CountingEvent,
  closingDay,
  type Goal,
  type GoalSeries,
  goalsOfSeries,
  type IsoDate,
  isClosedGoal,
  NO_FILTER,
  type Period,
  periodOf,
  startOfDayInstant,
} from '@fieldgoal/domain';
import type { DemoClock } from './clock.ts';
import type { DemoDirectory, DemoTeam, IdMaker } from './directory.ts';

/** A recurring goal and the goals it has made: at least two that are closed, and the running one. */
export interface DemoRecurring {
  readonly series: GoalSeries;
  readonly goals: readonly Goal[];
  /** The last of the closed ones, in which something changes later. */
  readonly closed: Goal;
  /** Those that are over: they stand, day by day, before anything else of the book is made. */
  readonly past: readonly Goal[];
  /** The days of theirs that have ended, through the day they were closed on. */
  readonly pastDays: readonly IsoDate[];
}

const USUAL_DAYS = 365;
const MONTHS = 12;
const STEP_MINOR = 100_000;
const AMBITION = 1.05;

/** What a team wins in new business, month by month; `events` are those of its people. */
export function demoRecurring(
  { team }: DemoTeam,
  directory: DemoDirectory,
  events: readonly CountingEvent[],
  clock: DemoClock,
  newId: IdMaker,
): DemoRecurring {
  const { calendar, today, lastDay } = clock;
  const { closeAfterDays } = directory.settings;
  const lastClosed = closedMonth(today, closeAfterDays, clock);
  const startsOn = monthBefore(lastClosed, clock).start;
  const createdAt = startOfDayInstant(startsOn, calendar.timeZone);
  const series: GoalSeries = {
    id: newId(createdAt),
    name: 'New business {period}',
    ownerType: 'team',
    ownerId: team.id,
    type: 'revenue',
    metric: null,
    direction: 'higher',
    currency: directory.settings.currency,
    baseline: null,
    stretchTarget: null,
    weight: 1,
    components: [],
    periodKind: 'month',
    startsOn,
    endsOn: null,
    targets: [{ from: startsOn, target: usualMonth(events, today) }],
    targetMode: 'fixed',
    rollUp: null,
    filter: NO_FILTER,
    pacing: null,
    forecastModel: null,
    parentSeriesId: null,
    status: 'active',
    createdAt,
    createdBy: directory.admin.id,
    importId: null,
    deletedAt: null,
  };
  const { goals } = goalsOfSeries(series, calendar, { through: today, existing: [] });
  const closed = goals.findLast((goal) => isClosedGoal(goal, closeAfterDays, today));
  if (closed === undefined) throw new Error('The recurring goal of the demo has no closed period.');
  const past = goals.filter(({ periodEnd }) => periodEnd < today);
  const lastPastDay = past.map((goal) => closingDay(goal, closeAfterDays)).reduce((latest, day) => (day > latest ? day : latest), startsOn);
  return { series, goals, closed, past, pastDays: daysThrough(startsOn, lastPastDay < lastDay ? lastPastDay : lastDay) };
}

function closedMonth(today: IsoDate, closeAfterDays: number, clock: DemoClock): Period {
  let month = monthBefore(periodOf('month', today, clock.calendar), clock);
  while (!isClosedGoal({ periodEnd: month.end }, closeAfterDays, today)) month = monthBefore(month, clock);
  return month;
}

function monthBefore({ start }: Period, { calendar }: DemoClock): Period {
  return periodOf('month', addDays(start, -1), calendar);
}

function usualMonth(events: readonly CountingEvent[], today: IsoDate): number {
  const since = addDays(today, -USUAL_DAYS);
  const lately = events.reduce((sum, { countsOn, amountMinor }) => (countsOn >= since ? sum + (amountMinor ?? 0) : sum), 0);
  return Math.max(STEP_MINOR, Math.round(((lately / MONTHS) * AMBITION) / STEP_MINOR) * STEP_MINOR);
}

function daysThrough(from: IsoDate, to: IsoDate): readonly IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
