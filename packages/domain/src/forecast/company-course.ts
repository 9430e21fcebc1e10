import type { DailySeries } from '../engine/daily-series.ts';
import type { IsoDate } from '../records/fields.ts';
import { addDays, firstOfMonth, toDayNumber } from '../time/civil.ts';
import { type BlockLevels, foreseeBlocks } from './level-blocks.ts';
import { learnRhythm } from './rhythm.ts';
import { createTimeline } from './timeline.ts';
import type { CompanyCourse } from './types.ts';

/** A year's goal needs a year ahead. */
const MONTHS_AHEAD = 12;
/** A month without a win doesn't mean that there can be none. */
const LEAST_LEVEL = 0.05;
/** A quarter's errors: what most goals ask for. */
const MONTHS_TOGETHER = 3;
const EVERY_WEEKDAY = [true, true, true, true, true, true, true];

/**
 * The level of each past month of a whole company, and what its own history lets expect of the months to come: what one owner's few
 * records can't show, all owners' records do (rule F18).
 *
 * Shape:  wins by day through `asOf` → levels around 1; without any win none.
 */
export function learnCourse(wins: DailySeries, asOf: IsoDate): CompanyCourse {
  const today = addDays(asOf, 1);
  const start = firstOfMonth(today, 0);
  const first = wins.reduce((least, [date]) => (date < least ? date : least), today);
  if (first >= today) return { firstMonth: 0, levels: [], variances: [] };
  const period = { start, end: addDays(firstOfMonth(start, MONTHS_AHEAD), -1) };
  const timeline = createTimeline({ period, today, calendar: { holidays: [] }, series: [], history: wins, historyStart: first });
  const blocks = foreseeBlocks(timeline, learnRhythm(timeline, EVERY_WEEKDAY));
  const levels: number[] = [];
  const variances: number[] = [];
  const coming: number[] = [];
  for (const [at, { to }] of timeline.blocks.entries()) {
    const isOver = toDayNumber(today) >= timeline.firstDay + to;
    if (!isOver) coming.push(at);
    const { mean, variance } = isOver ? blocks.seenAt(at) : blocks.comingIn([at]);
    const level = Math.max(LEAST_LEVEL, mean);
    levels.push(level);
    variances.push(variance / (level * level));
  }
  return {
    firstMonth: timeline.blocks[0]?.month ?? 0,
    levels,
    variances,
    perDay: blocks.perDay,
    correlation: correlationOf(blocks, coming.slice(0, MONTHS_TOGETHER)),
  };
}

/** Of the errors of such months, told from how sure their mean is. */
function correlationOf(blocks: BlockLevels, months: readonly number[]): number {
  let sum = 0;
  let squares = 0;
  for (const month of months) {
    const { variance } = blocks.comingIn([month]);
    sum += Math.sqrt(variance);
    squares += variance;
  }
  const whole = blocks.comingIn(months).variance * months.length * months.length;
  const pairs = sum * sum - squares;
  return pairs > 0 ? Math.min(1, Math.max(0, (whole - squares) / pairs)) : 1;
}
