import type { FiscalPattern, Settings } from '../records/directory.ts';
import type { IsoDate } from '../records/fields.ts';
import { toDayNumber, weekdayOf } from './civil.ts';

/** Both ends inclusive (rule T5). */
export interface Period {
  readonly start: IsoDate;
  readonly end: IsoDate;
}

/** An organization's calendar, made once from its settings. */
export interface WorkCalendar {
  readonly timeZone: string;
  /** Month in which the fiscal year starts, 1–12. */
  readonly fiscalYearStartMonth: number;
  /** ISO weekday, 1 = Monday … 7 = Sunday. */
  readonly weekStart: number;
  /** How the fiscal year is divided: in calendar months, or in weeks (rule T9). */
  readonly fiscalPattern: FiscalPattern;
  /** Whether weekday i + 1 is a working weekday. */
  readonly isWorkingWeekday: readonly boolean[];
  /** Day numbers of the holidays that fall on working weekdays: ascending, each once. */
  readonly holidays: readonly number[];
}

export type CalendarSettings = Pick<
  Settings,
  'timeZone' | 'fiscalYearStartMonth' | 'weekStart' | 'workingWeekdays' | 'holidays' | 'fiscalPattern'
>;

/** The calendar the settings describe; the order and repetition of weekdays and holidays don't matter. */
export function workCalendar(settings: CalendarSettings): WorkCalendar {
  const isWorkingWeekday = [1, 2, 3, 4, 5, 6, 7].map((weekday) => settings.workingWeekdays.includes(weekday));
  const holidays = new Set(settings.holidays.map(toDayNumber).filter((day) => isWorkingWeekday[weekdayOf(day) - 1]));
  return {
    timeZone: settings.timeZone,
    fiscalYearStartMonth: settings.fiscalYearStartMonth,
    weekStart: settings.weekStart,
    fiscalPattern: settings.fiscalPattern,
    isWorkingWeekday,
    holidays: [...holidays].sort((a, b) => a - b),
  };
}

/**
 * Working days from one date to another (rule T7).
 *
 * Units: days; both ends count; 0 when `to` is before `from`.
 */
export function workingDays(calendar: WorkCalendar, from: IsoDate, to: IsoDate): number {
  const first = toDayNumber(from);
  const last = toDayNumber(to);
  if (last < first) return 0;
  const fullWeeks = Math.floor((last - first + 1) / 7);
  let days = fullWeeks * calendar.isWorkingWeekday.filter(Boolean).length;
  for (let day = first + fullWeeks * 7; day <= last; day++) {
    if (calendar.isWorkingWeekday[weekdayOf(day) - 1]) days++;
  }
  return days - (countBefore(calendar.holidays, last + 1) - countBefore(calendar.holidays, first));
}

/** How many of the ascending numbers are below the limit. */
function countBefore(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Number.POSITIVE_INFINITY) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
