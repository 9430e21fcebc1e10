import type { GoalCard } from '../../host/views.ts';

/** The shapes of a goal's small chart as SVG paths in a 100 × 100 box, y downwards; null where there is nothing to draw. */
export interface SparkShapes {
  readonly line: string | null;
  readonly area: string | null;
  readonly expected: string | null;
  readonly cone: string | null;
  readonly median: string | null;
  /** The target's height; null without a target. */
  readonly targetY: number | null;
  /** Where today's value stands. */
  readonly end: { readonly x: number; readonly y: number } | null;
}

type SparkGoal = Pick<GoalCard, 'spark' | 'elapsed' | 'target' | 'expected' | 'forecast' | 'value'>;

/**
 * Lays out the running total up to today, the steady line to the target and the forecast's cone to the end of the period.
 * x is the period's calendar days; y starts at 0 (or below, if the value does) and leaves a little air above the highest point.
 */
export function sparkShapes(goal: SparkGoal): SparkShapes {
  const { spark, target, expected, forecast } = goal;
  const elapsed = Math.max(0, Math.min(1, goal.elapsed));
  const top = Math.max(1, target ?? 0, forecast?.p90 ?? 0, expected ?? 0, ...spark) * 1.06;
  const bottom = Math.min(0, ...spark);
  const x = (share: number): number => round(share * 100);
  const y = (value: number): number => round(100 - ((value - bottom) / (top - bottom)) * 100);

  const points = spark.map((value, index) => `${x(spark.length === 1 ? elapsed : (index / (spark.length - 1)) * elapsed)} ${y(value)}`);
  const last = spark.at(-1);
  const line = points.length === 0 ? null : `M${points.join('L')}`;
  const lastX = x(elapsed);
  const hasFuture = forecast !== null && last !== undefined && elapsed < 1;
  return {
    line,
    area: line === null ? null : `${line}L${lastX} ${y(bottom)}L0 ${y(bottom)}Z`,
    expected: target === null ? null : expectedPath(target, expected, elapsed, x, y),
    cone: hasFuture ? `M${lastX} ${y(last)}L100 ${y(forecast.p90)}L100 ${y(forecast.p10)}Z` : null,
    median: hasFuture ? `M${lastX} ${y(last)}L100 ${y(forecast.p50)}` : null,
    targetY: target === null ? null : y(target),
    end: last === undefined ? null : { x: lastX, y: y(last) },
  };
}

function expectedPath(
  target: number,
  expected: number | null,
  elapsed: number,
  x: (s: number) => number,
  y: (v: number) => number,
): string {
  const middle = expected === null || elapsed <= 0 || elapsed >= 1 ? '' : `L${x(elapsed)} ${y(expected)}`;
  return `M0 ${y(0)}${middle}L100 ${y(target)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
