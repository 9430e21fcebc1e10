import { type CountingEvent, createGoalIndex, type GoalIndex } from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainGoal } from '../../../../packages/domain/src/explain/explain-goal.ts';
import type { Explanation } from '../../../../packages/domain/src/explain/explanation.ts';
import { anyCompany, type Company, eventsOf, PEOPLE } from '../arbitraries.ts';
import { filterOf, fold, goalOf, makeAdjustment, makeEdge, makeEvent, makeGoal, makeNorth, makeRate, resultOf } from '../make.ts';

const TODAY = '2026-11-23';
const DIRECTORY = { ...makeNorth(), rates: [makeRate('USD', 0.8), makeRate('USD', 0.925, '2026-11-10'), makeRate('JPY', 0.0061)] };
const GOALS = [
  goalOf('team', 'north'),
  goalOf('team', 'alpha'),
  goalOf('team', 'beta'),
  ...['ana', 'ben', 'carl'].map((id) => goalOf('individual', id)),
];
const EDGES = [
  makeEdge('alpha', 'north'),
  makeEdge('beta', 'north'),
  makeEdge('ana', 'alpha'),
  makeEdge('ben', 'alpha'),
  makeEdge('carl', 'beta'),
];
const INDEX = createGoalIndex(DIRECTORY, { goals: GOALS, edges: EDGES, adjustments: [] });
const SHARED = makeEvent({
  amountMinor: 10_001,
  currency: 'USD',
  countsOn: '2026-11-12',
  credits: [
    { memberId: 'ana', shareBp: 5000 },
    { memberId: 'ben', shareBp: 2500 },
    { memberId: 'carl', shareBp: 2500 },
  ],
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe('a record', () => {
  test('[W2] shows each share, what was due of it, the amount as entered and the rate it was converted at', () => {
    const { records, calculated } = explainGoal(INDEX, 'alpha', { directory: DIRECTORY, events: [SHARED], today: TODAY });
    expect(records).toEqual([
      {
        recordId: 'deal',
        collection: 'deals',
        outcome: 'won',
        countsOn: '2026-11-12',
        amount: 6938,
        weight: 1,
        credits: [
          { memberId: 'ana', shareBp: 5000, part: 4625 },
          { memberId: 'ben', shareBp: 2500, part: 2313 },
        ],
        original: { amountMinor: 10_001, currency: 'USD' },
        rate: {
          from: 'USD',
          to: 'EUR',
          decimal: '0.925',
          isExact: true,
          inForce: [{ currency: 'USD', on: '2026-11-10', rateId: 'USD-2026-11-10' }],
        },
        via: [['ana'], ['ben']],
      },
    ]);
    expect(calculated).toBe(6938);
  });

  test('[W3] came by the goals below it, each way told from the top down; its own scope is an empty way', () => {
    const goals = [goalOf('team', 'north', { rollUp: 'own_and_children' }), ...GOALS.slice(1)];
    const index = createGoalIndex(DIRECTORY, { goals, edges: EDGES, adjustments: [] });
    const { records } = explainGoal(index, 'north', { directory: DIRECTORY, events: [SHARED], today: TODAY });
    expect(records[0]?.via).toEqual([[], ['alpha', 'ana'], ['alpha', 'ben'], ['beta', 'carl']]);
    expect(records[0]?.amount).toBe(9251);
  });

  test('[W4] a rate between two foreign currencies is the exact fraction, cut at the twelfth digit and marked', () => {
    const index = createGoalIndex(DIRECTORY, { goals: [goalOf('individual', 'ana', { currency: 'USD' })], edges: [], adjustments: [] });
    const events = [makeEvent({ amountMinor: 1000, currency: 'JPY', countsOn: '2026-11-12' })];
    const { records } = explainGoal(index, 'ana', { directory: DIRECTORY, events, today: TODAY });
    expect(records[0]?.amount).toBe(659);
    expect(records[0]?.rate).toMatchObject({ from: 'JPY', to: 'USD', decimal: '0.006594594595', isExact: false });
    expect(records[0]?.rate?.inForce.map(({ currency }) => currency)).toEqual(['JPY', 'USD']);
  });

  test('[W5] that would count but has no rate is listed with the rate that is missing, never passed over', () => {
    const events = [makeEvent({ currency: 'GBP', recordId: 'london' }), makeEvent({ recordId: 'berlin' })];
    const { records, unconverted } = explainGoal(INDEX, 'alpha', { directory: DIRECTORY, events, today: TODAY });
    expect(records.map(({ recordId }) => recordId)).toEqual(['berlin']);
    expect(unconverted).toEqual([
      {
        recordId: 'london',
        collection: 'deals',
        countsOn: '2026-11-02',
        original: { amountMinor: 10_000, currency: 'GBP' },
        memberIds: ['ana'],
        via: [['ana']],
        missing: [{ currency: 'GBP', on: '2026-11-02' }],
      },
    ]);
  });

  test('[W5] a least amount that cannot be judged without a rate is told, too; one of another product is not', () => {
    const goals = [makeGoal({ id: 'big', type: 'deals', filter: filterOf({ minimumAmountMinor: 500, productIds: ['gtx'] }) })];
    const index = createGoalIndex(DIRECTORY, { goals, edges: [], adjustments: [] });
    const events = ['gtx', 'mg'].map((productId) => makeEvent({ recordId: productId, productId, currency: 'GBP' }));
    const { unconverted } = explainGoal(index, 'big', { directory: DIRECTORY, events, today: TODAY });
    expect(unconverted.map(({ recordId }) => recordId)).toEqual(['gtx']);
  });

  test('[W1] of a day after today is not in it yet', () => {
    const events = [makeEvent({ countsOn: '2026-12-01' })];
    expect(explainGoal(INDEX, 'ana', { directory: DIRECTORY, events, today: TODAY })).toMatchObject({ records: [], value: 0 });
  });
});

describe('adjustments', () => {
  test('[W3] say which goal below they were made in, and what they were there', () => {
    const goals = [goalOf('team', 'alpha'), goalOf('individual', 'ana', { currency: 'USD' })];
    const adjustments = [makeAdjustment({ id: 'a', goalId: 'ana', delta: 100 }), makeAdjustment({ id: 'b', goalId: 'alpha', delta: -500 })];
    const index = createGoalIndex(DIRECTORY, { goals, edges: [makeEdge('ana', 'alpha')], adjustments });
    const explained = explainGoal(index, 'alpha', { directory: DIRECTORY, events: [makeEvent({ amountMinor: 50 })], today: TODAY });
    expect(explained.adjustments.map(({ goalId, via, delta, original }) => [goalId, via, delta, original])).toEqual([
      ['ana', ['ana'], 80, { delta: 100, currency: 'USD' }],
      ['alpha', [], -500, null],
    ]);
    expect(explained).toMatchObject({ calculated: 50, adjusted: -50, floored: 370, value: 0 });
  });

  test('[W5] below in a currency without a rate are listed', () => {
    const goals = [goalOf('team', 'alpha'), goalOf('individual', 'ana', { currency: 'GBP' })];
    const adjustments = [makeAdjustment({ id: 'a', goalId: 'ana', delta: 100 })];
    const index = createGoalIndex(DIRECTORY, { goals, edges: [makeEdge('ana', 'alpha')], adjustments });
    const explained = explainGoal(index, 'alpha', { directory: DIRECTORY, events: [], today: TODAY });
    expect(explained.unconvertedAdjustments).toEqual([
      { adjustmentId: 'a', goalId: 'ana', delta: 100, currency: 'GBP', missing: [{ currency: 'GBP', on: '2026-10-01' }] },
    ]);
  });

  test('[W6] of a manual goal the reports make the calculated value', () => {
    const goals = [goalOf('individual', 'ana', { calculationSource: 'manual' })];
    const adjustments = [
      makeAdjustment({ id: 'a', goalId: 'ana', delta: 700, entered: 700, kind: 'set' }),
      makeAdjustment({ id: 'b', goalId: 'ana', delta: 50, createdAt: '2026-11-02T00:00:00.000Z' }),
    ];
    const index = createGoalIndex(DIRECTORY, { goals, edges: [], adjustments });
    const explained = explainGoal(index, 'ana', { directory: DIRECTORY, events: [makeEvent()], today: TODAY });
    expect(explained.adjustments.map(({ part, delta }) => [part, delta])).toEqual([
      ['reported', 700],
      ['added', 50],
    ]);
    expect(explained).toMatchObject({ madeOf: 'reports', records: [], calculated: 700, value: 750, floored: 0 });
  });
});

test('[W6] a composite is made of its goals, with weights and attainments', () => {
  const goals = [
    makeGoal({ id: 'whole', type: 'performance', metric: 'composite', currency: null, target: 10_000 }),
    goalOf('individual', 'ana', { weight: 3 }),
    goalOf('individual', 'ben'),
  ];
  const index = createGoalIndex(DIRECTORY, { goals, edges: [makeEdge('ana', 'whole'), makeEdge('ben', 'whole')], adjustments: [] });
  const events = [makeEvent()];
  const explained = explainGoal(index, 'whole', {
    directory: DIRECTORY,
    events,
    today: TODAY,
    resultOf: (id) => resultOf(index, fold(index, events), id, TODAY),
  });
  expect(explained.parts).toEqual([
    { goalId: 'ana', weight: 3, attainment: 0.1 },
    { goalId: 'ben', weight: 1, attainment: 0 },
  ]);
  expect(explained).toMatchObject({ madeOf: 'goals', value: 750, records: [] });
});

describe('laws', () => {
  function explainedOf({ directory }: Company, index: GoalIndex, events: readonly CountingEvent[]) {
    const folded = fold(index, events);
    return index.goals.map(({ id }) => ({
      result: resultOf(index, folded, id, TODAY),
      explained: explainGoal(index, id, { directory, events, today: TODAY, resultOf: (part) => resultOf(index, folded, part, TODAY) }),
    }));
  }

  test('[W1] the lines add up to the calculated value, and with the adjustments to the value the engine gives', () => {
    fc.assert(
      fc.property(anyCompany, eventsOf(PEOPLE), (company, events) => {
        const index = createGoalIndex(company.directory, company.book);
        for (const { result, explained } of explainedOf(company, index, events)) {
          const { calculated, adjusted, value } = result;
          expect(explained).toMatchObject({ calculated, adjusted, value });
          if (explained.madeOf === 'goals') continue;
          expect(result.weight).toBe(sum(explained.records.map(({ weight }) => weight)));
          if (explained.scale === null && explained.madeOf === 'records')
            expect(sum(explained.records.map(({ amount }) => amount))).toBe(calculated);
          expect(totalOf(explained)).toBe(value ?? 0);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('[W2] the parts of a record add up to its line, and everyone it counts for came by a way', () => {
    fc.assert(
      fc.property(anyCompany, eventsOf(PEOPLE), (company, events) => {
        const index = createGoalIndex(company.directory, company.book);
        for (const { explained } of explainedOf(company, index, events)) {
          for (const { credits, amount, via } of explained.records) {
            const parts = credits.flatMap(({ part }) => part ?? []);
            if (parts.length > 0) expect(sum(parts)).toBe(amount);
            expect(via.length).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('[W5] with the missing rates entered, just the records listed come in', () => {
    fc.assert(
      fc.property(anyCompany, eventsOf(PEOPLE), (company, events) => {
        const index = createGoalIndex(company.directory, company.book);
        const rates = [...company.directory.rates, makeRate('GBP', 1.2, '1999-01-01'), makeRate('JPY', 0.006, '1999-01-01')];
        // Under a least amount a record may turn out too small.
        const goals = company.book.goals.map((goal) => ({ ...goal, filter: { ...goal.filter, minimumAmountMinor: null } }));
        const before = createGoalIndex(company.directory, { ...company.book, goals });
        const after = createGoalIndex({ ...company.directory, rates }, { ...company.book, goals });
        for (const { id } of index.goals) {
          const first = explainGoal(before, id, { directory: company.directory, events, today: TODAY });
          const then = explainGoal(after, id, { directory: { ...company.directory, rates }, events, today: TODAY });
          const listed = [...first.records, ...first.unconverted].map(({ recordId }) => recordId);
          expect([...new Set(listed)].sort()).toEqual(then.records.map(({ recordId }) => recordId).sort());
          expect(then.unconverted).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

function totalOf({ madeOf, calculated, adjustments, floored }: Explanation): number {
  const reported = madeOf === 'reports' ? adjustments : adjustments.filter(({ part }) => part === 'added');
  return (madeOf === 'reports' ? 0 : (calculated ?? 0)) + sum(reported.map(({ delta }) => delta)) + floored;
}
