import {
  addDays,
  daysBetween,
  fiscalYearOf,
  periodLabel,
  periodOf,
  periodsBetween,
  toDayNumber,
  weekdayOf,
  type WorkCalendar,
  workCalendar,
} from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateBetween } from '../arbitraries.ts';
import { makeSettings } from '../make.ts';

const KINDS = ['week', 'month', 'quarter', 'half_year', 'year'] as const;
const PATTERNS = ['months', '445', '454', '544'] as const;
/** The calendar of the National Retail Federation (USA): 4-5-4, weeks from Sunday, the year starts nearest to 1 February. */
const RETAIL = workCalendar(makeSettings({ fiscalPattern: '454', weekStart: 7, fiscalYearStartMonth: 2 }));
/** The week years of ISO 8601. */
const ISO = workCalendar(makeSettings({ fiscalPattern: '445', weekStart: 1, fiscalYearStartMonth: 1 }));

const anyCalendar = fc
  .record({
    fiscalPattern: fc.constantFrom(...PATTERNS),
    fiscalYearStartMonth: fc.integer({ min: 1, max: 12 }),
    weekStart: fc.integer({ min: 1, max: 7 }),
  })
  .map((fields) => workCalendar(makeSettings(fields)));
const weekCalendar = anyCalendar.filter(({ fiscalPattern }) => fiscalPattern !== 'months');

function weeksIn(calendar: WorkCalendar, date: string): number {
  const { start, end } = periodOf('year', date, calendar);
  return (daysBetween(start, end) + 1) / 7;
}

test('[T9] periods of every kind tile the days from 1990 to 2100 in every calendar', () => {
  for (const fiscalPattern of PATTERNS) {
    for (let weekStart = 1; weekStart <= 7; weekStart++) {
      for (let fiscalYearStartMonth = 1; fiscalYearStartMonth <= 12; fiscalYearStartMonth++) {
        const calendar = workCalendar(makeSettings({ fiscalPattern, weekStart, fiscalYearStartMonth }));
        // Months are made whole into quarters, half-years and years, so that one walk over the months shows all of them.
        let months = 0;
        for (let day = periodOf('year', '1990-01-01', calendar).start; day < '2100-01-01'; months++) {
          const { start, end } = periodOf('month', day, calendar);
          if (start !== day || end < start)
            throw new Error(`${fiscalPattern} ${weekStart} ${fiscalYearStartMonth}: ${day} is not ${start}`);
          day = addDays(end, 1);
          const whole = months % 12 === 11;
          if (whole !== (periodOf('year', end, calendar).end === end))
            throw new Error(`${fiscalPattern} ${weekStart}: ${end} and its year`);
          if ((months % 3 === 2) !== (periodOf('quarter', end, calendar).end === end))
            throw new Error(`${fiscalPattern}: ${end} and its quarter`);
        }
        expect(months).toBeGreaterThanOrEqual(110 * 12);
      }
    }
  }
});

test('[T9] every day is in exactly one period of each kind, whatever the pattern, the week start and the first month', () => {
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), dateBetween('1990-01-01', '2100-12-31'), anyCalendar, (kind, date, calendar) => {
      const { start, end } = periodOf(kind, date, calendar);
      expect(start <= date && date <= end).toBe(true);
      expect(periodOf(kind, start, calendar)).toEqual({ start, end });
      expect(periodOf(kind, end, calendar)).toEqual({ start, end });
      expect(periodOf(kind, addDays(end, 1), calendar).start).toBe(addDays(end, 1));
      expect(periodOf(kind, addDays(start, -1), calendar).end).toBe(addDays(start, -1));
    }),
    { numRuns: 2000 },
  );
});

test('[T9] the periods between two dates tile them', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS),
      dateBetween('1990-01-01', '2100-12-31'),
      fc.nat(800),
      anyCalendar,
      (kind, from, days, calendar) => {
        const to = addDays(from, days);
        const periods = periodsBetween(kind, from, to, calendar);
        expect((periods[0]?.start ?? '') <= from && (periods.at(-1)?.end ?? '') >= to).toBe(true);
        for (const [at, { start }] of periods.entries()) if (at > 0) expect(start).toBe(addDays(periods[at - 1]?.end ?? '', 1));
      },
    ),
  );
});

test('[T9] a year of weeks starts on the week’s first weekday, at most three days from the 1st, and has 52 or 53 weeks', () => {
  fc.assert(
    fc.property(dateBetween('1990-01-01', '2100-12-31'), weekCalendar, (date, calendar) => {
      const { start, end } = periodOf('year', date, calendar);
      expect(weekdayOf(toDayNumber(start))).toBe(calendar.weekStart);
      expect([52 * 7, 53 * 7]).toContain(daysBetween(start, end) + 1);
      const month = String(calendar.fiscalYearStartMonth).padStart(2, '0');
      expect(Math.abs(daysBetween(`${fiscalYearOf(start, calendar)}-${month}-01`, start))).toBeLessThanOrEqual(3);
      expect(fiscalYearOf(end, calendar)).toBe(fiscalYearOf(start, calendar));
      expect(fiscalYearOf(addDays(end, 1), calendar)).toBe(fiscalYearOf(start, calendar) + 1);
    }),
  );
});

