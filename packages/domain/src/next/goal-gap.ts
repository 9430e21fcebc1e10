import { isReached } from '../engine/attainment.ts';
import { measureOf } from '../engine/measure.ts';
import type { GoalResult } from '../engine/types.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Goal } from '../records/goals.ts';
import { type Period, type WorkCalendar, workingDays } from '../time/calendar.ts';
import { daysBetween } from '../time/civil.ts';
import { type GapNeed, needOf, usualDealsFor } from './need.ts';
import { type RatioParts, ratioGap } from './ratio-gap.ts';

/** How far ahead of or behind a steady pace, in whole days of it. */
export interface PaceStanding {
  readonly kind: 'ahead' | 'behind' | 'on_pace';
  readonly days: number;
}

/** What is still to be done for one goal, for a page to say in words (rules D1–D6). Numbers are in the goal's unit (rule K1). */
export type GoalGap =
  | { readonly kind: 'not_started'; readonly startsOn: IsoDate }
  | { readonly kind: 'no_target' }
  | { readonly kind: 'no_data' }
  /** `over`: by how much the target is exceeded; in what should stay low, how much less it is. */
  | { readonly kind: 'reached'; readonly over: number }
  | { readonly kind: 'missed'; readonly short: number }
  | { readonly kind: 'no_days_left'; readonly short: number }
  | {
      readonly kind: 'to_go';
      readonly left: number;
      readonly need: GapNeed;
      readonly standing: PaceStanding;
      /** Of counts that are due day by day: today's share, and what is done of it. */
      readonly today: { readonly due: number; readonly done: number } | null;
      /** Of money: how many deals of the usual size that is; null without one. */
      readonly deals: GapNeed | null;
    }
  | { readonly kind: 'within_limit'; readonly room: number }
  | { readonly kind: 'over_limit'; readonly over: number; readonly mayFall: boolean }
  | { readonly kind: 'ratio_met'; readonly spare: number }
  | {
      readonly kind: 'ratio_short';
      readonly short: number;
      /** Good ones in a row that bring it to the target; null where that says nothing. */
      readonly inARow: number | null;
      /** Of an average deal size: what the next deal has to bring at least. */
      readonly nextAtLeast: number | null;
    };

export interface GapInput {
  readonly goal: Pick<Goal, 'type' | 'metric' | 'direction' | 'periodStart' | 'periodEnd'>;
  readonly result: Pick<GoalResult, 'value' | 'target' | 'expected' | 'remainingWorkingDays'>;
  readonly calendar: WorkCalendar;
  readonly today: IsoDate;
  /** What counts today already. */
  readonly doneToday: number;
  /** What a ratio is made of; null of sums, or where something was adjusted. */
  readonly ratio: RatioParts | null;
  /** What one of the owner's deals usually brings, in the goal's unit (rule D4); null where there is none yet. */
  readonly usualDeal: number | null;
}

/**
 * What is left to do for a goal, the first that applies (rules D1–D6).
 *
 * Shape:  a goal's result of today → one of the kinds of `GoalGap`.
 * Units:  the goal's (rule K1); days are working days.
 */
export function goalGap(input: GapInput): GoalGap {
  const { goal, result, today } = input;
  const { value, target } = result;
  if (today < goal.periodStart) return { kind: 'not_started', startsOn: goal.periodStart };
  if (target === null || (target === 0 && goal.direction === 'higher')) return { kind: 'no_target' };
  if (value === null) return { kind: 'no_data' };
  const isAtTarget = isReached(value, target, goal.direction);
  const distance = Math.abs(target - value);
  if (today > goal.periodEnd) return isAtTarget ? { kind: 'reached', over: distance } : { kind: 'missed', short: distance };
  if (goal.direction === 'lower') {
    // A sum never falls again; a ratio may.
    return isAtTarget
      ? { kind: 'within_limit', room: distance }
      : { kind: 'over_limit', over: distance, mayFall: goal.type === 'performance' };
  }
  if (goal.type === 'performance') return ratioGap(measureOf(goal), value, target, input.ratio);
  if (isAtTarget) return { kind: 'reached', over: distance };
  return sumGap(input, target, value);
}

function sumGap({ goal, result, calendar, today, doneToday, usualDeal }: GapInput, target: number, value: number): GoalGap {
  const left = target - value;
  const days = result.remainingWorkingDays;
  if (days === 0) return { kind: 'no_days_left', short: left };
  const isMoney = goal.type === 'revenue';
  const need = needOf(left, days, workingWeek(calendar), isMoney);
  const period = { start: goal.periodStart, end: goal.periodEnd };
  const done = Math.max(0, doneToday);
  return {
    kind: 'to_go',
    left,
    need,
    standing: standingOf(value, target, result.expected ?? 0, workingDaysOf(period, calendar), workingDays(calendar, today, today) > 0),
    today: isMoney || need.per !== 'day' ? null : { due: Math.ceil((left + done) / days), done },
    deals: isMoney && usualDeal !== null && usualDeal > 0 ? usualDealsFor(left, need, usualDeal) : null,
  };
}

/** Rule D5: today's own share isn't late before the day is over. */
function standingOf(value: number, target: number, expected: number, days: number, isWorkingDay: boolean): PaceStanding {
  const apart = Math.floor((Math.abs(value - expected) * days) / target);
  const late = apart - (isWorkingDay ? 1 : 0);
  if (value >= expected) return apart > 0 ? { kind: 'ahead', days: apart } : { kind: 'on_pace', days: 0 };
  return late > 0 ? { kind: 'behind', days: late } : { kind: 'on_pace', days: 0 };
}

function workingDaysOf(period: Period, calendar: WorkCalendar): number {
  return workingDays(calendar, period.start, period.end) || daysBetween(period.start, period.end) + 1;
}

/** Working days of a week without holidays. */
function workingWeek(calendar: WorkCalendar): number {
  return Math.max(1, calendar.isWorkingWeekday.filter(Boolean).length);
}
