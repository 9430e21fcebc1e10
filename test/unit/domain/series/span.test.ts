import { type Actor, createReach, type GoalSeries, refuseEdit } from '@fieldgoal/domain';
import { expect, test } from 'vitest';
import { makeDirectory, makeMember, makeMembership, makeTeam } from '../make.ts';
import { makeSeries } from './make-series.ts';

const ROOM = { kind: 'goals', ownerId: 'alpha', fiscalYear: 2026 } as const;
const NORA: Actor = { memberId: 'nora', role: 'manager' };
const reach = createReach(
  makeDirectory({
    members: [makeMember('ana'), makeMember('sue'), makeMember('nora', 'manager')],
    teams: [makeTeam('alpha', null, ['nora']), makeTeam('south')],
    memberships: [makeMembership('ana', 'alpha', '2026-07-01'), makeMembership('sue', 'south')],
  }),
);
const refusal = (fields: Partial<GoalSeries>, actor = NORA, before: GoalSeries | null = null) => {
  const after = makeSeries({ ownerType: 'individual', ownerId: 'ana', createdBy: actor.memberId, ...fields });
  const context = {
    actor,
    reach,
    goal: () => null,
    latest: '2026-11-24T00:00:00.000Z',
    closing: { today: '2026-11-23', closeAfterDays: 5 },
  };
  return refuseEdit({ collection: 'goalSeries', address: ROOM, before, after, raw: after }, context);
};

test('[G6] a recurring goal is edited by who may edit a goal of its owner', () => {
  expect(refusal({})).toBeNull();
  expect(refusal({ ownerType: 'team', ownerId: 'alpha' })).toBeNull();
  expect(refusal({ ownerId: 'sue' })).toMatchObject({ code: 'forbidden', message: expect.stringContaining('recurring goal') });
  expect(refusal({ ownerType: 'company', ownerId: 'company' })).toMatchObject({ code: 'forbidden' });
  expect(refusal({}, { memberId: 'ana', role: 'member' })).toMatchObject({ code: 'forbidden' });
});

test("[G6] of a member, by managers of a team the member is in during the series' time", () => {
  expect(refusal({ endsOn: '2026-06-30' })).toMatchObject({ code: 'forbidden' });
  expect(refusal({ endsOn: '2026-07-01' })).toBeNull();
});

test('[G6] its owner, kind of period, type and unit never change', () => {
  const before = makeSeries({ ownerType: 'individual', ownerId: 'ana', createdBy: 'nora' });
  for (const fields of [{ ownerId: 'sue' }, { periodKind: 'month' }, { type: 'deals', currency: null }] as const)
    expect(refusal(fields, NORA, before)).toMatchObject({ code: 'immutable_field' });
  expect(refusal({ name: 'Other {period}', status: 'paused' }, NORA, before)).toBeNull();
});
