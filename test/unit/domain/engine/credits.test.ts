import { type CountingEvent, createGoalIndex, type Goal } from '@fieldgoal/domain';
import { describe, expect, test } from 'vitest';
import { filterOf, fold, goalOf, goalsCounting, makeEdge, makeEvent, makeGoal, makeNorth, makeRate, resultOf, totalOf } from '../make.ts';

const shares = (...each: [memberId: string, shareBp: number][]) => each.map(([memberId, shareBp]) => ({ memberId, shareBp }));
const OWNERS = [
  goalOf('company', 'company'),
  goalOf('team', 'alpha'),
  goalOf('team', 'beta'),
  ...['ana', 'ben', 'carl'].map((id) => goalOf('individual', id)),
];

function totals(event: CountingEvent, fields: Partial<Goal> = {}, directory = makeNorth()): Record<string, number> {
  const index = createGoalIndex(directory, { goals: OWNERS.map((goal) => ({ ...goal, ...fields })), edges: [], adjustments: [] });
  const folded = fold(index, [event]);
  return Object.fromEntries(index.goals.map(({ id }) => [id, totalOf(index, folded, id)]));
}

describe('credit splits', () => {
  test('[C10] each credited member counts their share, a team the shares of its members, the company all, each cent once', () => {
    const split = makeEvent({ amountMinor: 1001, credits: shares(['ana', 3333], ['ben', 3333], ['carl', 3334]) });
    expect(totals(split)).toEqual({ ana: 334, ben: 333, carl: 334, alpha: 667, beta: 334, company: 1001 });
  });

  test('[C10] an owner who is not among those credited has nothing of it', () => {
    const given = makeEvent({ ownerId: 'ana', credits: shares(['carl', 10_000]) });
    expect(totals(given)).toEqual({ ana: 0, ben: 0, carl: 10_000, alpha: 0, beta: 10_000, company: 10_000 });
  });

  test('[C10] a split deal is one deal to everyone credited, and one to the goals above', () => {
    const split = makeEvent({ credits: shares(['ana', 5000], ['ben', 5000]) });
    expect(totals(split, { type: 'deals', currency: null })).toEqual({ ana: 1, ben: 1, carl: 0, alpha: 1, beta: 0, company: 1 });
  });

  test('[C10] [C8] two credits that reach a goal by different paths are added, the record counted once', () => {
    const goals = OWNERS.map((goal) => ({ ...goal, rollUp: 'own_and_children' as const }));
    const edges = [makeEdge('ana', 'alpha'), makeEdge('ben', 'alpha'), makeEdge('alpha', 'company'), makeEdge('carl', 'company')];
    const index = createGoalIndex(makeNorth(), { goals, edges, adjustments: [] });
    const split = makeEvent({ amountMinor: 101, credits: shares(['ana', 2500], ['ben', 2500], ['carl', 5000]) });
    expect(Object.fromEntries(index.counted(split))).toEqual({
      ana: { amount: 25, weight: 1, memberIds: ['ana'] },
      ben: { amount: 25, weight: 1, memberIds: ['ben'] },
      carl: { amount: 51, weight: 1, memberIds: ['carl'] },
      alpha: { amount: 50, weight: 1, memberIds: ['ana', 'ben'] },
      beta: { amount: 51, weight: 1, memberIds: ['carl'] },
      company: { amount: 101, weight: 1, memberIds: ['ana', 'ben', 'carl'] },
    });
  });

  test('[C7] the minimum amount asks for the whole deal, not for the share', () => {
    const split = makeEvent({ amountMinor: 10_000, credits: shares(['ana', 1000], ['ben', 9000]) });
    expect(totals(split, { filter: filterOf({ minimumAmountMinor: 10_000 }) })).toMatchObject({ ana: 1000, ben: 9000 });
    expect(totals(split, { filter: filterOf({ minimumAmountMinor: 10_001 }) })).toMatchObject({ ana: 0, ben: 0 });
  });
});

