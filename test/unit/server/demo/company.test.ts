import {
  businessDateOf,
  type Collection,
  type CountingEvent,
  countingEventOfActivity,
  countingEventOfDeal,
  countingEventOfTask,
  createGoalIndex,
  type GoalDays,
  type Deal,
  type GoalResult,
  validateRecord,
} from '@fieldgoal/domain';
import { describe, expect, it } from 'vitest';
import { type DemoCompany, generateDemoCompany } from '../../../../server/src/demo/index.ts';
import { recordsOf } from '../import/company.ts';

const TODAY = '2026-11-24';
const ZONE = 'America/New_York';
const demo = generateDemoCompany({ seed: 7, today: TODAY });

function idsOf(collection: Collection): Set<string> {
  return new Set(demo.changes.filter((change) => change.collection === collection).map(({ id }) => id));
}

function eventsOf({ changes }: DemoCompany): CountingEvent[] {
  const stages = new Map(recordsOf(changes, 'stages').map((stage) => [stage.id, stage]));
  return [
    ...recordsOf(changes, 'deals').map((deal) => {
      const stage = stages.get(deal.stageId);
      return stage === undefined ? null : countingEventOfDeal(deal, stage, ZONE);
    }),
    ...recordsOf(changes, 'activities').map((activity) => countingEventOfActivity(activity, ZONE)),
    ...recordsOf(changes, 'tasks').map((task) => countingEventOfTask(task, ZONE)),
  ].filter((event) => event !== null);
}

/** Every goal as the engine sees it on the day the demo is opened. */
function resultsOf(company: DemoCompany, today: string): Map<string, GoalResult> {
  const { changes } = company;
  const [settings] = recordsOf(changes, 'settings');
  if (settings === undefined) throw new Error('The demo has no settings.');
  const directory = {
    settings,
    members: recordsOf(changes, 'members'),
    teams: recordsOf(changes, 'teams'),
    memberships: recordsOf(changes, 'memberships'),
    stages: recordsOf(changes, 'stages'),
    products: recordsOf(changes, 'products'),
    accounts: recordsOf(changes, 'accounts'),
    pipelines: [],
    rates: recordsOf(changes, 'rates'),
  };
  const index = createGoalIndex(directory, { goals: recordsOf(changes, 'goals'), adjustments: [], edges: recordsOf(changes, 'edges') });
  expect(index.hierarchy.conflicts.map(({ broken }) => broken)).toEqual([['max_depth']]);
  const days = new Map<string, Map<string, [number, number]>>();
  for (const event of eventsOf(company)) {
    for (const [goalId, { amount, weight }] of index.counted(event)) {
      const series = days.get(goalId) ?? new Map<string, [number, number]>();
      const [sum, weights] = series.get(event.countsOn) ?? [0, 0];
      series.set(event.countsOn, [sum + amount, weights + weight]);
      days.set(goalId, series);
    }
  }
  const daysOf = (id: string): GoalDays => {
    const series = [...(days.get(id) ?? [])].map(([date, [amount, weight]]) => [date, amount, weight] as const);
    return { series: series.sort(([a], [b]) => (a < b ? -1 : 1)), history: [], outlook: null };
  };
  return new Map(index.goals.map(({ id }) => [id, index.evaluate(id, daysOf(id), today)]));
}

