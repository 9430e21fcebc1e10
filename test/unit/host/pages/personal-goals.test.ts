import { describe, expect, it } from 'vitest';
import { activity, create } from '../../../fixtures/company.ts';
import { ADMIN, ANA, NORA } from '../../../fixtures/replicas.ts';
import { openTestHost, replicaOf, type TestHost } from '../host-fixture.ts';

const WISH = {
  name: 'My visits',
  ownerType: 'individual',
  ownerId: 'ana',
  type: 'activities',
  target: 20,
  periodKind: 'month',
  periodStart: '2026-11-01',
  periodEnd: '2026-11-30',
  parentGoalId: null,
  isPersonal: true,
} as const;

/** Hands the server what a device made in a work room. */
function send(test: TestHost, room: string): void {
  const device = replicaOf(test.connection);
  const received = test.server.receive(room, device.missingFor(room, test.server.stateVector(room)), {
    origin: 'client',
    actorId: 'ana',
    authorize: (touched, raw) => test.server.refusalOf(ANA, touched, raw),
  });
  if (!received.ok) throw new Error(received.error.message);
}

describe('[X9] a personal goal', () => {
  it('is set by a member offline, counts at once, stands on Today, and is changed and cancelled by them', async () => {
    const test = await openTestHost(ANA, { extra: [create('activities', activity({ id: 'v1', ownerId: 'ana' }))] });
    const { service } = test.host;
    const { id } = service.createGoal(WISH);
    expect(replicaOf(test.connection).roomOf('goals', id)).toBe('main/work/ana/2026-Q4');
    const today = () => service.dashboard().mine.find((goal) => goal.id === id);
    expect(today()).toMatchObject({ isPersonal: true, mayEdit: true, value: 1, gap: { kind: 'to_go', left: 19 } });
    service.updateGoal({ goalId: id, target: 10 });
    expect(today()).toMatchObject({ target: 10 });
    service.updateGoal({ goalId: id, status: 'cancelled' });
    expect(today()).toBeUndefined();
  });

  it('is not made for someone else, nor under another goal, and not adjusted', async () => {
    const { service } = (await openTestHost(ANA)).host;
    expect(() => service.createGoal({ ...WISH, ownerId: 'ben' })).toThrow('You may not make goals for Ben Bond');
    expect(() => service.createGoal({ ...WISH, isPersonal: false })).toThrow('You may not make goals for Ana Ames');
    expect(() => service.createGoal({ ...WISH, parentGoalId: 'g-north' })).toThrow('adds up to no other goal');
    const { id } = service.createGoal(WISH);
    expect(() => service.adjustGoal({ goalId: id, kind: 'add', entered: 5, justification: 'Because I say so', expiresOn: null })).toThrow();
    const nora = (await openTestHost(NORA)).host.service;
    expect(() => nora.createGoal(WISH)).toThrow('made by whom it belongs to');
  });

  it('reaches the server, which tells its result to those who see the work and to nobody else; analytics leave it out', async () => {
    const test = await openTestHost(ANA);
    const { id } = test.host.service.createGoal(WISH);
    send(test, 'main/work/ana/2026-Q4');
    test.server.settle();
    expect(test.server.result(id)?.result.target).toBe(20);
    const goalsIn = (mayRead: (room: string | null) => boolean) => test.server.readFeed(0, 10_000, mayRead).entries.map(({ key }) => key);
    expect(goalsIn((room) => room === null)).not.toContain(id);
    expect(goalsIn(() => true)).toContain(id);
    test.server.takeSnapshots('2026-11-15', { backfilled: false });
    expect(JSON.stringify(test.server.readFeed(0, 10_000, (room) => room === null).entries)).not.toContain(id);
    expect(test.server.reach().mayReadGoal(ADMIN, { ...WISH })).toBe(true);
    expect(test.host.service.analytics({})?.totalGoals).toBe(6);
  });
});
