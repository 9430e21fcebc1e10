import type { GoalIndex } from '../engine/goal-index.ts';
import { isComposite, isSameMeasure, ratioScale } from '../engine/measure.ts';
import { type MissingRate, missingRates } from './rate-text.ts';

/** A child whose target isn't in the sum of the children's, because it can't be converted. */
export interface ChildLeftOut {
  readonly goalId: string;
  /** In the child's own currency. */
  readonly target: number;
  readonly currency: string;
  /** Rates somebody has to enter; empty where the amount would be too large to count. */
  readonly missing: readonly MissingRate[];
}

/**
 * The children whose targets would be in a goal's sum of targets (rule H4), but have no rate on the first day of its period (rule W13).
 *
 * Shape:  sorted by id; empty for goals whose targets aren't added up.
 * Errors: throws RangeError for a goal that isn't in the book, as the index does.
 */
export function childrenLeftOut(index: GoalIndex, goalId: string, organizationCurrency: string): readonly ChildLeftOut[] {
  const goal = index.goal(goalId);
  if (goal === undefined) throw new RangeError(`Goal ${goalId} is not in the goal book.`);
  const { currency: into, periodStart: on } = goal;
  if (into === null || ratioScale(goal) !== null || isComposite(goal)) return [];
  const children = (index.hierarchy.childrenOf.get(goalId) ?? []).flatMap((id) => index.goal(id) ?? []);
  return children
    .filter((child) => child.status === 'active' && isSameMeasure(child, goal))
    .flatMap(({ id, currency }) => {
      const target = index.effectiveTarget(id);
      if (target === null || currency === null || index.converter.convert(target, currency, into, on) !== null) return [];
      return [{ goalId: id, target, currency, missing: missingRates(index.converter, organizationCurrency, [currency, into], on) }];
    })
    .sort((a, b) => (a.goalId < b.goalId ? -1 : 1));
}
