import type { Directory, LinkConflict, LinkRule, ResolvedHierarchy } from '../engine/types.ts';
import type { Edge, Goal } from '../records/goals.ts';
import { IdIndex, IndexedMap } from './id-index.ts';
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

const NONE = -1;

/** Everything by the number of a goal or an edge, because ten thousand objects and ids, looked up again and again, take longest. */
class Resolver {
  readonly #index: IdIndex;
  readonly #goals: Goal[] = [];
  readonly #edges: readonly Edge[];
  /** Of each goal one of its edges, and of each edge another of the same goal. */
  readonly #edgeOf: Int32Array;
  readonly #nextEdge: Int32Array;
  readonly #parentOf: Int32Array;
  /** 0 before a goal has its place. */
  readonly #depthOf: Int32Array;
  readonly #teams: TeamTree;
  readonly #maxDepth: number;
  readonly #conflicts: LinkConflict[] = [];

  constructor(goals: readonly Goal[], edges: readonly Edge[], directory: Pick<Directory, 'teams' | 'settings'>) {
    this.#index = new IdIndex(goals.length);
    for (const goal of goals) this.#goals[this.#index.add(goal.id)] = goal;
    this.#edges = edges;
    this.#edgeOf = new Int32Array(this.#goals.length).fill(NONE);
    this.#nextEdge = new Int32Array(edges.length).fill(NONE);
    for (let at = 0; at < edges.length; at++) {
      const child = this.#index.find(edges[at]?.childId ?? '');
      if (child === NONE) continue;
      this.#nextEdge[at] = this.#edgeOf[child] ?? NONE;
      this.#edgeOf[child] = at;
    }
    this.#parentOf = new Int32Array(this.#goals.length).fill(NONE);
    this.#depthOf = new Int32Array(this.#goals.length);
    this.#teams = teamTree(directory.teams);
    this.#maxDepth = directory.settings.maxGoalDepth;
  }

  run(): ResolvedHierarchy {
    const { ids } = this.#index;
    for (let at = 0; at < ids.length; at++) this.#depthFor(at);
    const [parentOf, depthOf] = [this.#parentOf, this.#depthOf];
    const children = new Children(parentOf, ids);
    return {
      parentOf: new IndexedMap(this.#index, children.count, (at) => ids[parentOf[at] ?? NONE]),
      childrenOf: new IndexedMap(this.#index, children.parents, (at) => children.of(at)),
      depthOf: new IndexedMap(this.#index, ids.length, (at) => depthOf[at]),
      // Those of one goal stay in the order in which they were tried: newest edge first.
      conflicts: this.#conflicts.sort((a, b) => (a.childId === b.childId ? 0 : a.childId < b.childId ? -1 : 1)),
    };
  }

  /** A goal's depth; gives it its place, after its parent, where it has none. Ends, because a parent ranks strictly above its child. */
  #depthFor(at: number): number {
    const known = this.#depthOf[at] ?? 0;
    if (known > 0) return known;
    const parent = this.#parentFor(at);
    this.#parentOf[at] = parent;
    return (this.#depthOf[at] = parent === NONE ? 1 : this.#depthFor(parent) + 1);
  }

  #parentFor(child: number): number {
    for (const { childId, parentId } of this.#edgesOf(child)) {
      if (parentId === null) return NONE;
      const parent = this.#index.find(parentId);
      const broken = this.#brokenRules(child, parent);
      if (broken.length === 0) return parent;
      this.#conflicts.push({ childId, parentId, broken });
    }
    return NONE;
  }

  /** Newest first. */
  #edgesOf(child: number): readonly Edge[] {
    const edges: Edge[] = [];
    for (let at = this.#edgeOf[child] ?? NONE; at !== NONE; at = this.#nextEdge[at] ?? NONE) {
      const edge = this.#edges[at];
      if (edge !== undefined) edges.push(edge);
    }
    return edges.length > 1 ? edges.sort(newestFirst) : edges;
  }

  #brokenRules(childAt: number, parentAt: number): readonly LinkRule[] {
    if (parentAt === childAt) return ['self_link'];
    const [child, parent] = [this.#goals[childAt], this.#goals[parentAt]];
    if (child === undefined || parent === undefined) return ['unknown_goal'];
    const broken = pairRules(child, parent, this.#teams);
    if (broken.length > 0) return broken;
    return this.#depthFor(parentAt) >= this.#maxDepth ? ['max_depth'] : [];
  }
}

/** The goals under each goal, sorted by id: all of them in one array, those of one parent side by side. */
class Children {
  /** How many goals have a parent, and how many have children. */
  readonly count: number;
  readonly parents: number;
  readonly #ids: readonly string[];
  readonly #children: Int32Array;
  /** Where those of a goal begin; where they end is where the next one's begin. */
  readonly #start: Int32Array;

  constructor(parentOf: Int32Array, ids: readonly string[]) {
    this.#ids = ids;
    this.#start = new Int32Array(ids.length + 1);
    for (const parent of parentOf) if (parent !== NONE) this.#start[parent] = (this.#start[parent] ?? 0) + 1;
    let end = 0;
    let parents = 0;
    for (let at = 0; at < ids.length; at++) {
      const own = this.#start[at] ?? 0;
      if (own > 0) parents++;
      end += own;
      this.#start[at] = end;
    }
    this.#start[ids.length] = end;
    this.count = end;
    this.parents = parents;
    this.#children = new Int32Array(end);
    // From the back, so that each start ends up where it belongs and the children stay in the order of the goals.
    for (let at = ids.length - 1; at >= 0; at--) {
      const parent = parentOf[at] ?? NONE;
      if (parent === NONE) continue;
      const start = (this.#start[parent] ?? 0) - 1;
      this.#start[parent] = start;
      this.#children[start] = at;
    }
    for (let at = 0; at < ids.length; at++)
      if (!this.#isSorted(at)) this.#between(at).sort((a, b) => ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1));
  }

  /** undefined for a goal without any. */
  of(at: number): readonly string[] | undefined {
    const children = this.#between(at);
    return children.length === 0 ? undefined : Array.from(children, (child) => this.#ids[child] ?? '');
  }

  /** Goals come sorted as a rule, and to see that they do takes a fraction of sorting them. */
  #isSorted(at: number): boolean {
    const end = this.#start[at + 1] ?? 0;
    for (let child = (this.#start[at] ?? 0) + 1; child < end; child++) {
      if ((this.#ids[this.#children[child - 1] ?? NONE] ?? '') > (this.#ids[this.#children[child] ?? NONE] ?? '')) return false;
    }
    return true;
  }

  #between(at: number): Int32Array {
    return this.#children.subarray(this.#start[at], this.#start[at + 1]);
  }
}

function newestFirst(a: Edge, b: Edge): number {
  if (a.counter !== b.counter) return b.counter - a.counter;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}
