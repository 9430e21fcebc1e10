import { type CountingEvent, createGoalIndex, type Goal } from '@fieldgoal/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventsOf } from '../arbitraries.ts';
import { fold, goalOf, makeEdge, makeMembership, makeNorth, seriesOf, totalOf } from '../make.ts';

const DIRECTORY = {
  ...makeNorth(),
  // Ben changes team in the middle of the quarter, and overlaps on one day.
  memberships: [
    makeMembership('ana', 'alpha'),
    makeMembership('ben', 'alpha', '2026-01-01', '2026-11-15'),
    makeMembership('ben', 'beta', '2026-11-15'),
    makeMembership('carl', 'beta'),
  ],
};
const LEAVES = ['ana', 'ben', 'carl'];
const GOALS: readonly Goal[] = [
  goalOf('company', 'company'),
  goalOf('team', 'north'),
  goalOf('team', 'alpha'),
  goalOf('team', 'beta'),
  ...LEAVES.map((id) => goalOf('individual', id)),
];
const EDGES = [
  makeEdge('north', 'company'),
  makeEdge('alpha', 'north'),
  makeEdge('beta', 'north'),
  makeEdge('ana', 'alpha'),
  makeEdge('ben', 'alpha'),
  makeEdge('carl', 'beta'),
];
const modes = fc.constantFrom<Goal['rollUp']>(null, 'children', 'own', 'own_and_children');
const anyIndex = fc.array(modes, { minLength: GOALS.length, maxLength: GOALS.length }).map((rollUps) =>
  createGoalIndex(DIRECTORY, {
    goals: GOALS.map((goal, at) => ({ ...goal, rollUp: rollUps[at] ?? null })),
    edges: EDGES,
    adjustments: [],
  }),
);
const anyEvents = eventsOf([...LEAVES, 'someone-without-a-team']);

test('[E5] results do not depend on the order of records, goals, edges or people', () => {
  const index = createGoalIndex(DIRECTORY, { goals: GOALS, edges: EDGES, adjustments: [] });
  fc.assert(
    fc.property(anyEvents, (events) => {
      const { members, teams, memberships } = DIRECTORY;
      const mirrored = createGoalIndex(
        { ...DIRECTORY, members: members.toReversed(), teams: teams.toReversed(), memberships: memberships.toReversed() },
        { goals: GOALS.toReversed(), edges: EDGES.toReversed(), adjustments: [] },
      );
      for (const { id } of GOALS) {
        const one = index.evaluate(id, seriesOf(fold(index, events), id), '2026-11-23');
        expect(mirrored.evaluate(id, seriesOf(fold(mirrored, events.toReversed()), id), '2026-11-23')).toEqual(one);
      }
    }),
    { numRuns: 50 },
  );
});

test('[C8] no goal counts a record twice, whatever the modes and paths', () => {
  fc.assert(
    fc.property(anyIndex, anyEvents, (index, events) => {
      for (const event of events) {
        const counting = index.goalsCounting(event);
        expect(new Set(counting).size).toBe(counting.length);
        expect([...counting].sort()).toEqual(counting);
      }
    }),
  );
});

test('[H1] with children roll-ups the root is the sum of the leaves', () => {
  const index = createGoalIndex(DIRECTORY, { goals: GOALS, edges: EDGES, adjustments: [] });
  fc.assert(
    fc.property(anyEvents, (events) => {
      const folded = fold(index, events);
      expect(totalOf(folded, 'company')).toBe(LEAVES.reduce((sum, id) => sum + totalOf(folded, id), 0));
    }),
  );
});

test('[E5] adding and removing records one by one ends where counting from scratch does', () => {
  fc.assert(
    fc.property(anyIndex, anyEvents, anyEvents, (index, stay, go) => {
      const goers: CountingEvent[] = go.map((event) => ({ ...event, recordId: `x${event.recordId}` }));
      const incremental = fold(index, goers, -1, fold(index, [...goers, ...stay]));
      const scratch = fold(index, stay);
      for (const { id } of GOALS) expect(seriesOf(incremental, id)).toEqual(seriesOf(scratch, id));
    }),
  );
});

test("[C8] everyone whose record counts in a goal is in the goal's scope", () => {
  fc.assert(
    fc.property(anyIndex, eventsOf(LEAVES), (index, events) => {
      for (const event of events) {
        for (const goalId of index.goalsCounting(event)) expect(index.membersInScope(goalId)).toContain(event.ownerId);
      }
    }),
  );
});
