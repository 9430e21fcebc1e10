import {
  type Directory,
  type Edge,
  type Goal,
  type LinkConflict,
  type LinkRule,
  nextEdgeCounter,
  type ResolvedHierarchy,
  resolveHierarchy,
  teamTree,
  validateLink,
} from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairRules } from '../../../../packages/domain/src/hierarchy/validate.ts';
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

describe('against the rules written plainly', () => {
  const TEAMS = ['t0', 't1', 't2', 't3', 't4'];
  const GOAL_IDS = Array.from({ length: 14 }, (_, at) => `g${at}`);
  const anyOwner = fc.oneof(
    fc.constant({ ownerType: 'company', ownerId: 'company' } as const),
    fc.constantFrom(...TEAMS, 'gone').map((ownerId) => ({ ownerType: 'team', ownerId }) as const),
    fc.constantFrom('ana', 'ben').map((ownerId) => ({ ownerType: 'individual', ownerId }) as const),
  );
  const odd = <T extends Partial<Goal>>(...fields: readonly T[]) =>
    fc.oneof({ weight: 8, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom(...fields) });
  const anyMeasure = odd<Partial<Goal>>({ type: 'deals' }, { type: 'performance', metric: 'composite' }, { direction: 'lower' });
  const anyPeriod = odd<Partial<Goal>>({ periodStart: '2026-11-01' }, { periodEnd: '2027-03-31' });
  const anyGoals = fc
    .uniqueArray(fc.constantFrom(...GOAL_IDS), { minLength: 1, maxLength: GOAL_IDS.length, size: 'max' })
    .chain((ids) =>
      fc.tuple(...ids.map((id) => fc.tuple(anyOwner, anyMeasure, anyPeriod).map((parts) => makeGoal(Object.assign({ id }, ...parts))))),
    );
  const anyEdge = fc
    .tuple(fc.constantFrom(...GOAL_IDS), fc.option(fc.constantFrom(...GOAL_IDS), { freq: 8 }), fc.integer({ min: 1, max: 4 }))
    .map(([childId, parentId, counter]) => makeEdge(childId, parentId, counter));
  // Concurrent moves have the same counter; a move made twice is one edge.
  const anyEdges = fc.uniqueArray(anyEdge, { selector: ({ id }) => id, maxLength: 60, size: 'max' });
  const teamsUnder = (uppersOf: (at: number) => readonly string[]) =>
    fc.tuple(...TEAMS.map((_, at) => fc.option(fc.constantFrom(...uppersOf(at)), { freq: 8 })));
  const anyDirectory = fc
    .tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.oneof(
        teamsUnder((at) => [TEAMS[at - 1] ?? 't4']),
        teamsUnder((at) => TEAMS.filter((_, other) => other !== at)),
      ),
    )
    .map(([maxGoalDepth, uppers]) =>
      makeDirectory({ teams: TEAMS.map((id, at) => makeTeam(id, uppers[at] ?? null)), settings: makeSettings({ maxGoalDepth }) }),
    );

  test('[H7] any book, with circles of teams, concurrent moves and goals that are gone, resolves as they say', () => {
    let linked = 0;
    const refused = new Set<LinkRule>();
    fc.assert(
      fc.property(anyGoals, anyEdges, anyDirectory, (goals, edges, directory) => {
        const expected = placedFromTheTop(goals, edges, directory);
        const { parentOf, childrenOf, depthOf, conflicts } = resolveHierarchy(goals, edges, directory);
        expect(new Map(parentOf)).toEqual(expected.parentOf);
        expect(new Map(childrenOf)).toEqual(expected.childrenOf);
        expect(new Map(depthOf)).toEqual(expected.depthOf);
        expect([parentOf.size, childrenOf.size, depthOf.size]).toEqual([
          expected.parentOf.size,
          expected.childrenOf.size,
          expected.depthOf.size,
        ]);
        for (const id of [...GOAL_IDS, 'nobody']) {
          expect([parentOf.get(id), parentOf.has(id)]).toEqual([expected.parentOf.get(id), expected.parentOf.has(id)]);
          expect([childrenOf.get(id), depthOf.get(id)]).toEqual([expected.childrenOf.get(id), expected.depthOf.get(id)]);
        }
        expect(conflicts).toEqual(expected.conflicts);
        linked = Math.max(linked, ...expected.depthOf.values());
        for (const { broken } of conflicts) for (const rule of broken) refused.add(rule);
      }),
      { numRuns: 1000 },
    );
    // The books that were made up reach every outcome.
    expect(linked).toBeGreaterThanOrEqual(3);
    expect([...refused].sort()).toEqual(
      ['max_depth', 'owner_incompatible', 'period_incompatible', 'self_link', 'unit_incompatible', 'unknown_goal'].sort(),
    );
  });

  /** Goals of the company, then of teams from the top down, then of people: whatever may be a parent has its place before its children. */
  function placedFromTheTop(goals: readonly Goal[], edges: readonly Edge[], directory: Directory): ResolvedHierarchy {
    const teams = teamTree(directory.teams);
    const rank = ({ ownerType, ownerId }: Goal): number =>
      ownerType === 'company' ? -2 : ownerType === 'individual' ? 1000 : teams.topDown.indexOf(ownerId);
    const parentOf = new Map<string, string>();
    const depthOf = new Map<string, number>();
    const conflicts: LinkConflict[] = [];
    for (const goal of goals.toSorted((a, b) => rank(a) - rank(b))) {
      depthOf.set(goal.id, 1);
      const own = edges.filter(({ childId }) => childId === goal.id).sort((a, b) => b.counter - a.counter || (a.id < b.id ? -1 : 1));
      for (const { childId, parentId } of own) {
        if (parentId === null) break;
        const parent = goals.find(({ id }) => id === parentId);
        const broken = brokenBy(goal, parent);
        if (broken.length === 0) {
          parentOf.set(childId, parentId);
          depthOf.set(childId, (depthOf.get(parentId) ?? 0) + 1);
          break;
        }
        conflicts.push({ childId, parentId, broken });
      }
    }
    const childIds = [...parentOf.keys()].sort();
    const childrenOf = Map.groupBy(childIds, (id) => parentOf.get(id) ?? '');
    return {
      parentOf,
      childrenOf,
      depthOf,
      conflicts: goals
        .map(({ id }) => id)
        .sort()
        .flatMap((id) => conflicts.filter(({ childId }) => childId === id)),
    };

    function brokenBy(goal: Goal, parent: Goal | undefined): readonly LinkRule[] {
      if (parent === undefined) return ['unknown_goal'];
      if (parent === goal) return ['self_link'];
      const broken = pairRules(goal, parent, teams);
      if (broken.length > 0) return broken;
      return (depthOf.get(parent.id) ?? 0) < directory.settings.maxGoalDepth ? [] : ['max_depth'];
    }
  }
});

test('[H7] a goal with another period does not hang where it does not fit', () => {
  const goals = [makeGoal({ id: 'quarter' }), goalOf('team', 'alpha', { periodStart: '2026-01-01' })];
  expect(resolveHierarchy(goals, [makeEdge('alpha', 'quarter')], north).conflicts[0]?.broken).toEqual(['period_incompatible']);
});
