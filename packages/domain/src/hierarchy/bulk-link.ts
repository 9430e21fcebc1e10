import type { Directory, GoalBook, LinkRule } from '../engine/types.ts';
import { type EdgeDraft, MovingTree } from './moving-tree.ts';

/** Hang a goal under another one; null takes it to the top. */
export interface LinkRequest {
  readonly childId: string;
  readonly parentId: string | null;
}

export interface PlannedLink extends LinkRequest {
  /** Every rule it breaks in the tree as the requests before it leave it (rule H9); none: it is done. */
  readonly broken: readonly LinkRule[];
}

export interface LinkPlan {
  readonly links: readonly PlannedLink[];
  /** To be written together; none where the plan is all or nothing and a request breaks a rule. */
  readonly edges: readonly EdgeDraft[];
  /** What `planUndo` takes to bring the tree back (rule H11). */
  readonly undo: readonly LinkRequest[];
}

type Tree = Pick<GoalBook, 'goals' | 'edges'>;
type Rules = Pick<Directory, 'teams' | 'settings'>;

/**
 * Many links in one go (rules H9, H10): each judged against the tree as it becomes with those before it, as if they were made one by one.
 *
 * Shape:  a request that breaks a rule writes nothing and the others stand; with `allOrNothing` nothing is written then. A request that
 *         changes nothing writes nothing either.
 * Errors: none; a goal that isn't here is `unknown_goal`.
 */
export function planLinks(
  book: Tree,
  directory: Rules,
  requests: readonly LinkRequest[],
  { allOrNothing = false }: { readonly allOrNothing?: boolean } = {},
): LinkPlan {
  const tree = new MovingTree(book.goals, book.edges, directory);
  const edges = new Map<string, EdgeDraft>();
  const before = new Map<string, string | null>();
  const links = requests.map(({ childId, parentId }): PlannedLink => {
    const broken = tree.broken(childId, parentId);
    if (broken.length > 0 || tree.isSettled(childId, parentId)) return { childId, parentId, broken };
    const draft = tree.draft(childId, parentId);
    edges.set(draft.id, draft);
    for (const [id, stood] of tree.apply([draft])) if (!before.has(id)) before.set(id, stood);
    return { childId, parentId, broken };
  });
  if (allOrNothing && links.some(({ broken }) => broken.length > 0)) return { links, edges: [], undo: [] };
  return { links, edges: [...edges.values()], undo: undoOf(before, tree) };
}

/**
 * Brings a tree back (rule H11): the requests of a plan's `undo` take effect together, so that a state in between, which may be too deep,
 * is no obstacle. A request that the tree no longer allows, because others moved goals since, says which rule is in the way.
 */
export function planUndo(book: Tree, directory: Rules, requests: readonly LinkRequest[]): LinkPlan {
  const tree = new MovingTree(book.goals, book.edges, directory);
  const edges = requests.filter(({ childId, parentId }) => tree.broken(childId, parentId)[0] !== 'unknown_goal');
  const drafts = edges.map(({ childId, parentId }) => tree.draft(childId, parentId));
  const before = tree.apply(drafts);
  const links = requests.map(({ childId, parentId }): PlannedLink => {
    const isDone = (tree.parentOf.get(childId) ?? null) === parentId;
    return { childId, parentId, broken: isDone ? [] : tree.broken(childId, parentId) };
  });
  return { links, edges: drafts, undo: undoOf(before, tree) };
}

function undoOf(before: ReadonlyMap<string, string | null>, tree: MovingTree): LinkRequest[] {
  return [...before]
    .filter(([childId, parentId]) => (tree.parentOf.get(childId) ?? null) !== parentId)
    .map(([childId, parentId]) => ({ childId, parentId }))
    .sort((a, b) => (a.childId < b.childId ? -1 : 1));
}
