import { describe, expect, it } from 'vitest';
import type { DirectoryView } from '../../../../../apps/desktop/src/host/views/directory.ts';
import { EMPTY_PLAN, type PlanDraft, readPlan } from '../../../../../apps/desktop/src/renderer/pages/plan/plan-draft.ts';
import { planParents } from '../../../../../apps/desktop/src/renderer/pages/plan/plan-parents.ts';
import { goalCard } from '../../goal-cards.ts';

const directory: DirectoryView = {
  companyName: 'Testing Ltd',
  currency: 'EUR',
  currencies: ['EUR', 'JPY'],
  timeZone: 'Europe/Berlin',
  members: [{ id: 'ana', name: 'Ana', role: 'member', teamId: 'north' }],
  teams: [
    { id: 'region', name: 'Region', parentTeamId: null, mayEdit: true },
    { id: 'north', name: 'North', parentTeamId: 'region', mayEdit: true },
    { id: 'south', name: 'South', parentTeamId: 'region', mayEdit: true },
  ],
  stages: [],
  products: [],
  accounts: [],
};
const draft: PlanDraft = { ...EMPTY_PLAN, teamIds: ['north'], periods: ['2027-01-01'] };
const read = (part: Partial<PlanDraft>) => readPlan({ ...draft, ...part }, directory, '{period} revenue');

describe('what is planned for a team', () => {
  it('is in the company’s currency, counts everything and hangs under the likeliest goal, where nobody says otherwise', () => {
    const { input } = read({ target: '5,000' });
    expect(input).toMatchObject({ currency: 'EUR', basis: { kind: 'same', target: 500_000 }, step: 10_000 });
    expect(input?.filter).toEqual({ productIds: [], pipelineIds: [], activityKinds: [], minimumAmountMinor: null, tags: [] });
    expect(input).not.toHaveProperty('parentId');
  });

  it('is in another currency, with its digits, where one is chosen; a count has none', () => {
    expect(read({ currency: 'JPY', target: '5,000' }).input).toMatchObject({ currency: 'JPY', basis: { target: 5000 }, step: 100 });
    expect(read({ currency: 'JPY', target: '5,000.50' }).problems.target).toBeDefined();
    expect(read({ currency: 'JPY', measure: 'deals', target: '5' }).input).toMatchObject({ currency: null, basis: { target: 5 } });
  });

  it('counts what passes the filters that apply to what is measured, and no others', () => {
    const filters = { productIds: ['p1'], activityKinds: ['visit'], minimumAmount: '1,000', tags: ['key'] } as const;
    expect(read(filters).input?.filter).toMatchObject({
      productIds: ['p1'],
      activityKinds: [],
      minimumAmountMinor: 100_000,
      tags: ['key'],
    });
    expect(read({ ...filters, measure: 'activities' }).input?.filter).toMatchObject({
      productIds: [],
      activityKinds: ['visit'],
      minimumAmountMinor: null,
    });
  });

  it('is not asked for while its least amount can’t be read', () => {
    const { input, problems } = read({ minimumAmount: 'much' });
    expect([input, problems.minimumAmount]).toEqual([null, expect.any(String)]);
  });

  it('hangs under the goal that was chosen, or under nothing', () => {
    expect(read({ parent: 'g1' }).input?.parentId).toBe('g1');
    expect(read({ parent: null }).input?.parentId).toBeNull();
  });
});

describe('what the teams’ goals can add up to', () => {
  const of = (id: string, ownerId: string, changes = {}) =>
    goalCard({
      id,
      ownerId,
      ownerType: ownerId === 'company' ? 'company' : 'team',
      periodStart: '2027-01-01',
      periodEnd: '2027-12-31',
      ...changes,
    });
  const quarters = [
    { value: '2027-01-01', end: '2027-03-31' },
    { value: '2027-04-01', end: '2027-06-30' },
  ];
  const parents = (goals: Parameters<typeof planParents>[0], teamIds: readonly string[]) =>
    planParents(goals, { measure: 'revenue', teamIds, periods: quarters }, directory).map(({ id }) => id);

  it('is a goal that takes every one of them, the nearest first', () => {
    const first = of('first', 'region', { periodEnd: '2027-03-31' });
    expect(parents([of('company', 'company'), of('region', 'region'), first], ['north', 'south'])).toEqual(['region', 'company']);
  });

  it('is nothing another of the teams couldn’t hang under', () => {
    expect(parents([of('region', 'region'), of('company', 'company')], ['north', 'region'])).toEqual(['company']);
    expect(parents([of('deals', 'company', { type: 'deals' })], ['north'])).toEqual([]);
    expect(parents([of('company', 'company')], [])).toEqual([]);
  });
});
