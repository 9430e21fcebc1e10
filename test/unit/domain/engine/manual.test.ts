import { type Adjustment, createGoalIndex, type Goal } from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateBetween } from '../arbitraries.ts';
import { fold, goalOf, goalsCounting, makeAdjustment, makeEdge, makeEvent, makeNorth, makeRate, resultOf } from '../make.ts';

const MANUAL = { calculationSource: 'manual' } as const;
const GOALS = [goalOf('team', 'alpha'), goalOf('individual', 'ana', MANUAL), goalOf('individual', 'ben')];
const EDGES = [makeEdge('ana', 'alpha'), makeEdge('ben', 'alpha')];

function indexOf(adjustments: Adjustment[], goals: Goal[] = GOALS) {
  return createGoalIndex({ ...makeNorth(), rates: [makeRate('USD', 0.5)] }, { goals, edges: EDGES, adjustments });
}
const report = (id: string, entered: number, on: string, fields: Partial<Adjustment> = {}): Adjustment =>
  makeAdjustment({ id, goalId: 'ana', kind: 'set', entered, delta: entered, effectiveOn: on, createdAt: `${on}T10:00:00.000Z`, ...fields });
const on = (adjustments: Adjustment[], today: string, goalId = 'ana') => resultOf(indexOf(adjustments), new Map(), goalId, today);

describe('[A7] a manual goal', () => {
  test('counts no records, and neither do the goals above through it', () => {
    const index = indexOf([]);
    expect(goalsCounting(index, makeEvent())).toEqual([]);
    expect(goalsCounting(index, makeEvent({ ownerId: 'ben' }))).toEqual(['alpha', 'ben']);
    expect(index.sliceOf('ana')).toBeNull();
    expect(fold(index, [makeEvent()]).get('ana')).toBeUndefined();
  });

  test('is no data until something is reported', () => {
    expect(on([], '2026-11-20')).toMatchObject({ calculated: null, value: null, attainment: null, health: 'no_data' });
  });

  test('is worth what was last reported; what was added since stands apart', () => {
    const all = [
      report('a', 500, '2026-10-10'),
      report('b', 300, '2026-11-10'),
      makeAdjustment({ id: 'c', goalId: 'ana', delta: 20, effectiveOn: '2026-11-12' }),
    ];
    expect(on(all, '2026-10-09').value).toBeNull();
    expect(on(all, '2026-11-09')).toMatchObject({ calculated: 500, adjusted: 0, value: 500 });
    expect(on(all, '2026-11-20')).toMatchObject({ calculated: 300, adjusted: 20, value: 320 });
  });

  test('a report of an earlier day that comes late says what stood then, and nothing about later days', () => {
    const late = report('b', 60, '2026-10-15', { createdAt: '2026-11-02T10:00:00.000Z' });
    const all = [report('a', 100, '2026-11-01'), late];
    expect([on(all, '2026-10-20').value, on(all, '2026-11-05').value]).toEqual([60, 100]);
  });

  test('a report that replaced another does not end with it', () => {
    const all = [report('a', 500, '2026-10-10', { expiresOn: '2026-11-30' }), report('b', 300, '2026-11-10')];
    expect([on(all, '2026-11-20').value, on(all, '2026-12-01').value]).toEqual([300, 300]);
  });

  test('of two devices that reported without knowing each other the later one stands, alone', () => {
    const [first, second] = [
      report('a', 500, '2026-10-10'),
      report('b', 700, '2026-10-10', { createdAt: '2026-10-10T11:00:00.000Z', delta: 700 }),
    ];
    expect(on([second, first], '2026-11-20').value).toBe(700);
    expect(on([{ ...second, revokedAt: second.createdAt, revokedBy: 'nora' }, first], '2026-11-20').value).toBe(500);
  });

  test("brings its value to the goals above, in their currency, beside what other goals' records bring", () => {
    const goals = GOALS.map((goal) => (goal.id === 'ana' ? { ...goal, currency: 'USD' } : goal));
    const index = indexOf([report('a', 500, '2026-10-10'), report('b', 300, '2026-11-10')], goals);
    expect(resultOf(index, fold(index, [makeEvent({ ownerId: 'ben', amountMinor: 40 })]), 'alpha', '2026-11-20')).toMatchObject({
      calculated: 40,
      adjusted: 150,
      value: 190,
    });
  });

  test('is never below 0', () => {
    const all = [report('a', 100, '2026-10-10'), makeAdjustment({ id: 'b', goalId: 'ana', delta: -150, effectiveOn: '2026-10-11' })];
    expect(on(all, '2026-11-20')).toMatchObject({ calculated: 100, adjusted: -100, value: 0 });
  });

  test('whatever was reported, added and in which order: it is the last report and what came on top, here and above', () => {
    const anyOne = fc.record({
      kind: fc.constantFrom('set' as const, 'add' as const),
      entered: fc.nat(1000),
      on: dateBetween('2026-10-01', '2026-11-30'),
      at: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(anyOne, { maxLength: 8 }), dateBetween('2026-10-01', '2026-12-31'), (drawn, today) => {
        const all = drawn.map(({ kind, entered, on: day, at }, nth) =>
          report(`r${nth}`, entered, day, { kind, createdAt: `2026-12-01T10:00:00.00${at}Z` }),
        );
        const key = (one: Adjustment): string => `${one.effectiveOn} ${one.createdAt} ${one.id}`;
        let expected: number | null = null;
        for (const one of all.filter(({ effectiveOn }) => effectiveOn <= today).sort((a, b) => (key(a) < key(b) ? -1 : 1)))
          expected = one.kind === 'set' ? one.entered : (expected ?? 0) + one.entered;
        // A reported 0 to which 0 was added is 0, not nothing.
        expect(on(all, today).value).toBe(expected);
        expect(on(all, today, 'alpha').value).toBe(expected ?? 0);
      }),
    );
  });
});
