import { describe, expect, it } from 'vitest';
import type { PlanInput } from '../../../../apps/desktop/src/host/service.ts';
import { create, deal, goal, update, WON } from '../../../fixtures/company.ts';
import { NORA } from '../../../fixtures/replicas.ts';
import { openTestHost, replicaOf } from '../host-fixture.ts';

const PLAN: PlanInput = {
  name: '{period} revenue',
  type: 'revenue',
  teamIds: ['north'],
  memberIds: ['ana', 'ben'],
  periodKind: 'quarter',
  periods: ['2027-01-01'],
  basis: { kind: 'same', target: 500_000 },
  step: 1,
  isProrated: true,
  hasTeamGoal: true,
  targets: [],
};

describe('goals planned for a team', () => {
  it('[B1] [B6] are made in one change: the members’ under the team’s, the team’s under the company’s where one takes it', async () => {
    const year = goal({
      id: 'c-2027',
      ownerType: 'company',
      ownerId: 'company',
      periodKind: 'year',
      periodStart: '2027-01-01',
      periodEnd: '2027-12-31',
    });
    const test = await openTestHost(NORA, { extra: [create('goals', year)] });
    const { service } = test.host;
    const replica = replicaOf(test.connection);
    let commits = 0;
    replica.onCommit(() => commits++);
    const made = service.makePlan({ ...PLAN, targets: [{ memberId: 'ben', periodStart: '2027-01-01', target: 650_000 }] });
    expect(commits).toBe(1);
    expect(made).toMatchObject({ memberGoals: 2, teamGoals: 1 });
    const goals = made.goalIds.map((id) => replica.record('goals', id));
    expect(goals).toMatchObject([
      { ownerId: 'north', targetMode: 'sum_of_children', name: 'Q1 2027 revenue', currency: 'EUR' },
      { ownerId: 'ana', target: 500_000, periodStart: '2027-01-01', periodEnd: '2027-03-31', createdBy: 'nora' },
      { ownerId: 'ben', target: 650_000 },
    ]);
    const [team, ana, ben] = made.goalIds;
    const { parentOf } = replica.goalIndex().hierarchy;
    expect([parentOf.get(ana ?? ''), parentOf.get(ben ?? ''), parentOf.get(team ?? '')]).toEqual([team, team, 'c-2027']);
    expect(service.goal(team ?? '')?.card.target).toBe(1_150_000);
  });

  it('are taken back by one undo, also from the tree', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    const before = service.goalTree({}).rows.map(({ goal: { id } }) => id);
    const { goalIds } = service.makePlan(PLAN);
    expect(service.goalTree({}).rows).toHaveLength(before.length + 3);
    service.undoPlan(goalIds);
    expect(service.goalTree({}).rows.map(({ goal: { id } }) => id)).toEqual(before);
    expect(service.plan(PLAN).rows.every(({ existingId }) => existingId === null)).toBe(true);
  });

  it('[B2] leaves out what exists and says so; with nothing left it makes nothing', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    const now = { ...PLAN, periods: ['2026-11-16'] };
    expect(service.plan(now)).toMatchObject({
      unit: 'currency',
      rows: [
        { memberName: 'Ana Ames', existingId: 'g-ana', target: 1_000_000, periodLabel: 'Q4 2026' },
        { memberName: 'Ben Bond', existingId: 'g-ben' },
      ],
      teams: [{ teamName: 'North', existingId: 'g-north' }],
    });
    expect(() => service.makePlan(now)).toThrow('exist already');
  });

  it('[B4] grows from what the members’ records brought a year before, at the server’s rates and credits', async () => {
    const test = await openTestHost(NORA, {
      extra: [
        create(
          'deals',
          deal({ id: 'a9', ownerId: 'ana', amountMinor: 200_000, stageId: 'won', openedOn: '2026-01-05', closedOn: '2026-02-01' }),
        ),
      ],
    });
    const rows = test.host.service.plan({ ...PLAN, basis: { kind: 'growth', percent: 25 }, step: 1_000 }).rows;
    expect(rows).toMatchObject([
      { memberName: 'Ana Ames', resultBefore: 200_000, target: 250_000 },
      { memberName: 'Ben Bond', resultBefore: 0, target: null },
    ]);
  });

  it('[B5] splits a team’s target by the results of the period before', async () => {
    const test = await openTestHost(NORA, { extra: [update('deals', 'a1', WON)] });
    const view = test.host.service.plan({ ...PLAN, basis: { kind: 'split', teamTarget: 800_000, by: 'results' } });
    // Q4 2026: Ana 300,000 + 100,000, Ben 400,000.
    expect(view.rows.map(({ resultBefore, target }) => [resultBefore, target])).toEqual([
      [400_000, 400_000],
      [400_000, 400_000],
    ]);
    expect(view.teams).toMatchObject([{ target: 800_000, existingId: null }]);
  });

  it('refuses teams out of reach, closed periods, split ratios and a composite, in words, and makes nothing then', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    const goals = replicaOf(test.connection).goalBook().goals.length;
    expect(() => service.makePlan({ ...PLAN, teamIds: ['south'], memberIds: ['carl'] })).toThrow('may not plan for South');
    expect(() => service.makePlan({ ...PLAN, periods: ['2026-09-30'] })).toThrow('closed');
    const ratio = { type: 'performance', metric: 'win_rate' } as const;
    expect(() => service.makePlan({ ...PLAN, ...ratio, basis: { kind: 'growth', percent: 5 } })).toThrow('ratio');
    expect(() => service.makePlan({ ...PLAN, ...ratio, metric: 'composite' })).toThrow('composite');
    expect(() => service.makePlan({ ...PLAN, name: ' ' })).toThrow('Goal name');
    expect(replicaOf(test.connection).goalBook().goals).toHaveLength(goals);
  });

  it('[B6] makes them without a goal above the team’s where the tree would become too deep', async () => {
    const test = await openTestHost(NORA, { extra: [update('settings', 'settings', { maxGoalDepth: 2 })] });
    const { service } = test.host;
    const year = goal({
      id: 'c-2027',
      ownerType: 'company',
      ownerId: 'company',
      periodKind: 'year',
      periodStart: '2027-01-01',
      periodEnd: '2027-12-31',
    });
    test.server.edit([create('goals', year)], { actor: { memberId: 'ada', role: 'admin' }, origin: 'server' });
    test.catchUp();
    expect(service.plan(PLAN).teams).toMatchObject([{ parentName: null }]);
    const { goalIds } = service.makePlan(PLAN);
    const { parentOf } = replicaOf(test.connection).goalIndex().hierarchy;
    expect(goalIds.map((id) => parentOf.get(id) ?? null)).toEqual([null, goalIds[0], goalIds[0]]);
  });

  it('[B6] hangs a new team’s goal under the goal that was chosen, or under nothing, and refuses one that can’t take it', async () => {
    const company = { ownerType: 'company', ownerId: 'company' } as const;
    const half = goal({ id: 'c-half', ...company, periodKind: 'half_year', periodStart: '2027-01-01', periodEnd: '2027-06-30' });
    const year = goal({ id: 'c-year', ...company, periodKind: 'year', periodStart: '2027-01-01', periodEnd: '2027-12-31' });
    const past = goal({ id: 'c-past', ...company, periodKind: 'year', periodStart: '2026-01-01', periodEnd: '2026-12-31' });
    const test = await openTestHost(NORA, { extra: [half, year, past].map((one) => create('goals', one)) });
    const { service } = test.host;
    const above = (input: PlanInput): string | null => {
      const { goalIds } = service.makePlan(input);
      const parent =
        replicaOf(test.connection)
          .goalIndex()
          .hierarchy.parentOf.get(goalIds[0] ?? '') ?? null;
      service.undoPlan(goalIds);
      return parent;
    };
    expect(above(PLAN)).toBe('c-half');
    expect(service.plan({ ...PLAN, parentId: 'c-year' }).teams).toMatchObject([{ parentName: expect.stringContaining(year.name) }]);
    expect(above({ ...PLAN, parentId: 'c-year' })).toBe('c-year');
    expect(above({ ...PLAN, parentId: null })).toBeNull();
    expect(() => service.makePlan({ ...PLAN, parentId: 'c-past' })).toThrow(
      "The teams' goals can't add up to the chosen goal: its period must lie within the period of the goal above. Choose another, or none.",
    );
  });

  it('[B1] [B2] counts only what passes the filter, in another currency where asked, and knows such goals again', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    const large: PlanInput = { ...PLAN, filter: { minimumAmountMinor: 100_000, tags: ['key account'] } };
    const { goalIds } = service.makePlan(large);
    const filter = { minimumAmountMinor: 100_000, tags: ['key account'] };
    expect(goalIds.map((id) => replicaOf(test.connection).record('goals', id))).toMatchObject(
      goalIds.map(() => ({ filter, currency: 'EUR' })),
    );
    expect(service.plan(large).rows.every(({ existingId }) => existingId !== null)).toBe(true);
    expect(service.plan(PLAN).rows.every(({ existingId }) => existingId === null)).toBe(true);
    expect(() => service.plan({ ...PLAN, currency: 'JPY' })).toThrow(/JPY/);
  });
});
