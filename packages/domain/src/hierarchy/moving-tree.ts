import type { Directory, LinkRule } from '../engine/types.ts';
import type { Edge, Goal } from '../records/goals.ts';
import { edgeId } from '../records/rules.ts';
import { teamTree } from './team-tree.ts';
import { pairRules } from './validate.ts';

/** An edge as it is to be written; who wrote it and when is the caller's. */
export type EdgeDraft = Pick<Edge, 'id' | 'childId' | 'parentId' | 'counter'>;

type TreeEdge = Pick<Edge, 'id' | 'parentId' | 'counter'>;

/**
 * The tree of `resolveHierarchy` (rules H5–H7), kept up to date edge by edge: a new edge places its goal anew, and whatever waits for
 * that goal or hangs under it.
 */
export class MovingTree {
  readonly parentOf = new Map<string, string>();
  readonly #goals: ReadonlyMap<string, Goal>;
  readonly #teams;
  readonly #maxDepth: number;
  /** Newest first. */
  readonly #edgesOf = new Map<string, TreeEdge[]>();
  readonly #childrenOf = new Map<string, Set<string>>();
  readonly #depthOf = new Map<string, number>();
  /** Goals that have an edge to this one, taken or not. */
  readonly #suitorsOf = new Map<string, Set<string>>();

  constructor(goals: readonly Goal[], edges: readonly Edge[], directory: Pick<Directory, 'teams' | 'settings'>) {
    this.#goals = new Map(goals.map((goal) => [goal.id, goal]));
    this.#teams = teamTree(directory.teams);
    this.#maxDepth = directory.settings.maxGoalDepth;
    for (const edge of edges) {
      listOf(this.#edgesOf, edge.childId).push(edge);
      if (edge.parentId !== null) setOf(this.#suitorsOf, edge.parentId).add(edge.childId);
    }
    for (const list of this.#edgesOf.values()) list.sort(newestFirst);
    for (const id of this.#goals.keys()) this.#depthFor(id);
  }

  /** Every rule that a link would break in the tree as it stands (rules H2, H5); none for taking a goal to the top. */
  broken(childId: string, parentId: string | null): readonly LinkRule[] {
    const child = this.#goals.get(childId);
    if (child === undefined) return ['unknown_goal'];
    if (parentId === null) return [];
    if (parentId === childId) return ['self_link'];
    const parent = this.#goals.get(parentId);
    if (parent === undefined) return ['unknown_goal'];
    const broken: LinkRule[] = [];
    if (this.isAbove(childId, parentId)) broken.push('cycle');
    else if (this.#depthFor(parentId) + this.#heightOf(childId) > this.#maxDepth) broken.push('max_depth');
    return [...broken, ...pairRules(child, parent, this.#teams)];
  }

  /** The edge that moves a goal, one higher than all it has (rule H6). */
  draft(childId: string, parentId: string | null): EdgeDraft {
    const counter = 1 + (this.#edgesOf.get(childId)?.[0]?.counter ?? 0);
    return { id: edgeId(childId, parentId), childId, parentId, counter };
  }

  /** Takes edges in, all at once; returns the goals that hang elsewhere since, with what they hung under. */
  apply(drafts: readonly EdgeDraft[]): ReadonlyMap<string, string | null> {
    const moved = new Map<string, string | null>();
    for (const { id, childId, parentId, counter } of drafts) {
      const list = listOf(this.#edgesOf, childId).filter((edge) => edge.id !== id);
      this.#edgesOf.set(childId, [{ id, parentId, counter }, ...list].sort(newestFirst));
      if (parentId !== null) setOf(this.#suitorsOf, parentId).add(childId);
    }
    for (const { childId } of drafts) this.#forget(childId, moved);
    for (const id of moved.keys()) this.#depthFor(id);
    for (const [id, before] of moved) if ((this.parentOf.get(id) ?? null) === before) moved.delete(id);
    return moved;
  }

  /** Whether a goal hangs there by its newest move, so that no other waits to take it elsewhere. */
  isSettled(childId: string, parentId: string | null): boolean {
    const newest = this.#edgesOf.get(childId)?.[0]?.parentId ?? null;
    return newest === parentId && (this.parentOf.get(childId) ?? null) === parentId;
  }

  isAbove(upperId: string, lowerId: string): boolean {
    for (let at = this.parentOf.get(lowerId); at !== undefined; at = this.parentOf.get(at)) if (at === upperId) return true;
    return false;
  }

  /** Takes a goal out of its place, with all whose place may depend on it. */
  #forget(id: string, moved: Map<string, string | null>): void {
    if (moved.has(id) || !this.#goals.has(id)) return;
    const parentId = this.parentOf.get(id) ?? null;
    moved.set(id, parentId);
    this.#depthOf.delete(id);
    this.parentOf.delete(id);
    if (parentId !== null) this.#childrenOf.get(parentId)?.delete(id);
    for (const suitor of this.#suitorsOf.get(id) ?? []) this.#forget(suitor, moved);
  }

  /** A goal's depth; gives it its place where it has none. Ends, because a parent ranks strictly above its child. */
  #depthFor(id: string): number {
    const known = this.#depthOf.get(id);
    if (known !== undefined) return known;
    let depth = 1;
    for (const { parentId } of this.#edgesOf.get(id) ?? []) {
      if (parentId === null) break;
      const child = this.#goals.get(id);
      const parent = this.#goals.get(parentId);
      if (child === undefined || parent === undefined || parentId === id || pairRules(child, parent, this.#teams).length > 0) continue;
      const above = this.#depthFor(parentId);
      if (above >= this.#maxDepth) continue;
      this.parentOf.set(id, parentId);
      setOf(this.#childrenOf, parentId).add(id);
      depth = above + 1;
      break;
    }
    this.#depthOf.set(id, depth);
    return depth;
  }

  #heightOf(id: string): number {
    let highest = 0;
    for (const child of this.#childrenOf.get(id) ?? []) highest = Math.max(highest, this.#heightOf(child));
    return highest + 1;
  }
}

function newestFirst(a: TreeEdge, b: TreeEdge): number {
  return b.counter - a.counter || (a.id < b.id ? -1 : 1);
}

function listOf<V>(map: Map<string, V[]>, key: string): V[] {
  const found = map.get(key) ?? [];
  map.set(key, found);
  return found;
}

function setOf(map: Map<string, Set<string>>, key: string): Set<string> {
  const found = map.get(key) ?? new Set<string>();
  map.set(key, found);
  return found;
}
