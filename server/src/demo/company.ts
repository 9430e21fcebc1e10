import {
  type Activity,
  type Converter,
  type CountingEvent,
  countingEventOfActivity,
  countingEventOfDeal,
  countingEventOfTask,
  createConverter,
  createZoneClock,
  type Deal,
  type IsoDate,
  type Member,
  startOfDayInstant,
  type Task,
  workCalendar,
} from '@fieldgoal/domain';
import { created, type RecordChange } from '../import/record-change.ts';
import { createDemoClock, type DemoClock } from './clock.ts';
import { demoConflict } from './conflict.ts';
import { demoActivities, demoTasks } from './daily-work.ts';
import { demoDeals, sellingStyle } from './deals.ts';
import { createIdMaker, demoDirectory, type DemoDirectory, demoSettings, type IdMaker, type Origin } from './directory.ts';
import { demoGoals } from './goals.ts';
import { demoLateChanges } from './late-changes.ts';
import { createRandom, type Random } from './random.ts';
import { demoRecurring } from './recurring.ts';
import { demoEarlierGoals, demoEuroGoal, demoPerformanceGoals, demoRates, withSharesAndCurrencies, withStretch } from './showcase.ts';

export interface DemoRequest {
  readonly seed: number;
  /** Business date on which the demo is first looked at; its records end the day before. */
  readonly today: string;
  /** IANA zone of the organization; New York when left out. */
  readonly timeZone?: string;
}

export interface DemoCompany {
  /** All records as creations, what is referred to before what refers to it. */
  readonly changes: readonly RecordChange[];
  /** Goals that were closed before the late changes came, with the days whose snapshots have to be taken before. */
  readonly closedBefore: { readonly goalIds: ReadonlySet<string>; readonly days: readonly IsoDate[] };
  /** What the manager changed in work of a closed period, after everything else. */
  readonly lateChanges: readonly RecordChange[];
  /** A rep whose goals have different healths. */
  readonly repId: string;
  /** The manager of that rep's team. */
  readonly managerId: string;
  readonly adminId: string;
  readonly emails: { readonly rep: string; readonly manager: string; readonly admin: string };
}

interface Work {
  readonly rep: Member;
  readonly deals: readonly Deal[];
  readonly activities: readonly Activity[];
  readonly tasks: readonly Task[];
}

function workOf(rep: Member, directory: DemoDirectory, clock: DemoClock, random: Random, newId: IdMaker): Work {
  const deals = demoDeals(rep, sellingStyle(random), directory, clock, random, newId);
  const activities = demoActivities(rep, deals, random.between(0.8, 1), clock, random, newId);
  return { rep, deals, activities, tasks: demoTasks(rep, deals, clock, random, newId) };
}

function countingEvents({ deals, activities, tasks }: Work, directory: DemoDirectory): CountingEvent[] {
  const stages = new Map(directory.stages.map((stage) => [stage.id, stage]));
  const clock = createZoneClock(directory.settings.timeZone);
  const events = [
    ...deals.map((deal) => {
      const stage = stages.get(deal.stageId);
      return stage === undefined ? null : countingEventOfDeal(deal, stage, clock);
    }),
    ...activities.map((activity) => countingEventOfActivity(activity, clock)),
    ...tasks.map((task) => countingEventOfTask(task, clock)),
  ];
  return events.filter((event) => event !== null && event.outcome !== 'open' && event.outcome !== 'lost') as CountingEvent[];
}

/** What counts for each rep: of a shared deal their part, in the company's currency. */
function eventsByCredit(
  works: readonly Work[],
  directory: DemoDirectory,
  converter: Converter,
): ReadonlyMap<string, readonly CountingEvent[]> {
  const byMember = new Map<string, CountingEvent[]>(works.map(({ rep }) => [rep.id, []]));
  for (const event of works.flatMap((work) => countingEvents(work, directory))) {
    const { currency } = event;
    const parts =
      event.amountMinor === null || currency === null
        ? null
        : converter.parts(event.amountMinor, currency, directory.settings.currency, event.countsOn, event.credits);
    for (const [at, { memberId }] of event.credits.entries()) byMember.get(memberId)?.push({ ...event, amountMinor: parts?.[at] ?? null });
  }
  return byMember;
}

function totalWon(work: Work, directory: DemoDirectory): number {
  return countingEvents(work, directory).reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0);
}

/** The rep the demo opens with: of the first team, the one with the middle record, neither star nor straggler. */
function shownRepOf(works: readonly Work[], directory: DemoDirectory): Member {
  const [team] = directory.salesTeams;
  const ranked = works
    .filter(({ rep }) => team?.reps.includes(rep))
    .map((work) => ({ rep: work.rep, won: totalWon(work, directory) }))
    .sort((a, b) => b.won - a.won || (a.rep.id < b.rep.id ? -1 : 1));
  const middle = ranked[Math.floor(ranked.length / 2)];
  if (middle === undefined) throw new Error('The demo has no reps in its first team.');
  return middle.rep;
}

