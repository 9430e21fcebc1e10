import { type Edge, type Goal, nextEdgeCounter, resolveHierarchy, validateLink } from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goalOf, makeDirectory, makeEdge, makeGoal, makeNorth, makeSettings, makeTeam } from '../make.ts';

const GOALS = [
  goalOf('company', 'company'),
  goalOf('team', 'north'),
  goalOf('team', 'alpha'),
  goalOf('team', 'beta'),
  goalOf('individual', 'ana'),
];
const north = makeNorth();

describe('the tree that is taken', () => {
  test('[H6] of two moves of a goal the one with the higher counter stands', () => {
    const edges = [makeEdge('ana', 'alpha', 1), makeEdge('ana', 'beta', 2)];
    const tree = resolveHierarchy(GOALS, edges, north);
    expect(tree.parentOf.get('ana')).toBe('beta');
    expect(tree.conflicts).toEqual([]);
    expect(nextEdgeCounter('ana', edges)).toBe(3);
    expect(nextEdgeCounter('alpha', edges)).toBe(1);
  });

  test('[H6] unlinking is a move too', () => {
    const tree = resolveHierarchy(GOALS, [makeEdge('ana', 'alpha', 1), makeEdge('ana', null, 2)], north);
    expect(tree.parentOf.has('ana')).toBe(false);
    expect(tree.depthOf.get('ana')).toBe(1);
  });

  test('[H7] when the newest move breaks a rule the one before it is taken, and the newest is a conflict', () => {
    const goals = [...GOALS, goalOf('individual', 'ben')];
    const tree = resolveHierarchy(goals, [makeEdge('ana', 'alpha', 1), makeEdge('ana', 'ben', 2)], north);
    expect(tree.parentOf.get('ana')).toBe('alpha');
    expect(tree.conflicts).toEqual([{ childId: 'ana', parentId: 'ben', broken: ['owner_incompatible'] }]);
  });

  test('[H7] a goal none of whose moves can be taken needs placement: a root with its conflicts', () => {
    const tree = resolveHierarchy(GOALS, [makeEdge('ana', 'nobody', 2), makeEdge('ana', 'ana', 1)], north);
    expect(tree.depthOf.get('ana')).toBe(1);
    expect(tree.conflicts.map(({ broken }) => broken)).toEqual([['unknown_goal'], ['self_link']]);
  });

  test('[H5] what would stand deeper than the setting is set aside', () => {
    const edges = [makeEdge('north', 'company'), makeEdge('alpha', 'north'), makeEdge('ana', 'alpha', 2), makeEdge('ana', 'north', 1)];
    const tree = resolveHierarchy(GOALS, edges, makeNorth({ maxGoalDepth: 3 }));
    expect(tree.parentOf.get('ana')).toBe('north');
    expect(tree.conflicts).toEqual([{ childId: 'ana', parentId: 'alpha', broken: ['max_depth'] }]);
  });

  test('[H3] teams that two admins hung under each other make no circle of goals', () => {
    const directory = makeDirectory({ teams: [makeTeam('alpha', 'beta'), makeTeam('beta', 'alpha')] });
    const tree = resolveHierarchy(GOALS, [makeEdge('alpha', 'beta'), makeEdge('beta', 'alpha')], directory);
    expect(tree.parentOf.size).toBe(0);
    expect(tree.conflicts).toHaveLength(2);
  });
});

describe('laws', () => {
  const teams = [makeTeam('t0'), ...Array.from({ length: 6 }, (_, at) => makeTeam(`t${at + 1}`, `t${Math.floor(at / 2)}`))];
  const goals: Goal[] = [
    goalOf('company', 'company'),
    ...teams.map(({ id }) => goalOf('team', id)),
    goalOf('individual', 'p1'),
    goalOf('individual', 'p2'),
  ];
  const ids = goals.map(({ id }) => id);
  const directory = makeDirectory({ teams, settings: makeSettings({ maxGoalDepth: 4 }) });
  const anyMove = fc.record({
    replica: fc.nat(2),
    childId: fc.constantFrom(...ids),
    parentId: fc.option(fc.constantFrom(...ids)),
    sync: fc.boolean(),
  });

  /** Three replicas move goals, each counting up from the edges it knows; now and then they meet. */
  function concurrentEdges(moves: readonly { replica: number; childId: string; parentId: string | null; sync: boolean }[]): Edge[] {
    const replicas = [new Map<string, Edge>(), new Map<string, Edge>(), new Map<string, Edge>()];
    const merge = (): Map<string, Edge> => {
      const all = new Map<string, Edge>();
      for (const edge of replicas.flatMap((known) => [...known.values()]))
        if (edge.counter > (all.get(edge.id)?.counter ?? 0)) all.set(edge.id, edge);
      return all;
    };
    for (const { replica, childId, parentId, sync } of moves) {
      if (sync) replicas.fill(merge());
      const known = new Map(replicas[replica]);
      const edge = makeEdge(childId, parentId, nextEdgeCounter(childId, [...known.values()]));
      replicas[replica] = known.set(edge.id, edge);
    }
    return [...merge().values()];
  }

  const anyEdges = fc.array(anyMove, { maxLength: 40 }).map(concurrentEdges);

  test('[H7] replicas that know the same edges derive the same tree, in whatever order they came', () => {
    fc.assert(
      fc.property(
        anyEdges.chain((edges) => fc.tuple(fc.constant(edges), fc.shuffledSubarray(edges, { minLength: edges.length }))),
        ([edges, shuffled]) => {
          expect(resolveHierarchy(goals.toReversed(), shuffled, directory)).toEqual(resolveHierarchy(goals, edges, directory));
        },
      ),
    );
  });

  test('[H5] there is never a circle, never too deep a tree, and never a link that breaks a rule', () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        const tree = resolveHierarchy(goals, edges, directory);
        for (const goal of goals) {
          const path = new Set([goal.id]);
          for (let at = tree.parentOf.get(goal.id); at !== undefined; at = tree.parentOf.get(at)) {
            expect(path).not.toContain(at);
            path.add(at);
          }
          expect(tree.depthOf.get(goal.id)).toBe(path.size);
          const parent = goals.find(({ id }) => id === tree.parentOf.get(goal.id));
          const broken = parent === undefined ? [] : validateLink(goal, parent, { hierarchy: tree, directory });
          expect(broken).toEqual([]);
        }
      }),
    );
  });

  test('[H7] every goal whose newest move is not taken has it reported', () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        const tree = resolveHierarchy(goals, edges, directory);
        for (const { id } of goals) {
          const own = edges.filter(({ childId }) => childId === id);
          const highest = Math.max(...own.map(({ counter }) => counter));
          const newest = own.filter(({ counter }) => counter === highest);
          const isTaken = newest.some(({ parentId }) => (tree.parentOf.get(id) ?? null) === parentId);
          const isReported = tree.conflicts.some(({ childId }) => childId === id);
          expect(own.length === 0 || isTaken || isReported).toBe(true);
        }
      }),
    );
  });
});

test('[H7] a goal with another period does not hang where it does not fit', () => {
  const goals = [makeGoal({ id: 'quarter' }), goalOf('team', 'alpha', { periodStart: '2026-01-01' })];
  expect(resolveHierarchy(goals, [makeEdge('alpha', 'quarter')], north).conflicts[0]?.broken).toEqual(['period_incompatible']);
});
