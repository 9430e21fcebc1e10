import { type Adjustment, createGoalIndex, type Directory, type Edge, type Goal, measureKey } from '@fieldgoal/domain';
import { describe, expect, test } from 'vitest';
import {
  amountFor,
  filterOf,
  fold,
  goalOf,
  goalsCounting,
  historyOf,
  makeAdjustment,
  makeEdge,
  makeEvent,
  makeGoal,
  makeMembership,
  makeNorth,
  makeRate,
  seriesOf,
} from '../make.ts';

const FOUR_LEVELS = {
  goals: [
    goalOf('company', 'company'),
    goalOf('team', 'north'),
    goalOf('team', 'alpha'),
    goalOf('individual', 'ana'),
    goalOf('individual', 'ben'),
  ],
  edges: [makeEdge('ana', 'alpha'), makeEdge('ben', 'alpha'), makeEdge('alpha', 'north'), makeEdge('north', 'company')],
};

const NO_DAYS = { series: [], history: [], outlook: null };

function index(goals: Goal[], edges: Edge[] = [], adjustments: Adjustment[] = [], directory: Directory = makeNorth()) {
  return createGoalIndex(directory, { goals, edges, adjustments });
}

describe('own scope', () => {
  const goals = [
    goalOf('individual', 'ana'),
    goalOf('team', 'alpha'),
    goalOf('team', 'beta'),
    goalOf('team', 'north'),
    goalOf('company', 'company'),
  ];

  test("[C4] [C5] a record counts for its owner, the owner's team, the teams above and the company", () => {
    expect(goalsCounting(index(goals), makeEvent())).toEqual(['alpha', 'ana', 'company', 'north']);
  });

  test('[C5] it stays with the team its owner was in on its date', () => {
    const directory = {
      ...makeNorth(),
      memberships: [makeMembership('ana', 'alpha', '2026-01-01', '2026-11-02'), makeMembership('ana', 'beta', '2026-11-03')],
    };
    const moved = index(goals, [], [], directory);
    expect(goalsCounting(moved, makeEvent({ countsOn: '2026-11-02' }))).toContain('alpha');
    expect(goalsCounting(moved, makeEvent({ countsOn: '2026-11-02' }))).not.toContain('beta');
    expect(goalsCounting(moved, makeEvent({ countsOn: '2026-11-03' }))).toContain('beta');
    expect(goalsCounting(moved, makeEvent({ countsOn: '2026-11-03' }))).not.toContain('alpha');
    expect(moved.membersInScope('beta')).toEqual(new Set(['ana']));
  });

  test('[C6] both ends of the period belong to it', () => {
    const days = ['2026-09-30', '2026-10-01', '2026-12-31', '2027-01-01'];
    expect(days.map((countsOn) => goalsCounting(index(goals), makeEvent({ countsOn })).length)).toEqual([0, 4, 4, 0]);
  });

  test('[C9] deals make revenue and deals goals, activities and tasks only their own', () => {
    const types = (['revenue', 'deals', 'activities', 'tasks'] as const).map((type) => makeGoal({ id: type, type }));
    const each = index(types);
    expect(goalsCounting(each, makeEvent())).toEqual(['deals', 'revenue']);
    expect(goalsCounting(each, makeEvent({ collection: 'tasks' }))).toEqual(['tasks']);
    expect(goalsCounting(each, makeEvent({ collection: 'activities', activityKind: 'call' }))).toEqual(['activities']);
    expect(amountFor(each, 'revenue', makeEvent())).toBe(10_000);
    expect(amountFor(each, 'deals', makeEvent())).toBe(1);
  });

  test('[C7] products, activity kinds and a minimum amount leave out the rest', () => {
    const filtered = index([
      makeGoal({ id: 'product', filter: filterOf({ productIds: ['gtx'] }) }),
      makeGoal({ id: 'large', filter: filterOf({ minimumAmountMinor: 10_000 }) }),
      makeGoal({ id: 'calls', type: 'activities', filter: filterOf({ activityKinds: ['call'] }) }),
    ]);
    expect(goalsCounting(filtered, makeEvent())).toEqual(['large']);
    expect(goalsCounting(filtered, makeEvent({ productId: 'gtx', amountMinor: 9_999 }))).toEqual(['product']);
    expect(goalsCounting(filtered, makeEvent({ collection: 'activities', activityKind: 'call' }))).toEqual(['calls']);
    expect(goalsCounting(filtered, makeEvent({ collection: 'activities', activityKind: 'demo' }))).toEqual([]);
  });
});

