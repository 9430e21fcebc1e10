import type { GoalIndex } from '../engine/goal-index.ts';
import type { IsoDate } from '../records/fields.ts';
import type { ExplainedPart } from './explanation.ts';

/** What one of a composite's goals did to it. */
export interface PartChange {
  readonly goalId: string;
  /** In the composite's basis points. */
  readonly amount: number;
}

/**
 * What each goal of a composite did to it (rule W11): attainments and weights change one goal after the other, by id, each from how it was to
 * how it is. They add up to the change of the mean; no data is read as 0.
 */
export function partChanges(
  index: GoalIndex,
  goalId: string,
  from: readonly ExplainedPart[],
  to: readonly ExplainedPart[],
  today: IsoDate,
): readonly PartChange[] {
  const parts = new Map(from.map((part) => [part.goalId, part]));
  const after = new Map(to.map((part) => [part.goalId, part]));
  const mean = (): number => {
    const known = [...parts.values()].sort((a, b) => (a.goalId < b.goalId ? -1 : 1)).map((part) => ({ ...part, ends: [] }));
    return index.evaluateComposite(goalId, known, today).calculated ?? 0;
  };
  let value = mean();
  return [...new Set([...parts.keys(), ...after.keys()])].sort().flatMap((id) => {
    const part = after.get(id);
    if (part === undefined) parts.delete(id);
    else parts.set(id, part);
    const next = mean();
    const amount = next - value;
    value = next;
    return amount === 0 ? [] : [{ goalId: id, amount }];
  });
}
