import { type EvaluateInput, evaluateGoal, workCalendar } from '@fieldgoal/domain';
import { describe, expect, test } from 'vitest';
import { makeAdjustment, makeGoal, makeSettings } from '../make.ts';

const SETTINGS = makeSettings();

/** October to December 2026 has 66 working days; 2 November is the 23rd. */
function evaluate(fields: Partial<EvaluateInput> = {}) {
  return evaluateGoal({
    goal: makeGoal({ id: 'goal' }),
    target: 66_000,
    childrenTarget: null,
    series: [],
    adjustments: [],
    settings: SETTINGS,
    calendar: workCalendar(SETTINGS),
    today: '2026-11-02',
    ...fields,
  });
}

describe('value', () => {
  test('[A5] an adjustment counts from its first to its last day', () => {
    const adjustments = [makeAdjustment({ id: 'a', goalId: 'goal', delta: 500, effectiveOn: '2026-11-02', expiresOn: '2026-11-03' })];
    const days = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'];
    expect(days.map((today) => evaluate({ adjustments, today }).adjusted)).toEqual([0, 500, 500, 0]);
  });

  test('[A6] adjustments take no more than there is: the value is never negative', () => {
    const adjustments = [makeAdjustment({ id: 'a', goalId: 'goal', delta: -500 })];
    expect(evaluate({ adjustments, series: [['2026-10-05', 300]] })).toMatchObject({ calculated: 300, adjusted: -300, value: 0 });
  });

  test('[A2] "set to" stands as a difference, so that later records come on top', () => {
    const adjustments = [makeAdjustment({ id: 'a', goalId: 'goal', kind: 'set', entered: 1000, delta: 700 })];
    expect(evaluate({ adjustments, series: [['2026-10-05', 300]] }).value).toBe(1000);
    expect(
      evaluate({
        adjustments,
        series: [
          ['2026-10-05', 300],
          ['2026-10-06', 50],
        ],
      }).value,
    ).toBe(1050);
  });

  test('[S2] a result as of a day knows nothing of the days after it', () => {
    const early = evaluate({ series: [['2026-10-05', 300]] });
    expect(
      evaluate({
        series: [
          ['2026-10-05', 300],
          ['2026-11-03', 900],
        ],
      }),
    ).toEqual(early);
  });
});

describe('pace', () => {
  test('[P2] [P3] what is expected grows with the working days, today included', () => {
    const expected = (today: string) => evaluate({ today }).expected;
    expect(['2026-09-30', '2026-10-01', '2026-10-02', '2026-10-04', '2026-11-02', '2026-12-31', '2027-01-05'].map(expected)).toEqual([
      0, 1000, 2000, 2000, 23_000, 66_000, 66_000,
    ]);
  });

  test('[P2] a period without working days is paced by calendar days', () => {
    const goal = makeGoal({ id: 'goal', periodKind: 'custom', periodStart: '2026-11-07', periodEnd: '2026-11-08' });
    expect(evaluate({ goal, target: 100, today: '2026-11-07' }).expected).toBe(50);
  });

  test('[E3] the expected value is rounded once, half to even', () => {
    const goal = makeGoal({ id: 'goal', periodKind: 'custom', periodStart: '2026-11-02', periodEnd: '2026-11-03' });
    const expected = (target: number) => evaluate({ goal, target }).expected;
    expect([1, 3, 5, 7].map(expected)).toEqual([0, 2, 2, 4]);
  });

  test('[P5] pace is value over expected, and nothing where nothing is expected', () => {
    expect(evaluate({ series: [['2026-10-05', 11_500]] }).pace).toBe(0.5);
    expect(evaluate({ target: null }).pace).toBeNull();
    expect(evaluate({ today: '2026-09-30' }).pace).toBeNull();
  });

  test('[P4] attainment is value over target; 0 of 0 is no data', () => {
    expect(evaluate({ series: [['2026-10-05', 16_500]] }).attainment).toBe(0.25);
    expect(evaluate({ target: null }).attainment).toBeNull();
    expect(evaluate({ target: 0 }).attainment).toBeNull();
    expect(evaluate({ target: 0, series: [['2026-10-05', 1]] }).attainment).toBe(1);
  });

  test('[P1] [P6] what is left is spread over the working days that remain, today included', () => {
    expect(evaluate({ series: [['2026-10-05', 22_000]] })).toMatchObject({ remainingWorkingDays: 44, requiredPerDay: 1000 });
    expect(evaluate({ series: [['2026-10-05', 70_000]] }).requiredPerDay).toBe(0);
    expect(evaluate({ today: '2026-09-01' })).toMatchObject({ remainingWorkingDays: 66, requiredPerDay: 1000 });
    expect(evaluate({ today: '2027-01-01' })).toMatchObject({ remainingWorkingDays: 0, requiredPerDay: null });
  });
});

