import { closeDeal, countingEventOfDeal, createGoalIndex, type Goal, reopenDeal } from '@fieldgoal/domain';
import { expect, test } from 'vitest';
import {
  amountFor,
  fold,
  goalOf,
  makeAdjustment,
  makeDeal,
  makeDirectory,
  makeEdge,
  makeEvent,
  makeGoal,
  makeMember,
  makeMembership,
  makeNorth,
  makeRate,
  makeStage,
  makeTeam,
  resultOf,
} from '../make.ts';

/** What other products got wrong, each with where it was told, and what Fieldgoal does instead. */

const at = (goals: Goal[], amount: number, today: string) => {
  const index = createGoalIndex(makeNorth(), { goals, edges: [], adjustments: [] });
  return resultOf(index, fold(index, [makeEvent({ amountMinor: amount })]), 'ana', today);
};

test('[P7] a goal that was not reached has failed the day after its end (odoo #130557: a goal never failed at its end)', () => {
  const goals = [goalOf('individual', 'ana', { target: 10_000 })];
  expect(at(goals, 9999, '2026-12-31').health).not.toBe('missed');
  expect(at(goals, 9999, '2027-01-01').health).toBe('missed');
  expect(at(goals, 9999, '2031-01-01').health).toBe('missed');
  expect(at(goals, 10_000, '2027-01-01').health).toBe('achieved');
});

test('[P4] a lower-is-better goal that is reached shows 100 %, never 0 % (Odoo gamification, `_get_completion`: below the target 100, else 0, so that a goal met to the day shows 0)', () => {
  const low = { type: 'performance', metric: 'sales_cycle', currency: null, direction: 'lower', target: 1000 } as const;
  const index = createGoalIndex(makeNorth(), { goals: [goalOf('individual', 'ana', low)], edges: [], adjustments: [] });
  const days = (openedOn: string) => resultOf(index, fold(index, [makeEvent({ openedOn })]), 'ana', '2027-01-01');
  expect(days('2026-10-23')).toMatchObject({ value: 1000, attainment: 1, health: 'achieved' });
  expect(days('2026-11-02')).toMatchObject({ value: 0, attainment: 1, health: 'achieved' });
  expect(days('2026-10-13')).toMatchObject({ value: 2000, attainment: 0.5, health: 'missed' });
});

test('[R11] a reopened deal loses its close date and leaves the totals (odoo PR 93704: it kept its close date)', () => {
  const won = { ...makeDeal({ closedOn: null, stageId: 'open' }), ...closeDeal(makeDeal(), makeStage('won'), '2026-11-02') };
  const reopened = { ...won, ...reopenDeal(won, makeStage('open')) };
  expect(reopened.closedOn).toBeNull();
  const index = createGoalIndex(makeNorth(), { goals: [goalOf('individual', 'ana')], edges: [], adjustments: [] });
  const event = countingEventOfDeal(reopened, makeStage('open'), 'UTC');
  expect(event === null ? null : index.contributions(event)).toEqual([]);
  expect(countingEventOfDeal({ ...reopened, closedOn: won.closedOn }, makeStage('open'), 'UTC')).toBeNull();
});

test('[C10] a split deal gives each member their share, not all of it to everyone (erpnext #4046: full credit to every member of the split)', () => {
  const goals = [goalOf('company', 'company'), goalOf('individual', 'ana'), goalOf('individual', 'ben')];
  const index = createGoalIndex(makeNorth(), { goals, edges: [], adjustments: [] });
  const credits = [
    { memberId: 'ana', shareBp: 6000 },
    { memberId: 'ben', shareBp: 4000 },
  ];
  expect(['ana', 'ben', 'company'].map((id) => amountFor(index, id, makeEvent({ credits })))).toEqual([6000, 4000, 10_000]);
});

test('[M2] [M3] deals in another currency count converted, or are told to lack a rate (Pipedrive: deals in other currencies ignored)', () => {
  const index = createGoalIndex(
    { ...makeNorth(), rates: [makeRate('USD', 0.8)] },
    { goals: [goalOf('individual', 'ana')], edges: [], adjustments: [] },
  );
  expect(amountFor(index, 'ana', makeEvent({ currency: 'USD' }))).toBe(8000);
  expect(index.converter.convert(10_000, 'GBP', 'EUR', '2026-11-02')).toBeNull();
});

test('[K2] [K6] a roll-up of rates is made of the records, a composite of weights, never a plain mean of percentages (seen in peers: the unweighted average)', () => {
  const rate = { type: 'performance', metric: 'win_rate', currency: null } as const;
  const goals = [goalOf('team', 'alpha', rate), goalOf('individual', 'ana', rate), goalOf('individual', 'ben', rate)];
  const index = createGoalIndex(makeNorth(), { goals, edges: [makeEdge('ana', 'alpha'), makeEdge('ben', 'alpha')], adjustments: [] });
  const lost = Array.from({ length: 9 }, () => makeEvent({ outcome: 'lost' }));
  const folded = fold(index, [...lost, makeEvent({ ownerId: 'ben' })]);
  // Ana 0 of 9, Ben 1 of 1: the mean of 0 % and 100 % would be 50 %.
  expect(resultOf(index, folded, 'alpha', '2026-11-20').value).toBe(1000);
  const revenue = [
    makeGoal({ id: 'all', type: 'performance', metric: 'composite', target: 10_000 }),
    goalOf('individual', 'ana', { weight: 9, target: 10_000 }),
    goalOf('individual', 'ben', { weight: 1, target: 10_000 }),
  ];
  const weighted = createGoalIndex(makeNorth(), {
    goals: revenue,
    edges: [makeEdge('ana', 'all'), makeEdge('ben', 'all')],
    adjustments: [],
  });
  expect(resultOf(weighted, fold(weighted, [makeEvent()]), 'all', '2026-11-20').value).toBe(9000);
});

test('[A2] a correction by hand outlives every later recalculation (seen in peers: lost at the next one)', () => {
  const adjustments = [makeAdjustment({ id: 'a', goalId: 'ana', kind: 'set', entered: 15_000, delta: 5000 })];
  const index = createGoalIndex(makeNorth(), { goals: [goalOf('individual', 'ana')], edges: [], adjustments });
  const first = makeEvent();
  const folded = fold(index, [first]);
  expect(resultOf(index, folded, 'ana', '2026-11-20').value).toBe(15_000);
  fold(index, [makeEvent({ recordId: 'second', amountMinor: 300 })], 1, folded);
  expect(resultOf(index, folded, 'ana', '2026-11-20')).toMatchObject({ calculated: 10_300, adjusted: 5000, value: 15_300 });
  expect(resultOf(index, fold(index, [first], -1, folded), 'ana', '2026-11-20').value).toBe(5300);
});

test('[C5] last quarter stays with the team a member was in then (Salesforce, considerations for territory forecasts: numbers of past periods change when a user leaves)', () => {
  const directory = makeDirectory({
    members: [makeMember('ana')],
    teams: [makeTeam('alpha'), makeTeam('beta')],
    memberships: [makeMembership('ana', 'alpha', '2026-01-01', '2026-11-02'), makeMembership('ana', 'beta', '2026-11-03')],
  });
  const index = createGoalIndex(directory, { goals: [goalOf('team', 'alpha'), goalOf('team', 'beta')], edges: [], adjustments: [] });
  expect(['alpha', 'beta'].map((id) => amountFor(index, id, makeEvent()))).toEqual([10_000, 0]);
});
