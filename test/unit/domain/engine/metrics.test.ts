import { type CountingEvent, createGoalIndex, type Goal, type Metric, unitOf } from '@fieldgoal/domain';
import { describe, expect, test } from 'vitest';
import { fold, goalOf, makeAdjustment, makeEdge, makeEvent, makeGoal, makeNorth, makeRate, resultOf } from '../make.ts';

const direction = (metric: Metric): Goal['direction'] => (metric === 'sales_cycle' ? 'lower' : 'higher');

function measure(metric: Metric, events: readonly CountingEvent[], fields: Partial<Goal> = {}) {
  const goal = makeGoal({ id: 'goal', type: 'performance', metric, direction: direction(metric), ...fields });
  const index = createGoalIndex({ ...makeNorth(), rates: [makeRate('USD', 0.8)] }, { goals: [goal], edges: [], adjustments: [] });
  return resultOf(index, fold(index, events), 'goal', '2026-11-20');
}

const won = (fields: Partial<CountingEvent> = {}) => makeEvent(fields);
const lost = makeEvent({ outcome: 'lost' });
const task = (dueOn: string | null) => makeEvent({ collection: 'tasks', dueOn });

test('[K1] a goal is in minor units, counts, basis points or hundredths of a day', () => {
  const unit = (type: Goal['type'], metric: Goal['metric'] = null) => unitOf({ type, metric });
  expect([unit('revenue'), unit('deals'), unit('activities'), unit('tasks')]).toEqual(['currency', 'count', 'count', 'count']);
  const metrics = ['win_rate', 'average_deal_size', 'sales_cycle', 'on_time_rate', 'composite'] as const;
  expect(metrics.map((metric) => unit('performance', metric))).toEqual(['percent', 'currency', 'days', 'percent', 'percent']);
});

describe('[K2] the win rate', () => {
  test('is won of won and lost, rounded once to basis points', () => {
    expect(measure('win_rate', [won(), won(), lost])).toMatchObject({ value: 6667, weight: 3 });
    expect(measure('win_rate', [lost])).toMatchObject({ value: 0, weight: 1 });
  });

  test('leaves open deals out, and is no data without a closed one', () => {
    expect(measure('win_rate', [won(), makeEvent({ outcome: 'open' })])).toMatchObject({ value: 10_000, weight: 1 });
    expect(measure('win_rate', [])).toMatchObject({ calculated: null, value: null, attainment: null, pace: null, health: 'no_data' });
  });
});

describe('[K3] the average deal size', () => {
  test("is the amount of won deals by their number, in the goal's currency", () => {
    expect(measure('average_deal_size', [won({ amountMinor: 1000 }), won({ amountMinor: 2001 }), lost])).toMatchObject({
      value: 1500,
      weight: 2,
    });
    expect(measure('average_deal_size', [won({ amountMinor: 1000, currency: 'USD' })])).toMatchObject({ value: 800 });
  });

  test("leaves out deals whose amount is not known or can't be converted", () => {
    const some = [won({ amountMinor: 1000 }), won({ amountMinor: null }), won({ currency: 'GBP' })];
    expect(measure('average_deal_size', some)).toMatchObject({ value: 1000, weight: 1 });
  });
});

describe('[K4] the sales cycle', () => {
  test('is the mean of the days from opening to winning, in hundredths of a day', () => {
    const deals = [won({ openedOn: '2026-10-31' }), won({ openedOn: '2026-11-01' }), won({ openedOn: '2026-10-02' })];
    expect(measure('sales_cycle', deals)).toMatchObject({ value: 1133, weight: 3 });
  });

  test('leaves out deals whose opening is not known, and counts none below 0', () => {
    expect(measure('sales_cycle', [won(), won({ openedOn: '2026-10-23' }), lost])).toMatchObject({ value: 1000, weight: 1 });
    expect(measure('sales_cycle', [won({ openedOn: '2026-12-24' })])).toMatchObject({ value: 0, weight: 1 });
  });

  test('is reached by a shorter one', () => {
    const tenDays = [won({ openedOn: '2026-10-23' })];
    expect(measure('sales_cycle', tenDays, { target: 2000 })).toMatchObject({ attainment: 1, pace: 2 });
    expect(measure('sales_cycle', tenDays, { target: 500 })).toMatchObject({ attainment: 0.5, pace: 0.5, health: 'at_risk' });
    expect(measure('sales_cycle', tenDays, { target: 500, baseline: 2500 })).toMatchObject({ attainment: 0.75 });
  });
});

describe('[K5] the on-time rate', () => {
  test('is tasks done through their due day of all done that had one', () => {
    const tasks = [task('2026-11-02'), task('2026-11-03'), task('2026-11-01'), task(null)];
    expect(measure('on_time_rate', tasks)).toMatchObject({ value: 6667, weight: 3 });
    expect(measure('on_time_rate', [task(null)])).toMatchObject({ value: null, weight: 0 });
  });
});

describe('roll-up of ratios', () => {
  const rate = { type: 'performance', metric: 'win_rate', currency: null, target: 5000 } as const;
  const goals = [goalOf('team', 'alpha', rate), goalOf('individual', 'ana', rate), goalOf('individual', 'ben', rate)];
  const edges = [makeEdge('ana', 'alpha'), makeEdge('ben', 'alpha')];

  test("[K2] [H1] a parent's ratio is made of all records below, not of its children's ratios", () => {
    const index = createGoalIndex(makeNorth(), { goals, edges, adjustments: [] });
    const events = [won(), lost, lost, lost, won({ ownerId: 'ben' })];
    const folded = fold(index, events);
    expect(['ana', 'ben', 'alpha'].map((id) => resultOf(index, folded, id, '2026-11-20').value)).toEqual([2500, 10_000, 4000]);
  });

  test('[H4] targets of ratios are not added up, so that there is no allocation and no sum as a target', () => {
    const index = createGoalIndex(makeNorth(), {
      goals: goals.map((goal) => ({ ...goal, targetMode: 'sum_of_children' })),
      edges,
      adjustments: [],
    });
    expect(index.effectiveTarget('alpha')).toBeNull();
    expect(createGoalIndex(makeNorth(), { goals, edges, adjustments: [] }).childrenTarget('alpha')).toBeNull();
  });

  test("[A4] adjustments of a ratio stay with their goal, because ratios aren't added up", () => {
    const adjustments = [makeAdjustment({ id: 'a', goalId: 'ana', delta: 100 }), makeAdjustment({ id: 'b', goalId: 'alpha', delta: 200 })];
    const index = createGoalIndex(makeNorth(), { goals, edges, adjustments });
    expect(index.adjustmentsCounting('alpha').map(({ id }) => id)).toEqual(['b']);
    expect(resultOf(index, fold(index, [won()]), 'alpha', '2026-11-20')).toMatchObject({
      calculated: 10_000,
      adjusted: 200,
      value: 10_200,
    });
  });
});