describe('the demo company', () => {
  it('is the same for the same seed and day, and another for another seed', () => {
    expect(JSON.stringify(generateDemoCompany({ seed: 7, today: TODAY }))).toBe(JSON.stringify(demo));
    expect(JSON.stringify(generateDemoCompany({ seed: 8, today: TODAY }).changes)).not.toBe(JSON.stringify(demo.changes));
  });

  it('has only valid records, each id once', () => {
    const invalid = demo.changes.flatMap(({ collection, record }) => {
      const checked = validateRecord(collection, record);
      return checked.ok ? [] : [checked.error];
    });
    expect(invalid).toEqual([]);
    expect(new Set(demo.changes.map(({ id }) => id)).size).toBe(demo.changes.length);
  });

  it('has three regions with six teams, 35 reps, six managers and an administrator', () => {
    const roles = recordsOf(demo.changes, 'members').map(({ role }) => role);
    expect([roles.filter((role) => role === 'member').length, roles.filter((role) => role === 'manager').length]).toEqual([35, 6]);
    expect(roles.filter((role) => role === 'admin')).toHaveLength(1);
    const teams = recordsOf(demo.changes, 'teams');
    expect(teams.filter(({ parentTeamId }) => parentTeamId === null)).toHaveLength(3);
    expect(teams.filter(({ managerIds }) => managerIds.length === 1)).toHaveLength(6);
    expect(new Set(recordsOf(demo.changes, 'members').map(({ email }) => email)).size).toBe(42);
  });

  it('refers only to records it has', () => {
    const [deals, products, accounts, stages, members] = (['deals', 'products', 'accounts', 'stages', 'members'] as const).map(idsOf);
    for (const deal of recordsOf(demo.changes, 'deals')) {
      expect(products?.has(deal.productId ?? '') && accounts?.has(deal.accountId ?? '') && stages?.has(deal.stageId)).toBe(true);
      expect(members?.has(deal.ownerId)).toBe(true);
    }
    for (const { dealId } of [...recordsOf(demo.changes, 'activities'), ...recordsOf(demo.changes, 'tasks')]) {
      expect(dealId === null || deals?.has(dealId)).toBe(true);
    }
  });

  it('has two years of work in believable amounts', () => {
    const perRepAndYear = (collection: Collection): number => idsOf(collection).size / 35 / 2;
    expect(perRepAndYear('deals')).toBeGreaterThan(40);
    expect(perRepAndYear('deals')).toBeLessThan(60);
    expect(perRepAndYear('activities')).toBeGreaterThan(200);
    expect(perRepAndYear('activities')).toBeLessThan(300);
    expect(perRepAndYear('tasks')).toBeGreaterThan(70);
    expect(perRepAndYear('tasks')).toBeLessThan(90);
  });

  it('ends before today: nothing is done in the future, open deals close in the next 90 days', () => {
    const stages = new Map(recordsOf(demo.changes, 'stages').map(({ id, kind }) => [id, kind]));
    const deals = recordsOf(demo.changes, 'deals');
    const isOpen = (deal: Deal): boolean => stages.get(deal.stageId) === 'open';
    expect(deals.filter((deal) => businessDateOf(deal.createdAt, ZONE) !== deal.openedOn)).toEqual([]);
    expect(deals.filter((deal) => isOpen(deal) !== (deal.closedOn === null))).toEqual([]);
    expect(deals.filter(({ closedOn }) => closedOn !== null && closedOn >= TODAY)).toEqual([]);
    const expected = deals.filter(isOpen).map(({ expectedCloseOn }) => expectedCloseOn ?? '');
    expect(expected.filter((date) => date < TODAY || date > '2027-02-22')).toEqual([]);
    const done = [...recordsOf(demo.changes, 'activities'), ...recordsOf(demo.changes, 'tasks')];
    expect(done.filter(({ createdAt }) => businessDateOf(createdAt, ZONE) >= TODAY)).toEqual([]);
    expect(done.filter(({ completedAt }) => completedAt !== null && businessDateOf(completedAt, ZONE) >= TODAY)).toEqual([]);
    expect(done.filter(({ completedAt, createdAt }) => completedAt !== null && completedAt < createdAt)).toEqual([]);
    const open = recordsOf(demo.changes, 'tasks').filter(({ completedAt }) => completedAt === null);
    expect(open.some(({ dueOn }) => (dueOn ?? '') < TODAY)).toBe(true);
    expect(open.some(({ dueOn }) => (dueOn ?? '') >= TODAY)).toBe(true);
  });

  it('has goals on three levels in every state a running goal can be in', () => {
    const results = resultsOf(demo, TODAY);
    const healths = Map.groupBy(results.values(), ({ health }) => health);
    const wanted = ['achieved', 'on_track', 'at_risk', 'off_track'] as const;
    expect(wanted.filter((health) => (healths.get(health)?.length ?? 0) <= 5)).toEqual([]);
    const goals = recordsOf(demo.changes, 'goals');
    expect(new Set(goals.map(({ ownerType }) => ownerType))).toEqual(new Set(['company', 'team', 'individual']));
    expect([...results.values()].every(({ target }) => target !== null && target > 0)).toBe(true);
  });

  it('shows what else the engine can: performance goals, composites, shared deals, other currencies with a rate for each, a closed quarter', () => {
    const goals = recordsOf(demo.changes, 'goals');
    expect(new Set(goals.map(({ metric }) => metric))).toEqual(new Set([null, 'win_rate', 'sales_cycle', 'on_time_rate', 'composite']));
    expect(goals.filter(({ periodEnd }) => periodEnd < TODAY)).toHaveLength(42 + 2);
    const deals = recordsOf(demo.changes, 'deals');
    expect(deals.filter(({ credits }) => credits.length > 0).length).toBeGreaterThan(100);
    const rates = recordsOf(demo.changes, 'rates');
    const unrated = deals.filter(
      ({ currency, closedOn }) =>
        currency !== 'USD' && closedOn !== null && !rates.some((rate) => rate.currency === currency && rate.on <= closedOn),
    );
    expect(unrated).toEqual([]);
    expect(new Set(deals.map(({ currency }) => currency))).toEqual(new Set(['USD', 'EUR', 'CAD']));
  });

  it('[G1] has a recurring goal as its job would have made it: two closed months and the running one, which the shown manager may edit', () => {
    const [series] = recordsOf(demo.changes, 'goalSeries');
    const goals = recordsOf(demo.changes, 'goals').filter(({ seriesId }) => seriesId !== null);
    expect(goals.map(({ name }) => name)).toEqual([
      'New business September 2026',
      'New business October 2026',
      'New business November 2026',
    ]);
    expect(goals.map(({ id }) => id)).toEqual(goals.map(({ periodStart }) => `${series?.id}_${periodStart}`));
    const team = recordsOf(demo.changes, 'teams').find(({ id }) => id === series?.ownerId);
    expect(team?.managerIds).toEqual([demo.managerId]);
    expect(demo.closedBefore.days).toEqual(expect.arrayContaining(['2026-09-01', '2026-10-05', '2026-10-31', '2026-11-05']));
  });

  it('[W12] changes three deals of the closed month later: one is re-dated, one reopened, half of one belongs to another team', () => {
    const changes = demo.lateChanges.flatMap((change) => (change.collection === 'deals' && change.before !== null ? [change] : []));
    expect(changes.map(({ before }) => before?.closedOn?.slice(0, 7))).toEqual(['2026-10', '2026-10', '2026-10']);
    const [redated, reopened, shared] = changes.map(({ record }) => record);
    expect(redated?.closedOn).toBe('2026-11-02');
    expect(reopened?.closedOn).toBeNull();
    expect(shared?.credits.map(({ shareBp }) => shareBp)).toEqual([5000, 5000]);
  });

  it('[M2] has a goal in euros with rates of every quarter', () => {
    const inEuros = recordsOf(demo.changes, 'goals').filter(({ currency }) => currency === 'EUR');
    expect(inEuros.map(({ name }) => name)).toEqual(['Revenue in euros Q4 2026']);
    expect(recordsOf(demo.changes, 'rates').filter(({ currency }) => currency === 'EUR').length).toBeGreaterThan(8);
  });

  it('opens with a rep whose goals are in different states, and that rep’s manager', () => {
    const results = resultsOf(demo, TODAY);
    const own = recordsOf(demo.changes, 'goals').filter(({ ownerId, periodEnd }) => ownerId === demo.repId && periodEnd >= TODAY);
    expect(own).toHaveLength(5);
    expect(new Set(own.map(({ id }) => results.get(id)?.health)).size).toBeGreaterThanOrEqual(3);
    const memberships = recordsOf(demo.changes, 'memberships');
    const teamId = memberships.find(({ memberId }) => memberId === demo.repId)?.teamId;
    expect(recordsOf(demo.changes, 'teams').find(({ id }) => id === teamId)?.managerIds).toEqual([demo.managerId]);
  });

  it.each(['2026-01-01', '2026-03-01', '2028-02-29', '2026-03-09'])('can be made on %s: turns of years, quarters and clocks', (today) => {
    const company = generateDemoCompany({ seed: 3, today, timeZone: 'Europe/Berlin' });
    expect(company.changes.every(({ collection, record }) => validateRecord(collection, record).ok)).toBe(true);
    const recurring = recordsOf(company.changes, 'goals').filter(({ seriesId }) => seriesId !== null);
    expect(recurring.length - company.closedBefore.goalIds.size).toBe(1);
    expect(company.closedBefore.goalIds.size).toBeGreaterThanOrEqual(2);
    expect(company.lateChanges.length).toBeGreaterThan(0);
    expect(company.lateChanges.every(({ collection, record }) => validateRecord(collection, record).ok)).toBe(true);
    expect(resultsOf(company, today).size).toBe(202 + 25 + 42 + 4 + 1 + recurring.length);
  });
});
