import { toCivil, firstOfMonth, fromDayNumber, toDayNumber, weekdayOf } from '../time/civil.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import type { OutlookInput } from './types.ts';

/** Days from which on a period's level is looked at by calendar month; shorter ones by their own length. */
const DAYS_OF_A_MONTH = 28;
/** Older stretches are forgotten: two years hold every season twice. */
const MAX_BLOCKS = 25;

/** A stretch of days that may have a level of its own: a calendar month, or as many days as a short period has. */
export interface Block {
  /** Index into the timeline's days of the first day, and one after the last; the last block may end behind today. */
  readonly from: number;
  readonly to: number;
  /** Whole months since year 0, for seasons; null for stretches that aren't months. */
  readonly month: number | null;
}

/** What of an outlook's input a timeline is made of. */
interface TimelineInput extends Pick<OutlookInput, 'period' | 'today' | 'series' | 'history' | 'historyStart'> {
  readonly calendar: Pick<WorkCalendar, 'holidays'>;
}

/** What happened day by day, from the earliest day used to yesterday, and which days come until the period's end. */
export interface Timeline {
  /** Day number of index 0. */
  readonly firstDay: number;
  /** Per known day. */
  readonly amounts: Float64Array;
  readonly weights: Float64Array;
  /** Index of the period's first day, of today (= how many days are known) and one after the period's last day. */
  readonly periodFrom: number;
  readonly today: number;
  readonly periodTo: number;
  /** Ascending without gaps from 0 or later to the period's end. */
  readonly blocks: readonly Block[];
  /** Class of each day through the period's end: ISO weekday − 1, or 7 for a holiday. */
  readonly dayClass: Uint8Array;
}

/**
 * Lays the records out by day.
 *
 * Shape: a day before today without entry is 0; records of today and later are ignored, so are those before `historyStart`.
 *        When no record has a weight, each day with an amount counts as one record.
 */
export function createTimeline(input: TimelineInput): Timeline {
  const start = toDayNumber(input.period.start);
  const todayNumber = toDayNumber(input.today);
  const periodEnd = toDayNumber(input.period.end) + 1;
  const known = input.historyStart === null ? start : Math.min(start, toDayNumber(input.historyStart));
  const bounds = blockBounds(start, periodEnd, known);
  const firstDay = Math.min(start, bounds[0] ?? start);
  const days = todayNumber - firstDay;
  const amounts = new Float64Array(days);
  const weights = new Float64Array(days);
  for (const entries of [input.history, input.series]) {
    for (const [date, amount, weight] of entries) {
      const at = toDayNumber(date) - firstDay;
      if (at < 0 || at >= days) continue;
      amounts[at] = (amounts[at] ?? 0) + amount;
      weights[at] = (weights[at] ?? 0) + weight;
    }
  }
  for (let at = 0; at < days; at++) weights[at] = Math.max(0, weights[at] ?? 0);
  if (!weights.some((weight) => weight > 0))
    amounts.forEach((amount, at) => {
      weights[at] = amount === 0 ? 0 : 1;
    });
  const isMonths = isMonthly(start, periodEnd);
  return {
    firstDay,
    amounts,
    weights,
    periodFrom: start - firstDay,
    today: days,
    periodTo: periodEnd - firstDay,
    blocks: bounds.slice(0, -1).map((from, at) => ({
      from: from - firstDay,
      to: (bounds[at + 1] ?? periodEnd) - firstDay,
      month: isMonths ? monthNumber(from) : null,
    })),
    dayClass: dayClasses(firstDay, periodEnd, input.calendar),
  };
}

function isMonthly(start: number, end: number): boolean {
  return end - start >= DAYS_OF_A_MONTH && toCivil(fromDayNumber(start)).day === 1;
}

function monthNumber(day: number): number {
  const { year, month } = toCivil(fromDayNumber(day));
  return year * 12 + month - 1;
}

/** First days of the blocks, and the period's end; blocks before the period are whole, the earliest may be cut by what is known. */
function blockBounds(start: number, end: number, known: number): number[] {
  const months = isMonthly(start, end);
  const length = Math.max(1, Math.min(end - start, DAYS_OF_A_MONTH));
  const startDate = fromDayNumber(start);
  const boundAt = (steps: number): number => (months ? toDayNumber(firstOfMonth(startDate, steps)) : start + steps * length);
  const bounds: number[] = [];
  for (let step = -1; step >= -MAX_BLOCKS; step--) {
    const bound = boundAt(step);
    if (bound + length / 2 < known) break;
    bounds.unshift(Math.max(bound, known));
    if (bound <= known) break;
  }
  for (let step = 0; boundAt(step) < end; step++) bounds.push(boundAt(step));
  bounds.push(end);
  return bounds;
}

function dayClasses(firstDay: number, end: number, calendar: TimelineInput['calendar']): Uint8Array {
  const classes = new Uint8Array(end - firstDay);
  for (let at = 0; at < classes.length; at++) classes[at] = weekdayOf(firstDay + at) - 1;
  for (const holiday of calendar.holidays) {
    if (holiday >= firstDay && holiday < end) classes[holiday - firstDay] = 7;
  }
  return classes;
}

/** Σ of the days from one to before another, as far as there are any. */
export function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = Math.max(0, from); at < to && at < values.length; at++) sum += values[at] ?? 0;
  return sum;
}
