import type { IsoDate } from '@fieldgoal/domain';
import type { GoalDetail } from '../../../host/views/goal-page.ts';

/** One day of a goal's history with everything known about it; null where nothing is. */
export interface HistoryRow {
  readonly date: IsoDate;
  readonly restated: number | null;
  readonly reported: number | null;
  readonly isBackfilled: boolean;
  readonly expected: number | null;
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
}

type History = Pick<GoalDetail, 'asReported' | 'asRestated' | 'expectedLine' | 'forecastBand'>;

/** Puts the lines of the chart side by side, one row per day that any of them has, in order: the chart as a table. */
export function historyRows(history: History): readonly HistoryRow[] {
  const rows = new Map<IsoDate, Mutable<HistoryRow>>();
  const at = (date: IsoDate): Mutable<HistoryRow> => {
    const known = rows.get(date);
    if (known !== undefined) return known;
    const row = { date, restated: null, reported: null, isBackfilled: false, expected: null, p10: null, p50: null, p90: null };
    rows.set(date, row);
    return row;
  };
  for (const point of history.asRestated) at(point.date).restated = point.value;
  for (const point of history.asReported) {
    const row = at(point.date);
    row.reported = point.value;
    row.isBackfilled = point.backfilled;
  }
  for (const point of history.expectedLine) at(point.date).expected = point.value;
  for (const point of history.forecastBand) {
    const row = at(point.date);
    row.p10 = point.p10;
    row.p50 = point.value;
    row.p90 = point.p90;
  }
  return [...rows.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
