import type { IsoDate } from '../records/fields.ts';
import type { PeriodKind } from '../records/goals.ts';
import type { Period, WorkCalendar } from './calendar.ts';
import { addDays, daysBetween, firstOfMonth, fromDayNumber, toCivil, toDayNumber, weekdayOf } from './civil.ts';
import { type FiscalPlace, fiscalPlaceOf, isWeekCalendar, startOfFiscalMonth, type WeekCalendar } from './fiscal-weeks.ts';

/** Months of the kinds that are made of months. */
const MONTHS = { month: 1, quarter: 3, half_year: 6, year: 12 } as const;
const NUMBERED = { month: 'Month ', quarter: 'Q', half_year: 'H' } as const;
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
 * The period of a kind that holds a date (rules T5, T9).
 *
 * Shape: periods of one kind tile the calendar without gap or overlap. Quarters, half-years and years are fiscal, and so are months
 *        where the fiscal year is made of weeks. A custom period has no rule: it is the day itself, to be widened by a person.
 */
export function periodOf(kind: PeriodKind, date: IsoDate, calendar: WorkCalendar): Period {
  if (kind === 'custom') return { start: date, end: date };
  if (kind === 'week') {
    const start = addDays(date, -((weekdayOf(toDayNumber(date)) - calendar.weekStart + 7) % 7));
    return { start, end: addDays(start, 6) };
  }
  const length = MONTHS[kind];
  if (isWeekCalendar(calendar)) {
    const place = placeOf(date, calendar);
    const month = place.month - (place.month % length);
    const start = startOfFiscalMonth(place, month, calendar.fiscalPattern);
    return { start: fromDayNumber(start), end: fromDayNumber(startOfFiscalMonth(place, month + length, calendar.fiscalPattern) - 1) };
  }
  const start = firstOfMonth(date, -(fiscalMonthOf(date, calendar) % length));
  return { start, end: addDays(firstOfMonth(start, length), -1) };
}

/**
 * The n periods before one, the nearest first; of a custom period those of the same length, back to back.
 *
 * Shape: `period` is a period of the kind, or any dates: what comes before its start is what counts.
 */
export function previousPeriods(kind: PeriodKind, period: Period, calendar: WorkCalendar, n: number): readonly Period[] {
  const length = daysBetween(period.start, period.end);
  const periods: Period[] = [];
  let start = period.start;
  while (periods.length < n) {
    const end = addDays(start, -1);
    const before = kind === 'custom' ? { start: addDays(end, -length), end } : { start: periodOf(kind, end, calendar).start, end };
    periods.push(before);
    start = before.start;
  }
  return periods;
}

/** The periods of a kind that hold a day of from…to, in order; of the kind custom the one that is just those dates. None when `to` is before `from`. */
export function periodsBetween(kind: PeriodKind, from: IsoDate, to: IsoDate, calendar: WorkCalendar): readonly Period[] {
  if (to < from) return [];
  if (kind === 'custom') return [{ start: from, end: to }];
  const periods: Period[] = [];
  for (let day = from; day <= to; ) {
    const period = periodOf(kind, day, calendar);
    periods.push(period);
    day = addDays(period.end, 1);
  }
  return periods;
}

/** The calendar year in which the fiscal year of the date starts (rule T6); in weeks, the one of the 1st it starts nearest to (rule T9). */
export function fiscalYearOf(date: IsoDate, calendar: WorkCalendar): number {
  if (isWeekCalendar(calendar)) return placeOf(date, calendar).year;
  const { year, month } = toCivil(date);
  return month < calendar.fiscalYearStartMonth ? year - 1 : year;
}

function placeOf(date: IsoDate, calendar: WeekCalendar): FiscalPlace {
  return fiscalPlaceOf(toDayNumber(date), toCivil(date).year, calendar);
}

/** Months since the fiscal year's first, 0–11. */
function fiscalMonthOf(date: IsoDate, calendar: WorkCalendar): number {
  if (isWeekCalendar(calendar)) return placeOf(date, calendar).month;
  return (toCivil(date).month - calendar.fiscalYearStartMonth + 12) % 12;
}

/**
 * A period's name in English (rule T8): "Q4 2026", "November 2026", "2026" or "FY 2026", "Week of 23 Nov 2026",
 * "1 Jan – 15 Feb 2026". Where the fiscal year is made of weeks, "Month 11 FY 2026" and never a calendar month's name (rule T9). Dates that are not a whole period of the kind (the fiscal year was moved since) are named by both ends.
 */
export function periodLabel(kind: PeriodKind, start: IsoDate, end: IsoDate, calendar: WorkCalendar): string {
  if (kind === 'week' && addDays(start, 6) === end) return `Week of ${dayLabel(start)}`;
  const whole = periodOf(kind, start, calendar);
  if (kind === 'custom' || kind === 'week' || whole.start !== start || whole.end !== end) return rangeLabel(start, end);
  const isInWeeks = isWeekCalendar(calendar);
  if (kind === 'month' && !isInWeeks) return `${monthName(start)} ${toCivil(start).year}`;
  const year = `${calendar.fiscalYearStartMonth === 1 && !isInWeeks ? '' : 'FY '}${fiscalYearOf(start, calendar)}`;
  if (kind === 'year') return year;
  return `${NUMBERED[kind]}${Math.floor(fiscalMonthOf(start, calendar) / MONTHS[kind]) + 1} ${year}`;
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
