import { createReach, type RoomAddress } from '@fieldgoal/domain';
import { describe, expect, test } from 'vitest';
import { goalOf, makeDirectory, makeMember, makeMembership, makeTeam } from './make.ts';

const admin = { memberId: 'ada', role: 'admin' } as const;
const northHead = { memberId: 'nora', role: 'manager' } as const;
const alphaHead = { memberId: 'olaf', role: 'manager' } as const;
const betaHead = { memberId: 'bert', role: 'manager' } as const;
const rep = { memberId: 'ana', role: 'member' } as const;
const stranger = { memberId: 'gone', role: 'manager' } as const;

/** North (Nora) holds Alpha (Olaf: Ana; Ben until June) and Beta (Bert: Ben since July); South is apart. */
const reach = createReach(
  makeDirectory({
    members: [
      makeMember('ada', 'admin'),
      ...['nora', 'olaf', 'bert'].map((id) => makeMember(id, 'manager')),
      makeMember('ana'),
      makeMember('ben'),
      makeMember('sue'),
    ],
    teams: [
      makeTeam('alpha', 'north', ['olaf', 'gone']),
      makeTeam('beta', 'north', ['bert']),
      makeTeam('north', null, ['nora']),
      makeTeam('south'),
    ],
    memberships: [
      makeMembership('ana', 'alpha'),
      makeMembership('ben', 'alpha', '2026-01-01', '2026-06-30'),
      makeMembership('ben', 'beta', '2026-07-01'),
      makeMembership('sue', 'south'),
    ],
  }),
);
const DIRECTORY: RoomAddress = { kind: 'directory' };
const HIERARCHY: RoomAddress = { kind: 'hierarchy' };
const goals = (ownerId: string): RoomAddress => ({ kind: 'goals', ownerId, fiscalYear: 2026 });
const work = (memberId: string): RoomAddress => ({ kind: 'work', memberId, quarter: '2026-Q4' });

test('[X1] everybody reads the directory, the hierarchy and all goals', () => {
  for (const actor of [admin, northHead, alphaHead, rep]) {
    expect([DIRECTORY, HIERARCHY, goals('company'), goals('south')].every((room) => reach.mayReadRoom(actor, room))).toBe(true);
    expect(reach.mayReadGoal(actor, goalOf('individual', 'sue'))).toBe(true);
  }
});

describe('[X2] a member', () => {
  test("reaches their own work and nobody else's", () => {
    expect(reach.reachedMembers(rep)).toEqual(new Set(['ana']));
    expect(reach.reachedTeams(rep).size).toBe(0);
    expect([work('ana'), work('ben')].map((room) => reach.mayReadRoom(rep, room))).toEqual([true, false]);
    expect([work('ana'), work('ben')].map((room) => reach.mayWriteRoom(rep, room))).toEqual([true, false]);
  });

  test('writes no goals, no hierarchy and no directory', () => {
    expect([DIRECTORY, HIERARCHY, goals('alpha'), goals('company')].some((room) => reach.mayWriteRoom(rep, room))).toBe(false);
    expect(reach.mayEditGoal(rep, goalOf('individual', 'ana'))).toBe(false);
    expect(reach.mayAdjustGoal(rep, goalOf('individual', 'ana'))).toBe(false);
  });
});

