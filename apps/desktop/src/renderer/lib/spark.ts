import type { GoalCard } from '../../host/views/goal-card.ts';
import { isSpread } from './goal-words.ts';

/** The shapes of a goal's small chart as SVG paths in a 100 × 100 box, y downwards; null where there is nothing to draw. */
export interface SparkShapes {
  readonly line: string | null;
  readonly area: string | null;
  readonly expected: string | null;
  readonly cone: string | null;
  readonly median: string | null;
  /** The target's height; null without a target. */
  readonly targetY: number | null;
  /** The stretch target's height; null without one. */
  readonly stretchY: number | null;
  /** Where today's value stands. */
  readonly end: { readonly x: number; readonly y: number } | null;
}

type SparkGoal = Pick<
  GoalCard,
  'spark' | 'elapsed' | 'target' | 'stretchTarget' | 'expected' | 'forecast' | 'value' | 'type' | 'direction'
>;

/**
 * Lays out the running total up to today, the steady line to the target and the forecast's cone to the end of the period.
 * x is the period's calendar days; y starts at 0 (or below, if the value does) and leaves a little air above the highest point.
 */
export function sparkShapes(goal: SparkGoal): SparkShapes {
  const { spark, target, stretchTarget, expected, forecast } = goal;
  const elapsed = Math.max(0, Math.min(1, goal.elapsed));
  const known = spark.filter((value) => value !== null);
  const top = Math.max(1, target ?? 0, stretchTarget ?? 0, forecast?.p90 ?? 0, expected ?? 0, ...known) * 1.06;
  const bottom = Math.min(0, ...known);
  const x = (share: number): number => round(share * 100);
  const y = (value: number): number => round(100 - ((value - bottom) / (top - bottom)) * 100);

  // A ratio without anything to divide by yet has no point; the line begins where it does.
  const drawn = spark.flatMap((value, index) =>
    value === null ? [] : [{ x: x(spark.length === 1 ? elapsed : (index / (spark.length - 1)) * elapsed), y: y(value) }],
  );
  const first = drawn[0];
  const last = spark.at(-1) ?? null;
  const line = first === undefined ? null : `M${drawn.map((point) => `${point.x} ${point.y}`).join('L')}`;
  const lastX = x(elapsed);
  const hasFuture = forecast !== null && last !== null && elapsed < 1;
  return {
    line,
    area: line === null || first === undefined ? null : `${line}L${drawn.at(-1)?.x ?? lastX} ${y(bottom)}L${first.x} ${y(bottom)}Z`,
    expected: target === null || !isSpread(goal) ? null : expectedPath(target, expected, elapsed, x, y),
    cone: hasFuture ? `M${lastX} ${y(last)}L100 ${y(forecast.p90)}L100 ${y(forecast.p10)}Z` : null,
    median: hasFuture ? `M${lastX} ${y(last)}L100 ${y(forecast.p50)}` : null,
    targetY: target === null ? null : y(target),
    stretchY: stretchTarget === null ? null : y(stretchTarget),
    end: last === null ? null : { x: lastX, y: y(last) },
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
