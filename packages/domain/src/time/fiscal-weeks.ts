import type { FiscalPattern } from '../records/directory.ts';
import type { WorkCalendar } from './calendar.ts';
import { dayNumberOf, weekdayOf } from './civil.ts';

/** The patterns that divide a fiscal year into weeks. */
type WeekPattern = Exclude<FiscalPattern, 'months'>;
/** A calendar whose fiscal year is made of weeks. */
export type WeekCalendar = Pick<WorkCalendar, 'fiscalYearStartMonth' | 'weekStart'> & { readonly fiscalPattern: WeekPattern };

/** A day's place in a week-based fiscal year; day numbers count from 1970-01-01. */
export interface FiscalPlace {
  /** The fiscal year's name. */
  readonly year: number;
  /** Day numbers of the year's first and last day. */
  readonly first: number;
  readonly last: number;
  /** Whole months of the fiscal year before the day, 0–11. */
  readonly month: number;
}

const WEEKS_PER_QUARTER = 13;
/** Weeks of a quarter before each of its months; the last month takes what is left. */
const WEEKS_BEFORE: { readonly [P in WeekPattern]: readonly [number, number, number] } = {
  445: [0, 4, 8],
  454: [0, 4, 9],
  544: [0, 5, 9],
};

export function isWeekCalendar<C extends Pick<WorkCalendar, 'fiscalPattern'>>(calendar: C): calendar is C & WeekCalendar {
  return calendar.fiscalPattern in WEEKS_BEFORE;
}

/**
 * The first day of a fiscal year that is made of weeks, as a day number (rule T9): the first weekday of the week that is
 * nearest to the 1st of the fiscal year's first month. Seven days have no tie: the nearest is at most three days away, on one side only.
 */
function startOfFiscalYear(year: number, { fiscalYearStartMonth, weekStart }: Omit<WeekCalendar, 'fiscalPattern'>): number {
  const first = dayNumberOf(year, fiscalYearStartMonth, 1);
  const daysIntoWeek = (weekdayOf(first) - weekStart + 7) % 7;
  return daysIntoWeek <= 3 ? first - daysIntoWeek : first + 7 - daysIntoWeek;
}

/** Where a day lies; `calendarYear` is its date's, which the fiscal year's name is at most one away from. */
export function fiscalPlaceOf(day: number, calendarYear: number, calendar: WeekCalendar): FiscalPlace {
  let year = calendarYear;
  let first = startOfFiscalYear(year, calendar);
  let next = startOfFiscalYear(year + 1, calendar);
  if (day < first) {
    year -= 1;
    next = first;
    first = startOfFiscalYear(year, calendar);
  } else if (day >= next) {
    year += 1;
    first = next;
    next = startOfFiscalYear(year + 1, calendar);
  }
  return { year, first, last: next - 1, month: monthOfWeek(Math.floor((day - first) / 7), calendar.fiscalPattern) };
}

/** The fiscal month, 0–11, of a week of the fiscal year, 0–52; the 53rd week belongs to the last. */
function monthOfWeek(week: number, pattern: WeekPattern): number {
  const quarter = Math.min(3, Math.floor(week / WEEKS_PER_QUARTER));
  const [, second, third] = WEEKS_BEFORE[pattern];
  const inQuarter = week - quarter * WEEKS_PER_QUARTER;
  return quarter * 3 + (inQuarter < second ? 0 : inQuarter < third ? 1 : 2);
}

/** The first day of the fiscal month, 0–12, of a year; month 12 is the day after the year. */
export function startOfFiscalMonth({ first, last }: FiscalPlace, month: number, pattern: WeekPattern): number {
  if (month === 12) return last + 1;
  const weeks = Math.floor(month / 3) * WEEKS_PER_QUARTER + (WEEKS_BEFORE[pattern][month % 3] ?? 0);
  return first + weeks * 7;
}
