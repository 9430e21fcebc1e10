import { activityPull, dealPull, type Move, rankMoves } from '@fieldgoal/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const deal = (id: string, pull: number, closesOn: string | null = null): Move => ({ kind: 'deal', id, goalIds: ['g'], pull, closesOn });
const calls = (id: string, pull: number): Move => ({ kind: 'activity', id, goalIds: [id], pull, activityKind: 'call', count: 2 });

test('[D7] a deal is worth the share of each gap it closes, at most all of it, times its chance', () => {
  // A quarter of one gap and all of another (it would bring more than that lacks), at 50 %.
  const parts = [
    { goalId: 'revenue', amount: 25_000, left: 100_000 },
    { goalId: 'deals', amount: 1, left: 1 },
    { goalId: 'small', amount: 900, left: 100 },
  ];
  expect(dealPull(parts, 50)).toBeCloseTo(0.5 * (0.25 + 1 + 1), 12);
  expect(dealPull(parts, 0)).toBe(0);
  expect(dealPull([], 80)).toBe(0);
  expect(activityPull(2, 40)).toBe(0.05);
});

test('[D7] what moves most is first, of equals the deal that closes sooner; what is worth nothing is left out', () => {
  const moves = [deal('late', 0.2, '2026-12-20'), deal('none', 0), deal('soon', 0.2, '2026-11-20'), calls('visits', 0.3), deal('big', 0.9)];
  expect(rankMoves(moves, 10).map(({ id }) => id)).toEqual(['big', 'visits', 'soon', 'late']);
  expect(rankMoves(moves, 2).map(({ id }) => id)).toEqual(['big', 'visits']);
});

test('[D7] the order does not depend on the order in which they came', () => {
  const anyMoves = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 3 })), {
    selector: ([id]) => id,
  });
  fc.assert(
    fc.property(anyMoves, (pairs) => {
      const moves = pairs.map(([id, pull]) => (pull % 2 === 0 ? deal(id, pull) : calls(id, pull)));
      expect(rankMoves([...moves].reverse(), 5)).toEqual(rankMoves(moves, 5));
    }),
  );
});

test('[D7] a likelier or larger deal is never worth less', () => {
  const anyPart = fc.record({ goalId: fc.constant('g'), amount: fc.integer({ min: 1, max: 1e9 }), left: fc.integer({ min: 1, max: 1e9 }) });
  fc.assert(
    fc.property(
      fc.array(anyPart, { maxLength: 4 }),
      fc.integer({ min: 0, max: 99 }),
      fc.integer({ min: 1, max: 1000 }),
      (parts, chance, more) => {
        expect(dealPull(parts, chance + 1)).toBeGreaterThanOrEqual(dealPull(parts, chance));
        const larger = parts.map((part) => ({ ...part, amount: part.amount + more }));
        expect(dealPull(larger, chance)).toBeGreaterThanOrEqual(dealPull(parts, chance));
      },
    ),
  );
});
