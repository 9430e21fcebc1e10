import { firstOfMonth, fromDayNumber, toCivil, toDayNumber } from '../time/civil.ts';
import type { Rhythm } from './rhythm.ts';
import { sumOf, type Timeline } from './timeline.ts';

/** Earlier periods that are looked at. */
const MOST_PERIODS = 8;

/**
 * What earlier periods of the same kind brought from this place on, at this period's level (rule F11).
 *
 * Shape:  Σ after today. The level is this period's amount so far against the earlier ones', believed by the share of the period
 *         that is over; without a whole earlier period it is this period's pace over the weekdays and days of the month left.
 */
export function seasonalGain(values: Float64Array, timeline: Timeline, { effort }: Rhythm): number {
  const { periodFrom, periodTo, today } = timeline;
  const ahead = sumOf(effort, today + 1, periodTo);
  const behind = sumOf(effort, periodFrom, today);
  let before = 0;
  let after = 0;
  let periods = 0;
  for (const [from, to] of earlierPeriods(timeline)) {
    // The same place, by days from the end: months differ in length, and it is their end that matters.
    const place = Math.max(from, to - (periodTo - today));
    before += sumOf(values, from, place);
    after += sumOf(values, place + 1, to);
    periods++;
  }
  const soFar = sumOf(values, periodFrom, today);
  if (periods === 0 || before + after === 0) {
    if (behind > 0) return (soFar * ahead) / behind;
    const known = sumOf(effort, 0, today);
    return known > 0 ? (sumOf(values, 0, today) * ahead) / known : 0;
  }
  const share = (today - periodFrom) / (periodTo - periodFrom);
  const level = before > 0 ? 1 + share * ((soFar * periods) / before - 1) : 1;
  return (after / periods) * level;
}

/** First day and the day after the last of whole periods before this one that are known, latest first. */
function earlierPeriods({ firstDay, periodFrom, periodTo }: Timeline): [number, number][] {
  const start = fromDayNumber(firstDay + periodFrom);
  const end = fromDayNumber(firstDay + periodTo);
  const from = toCivil(start);
  const to = toCivil(end);
  const months = from.day === 1 && to.day === 1 ? (to.year - from.year) * 12 + to.month - from.month : 0;
  const boundAt = (step: number): number =>
    months > 0 ? toDayNumber(firstOfMonth(start, -months * step)) - firstDay : periodFrom - (periodTo - periodFrom) * step;
  const periods: [number, number][] = [];
  for (let step = 1; step <= MOST_PERIODS && boundAt(step) >= 0; step++) periods.push([boundAt(step), boundAt(step - 1)]);
  return periods;
}
