import {
  addDays,
  daysBetween,
  elapsedDays,
  elapsedShare,
  elapsedShareBy,
  expectedToDate,
  type PacingHistory,
  periodOf,
  previousPeriods,
  workCalendar,
  workingDays,
} from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateBetween } from '../arbitraries.ts';
import { makeSettings } from '../make.ts';

const CALENDAR = workCalendar(makeSettings());
const NO_WORK = workCalendar(makeSettings({ workingWeekdays: [1], holidays: ['2026-11-02'] }));
const KINDS = ['week', 'month', 'quarter', 'half_year', 'year'] as const;
const PACINGS = ['working_days', 'calendar_days', 'seasonal'] as const;
/** Monday 5 October to Friday 16 October 2026: ten working days; no period of any kind. */
const FORTNIGHT = { start: '2026-10-05', end: '2026-10-18' };

const anyCalendar = fc
  .record({
    fiscalPattern: fc.constantFrom('months' as const, '445' as const, '454' as const, '544' as const),
    fiscalYearStartMonth: fc.integer({ min: 1, max: 12 }),
    workingWeekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    holidays: fc.array(dateBetween('2023-01-01', '2027-12-31'), { maxLength: 20 }),
  })
  .map((fields) => workCalendar(makeSettings(fields)));
const anyPeriod = fc
  .tuple(fc.constantFrom(...KINDS), dateBetween('2026-01-01', '2026-12-31'), anyCalendar)
  .map(([kind, date, calendar]) => ({
    kind,
    calendar,
    period: periodOf(kind, date, calendar),
  }));
const anyHistory = (amount: fc.Arbitrary<number>): fc.Arbitrary<PacingHistory> =>
  fc.array(fc.tuple(dateBetween('2023-01-01', '2026-12-31'), amount, fc.nat(9)), { maxLength: 60 });
const anyAmount = fc.oneof(fc.integer({ min: -1000, max: 5000 }), fc.integer({ min: 0, max: 1_000_000_000_000 }));

const share = ({ elapsed, total }: { elapsed: number; total: number }) => elapsed / total;

test('[P2] calendar days count every day, both ends included', () => {
  expect(elapsedShareBy('calendar_days', FORTNIGHT, CALENDAR, '2026-10-05')).toMatchObject({ elapsed: 1, total: 14 });
  expect(elapsedShareBy('calendar_days', FORTNIGHT, CALENDAR, '2026-10-18')).toMatchObject({ elapsed: 14, total: 14 });
  expect(elapsedShareBy('calendar_days', FORTNIGHT, CALENDAR, '2026-10-10').remainingWorkingDays).toBe(5);
});

test('[P2] by working days it is what elapsedDays says', () => {
  fc.assert(
    fc.property(anyPeriod, fc.integer({ min: -30, max: 400 }), ({ period, calendar }, n) => {
      const today = addDays(period.start, n);
      expect(elapsedShareBy('working_days', period, calendar, today)).toEqual(elapsedDays(period, calendar, today));
      expect(elapsedShare(period, calendar, today)).toBe(share(elapsedDays(period, calendar, today)));
    }),
  );
});

test('[P2] a period without working days is measured in calendar days, by any pacing', () => {
  const period = { start: '2026-11-02', end: '2026-11-05' };
  for (const pacing of PACINGS) expect(share(elapsedShareBy(pacing, period, NO_WORK, '2026-11-03'))).toBe(0.5);
});

