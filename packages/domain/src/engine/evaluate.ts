import type { Settings } from '../records/directory.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Adjustment, Goal } from '../records/goals.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import { velocityForecast } from './forecast.ts';
import { hashHex } from './hash.ts';
import { type Elapsed, elapsedDays, expectedToDate } from './pace.ts';
import { type DailySeries, ENGINE_VERSION, type Forecast, type GoalResult, type Health } from './types.ts';

export interface EvaluateInput {
  readonly goal: Pick<Goal, 'id' | 'type' | 'currency' | 'periodStart' | 'periodEnd'>;
  /** The effective target (rule H4). */
  readonly target: number | null;
  /** Σ of the children's targets; null without any. */
  readonly childrenTarget: number | null;
  /** What counts per day; days after today are left out (rule S2). */
  readonly series: DailySeries;
  /** Those that count in the goal, none revoked, sorted by id (rule A4). */
  readonly adjustments: readonly Adjustment[];
  readonly settings: Pick<Settings, 'onTrackPercent' | 'atRiskPercent'>;
  readonly calendar: WorkCalendar;
  readonly today: IsoDate;
}

/**
 * Everything derived of one goal as of the end of one day (rules A, P, F, E).
 *
 * Shape:  the same inputs give the same digits in every runtime.
 * Units:  minor units for revenue, counts otherwise; ratios as numbers, null for nothing to divide by.
 */
export function evaluateGoal(input: EvaluateInput): GoalResult {
  const { goal, target, childrenTarget, calendar, today } = input;
  const series = input.series.filter(([date]) => date <= today);
  const adjustments = input.adjustments.filter((adjustment) => countsOn(adjustment, today));
  const calculated = series.reduce((sum, [, amount]) => sum + amount, 0);
  const adjusted = Math.max(
    -calculated,
    adjustments.reduce((sum, { delta }) => sum + delta, 0),
  );
  const value = calculated + adjusted;
  const period = { start: goal.periodStart, end: goal.periodEnd };
  const days = elapsedDays(period, calendar, today);
  const expected = target === null ? null : expectedToDate(target, days);
  const pace = ratio(value, expected);
  const forecast = velocityForecast({ goalId: goal.id, period, today, series, calculated, value, target });
  const { remainingWorkingDays } = days;
  return {
    goalId: goal.id,
    engineVersion: ENGINE_VERSION,
    inputHash: inputHash({ ...input, series, adjustments }, days),
    today,
    calculated,
    adjusted,
    value,
    target,
    attainment: attainmentOf(value, target),
    expected,
    pace,
    remainingWorkingDays,
    requiredPerDay: target === null ? null : ratio(Math.max(0, target - value), remainingWorkingDays),
    health: healthOf(input, value, pace, forecast),
    forecast,
    allocation: childrenTarget === null ? null : ratio(childrenTarget, target),
  };
}

/** Whether an adjustment counts on a day: from `effectiveOn` through `expiresOn` (rule A5). */
function countsOn({ effectiveOn, expiresOn }: Adjustment, today: IsoDate): boolean {
  return effectiveOn <= today && (expiresOn === null || today <= expiresOn);
}

/** null where there is nothing to divide by (rule E4). */
function ratio(part: number, whole: number | null): number | null {
  return whole === null || whole === 0 ? null : part / whole;
}

/** A target of 0 is passed by anything above it, by how much can't be said; 0 of 0 is no data (rule P4). */
function attainmentOf(value: number, target: number | null): number | null {
  if (target === 0) return value > 0 ? 1 : null;
  return ratio(value, target);
}

/** Rule P7; the first line that applies. */
function healthOf({ goal, target, today, settings }: EvaluateInput, value: number, pace: number | null, forecast: Forecast | null): Health {
  if (today < goal.periodStart) return 'not_started';
  if (target === null || target === 0) return 'no_data';
  if (value >= target) return 'achieved';
  if (today > goal.periodEnd) return 'missed';
  // Nothing was due yet, so nothing is late.
  const measure = forecast?.hasSufficientData ? forecast.probability : pace;
  if (measure === null) return 'on_track';
  if (measure * 100 >= settings.onTrackPercent) return 'on_track';
  return measure * 100 >= settings.atRiskPercent ? 'at_risk' : 'off_track';
}

/** Equal exactly when everything that the result depends on is equal (rule E2). */
function inputHash({ goal, target, childrenTarget, series, adjustments, settings, today }: EvaluateInput, days: Elapsed): string {
  return hashHex(
    JSON.stringify([
      ENGINE_VERSION,
      [goal.id, goal.type, goal.currency, goal.periodStart, goal.periodEnd, target, childrenTarget],
      series,
      adjustments.map(({ id, delta }) => [id, delta]),
      [days.elapsed, days.total, days.remainingWorkingDays, settings.onTrackPercent, settings.atRiskPercent],
      today,
    ]),
  );
}
