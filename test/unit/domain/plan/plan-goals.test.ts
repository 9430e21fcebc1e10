import {
  type Goal,
  type GoalTemplate,
  likelyParent,
  NO_FILTER,
  type PlanContext,
  planGoals,
  type PlanWish,
  resultsOf,
  templateKey,
  templateOf,
  workCalendar,
} from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goalOf, makeDirectory, makeMember, makeMembership, makeSettings, makeEvent, makeTeam } from '../make.ts';

const REVENUE: GoalTemplate = { type: 'revenue', metric: null, direction: 'higher', currency: 'EUR', filter: NO_FILTER };
const Q1 = { start: '2027-01-01', end: '2027-03-31' };
const Q2 = { start: '2027-04-01', end: '2027-06-30' };
const calendar = workCalendar(makeSettings());
const directory = makeDirectory({
  members: ['ana', 'ben', 'carl'].map((id) => makeMember(id)),
  teams: [makeTeam('north'), makeTeam('south')],
  memberships: [makeMembership('ana', 'north'), makeMembership('ben', 'north'), makeMembership('carl', 'south')],
});

function wish(fields: Partial<PlanWish> = {}): PlanWish {
  return {
    teamIds: ['north'],
    memberIds: ['ana', 'ben', 'carl'],
    template: REVENUE,
    periodKind: 'quarter',
    periods: [Q1],
    name: '{period} revenue of {member}',
    basis: { kind: 'same', target: 1_000 },
    step: 1,
    isProrated: true,
    ...fields,
  };
}
const won = (memberId: string, countsOn: string, amountMinor: number) =>
  makeEvent({ recordId: `${memberId} ${countsOn}`, ownerId: memberId, credits: [{ memberId, shareBp: 10_000 }], countsOn, amountMinor });
const context = (fields: Partial<PlanContext> = {}): PlanContext => ({ directory, goals: [], calendar, resultsIn: () => 0, ...fields });
const targets = (made: ReturnType<typeof planGoals>) => Object.fromEntries(made.goals.map(({ memberId, target }) => [memberId, target]));

