import type { Measure } from '../engine/measure.ts';
import { scaleHalfEven } from '../rounding.ts';
import { twoDigitsUp } from './need.ts';
import type { GoalGap } from './goal-gap.ts';

/** Sums of a ratio so far, as its daily series has them. */
export interface RatioParts {
  readonly numerator: number;
  readonly denominator: number;
}

const WHOLE_BP = 10_000;
/** More in a row than that is no advice. */
const MOST_IN_A_ROW = 50;

/** What a ratio that should be high lacks now (rule D6); `parts` null: only the distance is told. */
export function ratioGap(measure: Measure, value: number, target: number, parts: RatioParts | null): GoalGap {
  if (value >= target) return { kind: 'ratio_met', spare: value - target };
  const isShare = measure === 'win_rate' || measure === 'on_time_rate';
  return {
    kind: 'ratio_short',
    short: target - value,
    inARow: parts !== null && isShare ? goodOnesInARow(parts, target) : null,
    nextAtLeast: parts !== null && measure === 'average_deal_size' ? nextAtLeast(parts, target) : null,
  };
}

/**
 * The fewest good ones, one after the other and nothing else between, that bring a share to its target.
 *
 * Units: basis points; null where more than 50 would be needed, or no number of them suffices.
 */
function goodOnesInARow({ numerator, denominator }: RatioParts, targetBp: number): number | null {
  const reaches = (more: number): boolean => scaleHalfEven(numerator + more, WHOLE_BP, denominator + more) >= targetBp;
  let [low, high] = [1, MOST_IN_A_ROW];
  if (!reaches(high)) return null;
  // Each good one more brings the share up: halve until the first that suffices.
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function nextAtLeast({ numerator, denominator }: RatioParts, target: number): number {
  return twoDigitsUp(Math.max(1, target * (denominator + 1) - numerator));
}
