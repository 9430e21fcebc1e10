import {
  type CountingEvent,
  countingEventOfDeal,
  createGoalIndex,
  createOutlook,
  type Directory,
  type GoalDays,
  type GoalIndex,
  learnPipeline,
  type OutlookInput,
  type PipelineCell,
  workCalendar,
} from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type WhatIfBase, whatIf } from '../../../../packages/domain/src/what-if/what-if.ts';
import { anyCompany, anyDeal, dateBetween, eventsOf, PEOPLE } from '../arbitraries.ts';
import { fold, goalOf, historyOf, makeDeal, makeEdge, makeEvent, makeGoal, makeNorth, makeStage, resultOf, seriesOf } from '../make.ts';

const TODAY = '2026-11-23';
const NORTH = makeNorth();
const GOALS = [
  goalOf('team', 'north'),
  goalOf('team', 'alpha'),
  goalOf('individual', 'ana'),
  goalOf('individual', 'ben'),
  makeGoal({ id: 'calls', ownerType: 'individual', ownerId: 'ana', type: 'activities', target: 10 }),
  makeGoal({
    id: 'whole',
    type: 'performance',
    metric: 'composite',
    target: 10_000,
    components: [
      { goalId: 'ana', weight: 1 },
      { goalId: 'calls', weight: 1 },
    ],
  }),
];
const EDGES = [makeEdge('alpha', 'north'), makeEdge('ana', 'alpha'), makeEdge('ben', 'alpha')];
const INDEX = createGoalIndex(NORTH, { goals: GOALS, edges: EDGES, adjustments: [] });
const OPEN = makeEvent({ recordId: 'open', outcome: 'open', countsOn: '2026-10-05', openedOn: '2026-10-05', probability: 40 });

const PROFILE = learnPipeline(
  Array.from({ length: 60 }, (_, at) => ({
    ownerId: 'ana',
    openedOn: '2026-08-01',
    closedOn: `2026-${at % 2 === 0 ? '09' : '10'}-${String(1 + (at % 28)).padStart(2, '0')}`,
    outcome: at % 3 === 0 ? ('lost' as const) : ('won' as const),
    amount: 10_000,
    listPrice: null,
  })),
  '2026-11-22',
);

function cellsOf(index: GoalIndex, goalId: string, events: readonly CountingEvent[]): PipelineCell[] {
  return events.flatMap((event) =>
    index
      .openContributions(event)
      .filter(({ counterId }) => counterId === index.measureCounterOf(goalId))
      .map(({ amount }) => ({
        openedOn: event.countsOn,
        probabilityPercent: event.probability ?? 0,
        amount: amount ?? 0,
        count: 1,
        countWithoutAmount: amount === null ? 1 : 0,
      })),
  );
}

/** A base that forecasts, from events alone. */
function baseOf(index: GoalIndex, directory: Directory, events: readonly CountingEvent[], forecasts = true): WhatIfBase {
  const folded = fold(index, events);
  const outlookInputOf = (goalId: string): OutlookInput | null =>
    index.outlookInput(
      goalId,
      {
        series: seriesOf(index, folded, goalId),
        history: historyOf(index, folded, goalId),
        historyStart: null,
        pipeline: { profile: PROFILE, open: cellsOf(index, goalId, events) },
      },
      TODAY,
    );
  const daysOf = (goalId: string): GoalDays => {
    const input = forecasts ? outlookInputOf(goalId) : null;
    return {
      series: seriesOf(index, folded, goalId),
      history: historyOf(index, folded, goalId),
      outlook: input === null ? null : createOutlook(input),
    };
  };
  return {
    daysOf,
    ...(forecasts ? { outlookInputOf } : {}),
    recordOf: (id) => events.find(({ recordId }) => recordId === id) ?? null,
    calendar: workCalendar(directory.settings),
  };
}

const base = (events: readonly CountingEvent[]) => baseOf(INDEX, NORTH, events);

