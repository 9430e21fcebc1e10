import type { Directory, LinkConflict, LinkRule, ResolvedHierarchy } from '../engine/types.ts';
import type { Edge, Goal } from '../records/goals.ts';
import { type TeamTree, teamTree } from './team-tree.ts';
import { pairRules } from './validate.ts';

/**
 * The goal tree that every replica derives alike from the same edges (rules H5–H7).
 *
 * Shape:  a goal's edges are tried from the highest counter down, its parent being placed before it; an edge that breaks a rule is
 *         set aside as a conflict and the next older one tried. A goal that has none left stands at the top ("needs placement").
 * Errors: none; edges of goals that aren't here are passed over.
 * Source: edge counters after E. Wallace, "CRDT: mutable tree hierarchy". Here owners rank strictly (rule H2), so that no circle can
 *         come about and what remains to be settled is which move stands and how deep the tree may be.
 */
export function resolveHierarchy(
  goals: readonly Goal[],
  edges: readonly Edge[],
  directory: Pick<Directory, 'teams' | 'settings'>,
): ResolvedHierarchy {
  return new Resolver(goals, edges, directory).run();
}

/** The counter of a new move of a child: one more than all of its edges (rule H6). */
export function nextEdgeCounter(childId: string, edges: readonly Pick<Edge, 'childId' | 'counter'>[]): number {
  return 1 + edges.reduce((highest, edge) => (edge.childId === childId ? Math.max(highest, edge.counter) : highest), 0);
}

/** A goal on its way into the tree; everything about it in one place, because looking ten thousand ids up again and again takes longest. */
interface Place {
  readonly goal: Goal;
  /** Newest first. */
  edges: Edge[] | null;
  parent: Place | null;
  /** 0 before it has its place. */
  depth: number;
  children: string[] | null;
}

class Resolver {
  readonly #places = new Map<string, Place>();
  readonly #teams: TeamTree;
  readonly #maxDepth: number;
  readonly #conflicts: LinkConflict[] = [];

  constructor(goals: readonly Goal[], edges: readonly Edge[], directory: Pick<Directory, 'teams' | 'settings'>) {
    for (const goal of sortedById(goals)) this.#places.set(goal.id, { goal, edges: null, parent: null, depth: 0, children: null });
    this.#teams = teamTree(directory.teams);
    this.#maxDepth = directory.settings.maxGoalDepth;
    for (const edge of edges) {
      const place = this.#places.get(edge.childId);
      if (place === undefined) continue;
      if (place.edges === null) place.edges = [edge];
      else place.edges.push(edge);
    }
  }

  run(): ResolvedHierarchy {
    const parentOf = new Map<string, string>();
    const childrenOf = new Map<string, string[]>();
    const depthOf = new Map<string, number>();
    for (const [id, place] of this.#places) {
      depthOf.set(id, this.#depthFor(place));
      const { parent } = place;
      if (parent === null) continue;
      parentOf.set(id, parent.goal.id);
      if (parent.children === null) {
        parent.children = [id];
        childrenOf.set(parent.goal.id, parent.children);
      } else parent.children.push(id);
    }
    // Those of one goal stay in the order in which they were tried: newest edge first.
    const conflicts = this.#conflicts.sort((a, b) => (a.childId === b.childId ? 0 : a.childId < b.childId ? -1 : 1));
    return { parentOf, childrenOf, depthOf, conflicts };
  }

  /** A goal's depth; gives it its place, after its parent, where it has none. Ends, because a parent ranks strictly above its child. */
  #depthFor(place: Place): number {
    if (place.depth > 0) return place.depth;
    let depth = 1;
    if (place.edges !== null && place.edges.length > 1) place.edges.sort(newestFirst);
    for (const { parentId } of place.edges ?? []) {
      if (parentId === null) break;
      const parent = this.#places.get(parentId);
      const broken = this.#brokenRules(place, parentId, parent);
      if (broken.length === 0 && parent !== undefined) {
        place.parent = parent;
        depth = parent.depth + 1;
        break;
      }
      this.#conflicts.push({ childId: place.goal.id, parentId, broken });
    }
    place.depth = depth;
    return depth;
  }

  #brokenRules({ goal }: Place, parentId: string, parent: Place | undefined): readonly LinkRule[] {
    if (parentId === goal.id) return ['self_link'];
    if (parent === undefined) return ['unknown_goal'];
    const broken = pairRules(goal, parent.goal, this.#teams);
    if (broken.length > 0) return broken;
    return this.#depthFor(parent) >= this.#maxDepth ? ['max_depth'] : [];
  }
}

/** Books come sorted as a rule, and sorting ten thousand goals takes as long as placing them. */
function sortedById(goals: readonly Goal[]): readonly Goal[] {
  for (let at = 1; at < goals.length; at++) {
    if ((goals[at - 1]?.id ?? '') > (goals[at]?.id ?? '')) return [...goals].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  return goals;
}

function newestFirst(a: Edge, b: Edge): number {
  if (a.counter !== b.counter) return b.counter - a.counter;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}
