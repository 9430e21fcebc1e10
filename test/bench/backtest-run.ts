import { forecastFrom } from '../../packages/domain/src/forecast/forecast-from.ts';
import { createOutlook } from '../../packages/domain/src/forecast/outlook.ts';
import type { DailySeries } from '../../packages/domain/src/engine/daily-series.ts';
import type { ForecastModel, Pipeline } from '../../packages/domain/src/forecast/types.ts';
import { type Period, type WorkCalendar, workCalendar } from '../../packages/domain/src/time/calendar.ts';
import { addDays, daysBetween, firstOfMonth } from '../../packages/domain/src/time/civil.ts';

export const MODELS: readonly ForecastModel[] = ['velocity', 'robust', 'smoothed', 'seasonal', 'pipeline', 'ensemble'];
export type Forecaster = ForecastModel | 'line' | 'shrunk';
export const CALENDAR: WorkCalendar = workCalendar({
  timeZone: 'UTC',
  fiscalYearStartMonth: 1,
  weekStart: 1,
  workingWeekdays: [1, 2, 3, 4, 5],
  holidays: [],
  fiscalPattern: 'months',
});

/** One goal's whole course, with what was in the pipeline on any day. */
export interface Course {
  readonly level: string;
  readonly name: string;
  readonly start: string;
  readonly series: DailySeries;
  readonly pipelineAt: ((origin: string) => Pipeline) | null;
}

/** How a forecaster did in one cell of the table. */
export interface Score {
  count: number;
  error: number;
  actual: number;
  pinball: number;
  covered: number;
  brier: number;
  chances: number;
}

/** Periods of so many months from the month after the first to the last whole one; with their origins at 1/3, 1/2 and 2/3. */
export function periodsOf(firstMonth: string, end: string, months: number): Period[] {
  const periods: Period[] = [];
  for (let start = firstMonth; ; start = firstOfMonth(start, months)) {
    const last = addDays(firstOfMonth(start, months), -1);
    if (last > end) return periods;
    periods.push({ start, end: last });
  }
}

export const ORIGINS = [1 / 3, 1 / 2, 2 / 3] as const;

/** Adds the score of each forecaster at one origin of one period. */
export function scoreOrigin(
  course: Course,
  period: Period,
  share: number,
  models: readonly ForecastModel[],
  add: (who: Forecaster) => Score,
): void {
  const days = daysBetween(period.start, period.end) + 1;
  const elapsed = Math.max(1, Math.round(days * share));
  const today = addDays(period.start, elapsed - 1);
  const series = course.series.filter(([date]) => date >= period.start && date <= today);
  const history = course.series.filter(([date]) => date < period.start);
  const actual = total(course.series.filter(([date]) => date >= period.start && date <= period.end));
  const value = total(series);
  const historyDays = daysBetween(course.start, period.start);
  const mean = historyDays > 0 ? (total(history) / historyDays) * days : null;
  const targets = mean === null || mean <= 0 ? [] : [0.9, 1, 1.1].map((factor) => Math.round(mean * factor));
  const line = (value / elapsed) * days;
  point(add('line'), actual, line);
  const paces = 0.3 * (value / elapsed) + 0.7 * ((mean ?? line) / days);
  point(add('shrunk'), actual, value + paces * (days - elapsed));
  const pipeline = course.pipelineAt?.(today) ?? null;
  for (const model of models) {
    if (model === 'pipeline' && pipeline === null) continue;
    const outlook = createOutlook({
      goalId: `${course.level} ${course.name}`,
      period,
      today,
      calendar: CALENDAR,
      series,
      history,
      historyStart: historyDays > 0 ? course.start : null,
      pipeline,
      model,
      kind: 'sum',
    });
    if (outlook === null) throw new Error('An origin lies in its period.');
    const score = add(model);
    const now = {
      amount: value,
      weight: series.reduce((sum, [, , weight]) => sum + weight, 0),
      adjusted: 0,
      target: null,
      stretchTarget: null,
      direction: 'higher' as const,
      scale: 1,
      series,
    };
    const { p10, p50, p90 } = forecastFrom(outlook, now) ?? { p10: 0, p50: 0, p90: 0 };
    point(score, actual, p50);
    score.pinball += (pinball(actual, p10, 0.1) + pinball(actual, p50, 0.5) + pinball(actual, p90, 0.9)) / 3;
    score.covered += actual >= p10 && actual <= p90 ? 1 : 0;
    for (const target of targets) {
      const chance = forecastFrom(outlook, { ...now, target })?.probability ?? 0;
      const off = chance - (actual >= target ? 1 : 0);
      score.brier += off * off;
      score.chances++;
    }
  }
}

function point(score: Score, actual: number, foretold: number): void {
  score.count++;
  score.error += Math.abs(foretold - actual);
  score.actual += actual;
}

function pinball(actual: number, quantile: number, share: number): number {
  return actual >= quantile ? share * (actual - quantile) : (1 - share) * (quantile - actual);
}

function total(series: DailySeries): number {
  return series.reduce((sum, [, amount]) => sum + amount, 0);
}

export function emptyScore(): Score {
  return { count: 0, error: 0, actual: 0, pinball: 0, covered: 0, brier: 0, chances: 0 };
}
