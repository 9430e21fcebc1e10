import { describe, expect, it } from 'vitest';
import { learnCourse } from '../../../../packages/domain/src/forecast/company-course.ts';
import { forecastFrom } from '../../../../packages/domain/src/forecast/forecast-from.ts';
import { createOutlook } from '../../../../packages/domain/src/forecast/outlook.ts';
import { learnPipeline, type LearnableDeal } from '../../../../packages/domain/src/forecast/pipeline.ts';
import type { DailySeries } from '../../../../packages/domain/src/engine/daily-series.ts';
import type { Pipeline } from '../../../../packages/domain/src/forecast/types.ts';
import { addDays } from '../../../../packages/domain/src/time/civil.ts';
import { daily, inputOf, standingOf } from './inputs.ts';

const FROM = '2025-01-01';
const DAYS = 424;
/** Days of a quarter's last month bring three times as many. */
const isQuarterEnd = (date: string): boolean => Number(date.slice(5, 7)) % 3 === 0;
const days = Array.from({ length: DAYS }, (_, day) => addDays(FROM, day));
const COMPANY: DailySeries = days.map((date) => [date, isQuarterEnd(date) ? 30 : 10, isQuarterEnd(date) ? 30 : 10] as const);
const LEARNT_ON = '2026-02-28';

function pipelineOf(wins: DailySeries): Pipeline {
  const deals: LearnableDeal[] = wins.flatMap(([date, , count]) =>
    Array.from({ length: count }, () => ({ openedOn: null, closedOn: date, outcome: 'won' as const, amount: 1000 })),
  );
  return { profile: learnPipeline(deals, LEARNT_ON), open: [] };
}

/** March's end of an owner with such a history, on the first of March. */
function endOf(history: DailySeries, pipeline: Pipeline | null): { readonly p10: number; readonly p50: number; readonly p90: number } {
  const input = inputOf({ history, historyStart: history[0]?.[0] ?? null, today: '2026-03-01', pipeline });
  const outlook = createOutlook(input);
  return (outlook === null ? null : forecastFrom(outlook, standingOf(input))) ?? { p10: 0, p50: 0, p90: 0 };
}

describe("the company's months", () => {
  it('[F18] are levels around 1, past ones as they were and a year to come', () => {
    const { levels, variances } = learnCourse(COMPANY, LEARNT_ON);
    expect(levels).toHaveLength(14 + 12);
    expect((levels[2] ?? 0) / (levels[1] ?? 1)).toBeCloseTo(3, 1);
    expect(levels[14]).toBeGreaterThan(1.3 * (levels[15] ?? 0));
    expect(variances.every((variance) => Number.isFinite(variance) && variance >= 0)).toBe(true);
    expect(learnCourse([], LEARNT_ON).levels).toEqual([]);
  });

  it('[F18] know nothing of the days after the day of learning', () => {
    const later = COMPANY.map(([date, amount, count]) =>
      date > '2026-01-15' ? ([date, 9, 9] as const) : ([date, amount, count] as const),
    );
    expect(learnCourse(later, '2026-01-15')).toEqual(learnCourse(COMPANY, '2026-01-15'));
  });

  it("[F18] tell an owner with few months of its own of the quarter's end, and leave one alone that goes its own way", () => {
    const recent = COMPANY.filter(([date]) => date >= '2025-12-01').map(
      ([date, amount], day) => [date, day % 5 === 0 ? amount * 100 : 0, day % 5 === 0 ? amount / 10 : 0] as const,
    );
    expect(endOf(recent, pipelineOf(COMPANY)).p50).toBeGreaterThan(endOf(recent, null).p50);
    const steady = daily('2025-01-01', DAYS, 2000, 2);
    const alone = endOf(steady, null).p50;
    expect(Math.abs(endOf(steady, pipelineOf(COMPANY)).p50 - alone)).toBeLessThan(0.03 * alone);
  });

  it('[F18] are no second witness for the company itself, and make nobody with a part of it less sure than both views are', () => {
    const pipeline = pipelineOf(COMPANY);
    expect(endOf(COMPANY, pipeline)).toEqual(endOf(COMPANY, null));
    const half = COMPANY.map(([date, amount, count]) => [date, amount / 2, count / 2] as const);
    const width = ({ p10, p90 }: ReturnType<typeof endOf>): number => p90 - p10;
    expect(width(endOf(half, pipeline))).toBeLessThan(1.1 * width(endOf(half, null)));
  });

  it('[F18] go together in their errors as far as was learnt, between not at all and wholly', () => {
    const { correlation, perDay } = learnCourse(COMPANY, LEARNT_ON);
    expect(correlation).toBeGreaterThanOrEqual(0);
    expect(correlation).toBeLessThanOrEqual(1);
    expect(perDay).toBeGreaterThan(10);
    expect(perDay).toBeLessThan(30);
  });
});
