import type { IsoDate } from '../records/fields.ts';
import type { PeriodKind } from '../records/goals.ts';
import type { Period, WorkCalendar } from './calendar.ts';
import { addDays, firstOfMonth, toCivil, toDayNumber, weekdayOf } from './civil.ts';

/** Months of the kinds that are made of months. */
const MONTHS = { month: 1, quarter: 3, half_year: 6, year: 12 } as const;
const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * The period of a kind that holds a date (rule T5).
 *
 * Shape: periods of one kind tile the calendar without gap or overlap. Quarters, half-years and years are fiscal.
 *        A custom period has no rule: it is the day itself, to be widened by a person.
 */
export function periodOf(kind: PeriodKind, date: IsoDate, calendar: WorkCalendar): Period {
  if (kind === 'custom') return { start: date, end: date };
  if (kind === 'week') {
    const start = addDays(date, -((weekdayOf(toDayNumber(date)) - calendar.weekStart + 7) % 7));
    return { start, end: addDays(start, 6) };
  }
  const length = MONTHS[kind];
  const start = firstOfMonth(date, -(fiscalMonthOf(date, calendar) % length));
  return { start, end: addDays(firstOfMonth(start, length), -1) };
}

/** The calendar year in which the fiscal year of the date starts (rule T6). */
export function fiscalYearOf(date: IsoDate, calendar: WorkCalendar): number {
  const { year, month } = toCivil(date);
  return month < calendar.fiscalYearStartMonth ? year - 1 : year;
}

/** Months since the fiscal year's first, 0–11. */
function fiscalMonthOf(date: IsoDate, calendar: WorkCalendar): number {
  return (toCivil(date).month - calendar.fiscalYearStartMonth + 12) % 12;
}

/**
 * A period's name in English (rule T8): "Q4 2026", "November 2026", "2026" or "FY 2026", "Week of 23 Nov 2026",
 * "1 Jan – 15 Feb 2026". Dates that are not a whole period of the kind (the fiscal year was moved since) are named by both ends.
 */
export function periodLabel(kind: PeriodKind, start: IsoDate, end: IsoDate, calendar: WorkCalendar): string {
  if (kind === 'week' && addDays(start, 6) === end) return `Week of ${dayLabel(start)}`;
  const whole = periodOf(kind, start, calendar);
  if (kind === 'custom' || kind === 'week' || whole.start !== start || whole.end !== end) return rangeLabel(start, end);
  if (kind === 'month') return `${monthName(start)} ${toCivil(start).year}`;
  const year = `${calendar.fiscalYearStartMonth === 1 ? '' : 'FY '}${fiscalYearOf(start, calendar)}`;
  if (kind === 'year') return year;
  const number = Math.floor(fiscalMonthOf(start, calendar) / MONTHS[kind]) + 1;
  return `${kind === 'quarter' ? 'Q' : 'H'}${number} ${year}`;
}

function rangeLabel(start: IsoDate, end: IsoDate): string {
  if (start === end) return dayLabel(start);
  const isSameYear = toCivil(start).year === toCivil(end).year;
  return `${isSameYear ? dayAndMonth(start) : dayLabel(start)} – ${dayLabel(end)}`;
}

function dayLabel(date: IsoDate): string {
  return `${dayAndMonth(date)} ${toCivil(date).year}`;
}

function dayAndMonth(date: IsoDate): string {
  return `${toCivil(date).day} ${monthName(date).slice(0, 3)}`;
}

function monthName(date: IsoDate): string {
  return MONTH_NAMES[toCivil(date).month - 1] ?? '';
}
