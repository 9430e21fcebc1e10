import type { Direction } from '../records/goals.ts';

/** Nothing divided by nothing is no data (rule E4). */
export function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole;
}

/** Whether a value is on the right side of a target. */
export function isReached(value: number, target: number, direction: Direction): boolean {
  return direction === 'higher' ? value >= target : value <= target;
}

/**
 * How far a goal has come (rule P4).
 *
 * Shape:  higher is better: value ÷ target. Lower is better: with a baseline b above the target (b − value) ÷ (b − target), without one 1
 *         where the target is kept, else target ÷ value. A target that nothing can be divided by (0, or below) is 1 where it is passed, no data where it is
 *         only touched, else 0.
 * Units:  1 is reached; null without value or target.
 * Source: engine §4.
 */
export function attainmentOf(
  value: number | null,
  target: number | null,
  direction: Direction = 'higher',
  baseline: number | null = null,
): number | null {
  if (value === null || target === null) return null;
  if (direction === 'lower') {
    if (baseline !== null && baseline > target) return (baseline - value) / (baseline - target);
    if (value <= target) return 1;
    return target <= 0 ? 0 : target / value;
  }
  if (target > 0) return value / target;
  if (value > target) return 1;
  return value === target ? null : 0;
}
