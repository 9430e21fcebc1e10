import { type Actor, addDays, createReach, type Goal, type RecordEdit, refuseEdit } from '@fieldgoal/domain';
import { describe, expect, test } from 'vitest';
import { goalOf, makeAdjustment, makeDeal, makeDirectory, makeEdge, makeMember, makeMembership, makeTeam, ORIGIN } from './make.ts';

const rep: Actor = { memberId: 'ana', role: 'member' };
const manager: Actor = { memberId: 'nora', role: 'manager' };
const goals = [goalOf('individual', 'ana'), goalOf('individual', 'sue')];
const reach = createReach(
  makeDirectory({
    members: [makeMember('ana'), makeMember('sue'), makeMember('nora', 'manager')],
    teams: [makeTeam('alpha', null, ['nora']), makeTeam('south')],
    memberships: [makeMembership('ana', 'alpha'), makeMembership('sue', 'south')],
  }),
);
const WORK = { kind: 'work', memberId: 'ana', quarter: '2026-Q4' } as const;
const TEAM_GOALS = { kind: 'goals', ownerId: 'alpha', fiscalYear: 2026 } as const;
const byAna = makeDeal({ createdBy: 'ana' });

function refuse(actor: Actor, edit: Pick<RecordEdit, 'collection' | 'address' | 'after'> & Partial<RecordEdit>, today = '2026-11-23') {
  const context = {
    actor,
    reach,
    goal: (id: string) => goals.find((goal) => goal.id === id) ?? null,
    latest: '2026-11-24T00:00:00.000Z',
    closing: { today, closeAfterDays: 5 },
  };
  return refuseEdit({ before: null, raw: edit.after, ...edit }, context);
}

test("[V1] a member edits their own work, and nobody else's", () => {
  expect(refuse(rep, { collection: 'deals', address: WORK, after: byAna })).toBeNull();
  expect(refuse(rep, { collection: 'deals', address: { ...WORK, memberId: 'sue' }, after: byAna })).toMatchObject({ code: 'forbidden' });
});

test('[V2] a field that this version does not know is not let in', () => {
  const refusal = refuse(rep, { collection: 'deals', address: WORK, after: byAna, raw: { ...byAna, colour: 'red' } });
  expect(refusal).toMatchObject({ code: 'invalid_record', message: expect.stringContaining('"colour"') });
});

test('[V3] what never changes is not changed', () => {
  const refusal = refuse(rep, { collection: 'deals', address: WORK, before: byAna, after: { ...byAna, ownerId: 'sue' } });
  expect(refusal).toMatchObject({ code: 'immutable_field', message: expect.stringContaining('ana → sue') });
});

test('[V4] nobody makes a record in the name of someone else', () => {
  expect(refuse(rep, { collection: 'deals', address: WORK, after: makeDeal({ createdBy: 'sue' }) })).toMatchObject({ code: 'forbidden' });
});

test('[V6] a new record from the future tells of a wrong clock', () => {
  const after = makeDeal({ createdBy: 'ana', createdAt: '2026-11-24T00:00:00.001Z' });
  expect(refuse(rep, { collection: 'deals', address: WORK, after })).toMatchObject({ code: 'clock' });
});

describe('[V5] goals, their adjustments and their place belong to the managers above', () => {
  const of = (goalId: string) => makeAdjustment({ id: 'a', goalId, delta: 5, createdBy: 'nora' });
  test.each([
    ['a goal in the team', { collection: 'goals', address: TEAM_GOALS, before: goals[0]!, after: goals[0]! }, null],
    ['a goal outside', { collection: 'goals', address: TEAM_GOALS, before: goals[1]!, after: goals[1]! }, 'forbidden'],
    ['an adjustment in the team', { collection: 'adjustments', address: TEAM_GOALS, after: of('ana') }, null],
    ['an adjustment outside', { collection: 'adjustments', address: TEAM_GOALS, after: of('sue') }, 'forbidden'],
    ['an adjustment of no goal', { collection: 'adjustments', address: TEAM_GOALS, after: of('nobody') }, 'forbidden'],
    [
      'a link in the team',
      { collection: 'edges', address: { kind: 'hierarchy' }, after: { ...makeEdge('ana', null), createdBy: 'nora' } },
      null,
    ],
    [
      'a link outside',
      { collection: 'edges', address: { kind: 'hierarchy' }, after: { ...makeEdge('sue', null), createdBy: 'nora' } },
      'forbidden',
    ],
  ] as const)('%s', (_what, edit, code) => {
    expect(refuse(manager, edit)?.code ?? null).toBe(code);
  });
});

