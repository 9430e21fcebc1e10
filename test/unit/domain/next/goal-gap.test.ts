import { type GapInput, goalGap, middleOf, needOf, twoDigitsUp, usualDealsFor, workCalendar, workingDays } from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeGoal, makeSettings } from '../make.ts';

const CALENDAR = workCalendar(makeSettings());
/** Monday; 35 working days remain of the fourth quarter of 2026 (1 October – 31 December, 66 in all). */
const TODAY = '2026-11-13';

/** A goal of a hundred visits in the quarter with 30 done, unless told otherwise. */
function gapOf(fields: {
  readonly goal?: Partial<Parameters<typeof makeGoal>[0]>;
  readonly result?: Partial<GapInput['result']>;
  readonly input?: Partial<Omit<GapInput, 'goal' | 'result'>>;
}) {
  const today = fields.input?.today ?? TODAY;
  const goal = makeGoal({ id: 'g', type: 'activities', ...fields.goal });
  const remainingWorkingDays = workingDays(CALENDAR, today < goal.periodStart ? goal.periodStart : today, goal.periodEnd);
  const result = { value: 30, target: 100, expected: 48, remainingWorkingDays, ...fields.result };
  return goalGap({ goal, result, calendar: CALENDAR, today, doneToday: 0, ratio: null, usualDeal: null, ...fields.input });
}