describe('currencies', () => {
  const directory = { ...makeNorth(), rates: [makeRate('USD', 0.8), makeRate('USD', 0.9, '2026-11-10')] };

  test("[M1] [M2] a deal in another currency counts at the rate of its closing day, in each goal's currency", () => {
    expect(totals(makeEvent({ currency: 'USD', countsOn: '2026-11-09' }), {}, directory)).toMatchObject({ ana: 8000, company: 8000 });
    expect(totals(makeEvent({ currency: 'USD', countsOn: '2026-11-10' }), {}, directory)).toMatchObject({ ana: 9000, company: 9000 });
    expect(totals(makeEvent({ currency: 'USD' }), { currency: 'USD' }, directory)).toMatchObject({ ana: 10_000 });
    expect(totals(makeEvent({ currency: 'EUR' }), { currency: 'USD' }, directory)).toMatchObject({ ana: 12_500 });
  });

  test('[M2] a parent counts in its own currency, from the record and not from rounded children', () => {
    const goals = [
      goalOf('team', 'alpha'),
      goalOf('individual', 'ana', { currency: 'USD' }),
      goalOf('individual', 'ben', { currency: 'USD' }),
    ];
    const index = createGoalIndex(directory, { goals, edges: [makeEdge('ana', 'alpha'), makeEdge('ben', 'alpha')], adjustments: [] });
    const folded = fold(index, [
      makeEvent({ amountMinor: 3, countsOn: '2026-10-02' }),
      makeEvent({ amountMinor: 3, ownerId: 'ben', countsOn: '2026-10-02' }),
    ]);
    expect(['ana', 'ben', 'alpha'].map((id) => totalOf(index, folded, id))).toEqual([4, 4, 6]);
  });

  test('[M3] without a rate a deal has no revenue and is still one deal won', () => {
    const pounds = makeEvent({ currency: 'GBP' });
    expect(totals(pounds, {}, directory)).toMatchObject({ ana: 0, company: 0 });
    expect(totals(pounds, { type: 'deals', currency: null }, directory)).toMatchObject({ ana: 1, company: 1 });
    const index = createGoalIndex(directory, { goals: OWNERS, edges: [], adjustments: [] });
    expect(goalsCounting(index, pounds)).toEqual([]);
    expect(index.converter.rate('GBP', 'EUR', pounds.countsOn)).toBeNull();
  });

  test("[C7] the minimum amount is in the goal's currency, or the organization's where it has none", () => {
    const deal = makeEvent({ currency: 'USD', amountMinor: 10_000 });
    const least = (minimumAmountMinor: number, fields: Partial<Goal>) =>
      totals(deal, { ...fields, filter: filterOf({ minimumAmountMinor }) }, directory).ana;
    expect([least(8000, {}), least(8001, {})]).toEqual([8000, 0]);
    expect([least(10_000, { currency: 'USD' }), least(10_001, { currency: 'USD' })]).toEqual([10_000, 0]);
    expect([least(8000, { type: 'deals', currency: null }), least(8001, { type: 'deals', currency: null })]).toEqual([1, 0]);
  });

  test('[C1] a won deal whose amount is not known is one deal and no revenue', () => {
    const unknown = makeEvent({ amountMinor: null });
    expect(totals(unknown, { type: 'deals', currency: null })).toMatchObject({ ana: 1 });
    const index = createGoalIndex(makeNorth(), { goals: OWNERS, edges: [], adjustments: [] });
    expect(resultOf(index, fold(index, [unknown]), 'ana', '2026-11-20')).toMatchObject({ value: 0, weight: 1 });
  });
});

describe('open deals', () => {
  test('[C1] an open deal counts nowhere; revenue and deals measures are told what it may bring, by share and in their currency', () => {
    const goals = [...OWNERS, makeGoal({ id: 'wins', type: 'deals' }), makeGoal({ id: 'rate', type: 'performance', metric: 'win_rate' })];
    const index = createGoalIndex({ ...makeNorth(), rates: [makeRate('USD', 0.8)] }, { goals, edges: [], adjustments: [] });
    const open = makeEvent({ outcome: 'open', currency: 'USD', amountMinor: 1000, credits: shares(['ana', 2500], ['ben', 7500]) });
    expect([index.contributions(open), index.counted(open)]).toEqual([[], []]);
    const may = new Map(index.openContributions(open).map(({ counterId, amount }) => [counterId, amount]));
    const mayBring = (id: string) => may.get(index.measureCounterOf(id) ?? '');
    expect([mayBring('ana'), mayBring('ben'), mayBring('carl'), mayBring('alpha'), mayBring('company')]).toEqual([
      200,
      600,
      undefined,
      800,
      800,
    ]);
    expect([mayBring('wins'), mayBring('rate')]).toEqual([1, undefined]);
    expect(
      index
        .openContributions({ ...open, currency: 'GBP' })
        .every(({ counterId, amount }) => amount === (counterId === index.measureCounterOf('wins') ? 1 : null)),
    ).toBe(true);
    expect(index.openContributions(makeEvent())).toEqual([]);
  });
});