test("[A3] a revocation is made in one's own name, stands, and comes after the adjustment", () => {
  const before = makeAdjustment({ id: 'a', goalId: 'ana', delta: 5, createdBy: 'nora' });
  const revoked = { ...before, revokedAt: ORIGIN.createdAt, revokedBy: 'nora' };
  const edit = { collection: 'adjustments', address: TEAM_GOALS } as const;
  expect(refuse(manager, { ...edit, before, after: revoked })).toBeNull();
  expect(refuse(manager, { ...edit, before, after: { ...revoked, revokedBy: 'ana' } })).toMatchObject({ code: 'forbidden' });
  expect(refuse(manager, { ...edit, before: revoked, after: before })).toMatchObject({ code: 'forbidden' });
  expect(refuse(manager, { ...edit, after: revoked })).toMatchObject({ code: 'forbidden' });
});

describe('[V7] of a closed goal', () => {
  const admin: Actor = { memberId: 'ada', role: 'admin' };
  const goal = goals[0]!;
  /** Five days after the period the goal is still open, on the sixth it is closed. */
  const CLOSED = addDays(goal.periodEnd, 6);
  const edit = { collection: 'goals', address: TEAM_GOALS, before: goal } as const;
  const adjustment = makeAdjustment({ id: 'a', goalId: 'ana', delta: 5, createdBy: 'nora' });
  const move = { ...makeEdge('ana', null), createdBy: 'nora' };

  test('what its number follows from no longer changes, for nobody', () => {
    for (const [change, words] of [
      [{ target: 1 }, 'target'],
      [{ targetMode: 'sum_of_children' }, 'way of setting the target'],
      [{ stretchTarget: 9 }, 'stretch target'],
      [{ periodEnd: '2027-12-31', periodStart: '2027-01-01' }, 'period'],
      [{ filter: { ...goal.filter, tags: ['x'] } }, 'filter'],
      [{ rollUp: 'own' }, 'roll-up'],
      [{ weight: 3 }, 'weight'],
      [{ baseline: 4 }, 'baseline'],
      [{ status: 'cancelled' }, 'status'],
      [{ deletedAt: ORIGIN.createdAt }, 'deletion'],
    ] as const) {
      for (const actor of [manager, admin]) {
        const refusal = refuse(actor, { ...edit, after: { ...goal, ...change } as Goal }, CLOSED);
        expect(refusal).toMatchObject({ code: 'closed', message: expect.stringContaining(words) });
      }
      expect(refuse(manager, { ...edit, after: { ...goal, ...change } as Goal }, addDays(CLOSED, -1))).toBeNull();
    }
  });

  test('the name and how it is forecast still change', () => {
    expect(
      refuse(manager, { ...edit, after: { ...goal, name: 'New', pacing: 'calendar_days', forecastModel: 'robust' } }, CLOSED),
    ).toBeNull();
  });

  test('the place stands', () => {
    const moved = { collection: 'edges', address: { kind: 'hierarchy' }, after: move } as const;
    expect(refuse(manager, moved, CLOSED)).toMatchObject({ code: 'closed', message: expect.stringContaining('place') });
    expect(refuse(manager, moved, addDays(CLOSED, -1))).toBeNull();
  });

  test('adjustments are made and revoked by admins only', () => {
    const adjusted = { collection: 'adjustments', address: TEAM_GOALS } as const;
    const revoked = { ...adjustment, revokedAt: ORIGIN.createdAt, revokedBy: 'nora' };
    expect(refuse(manager, { ...adjusted, after: adjustment }, CLOSED)).toMatchObject({ code: 'closed' });
    expect(refuse(manager, { ...adjusted, before: adjustment, after: revoked }, CLOSED)).toMatchObject({ code: 'closed' });
    expect(refuse(admin, { ...adjusted, after: { ...adjustment, createdBy: 'ada' } }, CLOSED)).toBeNull();
  });

  test('a goal for a period long past may still be made', () => {
    expect(refuse(manager, { ...edit, before: null, after: { ...goal, createdBy: 'nora' } }, CLOSED)).toBeNull();
  });
});