describe('what is left of a goal', () => {
  test('[D1] a goal that has not begun says when it does, one without a target or value says that', () => {
    expect(gapOf({ input: { today: '2026-09-30' } })).toEqual({ kind: 'not_started', startsOn: '2026-10-01' });
    expect(gapOf({ result: { target: null } }).kind).toBe('no_target');
    expect(gapOf({ result: { target: 0 } }).kind).toBe('no_target');
    expect(gapOf({ result: { value: null } }).kind).toBe('no_data');
  });

  test('[D1] a goal whose period is over was reached or missed by so much', () => {
    expect(gapOf({ input: { today: '2027-01-01' } })).toEqual({ kind: 'missed', short: 70 });
    expect(gapOf({ input: { today: '2027-01-01' }, result: { value: 104 } })).toEqual({ kind: 'reached', over: 4 });
  });

  test('[D1] what should stay low has its own words: room under the limit, or over it', () => {
    const goal = { direction: 'lower' as const };
    expect(gapOf({ goal })).toEqual({ kind: 'within_limit', room: 70 });
    expect(gapOf({ goal, result: { value: 103 } })).toEqual({ kind: 'over_limit', over: 3, mayFall: false });
    const cycle = { ...goal, type: 'performance' as const, metric: 'sales_cycle' as const };
    expect(gapOf({ goal: cycle, result: { value: 4750, target: 4500 } })).toEqual({ kind: 'over_limit', over: 250, mayFall: true });
    expect(gapOf({ goal, result: { value: 0, target: 0 } })).toEqual({ kind: 'within_limit', room: 0 });
  });

  test('[D1] a goal without a working day left says by how much it is short', () => {
    // Saturday 14 November, of a goal that ends on Sunday.
    const goal = { periodStart: '2026-11-09', periodEnd: '2026-11-15' };
    expect(gapOf({ goal, input: { today: '2026-11-14' } })).toEqual({ kind: 'no_days_left', short: 70 });
    expect(gapOf({ goal, input: { today: '2026-11-14' }, result: { value: 100 } })).toEqual({ kind: 'reached', over: 0 });
  });

  test('[D2] 70 visits in 35 working days are 2 a day, with what is done of them today', () => {
    expect(gapOf({ input: { doneToday: 1 }, result: { value: 30 } })).toMatchObject({
      kind: 'to_go',
      left: 70,
      need: { amount: 2, per: 'day' },
      today: { due: 3, done: 1 },
      deals: null,
    });
    expect(gapOf({})).toMatchObject({ need: { amount: 2, per: 'day' }, today: { due: 2, done: 0 } });
  });

  test('[D2] less than one a day is said per week, less than one a week in all', () => {
    expect(gapOf({ result: { value: 88 } })).toMatchObject({ left: 12, need: { amount: 2, per: 'week' }, today: null });
    expect(gapOf({ result: { value: 97 } })).toMatchObject({ left: 3, need: { amount: 3, per: 'period' } });
    expect(needOf(3, 4, 5, false)).toEqual({ amount: 3, per: 'period' });
    expect(needOf(12, 1, 5, false)).toEqual({ amount: 12, per: 'day' });
  });

  test('[D3] money is said per week, rounded up to two digits, and per day in the last week', () => {
    const goal = { type: 'revenue' as const };
    // 2,896,000 ÷ 35 × 5 = 413,714.3
    expect(gapOf({ goal, result: { value: 0, target: 2_896_000, expected: 0 } })).toMatchObject({ need: { amount: 420_000, per: 'week' } });
    expect(needOf(1_000_000, 5, 5, true)).toEqual({ amount: 200_000, per: 'day' });
    expect(needOf(1_010_000, 1, 5, true)).toEqual({ amount: 1_010_000, per: 'day' });
    expect([1, 99, 100, 101, 413_712].map(twoDigitsUp)).toEqual([1, 99, 100, 110, 420_000]);
  });

  test('[D4] an amount is about so many deals of the usual size, a week or until the end', () => {
    expect(usualDealsFor(2_896_000, { amount: 420_000, per: 'week' }, 400_000)).toEqual({ amount: 1, per: 'week' });
    expect(usualDealsFor(2_896_000, { amount: 420_000, per: 'week' }, 150_000)).toEqual({ amount: 3, per: 'week' });
    expect(usualDealsFor(2_896_000, { amount: 420_000, per: 'week' }, 900_000)).toEqual({ amount: 4, per: 'period' });
    expect(middleOf([])).toBeNull();
    expect(middleOf([100, 300, 500])).toBe(300);
    expect(middleOf([100, 200, 300, 500])).toBe(200);
    const goal = { type: 'revenue' as const };
    expect(gapOf({ goal, result: { value: 0, target: 2_896_000 }, input: { usualDeal: 400_000 } })).toMatchObject({
      deals: { amount: 1, per: 'week' },
    });
    expect(gapOf({ goal, result: { value: 0, target: 2_896_000 } })).toMatchObject({ deals: null });
  });

  test('[D5] ahead and behind are whole working days of the target, and today is not late yet', () => {
    // 66 days for 132 visits are 2 a day.
    const at = (value: number) => gapOf({ result: { target: 132, expected: 64, value } });
    expect(at(70)).toMatchObject({ standing: { kind: 'ahead', days: 3 } });
    expect(at(65)).toMatchObject({ standing: { kind: 'on_pace', days: 0 } });
    expect(at(62)).toMatchObject({ standing: { kind: 'on_pace', days: 0 } });
    expect(at(60)).toMatchObject({ standing: { kind: 'behind', days: 1 } });
    const onSunday = gapOf({ result: { target: 132, expected: 64, value: 62 }, input: { today: '2026-11-15' } });
    expect(onSunday).toMatchObject({ standing: { kind: 'behind', days: 1 } });
  });

  test('[D6] a win rate says how many wins in a row bring it to its target, an average what the next deal has to bring', () => {
    const rate = { type: 'performance' as const, metric: 'win_rate' as const };
    const short = { result: { value: 5000, target: 6000 }, input: { ratio: { numerator: 5, denominator: 10 } } };
    // (5 + 3) ÷ (10 + 3) = 61.5 %, (5 + 2) ÷ 12 = 58.3 %
    expect(gapOf({ goal: rate, ...short })).toEqual({ kind: 'ratio_short', short: 1000, inARow: 3, nextAtLeast: null });
    expect(gapOf({ goal: rate, ...short, input: {} })).toEqual({ kind: 'ratio_short', short: 1000, inARow: null, nextAtLeast: null });
    expect(gapOf({ goal: rate, result: { value: 5000, target: 10_000 }, input: short.input })).toMatchObject({ inARow: null });
    expect(gapOf({ goal: rate, result: { value: 6400, target: 6000 } })).toEqual({ kind: 'ratio_met', spare: 400 });
    const size = { type: 'performance' as const, metric: 'average_deal_size' as const };
    const average = { result: { value: 90_000, target: 100_000 }, input: { ratio: { numerator: 360_000, denominator: 4 } } };
    expect(gapOf({ goal: size, ...average })).toEqual({ kind: 'ratio_short', short: 10_000, inARow: null, nextAtLeast: 140_000 });
  });
});

