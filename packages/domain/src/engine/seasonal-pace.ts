import type { IsoDate } from '../records/fields.ts';
import type { PeriodKind } from '../records/goals.ts';
import type { Period, WorkCalendar } from '../time/calendar.ts';
import { addDays, daysBetween } from '../time/civil.ts';
import { periodOf } from '../time/periods.ts';

/** What a goal's records added per business date, in any order; only the amounts are read. */
export type PacingHistory = readonly (readonly [date: IsoDate, amount: number, weight?: number])[];

/** A place in a period: so many of its days are behind. */
interface Position {
  readonly elapsed: number;
  readonly total: number;
}
type PositionIn = (period: Period, day: IsoDate) => Position;

/** How many earlier periods make the profile. */
const PERIODS_READ = 3;
/** Shares are cut to this many parts, so that a target times a share stays exact in `scaleHalfEven`. */
const PARTS = 2 ** 26;
const KINDS = ['week', 'month', 'quarter', 'half_year', 'year'] as const satisfies readonly PeriodKind[];

/**
 * The share of earlier periods' sums that had come in by the same position (rule P2, seasonal).
 *
 * Shape:  comparable are the periods of the same kind before this one, or, for dates that are no such period, stretches of the same
 *         length back to back before it; of those the last three that brought a positive sum, added up. A day off lies at the position
 *         of the working day before it. Position e of W days is position e × P ÷ W of an earlier period's P, between two days in
 *         proportion. Where records took away, a course stays level until it is above its former height, and ends at its sum.
 * Units:  whole parts: elapsed ÷ total.
 * Errors: none; null when no earlier period brought a positive sum.
 */
export function seasonalShare(
  period: Period,
  calendar: WorkCalendar,
  now: Position,
  positionIn: PositionIn,
  history: PacingHistory,
): Position | null {
  const courses = comparable(period, calendar, history).map((earlier) => courseOf(earlier, positionIn));
  if (courses.length === 0) return null;
  // Whole numbers of any size: sums of money times days would leave the exact range of doubles.
  let behind = 0n;
  let sum = 0n;
  for (const course of courses) {
    const last = course.length - 1;
    const at = Math.floor((now.elapsed * last) / now.total);
    const rest = now.elapsed * last - at * now.total;
    const here = course[at] ?? 0;
    const step = (course[at + 1] ?? here) - here;
    behind += BigInt(here) * BigInt(now.total) + BigInt(step) * BigInt(rest);
    sum += BigInt(course[last] ?? 0) * BigInt(now.total);
  }
  return { elapsed: Number((behind * BigInt(PARTS)) / sum), total: PARTS };
}

interface EarlierPeriod extends Period {
  readonly days: (readonly [date: IsoDate, amount: number])[];
  sum: number;
}

function comparable(period: Period, calendar: WorkCalendar, history: PacingHistory): readonly EarlierPeriod[] {
  const holding = earlierPeriodsOf(period, calendar);
  const byStart = new Map<IsoDate, EarlierPeriod>();
  let found: EarlierPeriod | undefined;
  for (const [date, amount] of history) {
    if (date >= period.start) continue;
    // Histories mostly come in order of their days: the period of the day before is asked first.
    if (found === undefined || date < found.start || date > found.end) {
      const earlier = holding(date);
      found = byStart.get(earlier.start) ?? { ...earlier, days: [], sum: 0 };
      byStart.set(earlier.start, found);
    }
    found.days.push([date, amount]);
    found.sum += amount;
  }
  return [...byStart.values()]
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => (a.start < b.start ? 1 : -1))
    .slice(0, PERIODS_READ);
}

/** Says which comparable period holds a date before the period. */
function earlierPeriodsOf(period: Period, calendar: WorkCalendar): (date: IsoDate) => Period {
  const kind = KINDS.find((one) => periodOf(one, period.start, calendar).end === period.end && isStart(one, period, calendar));
  if (kind !== undefined) return (date) => periodOf(kind, date, calendar);
  const length = daysBetween(period.start, period.end) + 1;
  return (date) => {
    const start = addDays(period.start, -Math.ceil(daysBetween(date, period.start) / length) * length);
    return { start, end: addDays(start, length - 1) };
  };
}

function isStart(kind: PeriodKind, { start }: Period, calendar: WorkCalendar): boolean {
  return periodOf(kind, start, calendar).start === start;
}

/** What had come in by each position of an earlier period, 0 to its number of days: never falling, from at least 0 to its sum. */
function courseOf(earlier: EarlierPeriod, positionIn: PositionIn): readonly number[] {
  const { days, end, sum } = earlier;
  const added = Array.from({ length: positionIn(earlier, end).total + 1 }, () => 0);
  for (const [date, amount] of days) {
    const { elapsed } = positionIn(earlier, date);
    added[elapsed] = (added[elapsed] ?? 0) + amount;
  }
  let reached = 0;
  let highest = 0;
  return added.map((amount) => {
    reached += amount;
    highest = Math.max(highest, Math.min(reached, sum));
    return highest;
  });
}