describe('[X3] a manager', () => {
  test('reaches everyone who is or was in a team they lead, or below it', () => {
    expect(reach.reachedMembers(alphaHead)).toEqual(new Set(['olaf', 'ana', 'ben']));
    expect(reach.reachedMembers(betaHead)).toEqual(new Set(['bert', 'ben']));
    expect([...reach.reachedTeams(northHead)]).toEqual(['north', 'alpha', 'beta']);
  });

  test('[X4] reaches those who lead a team below, not those who lead the same one', () => {
    expect(reach.reachedMembers(northHead)).toEqual(new Set(['nora', 'olaf', 'gone', 'bert', 'ana', 'ben']));
    expect(reach.reachedMembers(alphaHead)).not.toContain('gone');
  });

  test('writes the goals of their teams and of the members in them, and the hierarchy', () => {
    expect(['alpha', 'beta', 'north', 'company'].map((owner) => reach.mayWriteRoom(alphaHead, goals(owner)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(['alpha', 'beta', 'north', 'company', 'south'].map((owner) => reach.mayWriteRoom(northHead, goals(owner)))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect([HIERARCHY, DIRECTORY].map((room) => reach.mayWriteRoom(alphaHead, room))).toEqual([true, false]);
    expect(reach.mayEditGoal(alphaHead, goalOf('individual', 'ana'))).toBe(true);
    expect(reach.mayLinkGoal(alphaHead, goalOf('team', 'beta'))).toBe(false);
    expect(reach.mayEditGoal(northHead, goalOf('company', 'company'))).toBe(false);
  });

  test("[X5] edits a member's goal only for a time in which the member was in the team", () => {
    const lastQuarter = goalOf('individual', 'ben');
    const firstQuarter = goalOf('individual', 'ben', { periodStart: '2026-01-01', periodEnd: '2026-03-31' });
    expect([lastQuarter, firstQuarter].map((goal) => reach.mayEditGoal(alphaHead, goal))).toEqual([false, true]);
    expect([lastQuarter, firstQuarter].map((goal) => reach.mayEditGoal(betaHead, goal))).toEqual([true, false]);
  });
});

test('[X6] an admin reaches all, and only an admin administers', () => {
  expect(reach.reachedMembers(admin)).toEqual(new Set(['ada', 'nora', 'olaf', 'bert', 'ana', 'ben', 'sue']));
  expect([...reach.reachedTeams(admin)]).toEqual(['north', 'alpha', 'beta', 'south']);
  expect([DIRECTORY, HIERARCHY, goals('company'), work('sue')].every((room) => reach.mayWriteRoom(admin, room))).toBe(true);
  expect([admin, northHead, rep].map((actor) => reach.mayAdminister(actor))).toEqual([true, false, false]);
});

test('[X7] someone who is no longer in the directory reaches nothing', () => {
  expect(
    [DIRECTORY, HIERARCHY, goals('alpha'), work('gone')].some(
      (room) => reach.mayReadRoom(stranger, room) || reach.mayWriteRoom(stranger, room),
    ),
  ).toBe(false);
  expect(reach.mayReadGoal(stranger, goalOf('team', 'alpha'))).toBe(false);
  expect(reach.mayEditGoal(stranger, goalOf('team', 'alpha'))).toBe(false);
});

test('[X8] a device that has not received the directory yet may ask for it, and for its own work', () => {
  const empty = createReach(makeDirectory());
  expect([DIRECTORY, goals('company'), work('ana')].map((room) => empty.mayReadRoom(rep, room))).toEqual([true, true, true]);
  expect([DIRECTORY, goals('company'), work('ben')].map((room) => empty.mayWriteRoom(rep, room))).toEqual([false, false, false]);
});

describe('[X9] a personal goal', () => {
  const own = { ...goalOf('individual', 'ana'), isPersonal: true };

  test('is read and edited by its owner and by those who reach their work, and by nobody else', () => {
    for (const actor of [rep, alphaHead, northHead, admin]) {
      expect([reach.mayReadGoal(actor, own), reach.mayEditGoal(actor, own)]).toEqual([true, true]);
    }
    for (const actor of [betaHead, { memberId: 'sue', role: 'member' } as const, stranger]) {
      expect([reach.mayReadGoal(actor, own), reach.mayEditGoal(actor, own)]).toEqual([false, false]);
    }
  });

  test('is adjusted and linked by nobody', () => {
    for (const actor of [rep, alphaHead, admin]) {
      expect([reach.mayAdjustGoal(actor, own), reach.mayLinkGoal(actor, own)]).toEqual([false, false]);
    }
  });
});
