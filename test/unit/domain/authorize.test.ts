import { type Actor, createReach, type RecordEdit, refuseEdit } from '@fieldgoal/domain';
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

function refuse(actor: Actor, edit: Pick<RecordEdit, 'collection' | 'address' | 'after'> & Partial<RecordEdit>) {
  const context = { actor, reach, goal: (id: string) => goals.find((goal) => goal.id === id) ?? null, latest: '2026-11-24T00:00:00.000Z' };
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