describe('[P8] seasonal pace', () => {
  /** The fortnight before, with a tenth of its sum in its first week and the rest in its second. */
  const lateStarter: PacingHistory = [
    ['2026-09-21', 100, 1],
    ['2026-10-02', 900, 1],
  ];

  test('follows the course of the stretch of the same length before', () => {
    const on = (today: string) => share(elapsedShareBy('seasonal', FORTNIGHT, CALENDAR, today, lateStarter));
    expect(on('2026-10-04')).toBe(0);
    expect(on('2026-10-05')).toBeCloseTo(0.1, 6);
    expect(on('2026-10-15')).toBeCloseTo(0.1, 6);
    expect(on('2026-10-16')).toBe(1);
    expect(expectedToDate(1_000_000, elapsedShareBy('seasonal', FORTNIGHT, CALENDAR, '2026-10-15', lateStarter))).toBe(100_000);
  });

  test('adds up the last three comparable periods that brought something, and passes over the others', () => {
    const november = { start: '2026-11-01', end: '2026-11-30' };
    const history: PacingHistory = [
      ['2026-10-01', 300, 1],
      ['2026-09-01', -50, 1],
      ['2026-08-31', 100, 1],
      ['2026-07-31', 100, 1],
      ['2026-06-30', 1_000_000, 1],
    ];
    // By 16 November half of the working days were over: October brought all of its 300 by then, August and July nothing of their 200.
    expect(share(elapsedShareBy('seasonal', november, CALENDAR, '2026-11-16', history))).toBeCloseTo(0.6, 6);
  });

  test('compares positions in proportion, so that a month of 20 working days fits one of 22', () => {
    const february = { start: '2026-02-01', end: '2026-02-28' };
    const january = periodOf('month', '2026-01-01', CALENDAR);
    const evenly: [string, number, number][] = [];
    for (let day = january.start; day <= january.end; day = addDays(day, 1))
      if (workingDays(CALENDAR, day, day) > 0) evenly.push([day, 7, 1]);
    for (let day = february.start; day < february.end; day = addDays(day, 1)) {
      expect(share(elapsedShareBy('seasonal', february, CALENDAR, day, evenly))).toBeCloseTo(elapsedShare(february, CALENDAR, day), 6);
    }
  });

  test('counts a sale on a day off at the working day before it', () => {
    const saturday: PacingHistory = [
      ['2026-09-26', 500, 1],
      ['2026-10-02', 500, 1],
    ];
    expect(share(elapsedShareBy('seasonal', FORTNIGHT, CALENDAR, '2026-10-08', saturday))).toBe(0);
    expect(share(elapsedShareBy('seasonal', FORTNIGHT, CALENDAR, '2026-10-09', saturday))).toBe(0.5);
  });

  test('stays level where records took away, until what came in is above it again', () => {
    const returned: PacingHistory = [
      ['2026-09-21', 800, 1],
      ['2026-09-23', -600, 1],
      ['2026-10-02', 800, 1],
    ];
    const on = (today: string) => share(elapsedShareBy('seasonal', FORTNIGHT, CALENDAR, today, returned));
    expect([on('2026-10-05'), on('2026-10-07'), on('2026-10-16')]).toEqual([0.8, 0.8, 1].map((value) => expect.closeTo(value, 6)));
  });

  test('is by working days where no earlier period brought anything', () => {
    const nothing: PacingHistory = [
      ['2026-10-06', 900, 1],
      ['2026-09-22', -10, 1],
    ];
    for (const history of [[], nothing]) {
      expect(elapsedShareBy('seasonal', FORTNIGHT, CALENDAR, '2026-10-07', history)).toEqual(
        elapsedDays(FORTNIGHT, CALENDAR, '2026-10-07'),
      );
    }
  });

  test('ignores the records of the period itself and of later ones', () => {
    const later: PacingHistory = [...lateStarter, ['2026-10-05', 5_000, 1], ['2027-01-01', 7_000, 1]];
    expect(elapsedShareBy('seasonal', FORTNIGHT, CALENDAR, '2026-10-07', later)).toEqual(
      elapsedShareBy('seasonal', FORTNIGHT, CALENDAR, '2026-10-07', lateStarter),
    );
  });
});

test('[P2] by any pacing the share lies in 0…1, never falls, is 0 before the period and 1 at its end', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PACINGS), anyPeriod, anyHistory(anyAmount), (pacing, { period, calendar }, history) => {
      const on = (day: string) => elapsedShareBy(pacing, period, calendar, day, history);
      expect(on(addDays(period.start, -1)).elapsed).toBe(0);
      for (const day of [period.end, addDays(period.end, 40)]) expect(share(on(day))).toBe(1);
      const step = Math.max(1, Math.floor(daysBetween(period.start, period.end) / 25));
      let before = 0;
      for (let day = period.start; day <= period.end; day = addDays(day, step)) {
        const { elapsed, total } = on(day);
        expect(Number.isSafeInteger(elapsed) && Number.isSafeInteger(total) && total > 0 && total <= 2 ** 26).toBe(true);
        expect(elapsed / total).toBeGreaterThanOrEqual(before);
        before = elapsed / total;
      }
      expect(before).toBeLessThanOrEqual(1);
    }),
    { numRuns: 200 },
  );
});

test('[P8] seasonal pace does not depend on the order of the history, nor on a history that is twice as large', () => {
  fc.assert(
    fc.property(anyPeriod, anyHistory(fc.nat(1000)), fc.nat(400), ({ period, calendar }, history, n) => {
      const today = addDays(period.start, n);
      const shuffled = [...history].sort((a, b) => (a[1] === b[1] ? (a[0] < b[0] ? 1 : -1) : a[1] - b[1]));
      const expected = elapsedShareBy('seasonal', period, calendar, today, history);
      expect(elapsedShareBy('seasonal', period, calendar, today, shuffled)).toEqual(expected);
      expect(elapsedShareBy('seasonal', period, calendar, today, [...history, ...history])).toEqual(expected);
    }),
  );
});

test('[P3] expected to date stays exact for the largest target', () => {
  const { start } = FORTNIGHT;
  const [earlier] = previousPeriods('custom', FORTNIGHT, CALENDAR, 1);
  const half: PacingHistory = [
    [earlier?.start ?? '', 1_000_000_000_000, 1],
    [earlier?.end ?? '', 1_000_000_000_000, 1],
  ];
  expect(expectedToDate(100_000_000_000_000, elapsedShareBy('seasonal', FORTNIGHT, CALENDAR, start, half))).toBe(50_000_000_000_000);
});
