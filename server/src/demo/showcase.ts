import {
  addDays,
  COMPANY_ID,
  type Deal,
  type Edge,
  edgeId,
  type Goal,
  GOAL_DEFAULTS,
  type Member,
  type Period,
  periodLabel,
  periodOf,
  type Rate,
  startOfDayInstant,
} from '@fieldgoal/domain';
import type { DemoClock } from './clock.ts';
import type { DemoDirectory, DemoTeam, IdMaker, Origin } from './directory.ts';
import type { Random } from './random.ts';

/** What a unit was worth in dollars at the start of each quarter: about this, drifting. */
const CURRENCIES = [
  { currency: 'EUR', worth: 1.08 },
  { currency: 'CAD', worth: 0.73 },
] as const;
/** Share of a team's deals that a colleague has a part in. */
const SHARED = 0.08;
const PART_OF_HELPER_BP = 3_000;
const EURO_STEP_MINOR = 100_000;
/** Share of a team's deals that are made in another currency: many in the last team, some in the first, none elsewhere. */
const FOREIGN = { first: 0.1, last: 0.3 };

/** Dated rates since the company began, so that every deal has one. */
export function demoRates(directory: DemoDirectory, clock: DemoClock, random: Random, newId: IdMaker): Rate[] {
  const rates: Rate[] = [];
  for (const { currency, worth } of CURRENCIES) {
    let nano = Math.round(worth * 1e9);
    for (let on = clock.founded; on <= clock.today; on = addDays(periodOf('quarter', on, clock.calendar).end, 1)) {
      rates.push({ id: newId(directory.settings.createdAt), currency, on, rateNano: nano, ...originOf(directory) });
      nano = Math.round((nano * random.between(0.975, 1.025)) / 100_000) * 100_000;
    }
  }
  return rates;
}

/** Some deals shared with a teammate everywhere, and some in euros or Canadian dollars in the first and the last team. */
export function withSharesAndCurrencies(deals: readonly Deal[], rep: Member, directory: DemoDirectory, random: Random): Deal[] {
  const team = directory.salesTeams.find(({ reps }) => reps.includes(rep));
  const foreign = team === directory.salesTeams.at(-1) ? FOREIGN.last : team === directory.salesTeams[0] ? FOREIGN.first : 0;
  const mates = (team?.reps ?? []).filter((one) => one !== rep);
  return deals.map((deal) => {
    const helper = random.chance(SHARED) ? mates[random.integer(0, mates.length - 1)] : undefined;
    const abroad = foreign > 0 && random.chance(foreign) ? CURRENCIES[random.integer(0, CURRENCIES.length - 1)] : undefined;
    return {
      ...deal,
      ...(helper !== undefined && { credits: sharesOf(rep, helper) }),
      ...(abroad !== undefined && { currency: abroad.currency, amountMinor: rounded((deal.amountMinor ?? 0) / abroad.worth) }),
    };
  });
}

function sharesOf(rep: Member, helper: Member): Deal['credits'] {
  return [
    { memberId: rep.id, shareBp: 10_000 - PART_OF_HELPER_BP },
    { memberId: helper.id, shareBp: PART_OF_HELPER_BP },
  ];
}

function rounded(amountMinor: number): number {
  return Math.round(amountMinor / 5_000) * 5_000;
}

/** How well teams sell, beside how much: win rate, sales cycle, tasks on time, and a scorecard over all of it. */
export function demoPerformanceGoals(
  directory: DemoDirectory,
  goals: readonly Goal[],
  clock: DemoClock,
  newId: IdMaker,
): { readonly goals: readonly Goal[]; readonly edges: readonly Edge[] } {
  const period = periodOf('quarter', clock.today, clock.calendar);
  const make = goalMaker(directory, period, clock, newId);
  const made: Goal[] = [];
  const edges: Edge[] = [];
  const ofCompany: Goal[] = [];
  for (const { team } of directory.salesTeams) {
    const owner = { ownerType: 'team', ownerId: team.id } as const;
    const winRate = make('Win rate', owner, { metric: 'win_rate', target: 4_300, stretchTarget: 5_000 });
    const cycle = make('Sales cycle', owner, { metric: 'sales_cycle', direction: 'lower', baseline: 5_000, target: 3_600 });
    const onTime = make('Tasks on time', owner, { metric: 'on_time_rate', target: 7_500 });
    const counted = goals.filter(({ ownerId, type, periodKind }) => ownerId === team.id && periodKind === 'quarter' && type !== 'tasks');
    const components = [
      ...counted.map(({ id }) => ({ goalId: id, weight: 2 })),
      ...[winRate, cycle].map(({ id }) => ({ goalId: id, weight: 1 })),
    ];
    const scorecard = make('Scorecard', owner, { metric: 'composite', target: 10_000, components });
    made.push(winRate, cycle, onTime, scorecard);
    ofCompany.push(scorecard);
  }
  const scorecard = make('Scorecard', { ownerType: 'company', ownerId: COMPANY_ID }, { metric: 'composite', target: 10_000 });
  made.push(scorecard);
  for (const { id } of ofCompany) {
    edges.push({ id: edgeId(id, scorecard.id), childId: id, parentId: scorecard.id, counter: 1, ...originOf(directory) });
  }
  return { goals: made, edges };
}