/**
 * An invented company with two years of work: 3 regions, 6 teams with a manager each, 35 reps and an administrator,
 * their deals, activities and tasks up to yesterday, some shared and some in other currencies; goals of the running year, quarter and month,
 * of how well teams sell, and of the quarter before; a recurring goal with closed periods, in one of which work changes later; a goal in euros; and
 * two moves in the goal tree that don't go together.
 *
 * Shape:  seed and date → creations of valid records; the same request gives the same records, ids included.
 * Units:  amounts in cents of USD; dates in the given time zone.
 * Errors: throws on a date or time zone that does not exist: a mistake of the caller.
 */
export function generateDemoCompany({ seed, today, timeZone = 'America/New_York' }: DemoRequest): DemoCompany {
  const random = createRandom(seed);
  const newId = createIdMaker(random);
  const draft: Origin = { createdAt: startOfDayInstant(today, timeZone), createdBy: 'demo', importId: null, deletedAt: null };
  const clock = createDemoClock(today, workCalendar(demoSettings(draft, timeZone)));
  const createdAt = startOfDayInstant(clock.founded, timeZone);
  const adminId = newId(createdAt);
  const settings = demoSettings({ ...draft, createdAt, createdBy: adminId }, timeZone);
  const directory = demoDirectory(settings, clock.founded, random, newId, adminId);
  // The showcase draws from its own source, so that it can grow without changing everything else.
  const extra = createRandom(seed ^ 0x5eed);
  const extraId = createIdMaker(extra);
  const rates = demoRates(directory, clock, extra, extraId);
  const works = directory.salesTeams.flatMap(({ reps }) =>
    reps.map((rep) => {
      const work = workOf(rep, directory, clock, random, newId);
      return { ...work, deals: withSharesAndCurrencies(work.deals, rep, directory, extra) };
    }),
  );
  const eventsOf = eventsByCredit(works, directory, createConverter(rates, settings.currency));
  const shown = shownRepOf(works, directory);
  const main = demoGoals(directory, shown, ({ id }) => eventsOf.get(id) ?? [], clock, newId);
  const team = directory.salesTeams.find(({ reps }) => reps.includes(shown));
  const other = directory.salesTeams.find((one) => one !== team);
  const [colleague] = other?.reps ?? [];
  const mate = team?.reps.find((rep) => rep !== shown);
  if (team === undefined || colleague === undefined || mate === undefined)
    throw new Error('The demo’s shown rep has no team, or nobody beside.');
  const stretched = withStretch(main.goals, team);
  const performance = demoPerformanceGoals(directory, stretched, clock, extraId);
  const earlier = demoEarlierGoals(directory, stretched, main.edges, clock, extraId);
  const ofRep = ({ id }: Member): readonly CountingEvent[] => eventsOf.get(id) ?? [];
  const recurring = demoRecurring(team, directory, team.reps.flatMap(ofRep), clock, extraId);
  const conflict = demoConflict(team, mate, directory, ofRep, clock, extra, extraId);
  const inEuros = demoEuroGoal(team, directory, stretched, rates, clock, extraId);
  const ofTeam = works.filter(({ rep }) => team.reps.includes(rep)).flatMap(({ deals }) => deals);
  const goals = [...recurring.goals, ...stretched, ...performance.goals, ...earlier.goals, ...conflict.goals, inEuros];
  const edges = [...main.edges, ...performance.edges, ...earlier.edges, ...conflict.edges];
  const { manager } = team;
  return {
    changes: [
      created('settings', directory.settings),
      ...directory.members.map((record) => created('members', record)),
      ...directory.teams.map((record) => created('teams', record)),
      ...directory.memberships.map((record) => created('memberships', record)),
      ...directory.products.map((record) => created('products', record)),
      ...directory.accounts.map((record) => created('accounts', record)),
      ...directory.stages.map((record) => created('stages', record)),
      ...rates.map((record) => created('rates', record)),
      ...works.flatMap(({ deals }) => deals.map((record) => created('deals', record))),
      ...works.flatMap(({ activities }) => activities.map((record) => created('activities', record))),
      ...works.flatMap(({ tasks }) => tasks.map((record) => created('tasks', record))),
      created('goalSeries', recurring.series),
      ...goals.map((record) => created('goals', record)),
      ...edges.map((record) => created('edges', record)),
    ],
    closedBefore: { goalIds: new Set(recurring.past.map(({ id }) => id)), days: recurring.pastDays },
    lateChanges: demoLateChanges(ofTeam, recurring.closed, colleague, directory, clock),
    repId: shown.id,
    managerId: manager.id,
    adminId,
    emails: { rep: shown.email ?? '', manager: manager.email ?? '', admin: directory.admin.email ?? '' },
  };
}
