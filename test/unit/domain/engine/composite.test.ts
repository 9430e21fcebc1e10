import { type CompositePart, createGoalIndex, evaluateComposite, type Goal, workCalendar } from '@fieldgoal/domain';
import { describe, expect, test } from 'vitest';
import { fold, goalOf, makeAdjustment, makeEdge, makeEvent, makeGoal, makeNorth, makeSettings, resultOf } from '../make.ts';

const SETTINGS = makeSettings();
const composite = (fields: Partial<Goal> = {}) =>
  makeGoal({ id: 'goal', type: 'performance', metric: 'composite', target: 10_000, ...fields });

function evaluate(parts: readonly CompositePart[], fields: Partial<Parameters<typeof evaluateComposite>[0]> = {}) {
  return evaluateComposite({
    goal: composite(),
    target: 10_000,
    parts,
    adjustments: [],
    settings: SETTINGS,
    calendar: workCalendar(SETTINGS),
    today: '2026-11-02',
    ...fields,
  });
}
const part = (goalId: string, weight: number, attainment: number | null, ends: number[] = []): CompositePart => ({
  goalId,
  weight,
  attainment,
  ends,
});

describe('[F17] a composite below a composite', () => {
  test('brings its own forecast, read through its three quantiles', () => {
    const parent = composite({ id: 'parent' });
    const child = composite({ id: 'child', ownerType: 'team', ownerId: 'alpha' });
    const index = createGoalIndex(makeNorth(), { goals: [parent, child], adjustments: [], edges: [makeEdge('child', 'parent')] });
    const [component] = index.componentsOf('parent');
    if (component === undefined) throw new Error('The parent has no parts.');
    const ends = Array.from({ length: 101 }, (_, at) => at / 50);
    const result = evaluate([part('a', 1, 0.2, ends)], { goal: child });
    const as = index.partOf(component, result, null, '2026-11-02');
    const { p10, p50, p90 } = result.forecast ?? { p10: 0, p50: 0, p90: 0 };
    expect([as.ends[1], as.ends[5], as.ends[9]].map((end) => Math.round((end ?? 0) * 10_000))).toEqual([p10, p50, p90]);
    expect(index.evaluateComposite('parent', [as], '2026-11-02').forecast).toMatchObject({ probability: expect.closeTo(0.5, 1) });
    expect(index.partOf(component, { ...result, forecast: null }, null, '2026-11-02').ends).toEqual([]);
  });
});

describe('[K6] a composite', () => {
  test('is the weighted mean of attainments, in basis points', () => {
    expect(evaluate([part('a', 1, 0.5), part('b', 3, 1)])).toMatchObject({
      value: 8750,
      weight: 2,
      attainment: 0.875,
      expected: 10_000,
      requiredPerDay: null,
    });
  });

  test('leaves a goal without data out with its weight, and is no data where none has any', () => {
    expect(evaluate([part('a', 1, 0.5), part('b', 3, null)])).toMatchObject({ value: 5000, weight: 1 });
    expect(evaluate([part('b', 3, null)])).toMatchObject({ calculated: null, value: null, attainment: null, health: 'no_data' });
    expect(evaluate([])).toMatchObject({ value: null });
  });

  test('is never below 0, however far a goal fell behind its baseline', () => {
    expect(evaluate([part('a', 1, -3), part('b', 1, 1)]).value).toBe(0);
  });

  test('has adjustments of its own', () => {
    const adjustments = [makeAdjustment({ id: 'a', goalId: 'goal', delta: 250 })];
    expect(evaluate([part('a', 1, 0.5)], { adjustments })).toMatchObject({ calculated: 5000, adjusted: 250, value: 5250 });
  });

  test('is forecast on the ends of its goals; those without a forecast stay where they are', () => {
    const ends = Array.from({ length: 101 }, (_, at) => at / 100);
    const { forecast } = evaluate([part('a', 1, 0.2, ends), part('b', 1, 0.5)]);
    expect(forecast).toMatchObject({ p50: 5000, probability: 0, projectedOn: null });
    expect(forecast?.p10).toBeLessThan(3100);
    expect(forecast?.p90).toBeGreaterThan(6900);
    expect(evaluate([part('a', 1, 0.2, [1, 1])])).toMatchObject({ forecast: { p10: 10_000, probability: 1, projectedOn: '2026-12-31' } });
    expect(evaluate([part('a', 1, 0.2)]).forecast).toBeNull();
    expect(evaluate([part('a', 1, 0.2, ends)], { today: '2027-01-01' }).forecast).toBeNull();
  });
});

describe('[K6] what a composite is made of', () => {
  const goals = [
    goalOf('company', 'company', {
      ...composite(),
      id: 'company',
      components: [
        { goalId: 'ben', weight: 3 },
        { goalId: 'gone', weight: 1 },
        { goalId: 'other', weight: 1 },
      ],
    }),
    goalOf('team', 'alpha', { type: 'performance', metric: 'composite', currency: null, target: 10_000, weight: 2 }),
    goalOf('individual', 'ana', { type: 'deals', currency: null, target: 4 }),
    goalOf('individual', 'ben', { target: 20_000, weight: 9 }),
    goalOf('company', 'other', { ...composite(), id: 'other', ownerId: 'company' }),
  ];
  const edges = [makeEdge('alpha', 'company'), makeEdge('ana', 'alpha'), makeEdge('ben', 'company')];
  const index = createGoalIndex(makeNorth(), { goals, edges, adjustments: [] });

  test('its children by their weight, the goals it names by the named one, each once; no composite that is not below it', () => {
    expect(index.componentsOf('company')).toEqual([
      { goalId: 'alpha', weight: 2 },
      { goalId: 'ben', weight: 3 },
    ]);
    expect(index.componentsOf('alpha')).toEqual([{ goalId: 'ana', weight: 1 }]);
    expect(index.componentsOf('ana')).toEqual([]);
  });

  test('goals of different units and ranks, composites below composites, evaluated after their goals', () => {
    const folded = fold(index, [makeEvent(), makeEvent({ ownerId: 'ben', recordId: 'r2' })]);
    expect(index.inOrder(['ana'])).toEqual(['ana', 'alpha', 'company']);
    expect(resultOf(index, folded, 'alpha', '2026-11-20').value).toBe(2500);
    // (2 × 0.25 + 3 × 0.5) ÷ 5
    expect(resultOf(index, folded, 'company', '2026-11-20').value).toBe(4000);
  });

  test('[H8] nothing while it is cancelled, and no cancelled goal', () => {
    const cancel = (id: string) =>
      createGoalIndex(makeNorth(), {
        goals: goals.map((goal) => (goal.id === id ? { ...goal, status: 'cancelled' } : goal)),
        edges,
        adjustments: [],
      });
    expect(cancel('company').componentsOf('company')).toEqual([]);
    expect(
      cancel('ben')
        .componentsOf('company')
        .map(({ goalId }) => goalId),
    ).toEqual(['alpha']);
  });

  test('[A7] nothing while it is manual: it says what was reported', () => {
    const adjustments = [makeAdjustment({ id: 'r', goalId: 'alpha', kind: 'set', entered: 6000, delta: 6000 })];
    const manual = createGoalIndex(makeNorth(), {
      goals: goals.map((goal) => (goal.id === 'alpha' ? { ...goal, calculationSource: 'manual' } : goal)),
      edges,
      adjustments,
    });
    expect(manual.componentsOf('alpha')).toEqual([]);
    expect(resultOf(manual, new Map(), 'alpha', '2026-11-20')).toMatchObject({ calculated: 6000, adjusted: 0, value: 6000 });
  });
});
