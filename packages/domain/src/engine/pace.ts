import type { IsoDate } from '../records/fields.ts';
import { scaleHalfEven } from '../rounding.ts';
import { type Period, type WorkCalendar, workingDays } from '../time/calendar.ts';
import { daysBetween } from '../time/civil.ts';

/** How much of a period is behind and ahead, in whole days. */
export interface Elapsed {
  /** From the start through today. */
  readonly elapsed: number;
  readonly total: number;
  /** Working days from today (or the start, if later) through the end; 0 after it. */
  readonly remainingWorkingDays: number;
}

/**
 * The days of a period as of the end of a day (rules P1, P2).
 *
 * Units: working days, both ends included; a period without working days is measured in calendar days.
 */
export function elapsedDays(period: Period, calendar: WorkCalendar, today: IsoDate): Elapsed {
  const remainingWorkingDays = workingDays(calendar, today < period.start ? period.start : today, period.end);
  const last = today < period.end ? today : period.end;
  const total = workingDays(calendar, period.start, period.end);
  if (total > 0) return { elapsed: workingDays(calendar, period.start, last), total, remainingWorkingDays };
  const calendarDays = daysBetween(period.start, period.end) + 1;
  return { elapsed: Math.max(0, daysBetween(period.start, last) + 1), total: calendarDays, remainingWorkingDays };
}

/** Share of the target that should be reached by the end of today, 0–1 (rule P2). */
export function elapsedShare(period: Period, calendar: WorkCalendar, today: IsoDate): number {
  const { elapsed, total } = elapsedDays(period, calendar, today);
  return elapsed / total;
}

/** What should be reached by the end of today, in whole units of the goal, rounded half to even (rule P3). */
export function expectedToDate(target: number, { elapsed, total }: Elapsed): number {
  return scaleHalfEven(target, elapsed, total);
}
