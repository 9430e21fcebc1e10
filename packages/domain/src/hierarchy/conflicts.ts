import type { Directory, GoalBook, LinkRule, ResolvedHierarchy } from '../engine/types.ts';
import { type EdgeDraft, MovingTree } from './moving-tree.ts';

/** A way to settle a conflict: the goal hangs there from then on. */
export interface ConflictChoice {
  /** `stay`: where it stands now; `above`: under a goal that the wanted parent hangs under, where that may be done. */
  readonly kind: 'stay' | 'above';
  readonly parentId: string | null;
  readonly edge: EdgeDraft;
}

/** A link that was set aside, with both sides (rule H12). */
export interface GoalConflict {
  readonly childId: string;
  readonly wantedParentId: string;
  /** Where the goal stands now; null at the top. */
  readonly standsUnderId: string | null;
  readonly broken: readonly LinkRule[];
  readonly choices: readonly ConflictChoice[];
}

/** Every link that is set aside and what settles it, in the order of the resolved hierarchy's conflicts. */
export function goalConflicts(
  book: Pick<GoalBook, 'goals' | 'edges'>,
  directory: Pick<Directory, 'teams' | 'settings'>,
  hierarchy: ResolvedHierarchy,
): readonly GoalConflict[] {
  if (hierarchy.conflicts.length === 0) return [];
  const tree = new MovingTree(book.goals, book.edges, directory);
  return hierarchy.conflicts.map(({ childId, parentId, broken }) => {
    const standsUnderId = tree.parentOf.get(childId) ?? null;
    const choiceOf = (kind: ConflictChoice['kind'], under: string | null): ConflictChoice => ({
      kind,
      parentId: under,
      edge: tree.draft(childId, under),
    });
    const above = goalsAbove(parentId, hierarchy).filter((id) => id !== standsUnderId && tree.broken(childId, id).length === 0);
    return {
      childId,
      wantedParentId: parentId,
      standsUnderId,
      broken,
      choices: [choiceOf('stay', standsUnderId), ...above.map((id) => choiceOf('above', id))],
    };
  });
}

/** Nearest first. */
function goalsAbove(goalId: string, { parentOf }: ResolvedHierarchy): readonly string[] {
  const above: string[] = [];
  for (let at = parentOf.get(goalId); at !== undefined; at = parentOf.get(at)) above.push(at);
  return above;
}
