import { addDays, attainmentOf, type EvaluateInput, evaluateGoal, type Outlook, workCalendar } from '@fieldgoal/domain';
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
    outlook: null,
    history: [],
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
    expect(evaluate({ adjustments, series: [['2026-10-05', 300, 1]] })).toMatchObject({ calculated: 300, adjusted: -300, value: 0 });
  });

  test('[A2] "set to" stands as a difference, so that later records come on top', () => {
    const adjustments = [makeAdjustment({ id: 'a', goalId: 'goal', kind: 'set', entered: 1000, delta: 700 })];
    expect(evaluate({ adjustments, series: [['2026-10-05', 300, 1]] }).value).toBe(1000);
    expect(
      evaluate({
        adjustments,
        series: [
          ['2026-10-05', 300, 1],
          ['2026-10-06', 50, 1],
        ],
      }).value,
    ).toBe(1050);
  });

  test('[S2] a result as of a day knows nothing of the days after it', () => {
    const early = evaluate({ series: [['2026-10-05', 300, 1]] });
    expect(
      evaluate({
        series: [
          ['2026-10-05', 300, 1],
          ['2026-11-03', 900, 1],
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
    expect(evaluate({ series: [['2026-10-05', 11_500, 1]] }).pace).toBe(0.5);
    expect(evaluate({ target: null }).pace).toBeNull();
    expect(evaluate({ today: '2026-09-30' }).pace).toBeNull();
  });

  test('[P4] attainment is value over target; 0 of 0 is no data', () => {
    expect(evaluate({ series: [['2026-10-05', 16_500, 1]] }).attainment).toBe(0.25);
    expect(evaluate({ target: null }).attainment).toBeNull();
    expect(evaluate({ target: 0 }).attainment).toBeNull();
    expect(evaluate({ target: 0, series: [['2026-10-05', 1, 1]] }).attainment).toBe(1);
  });

  test('[P4] lower is better: from the baseline to the target, or without one the target kept', () => {
    const attained = (baseline: number | null) => [150, 100, 75, 50, 25, 0].map((value) => attainmentOf(value, 50, 'lower', baseline));
    expect(attained(100)).toEqual([-1, 0, 0.5, 1, 1.5, 2]);
    expect(attained(null)).toEqual([1 / 3, 0.5, 2 / 3, 1, 1, 1]);
    expect(attainmentOf(5, 0, 'lower')).toBe(0);
    expect(attainmentOf(0, 0, 'lower')).toBe(1);
  });

  test('[P4] a baseline that is no worse than the target says nothing', () => {
    expect(attainmentOf(200, 100, 'lower', 50)).toBe(attainmentOf(200, 100, 'lower'));
    expect(attainmentOf(100, 100, 'lower', 100)).toBe(1);
  });

  test("[P4] the stretch target has an attainment of its own and leaves the goal's alone", () => {
    const goal = makeGoal({ id: 'goal', stretchTarget: 88_000 });
    expect(evaluate({ goal, series: [['2026-10-05', 66_000, 1]] })).toMatchObject({
      attainment: 1,
      stretchTarget: 88_000,
      stretchAttainment: 0.75,
      health: 'achieved',
    });
    expect(evaluate().stretchAttainment).toBeNull();
  });

  test('[P3] a ratio, or what should stay low, is due in full on every day', () => {
    const rate = makeGoal({ id: 'goal', type: 'performance', metric: 'win_rate' });
    const low = makeGoal({ id: 'goal', type: 'activities', direction: 'lower' });
    for (const today of ['2026-09-30', '2026-10-01', '2026-12-31']) {
      expect(evaluate({ goal: rate, target: 5000, today })).toMatchObject({ expected: 5000, requiredPerDay: null });
      expect(evaluate({ goal: low, target: 5000, today })).toMatchObject({ expected: 5000, requiredPerDay: null });
    }
  });

  test('[P5] of what should stay low the pace is expected over value', () => {
    const goal = makeGoal({ id: 'goal', type: 'activities', direction: 'lower' });
    expect(evaluate({ goal, target: 100, series: [['2026-10-05', 400, 400]] }).pace).toBe(0.25);
    expect(evaluate({ goal, target: 100 }).pace).toBeNull();
  });

  test('[P2] the goal may be paced otherwise than the organization', () => {
    const pacing = (of: EvaluateInput['goal']['pacing'], settings: EvaluateInput['settings']['pacing']) =>
      evaluate({ goal: makeGoal({ id: 'goal', pacing: of }), settings: { ...SETTINGS, pacing: settings }, target: 92_000 }).expected;
    expect([pacing(null, 'calendar_days'), pacing('calendar_days', 'working_days')]).toEqual([33_000, 33_000]);
    expect(pacing('working_days', 'calendar_days')).toBe(32_061);
  });

  test('[P1] [P6] what is left is spread over the working days that remain, today included', () => {
    expect(evaluate({ series: [['2026-10-05', 22_000, 1]] })).toMatchObject({ remainingWorkingDays: 44, requiredPerDay: 1000 });
    expect(evaluate({ series: [['2026-10-05', 70_000, 1]] }).requiredPerDay).toBe(0);
    expect(evaluate({ today: '2026-09-01' })).toMatchObject({ remainingWorkingDays: 66, requiredPerDay: 1000 });
    expect(evaluate({ today: '2027-01-01' })).toMatchObject({ remainingWorkingDays: 0, requiredPerDay: null });
  });
});

describe('[P7] health', () => {
  const one = (amount: number, on = '2026-10-20') => [[on, amount, 1] as const];
  test.each([
    ['before the period', { today: '2026-09-30' }, 'not_started'],
    ['without a target', { target: null, series: one(5) }, 'no_data'],
    ['with a target of 0', { target: 0, series: one(5) }, 'no_data'],
    ['at the target', { series: one(66_000) }, 'achieved'],
    ['at the target after the end', { series: one(66_000), today: '2027-01-01' }, 'achieved'],
    ['just below the target on the last day, with nothing forecast', { series: one(65_999), today: '2026-12-31' }, 'on_track'],
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

  /** Ends at 66,000 in 7 of 10 equally likely courses, at nothing more in the rest. */
  const outlook = (days: number): Outlook => ({
    goalId: 'goal',
    model: 'robust',
    kind: 'sum',
    today: '2026-11-02',
    period: { start: '2026-10-01', end: '2026-12-31' },
    elapsedDays: 33,
    leftDays: 59,
    historyStart: addDays('2026-11-02', 1 - days),
    gains: Array.from({ length: 101 }, (_, at) => (at < 30 ? 0 : 66_000)),
    draws: [],
    canFall: false,
    ahead: [],
  });

  test.each([
    [30, 66_000, 'on_track'],
    [30, 66_001, 'off_track'],
    [29, 66_000, 'off_track'],
  ] as const)('with %i days of history and a target of %i the chance of reaching it decides, or else the pace', (days, target, health) => {
    expect(evaluate({ outlook: outlook(days), target })).toMatchObject({ health, forecast: { hasSufficientData: days === 30 } });
  });

  test('a lower-is-better goal is judged by its end, and before by how much room is left', () => {
    const goal = makeGoal({ id: 'goal', type: 'activities', direction: 'lower' });
    const health = (amount: number, today = '2026-11-02') => evaluate({ goal, target: 100, series: one(amount), today }).health;
    expect([0, 100, 142, 143, 333, 334].map((amount) => health(amount))).toEqual([
      'on_track',
      'on_track',
      'on_track',
      'at_risk',
      'at_risk',
      'off_track',
    ]);
    expect([100, 101].map((amount) => health(amount, '2027-01-01'))).toEqual(['achieved', 'missed']);
  });

  test('a ratio is achieved at the end, not while it can still fall back', () => {
    const goal = makeGoal({ id: 'goal', type: 'performance', metric: 'win_rate' });
    const series = [['2026-10-20', 3, 4]] as const;
    expect(evaluate({ goal, target: 7500, series })).toMatchObject({ value: 7500, health: 'on_track' });
    expect(evaluate({ goal, target: 7500, series, today: '2027-01-01' }).health).toBe('achieved');
    expect(evaluate({ goal, target: 7501, series, today: '2027-01-01' }).health).toBe('missed');
    expect(evaluate({ goal, target: 7500, today: '2027-01-01' }).health).toBe('no_data');
  });
});

describe('[E2] the input hash', () => {
  const base = { series: [['2026-10-05', 300, 1]] as const, adjustments: [makeAdjustment({ id: 'a', goalId: 'goal', delta: 5 })] };
  const hash = (fields: Partial<EvaluateInput> = {}) => evaluate({ ...base, ...fields }).inputHash;

  test('is 16 hexadecimal digits, and the same for the same inputs', () => {
    expect(hash()).toMatch(/^[0-9a-f]{16}$/);
    expect(hash()).toBe(hash());
  });

  test('does not change with what the result does not depend on', () => {
    expect(hash({ goal: makeGoal({ id: 'goal', name: 'Another name' }) })).toBe(hash());
    expect(hash({ series: [...base.series, ['2026-12-01', 1, 1]] })).toBe(hash());
    expect(hash({ calendar: workCalendar({ ...SETTINGS, holidays: ['2031-05-01'] }) })).toBe(hash());
  });

  test.each([
    ['the target', { target: 66_001 }],
    ["the children's targets", { childrenTarget: 5 }],
    ['the day', { today: '2026-11-03' }],
    ["a record's amount", { series: [['2026-10-05', 301, 1]] }],
    ["a record's day", { series: [['2026-10-06', 300, 1]] }],
    ['an adjustment', { adjustments: [] }],
    ['the stretch target', { goal: makeGoal({ id: 'goal', stretchTarget: 5 }) }],
    ['the direction', { goal: makeGoal({ id: 'goal', direction: 'lower' }) }],
    ['the baseline', { goal: makeGoal({ id: 'goal', baseline: 5 }) }],
    ['the currency', { goal: makeGoal({ id: 'goal', currency: 'USD' }) }],
    ['the number of records', { series: [['2026-10-05', 300, 2]] }],
    ['the pacing', { settings: { ...SETTINGS, pacing: 'calendar_days' } }],
    ['a threshold', { settings: { ...SETTINGS, onTrackPercent: 71 } }],
    ['a holiday in the period', { calendar: workCalendar({ ...SETTINGS, holidays: ['2026-12-24'] }) }],
    ['the period', { goal: makeGoal({ id: 'goal', periodEnd: '2026-12-30' }) }],
  ] as const)('changes with %s', (_what, fields) => {
    expect(hash(fields)).not.toBe(hash());
  });
});
