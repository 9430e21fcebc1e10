import {
  addDays,
  businessDateOf,
  fiscalYearOf,
  periodLabel,
  periodOf,
  periodsBetween,
  previousPeriods,
  workCalendar,
} from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyDate } from '../arbitraries.ts';
import { makeSettings } from '../make.ts';

const KINDS = ['week', 'month', 'quarter', 'half_year', 'year'] as const;
const CALENDAR = workCalendar(makeSettings());
const FROM_APRIL = workCalendar(makeSettings({ fiscalYearStartMonth: 4 }));

test('[T5] periods of a kind tile the calendar without gap or overlap, whatever the fiscal year and the week start', () => {
  const months = fc.integer({ min: 1, max: 12 });
  const weekdays = fc.integer({ min: 1, max: 7 });
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), anyDate, months, weekdays, (kind, date, fiscalYearStartMonth, weekStart) => {
      const calendar = workCalendar(makeSettings({ fiscalYearStartMonth, weekStart }));
      const { start, end } = periodOf(kind, date, calendar);
      expect(start <= date && date <= end).toBe(true);
      expect(periodOf(kind, start, calendar)).toEqual({ start, end });
      expect(periodOf(kind, end, calendar)).toEqual({ start, end });
      expect(periodOf(kind, addDays(end, 1), calendar).start).toBe(addDays(end, 1));
      expect(periodOf(kind, addDays(start, -1), calendar).end).toBe(addDays(start, -1));
    }),
  );
});

test('[T5] quarters follow the fiscal year', () => {
  expect(periodOf('quarter', '2026-11-23', CALENDAR)).toEqual({ start: '2026-10-01', end: '2026-12-31' });
  expect(periodOf('half_year', '2026-11-23', FROM_APRIL)).toEqual({ start: '2026-10-01', end: '2027-03-31' });
  expect(periodOf('year', '2026-02-01', FROM_APRIL)).toEqual({ start: '2025-04-01', end: '2026-03-31' });
});

test('[T6] a fiscal year is named for the calendar year it starts in', () => {
  expect(fiscalYearOf('2026-03-31', FROM_APRIL)).toBe(2025);
  expect(fiscalYearOf('2026-04-01', FROM_APRIL)).toBe(2026);
  expect(fiscalYearOf('2026-01-01', CALENDAR)).toBe(2026);
});

describe('[T8] a period is called', () => {
  test.each([
    ['month', '2026-11-01', '2026-11-30', CALENDAR, 'November 2026'],
    ['quarter', '2026-10-01', '2026-12-31', CALENDAR, 'Q4 2026'],
    ['half_year', '2026-07-01', '2026-12-31', CALENDAR, 'H2 2026'],
    ['year', '2026-01-01', '2026-12-31', CALENDAR, '2026'],
    ['week', '2026-11-23', '2026-11-29', CALENDAR, 'Week of 23 Nov 2026'],
    ['custom', '2026-01-01', '2026-02-15', CALENDAR, '1 Jan – 15 Feb 2026'],
    ['custom', '2026-12-01', '2027-02-15', CALENDAR, '1 Dec 2026 – 15 Feb 2027'],
    ['custom', '2026-12-01', '2026-12-01', CALENDAR, '1 Dec 2026'],
    ['year', '2026-04-01', '2027-03-31', FROM_APRIL, 'FY 2026'],
    ['quarter', '2027-01-01', '2027-03-31', FROM_APRIL, 'Q4 FY 2026'],
    ['quarter', '2026-02-01', '2026-04-30', CALENDAR, '1 Feb – 30 Apr 2026'],
  ] as const)('%s %s to %s', (kind, start, end, calendar, label) => {
    expect(periodLabel(kind, start, end, calendar)).toBe(label);
  });
});

test('[T5] a week is seven days, not Monday + 7 with both ends counted (eight days in Odoo’s weekly goals)', () => {
  const monday = periodOf('week', '2026-11-23', CALENDAR);
  expect(monday).toEqual({ start: '2026-11-23', end: '2026-11-29' });
  expect(periodOf('week', '2026-11-30', CALENDAR).start).toBe('2026-11-30');
});

test('[T5] a quarter ends at midnight of Bangkok, not at midnight UTC (a peer’s quarter boundaries in UTC)', () => {
  // 00:30 on 1 April in Bangkok is still 31 March in UTC.
  const closed = businessDateOf('2026-03-31T17:30:00.000Z', 'Asia/Bangkok');
  expect(periodOf('quarter', closed, CALENDAR)).toEqual({ start: '2026-04-01', end: '2026-06-30' });
  const before = businessDateOf('2026-03-31T16:59:59.999Z', 'Asia/Bangkok');
  expect(periodOf('quarter', before, CALENDAR).end).toBe('2026-03-31');
});

test('[T5] the leap day belongs to February, and to the year that starts in March before it', () => {
  const fromMarch = workCalendar(makeSettings({ fiscalYearStartMonth: 3 }));
  expect(periodOf('month', '2028-02-29', CALENDAR)).toEqual({ start: '2028-02-01', end: '2028-02-29' });
  expect(periodOf('month', '2100-02-28', CALENDAR).end).toBe('2100-02-28');
  expect(periodOf('year', '2028-02-29', fromMarch)).toEqual({ start: '2027-03-01', end: '2028-02-29' });
});

test('[T5] the periods before one reach back without gap or overlap, the nearest first', () => {
  const quarter = periodOf('quarter', '2026-11-23', CALENDAR);
  expect(previousPeriods('quarter', quarter, CALENDAR, 2)).toEqual([
    { start: '2026-07-01', end: '2026-09-30' },
    { start: '2026-04-01', end: '2026-06-30' },
  ]);
  expect(previousPeriods('custom', { start: '2026-03-11', end: '2026-03-20' }, CALENDAR, 1)).toEqual([
    { start: '2026-03-01', end: '2026-03-10' },
  ]);
  expect(previousPeriods('month', quarter, CALENDAR, 0)).toEqual([]);
});

test('[T5] the periods between two dates are all that hold one of their days', () => {
  expect(periodsBetween('month', '2026-01-31', '2026-03-01', CALENDAR).map(({ start }) => start)).toEqual([
    '2026-01-01',
    '2026-02-01',
    '2026-03-01',
  ]);
  expect(periodsBetween('month', '2026-03-01', '2026-02-28', CALENDAR)).toEqual([]);
  expect(periodsBetween('custom', '2026-03-01', '2026-03-10', CALENDAR)).toEqual([{ start: '2026-03-01', end: '2026-03-10' }]);
});
