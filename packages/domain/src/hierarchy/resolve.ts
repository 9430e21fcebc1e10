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

class Resolver {
  readonly #goals: ReadonlyMap<string, Goal>;
  readonly #edgesOf: ReadonlyMap<string, readonly Edge[]>;
  readonly #teams: TeamTree;
  readonly #maxDepth: number;
  readonly #conflicts: LinkConflict[] = [];
  readonly #parentOf = new Map<string, string>();
  readonly #depthOf = new Map<string, number>();

  constructor(goals: readonly Goal[], edges: readonly Edge[], directory: Pick<Directory, 'teams' | 'settings'>) {
    const sorted = [...goals].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#goals = new Map(sorted.map((goal) => [goal.id, goal]));
    this.#edgesOf = edgesByChild(edges);
    this.#teams = teamTree(directory.teams);
    this.#maxDepth = directory.settings.maxGoalDepth;
  }

  run(): ResolvedHierarchy {
    for (const goal of this.#goals.values()) this.#place(goal);
    return {
      parentOf: this.#parentOf,
      childrenOf: childrenOf([...this.#goals.keys()], this.#parentOf),
      depthOf: this.#depthOf,
      // Those of one goal stay in the order in which they were tried: newest edge first.
      conflicts: this.#conflicts.sort((a, b) => (a.childId === b.childId ? 0 : a.childId < b.childId ? -1 : 1)),
    };
  }

  /** Gives a goal its place, after its parent; returns its depth. Ends, because a parent ranks strictly above its child. */
  #place(goal: Goal): number {
    const known = this.#depthOf.get(goal.id);
    if (known !== undefined) return known;
    let depth = 1;
    for (const { parentId } of this.#edgesOf.get(goal.id) ?? []) {
      if (parentId === null) break;
      const broken = this.#brokenRules(goal, parentId);
      if (broken.length === 0) {
        this.#parentOf.set(goal.id, parentId);
        depth = (this.#depthOf.get(parentId) ?? 0) + 1;
        break;
      }
      this.#conflicts.push({ childId: goal.id, parentId, broken });
    }
    this.#depthOf.set(goal.id, depth);
    return depth;
  }

  #brokenRules(child: Goal, parentId: string): readonly LinkRule[] {
    if (parentId === child.id) return ['self_link'];
    const parent = this.#goals.get(parentId);
    if (parent === undefined) return ['unknown_goal'];
    const broken = pairRules(child, parent, this.#teams);
    if (broken.length > 0) return broken;
    return this.#place(parent) >= this.#maxDepth ? ['max_depth'] : [];
  }
}

function edgesByChild(edges: readonly Edge[]): ReadonlyMap<string, readonly Edge[]> {
  const byChild = new Map<string, Edge[]>();
  for (const edge of [...edges].sort(newestFirst)) {
    const list = byChild.get(edge.childId);
    if (list === undefined) byChild.set(edge.childId, [edge]);
    else list.push(edge);
  }
  return byChild;
}

function newestFirst(a: Edge, b: Edge): number {
  if (a.counter !== b.counter) return b.counter - a.counter;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

function childrenOf(goalIds: readonly string[], parentOf: ReadonlyMap<string, string>): Map<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const id of goalIds) {
    const parentId = parentOf.get(id);
    if (parentId === undefined) continue;
    const siblings = children.get(parentId);
    if (siblings === undefined) children.set(parentId, [id]);
    else siblings.push(id);
  }
  return children;
}