describe('laws of what is left', () => {
  const anyLeft = fc.integer({ min: 1, max: 1_000_000_000 });
  const anyDays = fc.integer({ min: 1, max: 260 });
  const anyWeek = fc.integer({ min: 1, max: 7 });

  test('[D2] done in each day or week that remains it closes the gap, and one less would not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), anyDays, anyWeek, (left, days, week) => {
        const { amount, per } = needOf(left, days, week, false);
        const times = { day: days, week: days / week, period: 1 }[per];
        expect(Number.isInteger(amount)).toBe(true);
        expect(amount * times).toBeGreaterThanOrEqual(left - 1e-9);
        expect((amount - 1) * times).toBeLessThan(left);
      }),
    );
  });

  test('[D3] money asked for suffices, is at most a tenth too much, and never above what is left', () => {
    fc.assert(
      fc.property(anyLeft, anyDays, anyWeek, (left, days, week) => {
        const { amount, per } = needOf(left, days, week, true);
        const times = per === 'day' ? days : days / week;
        expect(amount).toBeLessThanOrEqual(left);
        expect(amount * times).toBeGreaterThanOrEqual(left * (1 - 1e-12));
        expect(amount).toBeLessThanOrEqual(Math.ceil(left / times) * 1.1 + 1);
        expect(per).toBe(days > week ? 'week' : 'day');
      }),
    );
  });

  test('[D4] the deals told until the end suffice, and one less would not', () => {
    fc.assert(
      fc.property(anyLeft, anyDays, fc.integer({ min: 1, max: 10_000_000 }), (left, days, usual) => {
        const deals = usualDealsFor(left, needOf(left, days, 5, true), usual);
        expect(deals.amount).toBeGreaterThanOrEqual(1);
        if (deals.per === 'period') {
          expect(deals.amount * usual).toBeGreaterThanOrEqual(left);
          expect((deals.amount - 1) * usual).toBeLessThan(left);
        }
      }),
    );
  });

  test('[D5] more never reads as further behind', () => {
    const rank = { behind: -1, on_pace: 0, ahead: 1 } as const;
    const place = (value: number, expected: number): number => {
      const gap = gapOf({ result: { target: 500, expected, value } });
      return gap.kind === 'to_go' ? rank[gap.standing.kind] * gap.standing.days : Number.POSITIVE_INFINITY;
    };
    fc.assert(
      fc.property(fc.nat(499), fc.nat(499), fc.integer({ min: 1, max: 500 }), (a, b, expected) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(place(more, expected)).toBeGreaterThanOrEqual(place(less, expected));
      }),
    );
  });

  test('[D6] the wins in a row reach the target, and one less does not', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), fc.integer({ min: 1, max: 10_000 }), (won, lost, target) => {
        const denominator = won + lost;
        fc.pre(denominator > 0);
        const value = (won / denominator) * 10_000;
        fc.pre(Math.round(value) < target);
        const goal = { type: 'performance' as const, metric: 'win_rate' as const };
        const gap = gapOf({ goal, result: { value: Math.round(value), target }, input: { ratio: { numerator: won, denominator } } });
        if (gap.kind !== 'ratio_short' || gap.inARow === null) return;
        const after = (more: number): number => ((won + more) / (denominator + more)) * 10_000;
        expect(after(gap.inARow)).toBeGreaterThanOrEqual(target - 0.5);
        expect(after(gap.inARow - 1)).toBeLessThanOrEqual(target - 0.5 + 1e-6);
      }),
    );
  });

  test('[D1] every goal has words, whatever its numbers', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('revenue' as const, 'deals' as const, 'activities' as const, 'tasks' as const),
        fc.constantFrom('higher' as const, 'lower' as const),
        fc.option(fc.nat(1_000_000)),
        fc.option(fc.nat(1_000_000)),
        fc.integer({ min: 1, max: 28 }),
        (type, direction, value, target, day) => {
          const today = `2026-12-${String(day).padStart(2, '0')}`;
          const gap = gapOf({ goal: { type, direction }, result: { value, target, expected: target }, input: { today } });
          for (const number of Object.values(gap)) if (typeof number === 'number') expect(number).toBeGreaterThanOrEqual(0);
          expect(gap.kind).not.toBe('missed');
        },
      ),
    );
  });
});
