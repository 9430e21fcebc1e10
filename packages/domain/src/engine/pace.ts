import type { Pacing } from '../records/directory.ts';
import type { IsoDate } from '../records/fields.ts';
import { scaleHalfEven } from '../rounding.ts';
import { type Period, type WorkCalendar, workingDays } from '../time/calendar.ts';
import { daysBetween } from '../time/civil.ts';
import { type PacingHistory, seasonalShare } from './seasonal-pace.ts';

/** How much of a period is behind and ahead: elapsed ÷ total is the share behind, both whole numbers. */
export interface Elapsed {
  /** From the start through today: days, or parts of what earlier periods brought (seasonal). */
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
  const total = workingDays(calendar, period.start, period.end);
  if (total === 0) return { ...calendarDays(period, today), remainingWorkingDays };
  const last = today < period.end ? today : period.end;
  return { elapsed: workingDays(calendar, period.start, last), total, remainingWorkingDays };
}

/**
 * What of a period is behind as of the end of a day, by the goal's pacing (rules P1, P2).
 *
 * Shape:  elapsed ÷ total is the share in [0, 1]: 0 before the period, never falling, 1 from its last day on. `history` is read for
 *         `seasonal` only: the goal's records by day in any order, of which those before the period count; without an earlier period
 *         that brought something the share is by working days.
 * Units:  days, or for `seasonal` whole parts of a total; total is at most 2^26, so that `expectedToDate` stays exact.
 */
export function elapsedShareBy(
  pacing: Pacing,
  period: Period,
  calendar: WorkCalendar,
  today: IsoDate,
  history: PacingHistory = [],
): Elapsed {
  const byWorkingDays = elapsedDays(period, calendar, today);
  switch (pacing) {
    case 'working_days':
      return byWorkingDays;
    case 'calendar_days':
      return { ...byWorkingDays, ...calendarDays(period, today) };
    case 'seasonal': {
      if (today < period.start || today >= period.end) return byWorkingDays;
      const share = seasonalShare(period, calendar, byWorkingDays, (of, day) => elapsedDays(of, calendar, day), history);
      return { ...byWorkingDays, ...share };
    }
  }
}

function calendarDays(period: Period, today: IsoDate): Pick<Elapsed, 'elapsed' | 'total'> {
  const last = today < period.end ? today : period.end;
  return { elapsed: Math.max(0, daysBetween(period.start, last) + 1), total: daysBetween(period.start, period.end) + 1 };
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
