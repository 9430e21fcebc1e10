import {
  COMPANY_ID,
  type CountingEvent,
  type Edge,
  edgeId,
  type Goal,
  type GoalType,
  type Member,
  type PeriodKind,
  periodLabel,
  periodOf,
  startOfDayInstant,
  type Team,
  workingDays,
  GOAL_DEFAULTS,
  NO_FILTER,
} from '@fieldgoal/domain';
import type { DemoClock } from './clock.ts';
import type { DemoDirectory, IdMaker, Origin } from './directory.ts';

/** What counts for one rep, from all their records. */
type EventsOf = (member: Member) => readonly CountingEvent[];

type Level = 'company' | 'team' | 'individual';

/** One family of goals: the same type and period for everybody on the given levels. */
interface Family {
  readonly name: string;
  readonly type: GoalType;
  readonly periodKind: Extract<PeriodKind, 'year' | 'quarter' | 'month'>;
  readonly levels: readonly Level[];
  readonly meetingsOnly: boolean;
  /** Targets are rounded to this many minor units or counts. */
  readonly step: number;
}

/** Activities for which rep and customer are in one room. */
const MEETINGS = ['meeting', 'visit', 'demo'] as const;
const ALL_LEVELS = ['company', 'team', 'individual'] as const;
const FAMILIES: readonly Family[] = [
  { name: 'Revenue', type: 'revenue', periodKind: 'year', levels: ALL_LEVELS, meetingsOnly: false, step: 500_000 },
  { name: 'Revenue', type: 'revenue', periodKind: 'quarter', levels: ALL_LEVELS, meetingsOnly: false, step: 100_000 },
  { name: 'Deals', type: 'deals', periodKind: 'quarter', levels: ALL_LEVELS, meetingsOnly: false, step: 1 },
  { name: 'Customer meetings', type: 'activities', periodKind: 'month', levels: ['team', 'individual'], meetingsOnly: true, step: 1 },
  { name: 'Tasks', type: 'tasks', periodKind: 'month', levels: ['individual'], meetingsOnly: false, step: 1 },
];

/**
 * Target as a share of where the rep's usual speed leads, so that a team has every health: below 0.9 comfortable,
 * around 1 on the edge, above 1.2 out of reach; `done` asks for less than is reached already.
 */
const AMBITIONS = [0.85, 1.02, 'done', 0.92, 1.35, 1.08, 0.8] as const;
/** The rep the demo opens with meets one of each, in the order of the families. */
const SHOWN_AMBITIONS = [1.04, 0.86, 'done', 1.4, 1.0] as const;
const USUAL_DAYS = 365;

type Ambition = (typeof AMBITIONS)[number] | (typeof SHOWN_AMBITIONS)[number];

function worthOf(family: Family, event: CountingEvent): number {
  if (family.type === 'revenue') return event.collection === 'deals' ? (event.amountMinor ?? 0) : 0;
  if (family.meetingsOnly) return MEETINGS.some((kind) => kind === event.activityKind) ? 1 : 0;
  return event.collection === family.type ? 1 : 0;
}

function targetFor(family: Family, ambition: Ambition, events: readonly CountingEvent[], clock: DemoClock): number {
  const { calendar, today, lastDay } = clock;
  const period = periodOf(family.periodKind, today, calendar);
  let reached = 0;
  let lately = 0;
  const since = clock.days[clock.days.length - USUAL_DAYS] ?? clock.firstDay;
  for (const event of events) {
    const worth = worthOf(family, event);
    if (event.countsOn >= period.start) reached += worth;
    if (event.countsOn >= since) lately += worth;
  }
  const perDay = lately / workingDays(calendar, since, lastDay);
  const usualEnd = reached + perDay * workingDays(calendar, today, period.end);
  const isReachable = ambition === 'done' && reached >= family.step * 2;
  const wished = isReachable ? reached * 0.94 : usualEnd * (ambition === 'done' ? 0.9 : ambition);
  const round = isReachable ? Math.floor : Math.round;
  return Math.max(family.step, round(wished / family.step) * family.step);
}

interface Owner {
  readonly ownerType: Level;
  readonly ownerId: string;
}

/**
 * The goals of the current periods: the company's year and quarter in revenue, the quarter in deals, on three levels
 * (company, managers' teams, reps); meetings of the month for teams and reps; tasks of the month for reps.
 */
export function demoGoals(
  directory: DemoDirectory,
  shownRep: Member,
  eventsOf: EventsOf,
  clock: DemoClock,
  newId: IdMaker,
): { readonly goals: readonly Goal[]; readonly edges: readonly Edge[] } {
  const goals: Goal[] = [];
  const edges: Edge[] = [];
  const reps = directory.salesTeams.flatMap((salesTeam) => salesTeam.reps);

  const add = (family: Family, owner: Owner, target: number, children: readonly Goal[]): Goal => {
    const period = periodOf(family.periodKind, clock.today, clock.calendar);
    const madeOn = period.start < clock.lastDay ? period.start : clock.lastDay;
    const createdAt = startOfDayInstant(madeOn, clock.calendar.timeZone);
    const origin: Origin = { createdAt, createdBy: directory.admin.id, importId: null, deletedAt: null };
    const goal: Goal = {
      id: newId(createdAt),
      name: `${family.name} ${periodLabel(family.periodKind, period.start, period.end, clock.calendar)}`,
      ...owner,
      type: family.type,
      currency: family.type === 'revenue' ? directory.settings.currency : null,
      periodKind: family.periodKind,
      periodStart: period.start,
      periodEnd: period.end,
      target,
      ...GOAL_DEFAULTS,
      targetMode: children.length === 0 ? 'fixed' : 'sum_of_children',
      filter: { ...NO_FILTER, activityKinds: family.meetingsOnly ? [...MEETINGS] : [] },
      ...origin,
    };
    goals.push(goal);
    for (const child of children) {
      edges.push({ id: edgeId(child.id, goal.id), childId: child.id, parentId: goal.id, counter: 1, ...origin });
    }
    return goal;
  };
  const sum = (children: readonly Goal[]): number => children.reduce((total, { target }) => total + (target ?? 0), 0);
  const forRep = (family: Family, at: number, rep: Member): Goal => {
    const ambition = rep === shownRep ? SHOWN_AMBITIONS[at] : AMBITIONS[(reps.indexOf(rep) + 2 * at) % AMBITIONS.length];
    return add(family, { ownerType: 'individual', ownerId: rep.id }, targetFor(family, ambition ?? 1, eventsOf(rep), clock), []);
  };
  const forTeam = (family: Family, team: Team, children: readonly Goal[]): Goal =>
    add(family, { ownerType: 'team', ownerId: team.id }, sum(children), children);

  FAMILIES.forEach((family, at) => {
    const ofTeams = directory.salesTeams.flatMap((salesTeam) => {
      const ofReps = salesTeam.reps.map((rep) => forRep(family, at, rep));
      return family.levels.includes('team') ? [forTeam(family, salesTeam.team, ofReps)] : [];
    });
    if (family.levels.includes('company')) add(family, { ownerType: 'company', ownerId: COMPANY_ID }, sum(ofTeams), ofTeams);
  });
  return { goals, edges };
}
