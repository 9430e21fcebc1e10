import { type Edge, type Goal, type GoalBook, resolveHierarchy, teamTree, validateLink } from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LinkRequest, planLinks, planUndo } from '../../../../packages/domain/src/hierarchy/bulk-link.ts';
import { goalConflicts } from '../../../../packages/domain/src/hierarchy/conflicts.ts';
import type { EdgeDraft } from '../../../../packages/domain/src/hierarchy/moving-tree.ts';
import { goalOf, makeDirectory, makeEdge, makeNorth, makeSettings, makeTeam, ORIGIN } from '../make.ts';

const GOALS = [
  goalOf('company', 'company'),
  goalOf('team', 'north'),
  goalOf('team', 'alpha'),
  goalOf('team', 'beta'),
  goalOf('individual', 'ana'),
  goalOf('individual', 'ben'),
];
const NORTH = makeNorth({ maxGoalDepth: 3 });

type Tree = Pick<GoalBook, 'goals' | 'edges'>;

function written({ goals, edges }: Tree, drafts: readonly EdgeDraft[]): Tree {
  const byId = new Map<string, Edge>(edges.map((edge) => [edge.id, edge]));
  for (const draft of drafts) byId.set(draft.id, { ...draft, ...ORIGIN });
  return { goals, edges: [...byId.values()] };
}

describe('many links in one go', () => {
  test('[H9] a request is judged by the tree as those before it leave it', () => {
    const plan = planLinks({ goals: GOALS, edges: [] }, NORTH, [
      { childId: 'alpha', parentId: 'north' },
      { childId: 'ana', parentId: 'alpha' },
      { childId: 'north', parentId: 'company' },
      { childId: 'ben', parentId: 'ana' },
      { childId: 'ben', parentId: 'nobody' },
    ]);
    expect(plan.links.map(({ broken }) => broken)).toEqual([[], [], ['max_depth'], ['max_depth', 'owner_incompatible'], ['unknown_goal']]);
    expect(plan.edges).toEqual([
      { id: 'alpha_north', childId: 'alpha', parentId: 'north', counter: 1 },
      { id: 'ana_alpha', childId: 'ana', parentId: 'alpha', counter: 1 },
    ]);
  });

  test('[H9] all or nothing: one broken rule and nothing is written, but every request says what it breaks', () => {
    const requests = [
      { childId: 'alpha', parentId: 'north' },
      { childId: 'ben', parentId: 'ana' },
    ];
    const plan = planLinks({ goals: GOALS, edges: [] }, NORTH, requests, { allOrNothing: true });
    expect(plan.links.map(({ broken }) => broken.length)).toEqual([0, 1]);
    expect([plan.edges, plan.undo]).toEqual([[], []]);
  });

  test('[H11] what is undone hangs where it hung, by a newer move', () => {
    const book = { goals: GOALS, edges: [makeEdge('ana', 'alpha', 4)] };
    const plan = planLinks(book, NORTH, [
      { childId: 'ana', parentId: 'beta' },
      { childId: 'ben', parentId: 'beta' },
    ]);
    expect(plan.undo).toEqual([
      { childId: 'ana', parentId: 'alpha' },
      { childId: 'ben', parentId: null },
    ]);
    expect(planUndo(written(book, plan.edges), NORTH, plan.undo).edges).toEqual([
      { id: 'ana_alpha', childId: 'ana', parentId: 'alpha', counter: 6 },
      { id: 'ben_root', childId: 'ben', parentId: null, counter: 2 },
    ]);
  });

  test('[H11] an undo that the tree no longer allows says why', () => {
    const book = { goals: GOALS, edges: [makeEdge('alpha', 'north')] };
    const plan = planLinks(book, NORTH, [{ childId: 'alpha', parentId: null }]);
    const others = written(written(book, plan.edges), [
      { id: 'ana_alpha', childId: 'ana', parentId: 'alpha', counter: 1 },
      { id: 'north_company', childId: 'north', parentId: 'company', counter: 1 },
    ]);
    const two = makeNorth({ maxGoalDepth: 2 });
    expect(planUndo(others, two, plan.undo).links[0]?.broken).toContain('max_depth');
  });
});

