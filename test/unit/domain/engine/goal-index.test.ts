import { type Adjustment, createGoalIndex, type Directory, type Edge, type Goal } from '@fieldgoal/domain';
import { describe, expect, test } from 'vitest';
import { goalOf, makeAdjustment, makeEdge, makeEvent, makeGoal, makeMembership, makeNorth } from '../make.ts';

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
    expect(index(goals).goalsCounting(makeEvent())).toEqual(['alpha', 'ana', 'company', 'north']);
  });

  test('[C5] it stays with the team its owner was in on its date', () => {
    const directory = {
      ...makeNorth(),
      memberships: [makeMembership('ana', 'alpha', '2026-01-01', '2026-11-02'), makeMembership('ana', 'beta', '2026-11-03')],
    };
    const moved = index(goals, [], [], directory);
    expect(moved.goalsCounting(makeEvent({ countsOn: '2026-11-02' }))).toContain('alpha');
    expect(moved.goalsCounting(makeEvent({ countsOn: '2026-11-02' }))).not.toContain('beta');
    expect(moved.goalsCounting(makeEvent({ countsOn: '2026-11-03' }))).toContain('beta');
    expect(moved.goalsCounting(makeEvent({ countsOn: '2026-11-03' }))).not.toContain('alpha');
    expect(moved.membersInScope('beta')).toEqual(new Set(['ana']));
  });

  test('[C6] both ends of the period belong to it', () => {
    const days = ['2026-09-30', '2026-10-01', '2026-12-31', '2027-01-01'];
    expect(days.map((countsOn) => index(goals).goalsCounting(makeEvent({ countsOn })).length)).toEqual([0, 4, 4, 0]);
  });

  test('[C9] deals make revenue and deals goals, activities and tasks only their own', () => {
    const types = (['revenue', 'deals', 'activities', 'tasks'] as const).map((type) => makeGoal({ id: type, type }));
    const each = index(types);
    expect(each.goalsCounting(makeEvent())).toEqual(['deals', 'revenue']);
    expect(each.goalsCounting(makeEvent({ collection: 'tasks' }))).toEqual(['tasks']);
    expect(each.goalsCounting(makeEvent({ collection: 'activities', activityKind: 'call' }))).toEqual(['activities']);
    expect(each.amountFor('revenue', makeEvent())).toBe(10_000);
    expect(each.amountFor('deals', makeEvent())).toBe(1);
  });

  test('[C7] products, activity kinds and a minimum amount leave out the rest', () => {
    const none = { productIds: [], activityKinds: [], minimumAmountMinor: null };
    const filtered = index([
      makeGoal({ id: 'product', filter: { ...none, productIds: ['gtx'] } }),
      makeGoal({ id: 'large', filter: { ...none, minimumAmountMinor: 10_000 } }),
      makeGoal({ id: 'calls', type: 'activities', filter: { ...none, activityKinds: ['call'] } }),
    ]);
    expect(filtered.goalsCounting(makeEvent())).toEqual(['large']);
    expect(filtered.goalsCounting(makeEvent({ productId: 'gtx', amountMinor: 9_999 }))).toEqual(['product']);
    expect(filtered.goalsCounting(makeEvent({ collection: 'activities', activityKind: 'call' }))).toEqual(['calls']);
    expect(filtered.goalsCounting(makeEvent({ collection: 'activities', activityKind: 'demo' }))).toEqual([]);
  });
});

describe('roll-up', () => {
  test('[H1] a goal with children counts what they count, up to the root', () => {
    const tree = index(FOUR_LEVELS.goals, FOUR_LEVELS.edges);
    expect(tree.goalsCounting(makeEvent())).toEqual(['alpha', 'ana', 'company', 'north']);
    expect(tree.goalsCounting(makeEvent({ ownerId: 'carl' }))).toEqual([]);
    expect(tree.ancestorsOf('ana')).toEqual(['alpha', 'north', 'company']);
    expect(tree.membersInScope('company')).toEqual(new Set(['ana', 'ben']));
  });

  test('[H1] own: the children are not asked; own_and_children: the union, each record once', () => {
    const goals = (rollUp: Goal['rollUp']) =>
      FOUR_LEVELS.goals.map((goal) => (goal.id === 'alpha' ? { ...goal, rollUp } : goal)).filter(({ id }) => id !== 'ben');
    const edges = FOUR_LEVELS.edges.filter(({ childId }) => childId !== 'ben');
    const ben = makeEvent({ ownerId: 'ben' });
    expect(index(goals('children'), edges).goalsCounting(ben)).toEqual([]);
    expect(index(goals('own'), edges).goalsCounting(ben)).toEqual(['alpha', 'company', 'north']);
    expect(index(goals('own_and_children'), edges).goalsCounting(ben)).toEqual(['alpha', 'company', 'north']);
    expect(index(goals('own_and_children'), edges).goalsCounting(makeEvent())).toEqual(['alpha', 'ana', 'company', 'north']);
  });

  test("[C7] a parent's filter holds for what its children bring, and for all above it", () => {
    const onlyLarge = { productIds: [], activityKinds: [], minimumAmountMinor: 20_000 };
    const goals = FOUR_LEVELS.goals.map((goal) => (goal.id === 'north' ? { ...goal, filter: onlyLarge } : goal));
    expect(index(goals, FOUR_LEVELS.edges).goalsCounting(makeEvent())).toEqual(['alpha', 'ana']);
  });

  test('[H8] a cancelled goal counts nothing and brings nothing to the goals above', () => {
    const cancel = (id: string) => FOUR_LEVELS.goals.map((goal) => (goal.id === id ? { ...goal, status: 'cancelled' as const } : goal));
    expect(index(cancel('ana'), FOUR_LEVELS.edges).goalsCounting(makeEvent())).toEqual([]);
    expect(index(cancel('north'), FOUR_LEVELS.edges).goalsCounting(makeEvent())).toEqual(['alpha', 'ana', 'company']);
    expect(index(cancel('north'), FOUR_LEVELS.edges).membersInScope('north')).toEqual(new Set());
  });

  test("[H4] the target is the goal's own or the sum of its children's; the allocation is shown either way", () => {
    const goals = FOUR_LEVELS.goals.map((goal) => (goal.id === 'alpha' ? { ...goal, targetMode: 'sum_of_children' as const } : goal));
    const tree = index(goals, FOUR_LEVELS.edges);
    expect(tree.effectiveTarget('alpha')).toBe(200_000);
    expect(tree.effectiveTarget('north')).toBe(100_000);
    expect(tree.evaluate('north', [], '2026-11-02').allocation).toBe(2);
    expect(tree.evaluate('alpha', [], '2026-11-02').allocation).toBe(1);
    expect(tree.evaluate('ana', [], '2026-11-02').allocation).toBeNull();
    expect(index([{ ...goals[2]!, target: 5 }]).effectiveTarget('alpha')).toBeNull();
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
  expect(() => index([]).evaluate('nobody', [], '2026-11-02')).toThrow('Goal nobody is not in the goal book');
});