describe('deals', () => {
  test('[Q1] a deal won changes its goal, those above it and the composite, each with its result before and after', () => {
    const { goals } = whatIf(INDEX, base([OPEN]), [{ kind: 'win', recordId: 'open', on: '2026-11-20' }], TODAY);
    expect(goals.map(({ goalId, before, after }) => [goalId, before.value, after.value])).toEqual([
      ['alpha', 0, 10_000],
      ['ana', 0, 10_000],
      ['north', 0, 10_000],
      ['whole', 0, 500],
    ]);
  });

  test('[Q2] toggled twice it is as it was; what cannot be done says why', () => {
    const there = [OPEN, makeEvent({ recordId: 'call', collection: 'activities' })];
    const { goals, notApplied } = whatIf(
      INDEX,
      base(there),
      [
        { kind: 'win', recordId: 'open', on: TODAY },
        { kind: 'win', recordId: 'open', on: TODAY },
        { kind: 'unwin', recordId: 'open', probability: null },
        { kind: 'unwin', recordId: 'open', probability: null },
        { kind: 'win', recordId: 'nothing', on: TODAY },
        { kind: 'win', recordId: 'call', on: TODAY },
      ],
      TODAY,
    );
    expect(goals).toEqual([]);
    expect(notApplied).toEqual([
      { at: 1, reason: 'already_won' },
      { at: 3, reason: 'not_won' },
      { at: 4, reason: 'unknown_record' },
      { at: 5, reason: 'not_a_deal' },
    ]);
  });

  test('[Q2] a won deal that is not: its amount is gone, and it may come back by the pipeline', () => {
    const change = (probability: number | null) =>
      whatIf(INDEX, base([makeEvent()]), [{ kind: 'unwin', recordId: 'deal', probability }], TODAY);
    const [gone, open] = [change(null), change(40)].map(({ goals }) => goals.find(({ goalId }) => goalId === 'ana'));
    expect(gone?.after.value).toBe(0);
    expect(open?.after.value).toBe(0);
    expect(open?.after.forecast?.p90 ?? 0).toBeGreaterThan(gone?.after.forecast?.p90 ?? 0);
  });

  test('[Q3] what lies after today counts as sure, inside the period only', () => {
    const at = (on: string) => whatIf(INDEX, baseOf(INDEX, NORTH, [OPEN], false), [{ kind: 'win', recordId: 'open', on }], TODAY).goals[0];
    expect(at('2026-12-20')).toMatchObject({ later: { amount: 10_000, weight: 1 }, after: { value: 10_000 } });
    expect(at('2027-01-02')).toBeUndefined();
    expect(at(TODAY)?.later).toEqual({ amount: 0, weight: 0 });
  });
});

test('[Q4] more activities are spread evenly over working days', () => {
  const change = { kind: 'activities', memberIds: ['ana'], activityKind: 'call', count: 5, from: '2026-11-20', by: '2026-11-26' } as const;
  const { goals } = whatIf(INDEX, base([]), [change], TODAY);
  // Friday and Monday have come; Tuesday to Thursday are ahead.
  expect(goals.map(({ goalId, after, later }) => [goalId, after.value, later.amount])).toEqual([
    ['calls', 5, 3],
    ['whole', 2500, 0],
  ]);
});

