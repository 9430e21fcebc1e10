import type { GoalIndex } from '../engine/goal-index.ts';
import { isComposite, isSameMeasure, ratioScale } from '../engine/measure.ts';
import type { Goal } from '../records/goals.ts';

/** A goal that feeds another one, and the way its records take there. */
export interface Feeder {
  readonly goal: Goal;
  /** From just below the fed goal down to this one; empty for the goal itself. */
  readonly via: readonly string[];
  /** Whether it counts its owner's records itself. */
  readonly countsOwn: boolean;
}

/**
 * The goal itself and all below it whose records and adjustments reach it, each with its way (rules H1, H8, A4): what `RollUp` walks, told
 * from outside. Nothing for a cancelled goal.
 */
export function feedersOf(index: GoalIndex, goalId: string): readonly Feeder[] {
  const top = index.goal(goalId);
  return top === undefined || top.status !== 'active' ? [] : feedersBelow(index, top, []);
}

function feedersBelow(index: GoalIndex, goal: Goal, via: readonly string[]): readonly Feeder[] {
  const mode = modeOf(index, goal);
  const isManual = goal.calculationSource === 'manual';
  const own: Feeder = { goal, via, countsOwn: !isManual && !isComposite(goal) && mode !== 'children' };
  if (isManual || isComposite(goal) || mode === 'own') return [own];
  const children = childrenAlike(index, goal);
  return [own, ...children.flatMap((child) => feedersBelow(index, child, [...via, child.id]))];
}

function modeOf(index: GoalIndex, goal: Goal): NonNullable<Goal['rollUp']> {
  return goal.rollUp ?? (childrenAlike(index, goal).length > 0 ? 'children' : 'own');
}

function childrenAlike(index: GoalIndex, goal: Goal): readonly Goal[] {
  const ids = index.hierarchy.childrenOf.get(goal.id) ?? [];
  return ids.flatMap((id) => {
    const child = index.goal(id);
    return child !== undefined && child.status === 'active' && isSameMeasure(child, goal) ? [child] : [];
  });
}

/** The goals whose adjustments count in the goal: those of a ratio aren't added up (rule A4). */
export function adjustedFeeders(index: GoalIndex, goalId: string): readonly Feeder[] {
  const goal = index.goal(goalId);
  const feeders = feedersOf(index, goalId);
  return goal === undefined || ratioScale(goal) === null ? feeders : feeders.slice(0, 1);
}