describe('goals planned for a team', () => {
  it('[B1] are one for each chosen member of the team and each period, with the names filled in', () => {
    const made = planGoals(wish({ periods: [Q1, Q2], memberIds: ['ben', 'ana', 'carl'] }), context());
    expect(made.goals.map(({ memberId, name }) => [memberId, name])).toEqual([
      ['ana', 'Q1 2027 revenue of ana'],
      ['ben', 'Q1 2027 revenue of ben'],
      ['ana', 'Q2 2027 revenue of ana'],
      ['ben', 'Q2 2027 revenue of ben'],
    ]);
    expect(planGoals(wish({ memberIds: ['ben'] }), context()).goals).toHaveLength(1);
  });

  it('[B1] belong to the team the member is in for most working days, once', () => {
    const moved = makeDirectory({
      ...directory,
      memberships: [makeMembership('ana', 'north', '2026-01-01', '2027-01-31'), makeMembership('ana', 'south', '2027-02-01')],
    });
    const made = planGoals(wish({ teamIds: ['north', 'south'] }), context({ directory: moved }));
    expect(made.goals).toMatchObject([{ memberId: 'ana', teamId: 'south' }]);
    expect(made.teamGoals).toMatchObject([{ teamId: 'south' }]);
  });

  it('[B2] leave out what exists, whatever its name, and not what differs in anything that counts', () => {
    const own = (fields: Partial<Goal>) =>
      goalOf('individual', 'ana', { id: 'x', periodStart: Q1.start, periodEnd: Q1.end, target: 7, ...fields });
    const plan = (goal: Goal) => planGoals(wish(), context({ goals: [goal] })).goals.find(({ memberId }) => memberId === 'ana');
    expect(plan(own({ name: 'Anything' }))).toMatchObject({ existingId: 'x', target: 7, name: 'Anything' });
    for (const other of [
      own({ type: 'deals', currency: null }),
      own({ currency: 'USD' }),
      own({ status: 'cancelled' }),
      own({ filter: { ...NO_FILTER, tags: ['new'] } }),
      own({ periodEnd: Q2.end }),
      own({ direction: 'lower' }),
    ])
      expect(plan(other)).toMatchObject({ existingId: null, target: 1_000 });
  });

  it('[B3] are prorated by working days for who joins or leaves within the period, where asked for', () => {
    const joined = makeDirectory({
      ...directory,
      memberships: [makeMembership('ana', 'north', '2027-03-01'), makeMembership('ben', 'north', '2020-01-01', '2027-01-15')],
    });
    const made = planGoals(wish(), context({ directory: joined }));
    // Q1 2027 has 64 working days, March 23, 1–15 January 11.
    expect(made.goals.map(({ inTeam }) => inTeam)).toEqual([
      { days: 23, of: 64 },
      { days: 11, of: 64 },
    ]);
    expect(targets(made)).toEqual({ ana: 359, ben: 172 });
    expect(targets(planGoals(wish({ isProrated: false }), context({ directory: joined })))).toEqual({ ana: 1_000, ben: 1_000 });
    const rate: GoalTemplate = { ...REVENUE, type: 'performance', metric: 'win_rate', currency: null };
    expect(targets(planGoals(wish({ template: rate }), context({ directory: joined })))).toEqual({ ana: 1_000, ben: 1_000 });
  });

  it('[B3] measure a period without working days in calendar days', () => {
    const weekend = makeDirectory({ ...directory, memberships: [makeMembership('ana', 'north', '2027-01-20')] });
    const closed = workCalendar(makeSettings({ workingWeekdays: [1], holidays: ['2027-01-04', '2027-01-11', '2027-01-18', '2027-01-25'] }));
    const january = { start: '2027-01-01', end: '2027-01-31' };
    const made = planGoals(wish({ periodKind: 'month', periods: [january] }), context({ directory: weekend, calendar: closed }));
    expect(made.goals[0]?.inTeam).toEqual({ days: 12, of: 31 });
  });

  it('[B4] grow from what each brought a year before, in whole steps; who brought nothing has no target yet', () => {
    const events = [won('ana', '2026-02-10', 12_345), won('ana', '2026-03-31', 1), won('ana', '2026-04-01', 99_999)];
    const lastYear = { start: '2026-01-01', end: '2026-03-31' };
    const resultsIn = resultsOf(REVENUE, ['ana', 'ben'], [lastYear], events, directory);
    expect(resultsIn('ana', lastYear)).toBe(12_346);
    const made = planGoals(wish({ basis: { kind: 'growth', percent: 10 }, step: 100 }), context({ resultsIn }));
    expect(targets(made)).toEqual({ ana: 13_600, ben: null });
    expect(made.goals[0]?.resultBefore).toBe(12_346);
  });

  it('[B5] share the team’s target, less what exists, evenly or by the results of the period before', () => {
    const before = { start: '2026-10-01', end: '2026-12-31' };
    const results = (memberId: string, { start }: { start: string }): number =>
      start === before.start ? ({ ana: 300, ben: 100 }[memberId] ?? 0) : 0;
    const split = (by: 'even' | 'results', goals: Goal[] = []) =>
      targets(planGoals(wish({ basis: { kind: 'split', teamTarget: 1_001, by } }), context({ resultsIn: results, goals })));
    expect(split('even')).toEqual({ ana: 501, ben: 500 });
    expect(split('results')).toEqual({ ana: 751, ben: 250 });
    expect(split('even', [goalOf('individual', 'ana', { periodStart: Q1.start, periodEnd: Q1.end, target: 700 })])).toEqual({
      ana: 700,
      ben: 301,
    });
    expect(split('even', [goalOf('individual', 'ana', { periodStart: Q1.start, periodEnd: Q1.end, target: 2_000 })])).toEqual({
      ana: 2_000,
      ben: 0,
    });
  });

  it('[B6] hang under their team’s goal, with the split target, the sum of the goals below, or a ratio’s one target', () => {
    const team = (fields: Partial<PlanWish>, goals: Goal[] = []) => planGoals(wish(fields), context({ goals })).teamGoals;
    expect(team({})).toMatchObject([{ teamId: 'north', existingId: null, targetMode: 'sum_of_children', target: null }]);
    expect(team({ basis: { kind: 'split', teamTarget: 900, by: 'even' } })).toMatchObject([{ targetMode: 'fixed', target: 900 }]);
    const rate: GoalTemplate = { ...REVENUE, type: 'performance', metric: 'win_rate', currency: null };
    expect(team({ template: rate })).toMatchObject([{ targetMode: 'fixed', target: 1_000 }]);
    const existing = goalOf('team', 'north', { periodStart: Q1.start, periodEnd: Q1.end, target: 5 });
    expect(team({}, [existing])).toMatchObject([{ existingId: 'north', target: 5 }]);
  });

  it('[B6] the team’s goal goes under the nearest that takes it: the team above before the company, a quarter before a year', () => {
    const teams = { teams: [makeTeam('north', 'region'), makeTeam('region')] };
    const child = goalOf('team', 'north', { periodStart: Q1.start, periodEnd: Q1.end });
    const year = { periodStart: '2027-01-01', periodEnd: '2027-12-31' };
    const quarter = { periodStart: Q1.start, periodEnd: Q1.end };
    const company = [
      goalOf('company', 'company', { id: 'c-year', ...year }),
      goalOf('company', 'company', { id: 'c-quarter', ...quarter }),
    ];
    expect(likelyParent(child, company, teams)?.id).toBe('c-quarter');
    expect(likelyParent(child, [...company, goalOf('team', 'region', { id: 'r-year', ...year })], teams)?.id).toBe('r-year');
    expect(likelyParent(child, [goalOf('company', 'company', { ...quarter, type: 'deals', currency: null })], teams)).toBeNull();
  });

  it('[B2] two goals are alike by what they count, whatever their names, owners and the order of their filters', () => {
    const filter = { ...NO_FILTER, tags: ['a', 'b'] };
    const one = templateOf(goalOf('individual', 'ana', { filter }));
    const other = templateOf(goalOf('team', 'north', { name: 'x', filter: { ...NO_FILTER, tags: ['b', 'a', 'a'] } }));
    expect(templateKey(one)).toBe(templateKey(other));
    expect(templateKey(one)).not.toBe(templateKey({ ...one, direction: 'lower' }));
  });

  it('[B1] [B5] whatever is chosen, nobody has two goals for a period, and a split adds up to the team’s target', () => {
    const memberships = fc.array(
      fc.record({
        memberId: fc.constantFrom('ana', 'ben', 'carl'),
        teamId: fc.constantFrom('north', 'south'),
        from: fc.constantFrom('2026-06-01', '2027-02-01', '2027-05-03'),
        to: fc.constantFrom(null, '2027-02-14', '2027-04-30'),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(
        memberships,
        fc.nat({ max: 1_000_000 }),
        fc.integer({ min: 1, max: 500 }),
        fc.boolean(),
        (stays, teamTarget, step, isProrated) => {
          const some = makeDirectory({
            ...directory,
            memberships: stays.map(({ memberId, teamId, from, to }) => makeMembership(memberId, teamId, from, to)),
          });
          const made = planGoals(
            wish({ teamIds: ['north', 'south'], periods: [Q1, Q2], basis: { kind: 'split', teamTarget, by: 'even' }, step, isProrated }),
            context({ directory: some }),
          );
          const keys = made.goals.map(({ memberId, period }) => `${memberId} ${period.start}`);
          expect(new Set(keys).size).toBe(keys.length);
          for (const { teamId, period } of made.teamGoals) {
            const own = made.goals.filter((goal) => goal.teamId === teamId && goal.period === period);
            expect(own.reduce((sum, { target }) => sum + (target ?? 0), 0)).toBe(teamTarget);
            for (const { inTeam } of own) expect(inTeam.days).toBeLessThanOrEqual(inTeam.of);
          }
        },
      ),
    );
  });
});
