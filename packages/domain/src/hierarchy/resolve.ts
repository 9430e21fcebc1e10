import type { Directory, LinkConflict, LinkRule, ResolvedHierarchy } from '../engine/types.ts';
import type { Edge, Goal } from '../records/goals.ts';
import { type TeamTree, teamTree } from './team-tree.ts';
import { pairRules } from './validate.ts';

/** The edges of one goal that may still be taken, best first; `next` is the one being tried. */
interface Candidates {
  readonly edges: readonly Edge[];
  next: number;
}

/**
 * The goal tree that every replica derives alike from the same edges (rules H5–H7).
 *
 * Shape:  of each child's edges the highest counter is tried first. Goals are attached top-down from the roots, each to a
 *         parent that is attached already; an edge that breaks a rule is set aside and the child's next older one tried.
 *         A child without any edge left is a root and its edges are reported as conflicts ("needs placement").
 * Errors: none; edges of goals that aren't here are passed over.
 * Source: edge counters after E. Wallace, "CRDT: mutable tree hierarchy"; the order of the inputs doesn't matter.
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
  readonly #teams: TeamTree;
  readonly #maxDepth: number;
  readonly #waiting: Map<string, Candidates>;
  readonly #conflicts: LinkConflict[] = [];
  readonly #parentOf = new Map<string, string>();
  readonly #depthOf = new Map<string, number>();

  constructor(goals: readonly Goal[], edges: readonly Edge[], directory: Pick<Directory, 'teams' | 'settings'>) {
    const sorted = [...goals].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#goals = new Map(sorted.map((goal) => [goal.id, goal]));
    this.#teams = teamTree(directory.teams);
    this.#maxDepth = directory.settings.maxGoalDepth;
    this.#waiting = this.#candidates(edges);
  }

  run(): ResolvedHierarchy {
    for (const goalId of this.#goals.keys()) if (!this.#waiting.has(goalId)) this.#depthOf.set(goalId, 1);
    while (this.#waiting.size > 0) {
      if (!this.#tryEach()) this.#breakCircles();
    }
    return {
      parentOf: this.#parentOf,
      childrenOf: childrenOf([...this.#goals.keys()], this.#parentOf),
      depthOf: this.#depthOf,
      // Those of one goal stay in the order in which they were tried: newest edge first.
      conflicts: this.#conflicts.sort((a, b) => (a.childId === b.childId ? 0 : a.childId < b.childId ? -1 : 1)),
    };
  }

  #candidates(edges: readonly Edge[]): Map<string, Candidates> {
    const byChild = new Map<string, Edge[]>();
    for (const edge of edges) {
      const list = byChild.get(edge.childId);
      if (list === undefined) byChild.set(edge.childId, [edge]);
      else list.push(edge);
    }
    const waiting = new Map<string, Candidates>();
    for (const goalId of this.#goals.keys()) {
      const own = byChild.get(goalId);
      if (own !== undefined) waiting.set(goalId, { edges: own.sort(newestFirst), next: 0 });
    }
    return waiting;
  }

  /** One pass over the goals that wait; false when every one of them waits for another that does. */
  #tryEach(): boolean {
    let isProgress = false;
    for (const [childId, candidates] of this.#waiting) {
      const { parentId } = tried(candidates);
      if (parentId === null) {
        this.#attach(childId, 1);
        isProgress = true;
        continue;
      }
      const broken = this.#brokenRules(childId, parentId);
      if (broken.length > 0) {
        this.#setAside(childId, candidates, broken);
        isProgress = true;
        continue;
      }
      const parentDepth = this.#depthOf.get(parentId);
      if (parentDepth === undefined) continue;
      this.#parentOf.set(childId, parentId);
      this.#attach(childId, parentDepth + 1);
      isProgress = true;
    }
    return isProgress;
  }

  #brokenRules(childId: string, parentId: string): readonly LinkRule[] {
    const child = this.#goals.get(childId);
    const parent = this.#goals.get(parentId);
    if (child === undefined || parent === undefined) return ['unknown_goal'];
    if (child === parent) return ['self_link'];
    const isTooDeep = (this.#depthOf.get(parentId) ?? 0) >= this.#maxDepth;
    return [...(isTooDeep ? (['max_depth'] as const) : []), ...pairRules(child, parent, this.#teams)];
  }

  #attach(goalId: string, depth: number): void {
    this.#depthOf.set(goalId, depth);
    this.#waiting.delete(goalId);
  }

  #setAside(childId: string, candidates: Candidates, broken: readonly LinkRule[]): void {
    const { parentId } = tried(candidates);
    if (parentId !== null) this.#conflicts.push({ childId, parentId, broken });
    candidates.next++;
    if (candidates.next === candidates.edges.length) this.#attach(childId, 1);
  }

  /** When every goal left waits for another, they wait in circles: the oldest move of each circle gives way. */
  #breakCircles(): void {
    for (const circle of circlesOf(this.#waiting)) {
      const oldest = circle.reduce((a, b) => (newestFirst(tried(a[1]), tried(b[1])) > 0 ? a : b));
      this.#setAside(...oldest, ['cycle']);
    }
  }
}

type Waiting = readonly [childId: string, candidates: Candidates];

/** The circles of goals that wait for one another, each once. */
function circlesOf(waiting: ReadonlyMap<string, Candidates>): Waiting[][] {
  const circles: Waiting[][] = [];
  const seen = new Set<string>();
  for (const start of waiting.keys()) {
    const walk: Waiting[] = [];
    let at: string | null = start;
    while (at !== null && !seen.has(at)) {
      seen.add(at);
      const candidates = waiting.get(at);
      if (candidates === undefined) break;
      walk.push([at, candidates]);
      at = tried(candidates).parentId;
    }
    const entry = walk.findIndex(([goalId]) => goalId === at);
    if (entry !== -1) circles.push(walk.slice(entry));
  }
  return circles;
}

function tried({ edges, next }: Candidates): Edge {
  const edge = edges[next];
  if (edge === undefined) throw new Error('A goal waits without an edge.');
  return edge;
}

function newestFirst(a: Edge, b: Edge): number {
  if (a.counter !== b.counter) return b.counter - a.counter;
  const left = `${a.parentId ?? ''} ${a.id}`;
  const right = `${b.parentId ?? ''} ${b.id}`;
  return left === right ? 0 : left < right ? -1 : 1;
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