describe('filters and measures', () => {
  test('[C7] pipelines and tags leave out the rest', () => {
    const filtered = index([
      makeGoal({ id: 'partners', filter: filterOf({ pipelineIds: ['partners', 'resale'] }) }),
      makeGoal({ id: 'big', filter: filterOf({ tags: ['big', 'public'] }) }),
      makeGoal({ id: 'tagged-calls', type: 'activities', filter: filterOf({ tags: ['big'], pipelineIds: ['partners'] }) }),
    ]);
    expect(goalsCounting(filtered, makeEvent())).toEqual([]);
    expect(goalsCounting(filtered, makeEvent({ pipelineId: 'partners' }))).toEqual(['partners']);
    expect(goalsCounting(filtered, makeEvent({ pipelineId: 'direct', tags: ['old', 'public'] }))).toEqual(['big']);
    expect(goalsCounting(filtered, makeEvent({ collection: 'activities', tags: ['big'] }))).toEqual(['tagged-calls']);
    expect(goalsCounting(filtered, makeEvent({ collection: 'activities' }))).toEqual([]);
  });

  test('[C9] ratios are made of the records of their kind only', () => {
    const metrics = (['win_rate', 'average_deal_size', 'sales_cycle', 'on_time_rate'] as const).map((metric) =>
      makeGoal({ id: metric, type: 'performance', metric }),
    );
    const each = index(metrics);
    expect(goalsCounting(each, makeEvent({ openedOn: '2026-10-01' }))).toEqual(['average_deal_size', 'sales_cycle', 'win_rate']);
    expect(goalsCounting(each, makeEvent({ outcome: 'lost' }))).toEqual(['win_rate']);
    expect(goalsCounting(each, makeEvent({ collection: 'tasks', dueOn: '2026-11-02' }))).toEqual(['on_time_rate']);
    expect(goalsCounting(each, makeEvent({ collection: 'activities' }))).toEqual([]);
  });

  test('[C11] goals of one owner that measure the same share what is counted, whatever their periods and targets', () => {
    const [october, november] = [
      goalOf('individual', 'ana', { id: 'october', periodEnd: '2026-10-31', target: 1 }),
      goalOf('individual', 'ana', { id: 'november', periodStart: '2026-11-01', periodEnd: '2026-11-30', name: 'Other' }),
    ];
    const months = index([october, november]);
    const folded = fold(months, [
      makeEvent({ countsOn: '2026-09-05' }),
      makeEvent({ countsOn: '2026-10-05' }),
      makeEvent({ countsOn: '2026-11-05' }),
    ]);
    expect(months.counterIds.size).toBe(1);
    expect(seriesOf(months, folded, 'november')).toEqual([['2026-11-05', 10_000, 1]]);
    expect(historyOf(months, folded, 'november').map(([date]) => date)).toEqual(['2026-09-05', '2026-10-05']);
    expect(months.goalsOfCounter(months.measureCounterOf('october') ?? '').map(({ id }) => id)).toEqual(['november', 'october']);
  });

  test("[C11] another owner, measure, currency or filter is counted apart; the order of a filter's lists is not", () => {
    const key = (fields: Partial<Goal>) => measureKey(goalOf('individual', 'ana', fields));
    const apart = [
      {},
      { ownerId: 'ben' },
      { ownerType: 'team' as const },
      { type: 'deals' as const, currency: null },
      { currency: 'USD' },
      { filter: filterOf({ tags: ['a', 'b'] }) },
      { filter: filterOf({ minimumAmountMinor: 0 }) },
      { filter: filterOf({ productIds: ['a', 'b'] }) },
    ].map(key);
    expect(new Set(apart).size).toBe(apart.length);
    expect(key({ filter: filterOf({ tags: ['b', 'a', 'b'] }) })).toBe(key({ filter: filterOf({ tags: ['a', 'b'] }) }));
  });

  test("[C11] a goal that rolls up has days of its own, and its owner's as its history", () => {
    const tree = index(FOUR_LEVELS.goals, FOUR_LEVELS.edges);
    expect(tree.sliceOf('alpha')).toEqual({ counterId: 'alpha', from: '2026-10-01', to: '2026-12-31' });
    expect(tree.sliceOf('ana')?.counterId).toBe(tree.measureCounterOf('ana'));
    const folded = fold(tree, [makeEvent({ countsOn: '2026-09-05' }), makeEvent({ ownerId: 'carl' }), makeEvent()]);
    expect(seriesOf(tree, folded, 'north')).toEqual([['2026-11-02', 10_000, 1]]);
    expect(historyOf(tree, folded, 'north')).toEqual([['2026-09-05', 10_000, 1]]);
  });
});

