import type { GoalResult } from '../engine/types.ts';
import type { Direction } from '../records/goals.ts';

/** What is missing in the end if nothing changes, and how much of it can still be won back; in the goal's unit. */
export interface RecoverableGap {
  readonly gap: number;
  readonly recoverable: number;
  /** recoverable ÷ target, to compare people whose goals measure different things. */
  readonly share: number;
}

/**
 * How much of a goal's gap help can still close (rules N1, N2).
 *
 * Shape:  the gap is from the likely end (P50) to the target; the recoverable part is what lies within the forecast's range: a good end (P90;
 *         where lower is better P10) less the likely one. Without a forecast the gap is what is left to the target, and what is behind pace
 *         is recoverable. Null where nothing runs, nothing is missing, or there is nothing to compare with.
 * Units:  the goal's; `share` of the target.
 */
export function recoverableGap(
  { health, value, target, expected, forecast }: Pick<GoalResult, 'health' | 'value' | 'target' | 'expected' | 'forecast'>,
  direction: Direction,
): RecoverableGap | null {
  const isRunning = health === 'on_track' || health === 'at_risk' || health === 'off_track';
  if (!isRunning || value === null || target === null || target <= 0) return null;
  const sign = direction === 'higher' ? 1 : -1;
  const likely = forecast === null ? value : forecast.p50;
  const gap = sign * (target - likely);
  if (gap <= 0) return null;
  const good = forecast === null ? expected : direction === 'higher' ? forecast.p90 : forecast.p10;
  const room = good === null ? 0 : sign * (good - likely);
  const recoverable = Math.min(gap, Math.max(0, room));
  return { gap, recoverable, share: recoverable / target };
}

/** A person's running goals with what is recoverable of each. */
export interface Need {
  readonly memberId: string;
  readonly goalId: string;
  readonly recovery: RecoverableGap;
}

/**
 * Who needs help, those with most to win back first (rule N3).
 *
 * Shape: any number of goals a person; each person once, with the goal that says most. Who has nothing recoverable is left out.
 */
export function rankNeeds(needs: readonly Need[]): readonly Need[] {
  const most = new Map<string, Need>();
  for (const need of needs) {
    const known = most.get(need.memberId);
    if (need.recovery.recoverable > 0 && (known === undefined || compareNeeds(need, known) < 0)) most.set(need.memberId, need);
  }
  return [...most.values()].sort(compareNeeds);
}

function compareNeeds(a: Need, b: Need): number {
  const gapShare = ({ recovery: { gap, share, recoverable } }: Need): number => (gap / recoverable) * share;
  return b.recovery.share - a.recovery.share || gapShare(b) - gapShare(a) || compare(a.memberId, b.memberId) || compare(a.goalId, b.goalId);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
