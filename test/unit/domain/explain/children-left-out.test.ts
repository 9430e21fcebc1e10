import { childrenLeftOut, createGoalIndex, type Rate } from '@fieldgoal/domain';
import { expect, test } from 'vitest';
import { makeDirectory, makeEdge, makeGoal, makeRate } from '../make.ts';

const GOALS = [
  makeGoal({ id: 'top', targetMode: 'sum_of_children', target: null }),
  makeGoal({ id: 'own', ownerType: 'individual', ownerId: 'ana', target: 1000 }),
  makeGoal({ id: 'rated', ownerType: 'individual', ownerId: 'ana', currency: 'USD', target: 1000 }),
  makeGoal({ id: 'late', ownerType: 'individual', ownerId: 'ana', currency: 'SEK', target: 5000 }),
  makeGoal({ id: 'none', ownerType: 'individual', ownerId: 'ana', currency: 'NOK', target: 7000 }),
  makeGoal({ id: 'off', ownerType: 'individual', ownerId: 'ana', currency: 'NOK', target: 7000, status: 'cancelled' }),
  makeGoal({ id: 'without', ownerType: 'individual', ownerId: 'ana', currency: 'NOK', target: null }),
];
const EDGES = GOALS.slice(1).map(({ id }) => makeEdge(id, 'top'));
const RATES = [makeRate('USD', 0.8), makeRate('SEK', 0.1, '2026-10-02')];

const indexWith = (rates: readonly Rate[]) => createGoalIndex(makeDirectory({ rates }), { goals: GOALS, edges: EDGES, adjustments: [] });

test('[W13] [H4] a child whose target has no rate on the first day of the period is named, with the rate that is missing', () => {
  const index = indexWith(RATES);
  expect(index.effectiveTarget('top')).toBe(1800);
  expect(childrenLeftOut(index, 'top', 'EUR')).toEqual([
    { goalId: 'late', target: 5000, currency: 'SEK', missing: [{ currency: 'SEK', on: '2026-10-01' }] },
    { goalId: 'none', target: 7000, currency: 'NOK', missing: [{ currency: 'NOK', on: '2026-10-01' }] },
  ]);
});

test('[W13] with the rate it is in the sum and no longer named', () => {
  const index = indexWith([...RATES, makeRate('SEK', 0.1, '2026-10-01'), makeRate('NOK', 0.1, '2026-01-01')]);
  expect(childrenLeftOut(index, 'top', 'EUR')).toEqual([]);
  expect(index.effectiveTarget('top')).toBe(1000 + 800 + 500 + 700);
});

test('[W13] one that would be too large to count is named without a rate to enter, and a goal below a goal is a mistake to ask for', () => {
  const huge = [...RATES, makeRate('SEK', 0.1, '2026-01-01'), { ...makeRate('NOK', 1), rateNano: Number.MAX_SAFE_INTEGER }];
  const big = GOALS.map((goal) => (goal.id === 'none' ? { ...goal, target: 100_000_000_000_000 } : goal));
  const index = createGoalIndex(makeDirectory({ rates: huge }), { goals: big, edges: EDGES, adjustments: [] });
  expect(childrenLeftOut(index, 'top', 'EUR')).toMatchObject([{ goalId: 'none', missing: [] }]);
  expect(() => childrenLeftOut(index, 'nothing', 'EUR')).toThrow(RangeError);
});