describe('roll-up', () => {
  test('[H1] a goal with children counts what they count, up to the root', () => {
    const tree = index(FOUR_LEVELS.goals, FOUR_LEVELS.edges);
    expect(goalsCounting(tree, makeEvent())).toEqual(['alpha', 'ana', 'company', 'north']);
    expect(goalsCounting(tree, makeEvent({ ownerId: 'carl' }))).toEqual([]);
    expect(tree.ancestorsOf('ana')).toEqual(['alpha', 'north', 'company']);
    expect(tree.membersInScope('company')).toEqual(new Set(['ana', 'ben']));
  });

  test('[H1] own: the children are not asked; own_and_children: the union, each record once', () => {
    const goals = (rollUp: Goal['rollUp']) =>
      FOUR_LEVELS.goals.map((goal) => (goal.id === 'alpha' ? { ...goal, rollUp } : goal)).filter(({ id }) => id !== 'ben');
    const edges = FOUR_LEVELS.edges.filter(({ childId }) => childId !== 'ben');
    const ben = makeEvent({ ownerId: 'ben' });
    expect(goalsCounting(index(goals('children'), edges), ben)).toEqual([]);
    expect(goalsCounting(index(goals('own'), edges), ben)).toEqual(['alpha', 'company', 'north']);
    expect(goalsCounting(index(goals('own_and_children'), edges), ben)).toEqual(['alpha', 'company', 'north']);
    expect(goalsCounting(index(goals('own_and_children'), edges), makeEvent())).toEqual(['alpha', 'ana', 'company', 'north']);
  });

  test("[C7] a parent's filter holds for what its children bring, and for all above it", () => {
    const onlyLarge = filterOf({ minimumAmountMinor: 20_000 });
    const goals = FOUR_LEVELS.goals.map((goal) => (goal.id === 'north' ? { ...goal, filter: onlyLarge } : goal));
    expect(goalsCounting(index(goals, FOUR_LEVELS.edges), makeEvent())).toEqual(['alpha', 'ana']);
  });

  test('[H8] a cancelled goal counts nothing and brings nothing to the goals above', () => {
    const cancel = (id: string) => FOUR_LEVELS.goals.map((goal) => (goal.id === id ? { ...goal, status: 'cancelled' as const } : goal));
    expect(goalsCounting(index(cancel('ana'), FOUR_LEVELS.edges), makeEvent())).toEqual([]);
    expect(goalsCounting(index(cancel('north'), FOUR_LEVELS.edges), makeEvent())).toEqual(['alpha', 'ana', 'company']);
    expect(index(cancel('north'), FOUR_LEVELS.edges).membersInScope('north')).toEqual(new Set());
  });

  test("[H4] the target is the goal's own or the sum of its children's; the allocation is shown either way", () => {
    const goals = FOUR_LEVELS.goals.map((goal) => (goal.id === 'alpha' ? { ...goal, targetMode: 'sum_of_children' as const } : goal));
    const tree = index(goals, FOUR_LEVELS.edges);
    expect(tree.effectiveTarget('alpha')).toBe(200_000);
    expect(tree.effectiveTarget('north')).toBe(100_000);
    expect(tree.evaluate('north', NO_DAYS, '2026-11-02').allocation).toBe(2);
    expect(tree.evaluate('alpha', NO_DAYS, '2026-11-02').allocation).toBe(1);
    expect(tree.evaluate('ana', NO_DAYS, '2026-11-02').allocation).toBeNull();
    expect(index([{ ...goals[2]!, target: 5 }]).effectiveTarget('alpha')).toBeNull();
  });

  test("[H4] [M1] children's targets in another currency are converted as of the start of the parent's period", () => {
    const goals = FOUR_LEVELS.goals.map((goal) => (goal.id === 'ana' ? { ...goal, currency: 'USD' } : goal));
    const rates = [makeRate('USD', 0.8), makeRate('USD', 0.9, '2026-10-02')];
    expect(index(goals, FOUR_LEVELS.edges, [], { ...makeNorth(), rates }).childrenTarget('alpha')).toBe(180_000);
    expect(index(goals, FOUR_LEVELS.edges).childrenTarget('alpha')).toBe(100_000);
  });

  test('[A4] [M1] an adjustment below is converted as of the day from which it counts', () => {
    const goals = FOUR_LEVELS.goals.map((goal) => (goal.id === 'ana' ? { ...goal, currency: 'USD' } : goal));
    const rates = [makeRate('USD', 0.8), makeRate('USD', 0.9, '2026-11-01')];
    const adjustments = ['2026-10-31', '2026-11-01'].map((effectiveOn, at) =>
      makeAdjustment({ id: `a${at}`, goalId: 'ana', delta: -10, effectiveOn }),
    );
    const tree = index(goals, FOUR_LEVELS.edges, adjustments, { ...makeNorth(), rates });
    const deltas = (id: string) => tree.adjustmentsCounting(id).map(({ delta }) => delta);
    expect([deltas('ana'), deltas('alpha'), deltas('company')]).toEqual([
      [-10, -10],
      [-8, -9],
      [-8, -9],
    ]);
    expect(index(goals, FOUR_LEVELS.edges, adjustments).adjustmentsCounting('alpha')).toEqual([]);
  });

  test('[H1] a composite among the children brings no records, and one above takes none', () => {
    const composite = { type: 'performance', metric: 'composite', currency: null } as const;
    const goals = [
      goalOf('company', 'company', composite),
      goalOf('team', 'alpha'),
      goalOf('individual', 'ana'),
      goalOf('company', 'revenue', { ownerId: 'company' }),
    ];
    const tree = index(goals, [makeEdge('ana', 'alpha'), makeEdge('alpha', 'company')]);
    expect(goalsCounting(tree, makeEvent())).toEqual(['alpha', 'ana', 'revenue']);
    expect(tree.sliceOf('company')).toBeNull();
    expect(tree.measureCounterOf('company')).toBeNull();
  });

  test('[A4] adjustments below count above, each once, revoked ones nowhere', () => {
    const adjustments = [
      makeAdjustment({ id: 'a2', goalId: 'ana', delta: 5 }),
      makeAdjustment({ id: 'a1', goalId: 'north', delta: 7 }),
      makeAdjustment({ id: 'a3', goalId: 'ben', delta: 9, revokedAt: '2026-11-01T00:00:00.000Z', revokedBy: 'ada' }),
    ];
    const tree = index(FOUR_LEVELS.goals, FOUR_LEVELS.edges, adjustments);
    const ids = (goalId: string) => tree.adjustmentsCounting(goalId).map(({ id }) => id);
    expect([ids('ana'), ids('alpha'), ids('north'), ids('company'), ids('ben')]).toEqual([['a2'], ['a2'], ['a1', 'a2'], ['a1', 'a2'], []]);
  });
});

test('[E1] asking for a goal that does not exist is a mistake of the caller', () => {
  expect(() => index([]).evaluate('nobody', NO_DAYS, '2026-11-02')).toThrow('Goal nobody is not in the goal book');
});