describe('conflicts', () => {
  test('[H12] a link that was set aside shows both sides and what settles it', () => {
    const edges = [makeEdge('north', 'company'), makeEdge('alpha', 'north'), makeEdge('ana', 'company'), makeEdge('ana', 'alpha', 2)];
    const book = { goals: GOALS, edges };
    const [conflict, ...more] = goalConflicts(book, NORTH, resolveHierarchy(GOALS, edges, NORTH));
    expect(more).toEqual([]);
    expect(conflict).toMatchObject({ childId: 'ana', wantedParentId: 'alpha', standsUnderId: 'company', broken: ['max_depth'] });
    expect(conflict?.choices.map(({ kind, parentId }) => [kind, parentId])).toEqual([
      ['stay', 'company'],
      ['above', 'north'],
    ]);
    for (const { edge, parentId } of conflict?.choices ?? []) {
      const settled = resolveHierarchy(GOALS, written(book, [edge]).edges, NORTH);
      expect(settled.conflicts).toEqual([]);
      expect(settled.parentOf.get('ana')).toBe(parentId);
    }
  });
});

describe('laws', () => {
  const teams = [makeTeam('t0'), ...Array.from({ length: 6 }, (_, at) => makeTeam(`t${at + 1}`, `t${Math.floor(at / 2)}`))];
  const goals: Goal[] = [
    goalOf('company', 'company'),
    ...teams.map(({ id }) => goalOf('team', id)),
    ...['p1', 'p2', 'p3'].map((id) => goalOf('individual', id)),
  ];
  const ids = goals.map(({ id }) => id);
  const anyDirectory = fc
    .integer({ min: 2, max: 4 })
    .map((maxGoalDepth) => makeDirectory({ teams, settings: makeSettings({ maxGoalDepth }) }));
  const anyEdges = fc
    .array(fc.record({ childId: fc.constantFrom(...ids), parentId: fc.option(fc.constantFrom(...ids)), counter: fc.nat(4) }), {
      maxLength: 30,
    })
    .map((edges) => [
      ...new Map(edges.map(({ childId, parentId, counter }) => makeEdge(childId, parentId, counter + 1)).map((e) => [e.id, e])).values(),
    ]);
  const anyRequests: fc.Arbitrary<LinkRequest[]> = fc.array(
    fc.record({ childId: fc.constantFrom(...ids, 'nobody'), parentId: fc.option(fc.constantFrom(...ids, 'nobody')) }),
    { maxLength: 15 },
  );
  const treeOf = ({ goals: of, edges }: Tree, directory: ReturnType<typeof makeDirectory>) => {
    const { parentOf, childrenOf, depthOf } = resolveHierarchy(of, edges, directory);
    return { parentOf, childrenOf, depthOf };
  };

  test('[H9] a request breaks just the rules that the link alone would break', () => {
    fc.assert(
      fc.property(anyDirectory, anyEdges, fc.constantFrom(...goals), fc.constantFrom(...goals), (directory, edges, child, parent) => {
        const hierarchy = resolveHierarchy(goals, edges, directory);
        const plan = planLinks({ goals, edges }, directory, [{ childId: child.id, parentId: parent.id }]);
        expect(plan.links[0]?.broken).toEqual(validateLink(child, parent, { hierarchy, directory, teams: teamTree(directory.teams) }));
      }),
      { numRuns: 300 },
    );
  });

  test('[H10] one batch is the same as linking one by one', () => {
    fc.assert(
      fc.property(anyDirectory, anyEdges, anyRequests, (directory, edges, requests) => {
        const book = { goals, edges };
        const plan = planLinks(book, directory, requests);
        let one: Tree = book;
        const broken = requests.map((request) => {
          const single = planLinks(one, directory, [request]);
          one = written(one, single.edges);
          return single.links[0]?.broken;
        });
        expect(plan.links.map((link) => link.broken)).toEqual(broken);
        const batch = written(book, plan.edges);
        const sorted = (tree: Tree) => [...tree.edges].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(sorted(batch)).toEqual(sorted(one));
        for (const { childId, parentId, broken: rules } of plan.links.slice(-1))
          if (rules.length === 0) expect(treeOf(batch, directory).parentOf.get(childId) ?? null).toBe(parentId);
      }),
      { numRuns: 500 },
    );
  });

  test('[H11] undo after apply restores the resolved tree exactly', () => {
    fc.assert(
      fc.property(anyDirectory, anyEdges, anyRequests, (directory, edges, requests) => {
        const book = { goals, edges };
        const plan = planLinks(book, directory, requests);
        const after = written(book, plan.edges);
        const undo = planUndo(after, directory, plan.undo);
        expect(undo.links.every(({ broken }) => broken.length === 0)).toBe(true);
        const undone = written(after, undo.edges);
        expect(treeOf(undone, directory)).toEqual(treeOf(book, directory));
        const redone = written(undone, planUndo(undone, directory, undo.undo).edges);
        expect(treeOf(redone, directory)).toEqual(treeOf(after, directory));
      }),
      { numRuns: 500 },
    );
  });
});