describe('[P7] health', () => {
  const one = (amount: number, on = '2026-10-20') => [[on, amount] as const];
  test.each([
    ['before the period', { today: '2026-09-30' }, 'not_started'],
    ['without a target', { target: null, series: one(5) }, 'no_data'],
    ['with a target of 0', { target: 0, series: one(5) }, 'no_data'],
    ['at the target', { series: one(66_000) }, 'achieved'],
    ['at the target after the end', { series: one(66_000), today: '2027-01-01' }, 'achieved'],
    ['below the target on the last day', { series: one(65_999), today: '2026-12-31' }, 'off_track'],
    ['below the target after the end', { series: one(65_999), today: '2027-01-01' }, 'missed'],
    ['with little history at 70 % of the pace', { series: one(16_100) }, 'on_track'],
    ['with little history just below', { series: one(16_099) }, 'at_risk'],
    ['with little history at 30 % of the pace', { series: one(6900) }, 'at_risk'],
    ['with little history far below', { series: one(6899) }, 'off_track'],
    ['with no records at all', {}, 'off_track'],
    ['while nothing is due yet', { goal: makeGoal({ id: 'goal', periodStart: '2026-10-31' }), today: '2026-11-01' }, 'on_track'],
  ] as const)('%s', (_when, fields, health) => {
    expect(evaluate(fields).health).toBe(health);
  });

  test('with 30 days of history the chance of reaching the target decides', () => {
    const steady = Array.from(
      { length: 33 },
      (_, day) => [`2026-${day < 31 ? 10 : 11}-${String((day % 31) + 1).padStart(2, '0')}`, 1000] as const,
    );
    expect(evaluate({ series: steady, target: 90_000 })).toMatchObject({
      health: 'on_track',
      forecast: { hasSufficientData: true, probability: 1 },
    });
    expect(evaluate({ series: steady, target: 99_000 })).toMatchObject({ health: 'off_track', forecast: { probability: 0 } });
  });
});

describe('[E2] the input hash', () => {
  const base = { series: [['2026-10-05', 300]] as const, adjustments: [makeAdjustment({ id: 'a', goalId: 'goal', delta: 5 })] };
  const hash = (fields: Partial<EvaluateInput> = {}) => evaluate({ ...base, ...fields }).inputHash;

  test('is 16 hexadecimal digits, and the same for the same inputs', () => {
    expect(hash()).toMatch(/^[0-9a-f]{16}$/);
    expect(hash()).toBe(hash());
  });

  test('does not change with what the result does not depend on', () => {
    expect(hash({ goal: makeGoal({ id: 'goal', name: 'Another name' }) })).toBe(hash());
    expect(hash({ series: [...base.series, ['2026-12-01', 1]] })).toBe(hash());
    expect(hash({ calendar: workCalendar({ ...SETTINGS, holidays: ['2031-05-01'] }) })).toBe(hash());
  });

  test.each([
    ['the target', { target: 66_001 }],
    ["the children's targets", { childrenTarget: 5 }],
    ['the day', { today: '2026-11-03' }],
    ["a record's amount", { series: [['2026-10-05', 301]] }],
    ["a record's day", { series: [['2026-10-06', 300]] }],
    ['an adjustment', { adjustments: [] }],
    ['a threshold', { settings: { onTrackPercent: 71, atRiskPercent: 30 } }],
    ['a holiday in the period', { calendar: workCalendar({ ...SETTINGS, holidays: ['2026-12-24'] }) }],
    ['the period', { goal: makeGoal({ id: 'goal', periodEnd: '2026-12-30' }) }],
  ] as const)('changes with %s', (_what, fields) => {
    expect(hash(fields)).not.toBe(hash());
  });
});