/** The team's revenue of the quarter once more, in euros: every deal is converted at the rate of its own day (rule M2). */
export function demoEuroGoal(
  { team }: DemoTeam,
  directory: DemoDirectory,
  goals: readonly Goal[],
  rates: readonly Rate[],
  clock: DemoClock,
  newId: IdMaker,
): Goal {
  const inDollars = goals.find(({ ownerId, type, periodKind }) => ownerId === team.id && type === 'revenue' && periodKind === 'quarter');
  const rate = rates.findLast(({ currency }) => currency === 'EUR');
  if (inDollars === undefined || rate === undefined) throw new Error('The demo has no revenue goal to show in euros, or no rate for them.');
  const make = goalMaker(directory, periodOf('quarter', clock.today, clock.calendar), clock, newId);
  const target = Math.round(((inDollars.target ?? 0) * 1e9) / rate.rateNano / EURO_STEP_MINOR) * EURO_STEP_MINOR;
  const owner = { ownerType: 'team', ownerId: team.id } as const;
  return make('Revenue in euros', owner, { type: 'revenue', currency: 'EUR', target, rollUp: 'own' });
}

type Owner = Pick<Goal, 'ownerType' | 'ownerId'>;

function goalMaker(directory: DemoDirectory, period: Period, clock: DemoClock, newId: IdMaker) {
  const madeOn = period.start < clock.lastDay ? period.start : clock.lastDay;
  const createdAt = startOfDayInstant(madeOn, clock.calendar.timeZone);
  return (name: string, owner: Owner, fields: Partial<Goal>): Goal => ({
    id: newId(createdAt),
    name: `${name} ${periodLabel('quarter', period.start, period.end, clock.calendar)}`,
    ...owner,
    type: 'performance',
    currency: null,
    periodKind: 'quarter',
    periodStart: period.start,
    periodEnd: period.end,
    target: null,
    ...GOAL_DEFAULTS,
    ...fields,
    ...originOf(directory),
    createdAt,
  });
}

/** The revenue goals of the quarter before, by now closed: what their forecasts said can be compared with how they ended. */
export function demoEarlierGoals(
  directory: DemoDirectory,
  goals: readonly Goal[],
  edges: readonly Edge[],
  clock: DemoClock,
  newId: IdMaker,
): { readonly goals: readonly Goal[]; readonly edges: readonly Edge[] } {
  const current = goals.filter(({ type, periodKind }) => type === 'revenue' && periodKind === 'quarter');
  const [first] = current;
  if (first === undefined) return { goals: [], edges: [] };
  const period = periodOf('quarter', addDays(first.periodStart, -1), clock.calendar);
  const createdAt = startOfDayInstant(period.start, clock.calendar.timeZone);
  const twins = new Map(current.map((goal) => [goal.id, earlierTwin(goal, period, clock, newId(createdAt), createdAt)]));
  const links = edges.flatMap((edge): Edge[] => {
    const [child, parent] = [twins.get(edge.childId), twins.get(edge.parentId ?? '')];
    if (child === undefined || parent === undefined) return [];
    return [{ ...edge, id: edgeId(child.id, parent.id), childId: child.id, parentId: parent.id, ...originOf(directory), createdAt }];
  });
  return { goals: [...twins.values()], edges: links };
}

function earlierTwin(goal: Goal, period: Period, clock: DemoClock, id: string, createdAt: string): Goal {
  const label = periodLabel('quarter', period.start, period.end, clock.calendar);
  return { ...goal, id, name: `Revenue ${label}`, periodStart: period.start, periodEnd: period.end, createdAt };
}

/** The team whose quarter's revenue goals stretch: what is set is to be reached, what is wished for stands beside it. */
export function withStretch(goals: readonly Goal[], team: DemoTeam): Goal[] {
  const owners = new Set([team.team.id, ...team.reps.map(({ id }) => id)]);
  return goals.map((goal) => {
    const isStretched = owners.has(goal.ownerId) && goal.type === 'revenue' && goal.periodKind === 'quarter' && goal.target !== null;
    return isStretched && goal.target !== null ? { ...goal, stretchTarget: Math.round((goal.target * 1.15) / 100_000) * 100_000 } : goal;
  });
}

function originOf({ settings, admin }: DemoDirectory): Origin {
  return { createdAt: settings.createdAt, createdBy: admin.id, importId: null, deletedAt: null };
}