test('[Q4] members take turns: nobody does more than one more than another, in whatever order they are named', () => {
  const goals = PEOPLE.map((ownerId) => makeGoal({ id: ownerId, ownerType: 'individual', ownerId, type: 'activities', target: 10 }));
  const index = createGoalIndex(NORTH, { goals, edges: [], adjustments: [] });
  fc.assert(
    fc.property(fc.shuffledSubarray([...PEOPLE], { minLength: 1 }), fc.integer({ min: 0, max: 40 }), (memberIds, count) => {
      const done = (named: readonly string[]) => {
        const change = { kind: 'activities', memberIds: named, activityKind: 'call', count, from: '2026-11-20', by: '2026-12-11' } as const;
        return whatIf(index, baseOf(index, NORTH, [], false), [change], TODAY).goals.map(
          ({ goalId, after }) => [goalId, after.value] as const,
        );
      };
      const shares = done(memberIds);
      expect(done(memberIds.toSorted())).toEqual(shares);
      expect(shares.reduce((sum, [, value]) => sum + (value ?? 0), 0)).toBe(count);
      const each = memberIds.map((id) => shares.find(([goalId]) => goalId === id)?.[1] ?? 0);
      expect(Math.max(...each) - Math.min(...each)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 40 },
  );
});

describe('the win rate', () => {
  const open = Array.from({ length: 8 }, (_, at) => ({ ...OPEN, recordId: `open${at}` }));
  const won = Array.from({ length: 10 }, (_, at) => makeEvent({ recordId: `won${at}`, countsOn: `2026-10-${10 + at}` }));
  const p50 = (percent: number) =>
    whatIf(INDEX, base([...open, ...won]), [{ kind: 'win_rate', percent }], TODAY).goals.find(({ goalId }) => goalId === 'ana');

  test('[Q4] a higher one raises what is expected of the open deals, not what is counted', () => {
    const change = p50(130);
    expect(change?.after.value).toBe(change?.before.value);
    expect(change?.after.forecast?.p50 ?? 0).toBeGreaterThan(change?.before.forecast?.p50 ?? 0);
    const lower = p50(50);
    expect(lower?.after.forecast?.p50 ?? 0).toBeLessThan(lower?.before.forecast?.p50 ?? 0);
  });

  test('[Q4] of 100 % changes nothing', () => {
    expect(p50(100)).toBeUndefined();
  });

  test('[Q5] only the goals asked for are evaluated, and what depends on them', () => {
    const within = new Set(['ana']);
    const { goals } = whatIf(INDEX, base([...open, ...won]), [{ kind: 'win_rate', percent: 130 }], TODAY, within);
    expect(goals.map(({ goalId }) => goalId)).toEqual(['ana', 'whole']);
  });
});

describe('laws', () => {
  test('[Q1] an empty what-if changes nothing', () => {
    fc.assert(
      fc.property(anyCompany, eventsOf(PEOPLE), (company, events) => {
        const index = createGoalIndex(company.directory, company.book);
        expect(whatIf(index, baseOf(index, company.directory, events, false), [], TODAY)).toEqual({ goals: [], notApplied: [] });
      }),
      { numRuns: 30 },
    );
  });

  test('[Q1] a deal toggled won equals one really closed that day, in every goal', () => {
    fc.assert(
      fc.property(anyCompany, eventsOf(PEOPLE), anyDeal(PEOPLE), dateBetween('2026-09-25', TODAY), (company, events, drawn, on) => {
        const index = createGoalIndex(company.directory, company.book);
        const deal = makeDeal({ ...drawn, id: 'toggled', stageId: 'open', closedOn: null });
        const open = countingEventOfDeal(deal, makeStage('open'), 'Europe/Berlin');
        const closed = countingEventOfDeal({ ...deal, stageId: 'won', closedOn: on }, makeStage('won'), 'Europe/Berlin');
        if (open === null || closed === null) throw new Error('A live deal says something.');
        const then = fold(index, [...events, open]);
        const now = fold(index, [...events, closed]);
        const from = baseOf(index, company.directory, [...events, open], false);
        const { goals } = whatIf(index, from, [{ kind: 'win', recordId: 'toggled', on }], TODAY);
        const changed = new Map(goals.map((goal) => [goal.goalId, goal]));
        for (const { id } of index.goals) {
          const [before, after] = [resultOf(index, then, id, TODAY), resultOf(index, now, id, TODAY)];
          expect(changed.get(id)?.before ?? before).toEqual(before);
          expect(changed.get(id)?.after ?? before).toEqual(after);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('[Q1] with forecasts too: toggled won equals really closed, pipeline and all', () => {
    fc.assert(
      fc.property(dateBetween('2026-10-01', TODAY), fc.integer({ min: 1, max: 100_000 }), (on, amountMinor) => {
        const others = Array.from({ length: 6 }, (_, at) => makeEvent({ recordId: `r${at}`, countsOn: `2026-10-${10 + at}` }));
        const open = { ...OPEN, amountMinor };
        const closed = { ...open, outcome: 'won' as const, countsOn: on, probability: null };
        const { goals } = whatIf(INDEX, base([...others, open]), [{ kind: 'win', recordId: 'open', on }], TODAY);
        const really = base([...others, closed]);
        for (const goalId of ['ana', 'alpha', 'north'])
          expect(goals.find((goal) => goal.goalId === goalId)?.after).toEqual(INDEX.evaluate(goalId, really.daysOf(goalId), TODAY));
      }),
      { numRuns: 15 },
    );
  });
});
