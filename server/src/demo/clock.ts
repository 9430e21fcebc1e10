import {
  addDays,
  type Instant,
  type IsoDate,
  isoDate,
  periodOf,
  startOfDayInstant,
  type WorkCalendar,
  workingDays,
} from '@fieldgoal/domain';
import type { Random } from './random.ts';

const MINUTE = 60_000;

/** The days of the demo: two years that end yesterday, so that nothing in it lies in the future at any hour of today. */
export interface DemoClock {
  readonly calendar: WorkCalendar;
  readonly today: IsoDate;
  readonly firstDay: IsoDate;
  /** Yesterday: the last day on which anything happened. */
  readonly lastDay: IsoDate;
  /** First day of the fiscal year in which the demo begins. */
  readonly founded: IsoDate;
  readonly days: readonly IsoDate[];
  /** The working days among `days`. */
  readonly workdays: readonly IsoDate[];
  /** An instant in office hours of a day. */
  during(date: IsoDate, random: Random): Instant;
  /** The first working day on or after a date. */
  workdayFrom(date: IsoDate): IsoDate;
}

const DAYS = 730;

/** The clock of a demo that is looked at on `today`. Throws when `today` is no date: a mistake of the caller. */
export function createDemoClock(today: IsoDate, calendar: WorkCalendar): DemoClock {
  isoDate.parse(today);
  const firstDay = addDays(today, -DAYS);
  const days = Array.from({ length: DAYS }, (_, at) => addDays(firstDay, at));
  // Time zones are slow to ask and the same days come again for every rep.
  const starts = new Map<IsoDate, number>();
  const startOf = (date: IsoDate): number => {
    const start = starts.get(date) ?? Date.parse(startOfDayInstant(date, calendar.timeZone));
    starts.set(date, start);
    return start;
  };
  const isWorkday = (date: IsoDate): boolean => workingDays(calendar, date, date) === 1;
  const workdayFrom = (date: IsoDate): IsoDate => (isWorkday(date) ? date : workdayFrom(addDays(date, 1)));
  return {
    calendar,
    today,
    firstDay,
    lastDay: addDays(today, -1),
    founded: periodOf('year', firstDay, calendar).start,
    days,
    workdays: days.filter(isWorkday),
    during: (date, random) => new Date(startOf(date) + random.integer(9 * 60, 17 * 60) * MINUTE).toISOString(),
    workdayFrom,
  };
}