test('[T9] weeks lie within months, months within quarters, quarters within half-years and years', () => {
  fc.assert(
    fc.property(dateBetween('1990-01-01', '2100-12-31'), weekCalendar, (date, calendar) => {
      for (const [at, kind] of KINDS.entries()) {
        const upper = KINDS[at + 1];
        if (upper === undefined) continue;
        const [inner, outer] = [periodOf(kind, date, calendar), periodOf(upper, date, calendar)];
        expect(outer.start <= inner.start && inner.end <= outer.end).toBe(true);
      }
    }),
  );
});

test.each([
  ['445', [4, 4, 5]],
  ['454', [4, 5, 4]],
  ['544', [5, 4, 4]],
] as const)('[T9] %s divides every quarter into months of so many weeks; a 53rd week goes to the last month', (fiscalPattern, weeks) => {
  const calendar = workCalendar(makeSettings({ fiscalPattern }));
  const monthsOf = (date: string) => {
    const { start, end } = periodOf('year', date, calendar);
    return periodsBetween('month', start, end, calendar).map((month) => (daysBetween(month.start, month.end) + 1) / 7);
  };
  expect(monthsOf('2025-06-01')).toEqual([...weeks, ...weeks, ...weeks, ...weeks]);
  expect(monthsOf('2026-06-01')).toEqual([...weeks, ...weeks, ...weeks, weeks[0], weeks[1], weeks[2] + 1]);
});

test('[T9] the retail year 2023 has 53 weeks, from 29 January 2023 to 3 February 2024 (NRF 4-5-4 calendar)', () => {
  expect(periodOf('year', '2023-06-01', RETAIL)).toEqual({ start: '2023-01-29', end: '2024-02-03' });
  expect([2012, 2017, 2023].map((year) => weeksIn(RETAIL, `${year}-06-01`))).toEqual([53, 53, 53]);
  expect([2013, 2014, 2015, 2016, 2018, 2022, 2024, 2025].map((year) => weeksIn(RETAIL, `${year}-06-01`))).toEqual(Array(8).fill(52));
  // Its last month, fiscal January, takes the 53rd week: five weeks instead of four.
  expect(periodOf('month', '2024-01-31', RETAIL)).toEqual({ start: '2023-12-31', end: '2024-02-03' });
  expect(periodOf('month', '2023-11-24', RETAIL)).toEqual({ start: '2023-10-29', end: '2023-11-25' });
});

test('[T9] from Monday and January it has the week years of ISO 8601', () => {
  const long = [2004, 2009, 2015, 2020, 2026, 2032];
  for (let year = 2004; year <= 2032; year++) expect([year, weeksIn(ISO, `${year}-06-01`)]).toEqual([year, long.includes(year) ? 53 : 52]);
  expect(periodOf('year', '2026-06-01', ISO)).toEqual({ start: '2025-12-29', end: '2027-01-03' });
});

test('[T9] near the boundary a fiscal year is the one whose weeks hold the day, though its calendar year is another', () => {
  expect(fiscalYearOf('2025-12-28', ISO)).toBe(2025);
  expect(fiscalYearOf('2025-12-29', ISO)).toBe(2026);
  expect(fiscalYearOf('2027-01-03', ISO)).toBe(2026);
  expect(fiscalYearOf('2024-02-03', RETAIL)).toBe(2023);
  expect(fiscalYearOf('2024-02-04', RETAIL)).toBe(2024);
});

describe('[T9] a period of weeks is called', () => {
  test.each([
    ['month', '2026-11-22', 'Month 11 FY 2026'],
    ['month', '2026-11-23', 'Month 12 FY 2026'],
    ['quarter', '2026-11-23', 'Q4 FY 2026'],
    ['quarter', '2025-12-29', 'Q1 FY 2026'],
    ['half_year', '2027-01-03', 'H2 FY 2026'],
    ['year', '2027-01-03', 'FY 2026'],
    ['week', '2026-11-23', 'Week of 23 Nov 2026'],
  ] as const)('%s of %s', (kind, date, label) => {
    const { start, end } = periodOf(kind, date, ISO);
    expect(periodLabel(kind, start, end, ISO)).toBe(label);
  });

  test('a calendar quarter made before the pattern was chosen, by its dates', () => {
    expect(periodLabel('quarter', '2026-10-01', '2026-12-31', ISO)).toBe('1 Oct – 31 Dec 2026');
  });
});

test('[T9] settings that never chose a pattern have calendar months', () => {
  expect(periodOf('month', '2026-11-23', workCalendar(makeSettings({ fiscalPattern: 'months' })))).toEqual({
    start: '2026-11-01',
    end: '2026-11-30',
  });
});
