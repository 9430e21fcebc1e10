import type { RecordChange } from '@fieldgoal/documents';
import { describe, expect, it } from 'vitest';
import { adjustment, create, goal, NOW, update } from '../../fixtures/company.ts';
import { ADMIN, ANA } from '../../fixtures/replicas.ts';
import { startHost } from '../../../apps/desktop/src/host/start.ts';
import { openTestHost, StandInConnection, standInApi, type TestHost } from './host-fixture.ts';

/** A host that has had everything once, so that what comes is news. */
async function openUpToDate(extra: readonly RecordChange[] = []): Promise<TestHost> {
  const test = await openTestHost(ANA, { extra });
  test.connection.become({ connection: 'up_to_date', upToDateAt: new Date(NOW).toISOString() });
  await turn();
  return test;
}
/** The inbox looks once the turn of the event loop is over. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const kinds = ({ host }: TestHost) => host.service.notifications().rows.map(({ kind, subject }) => [kind, subject]);

function serverEdits(test: TestHost, changes: readonly RecordChange[]): Promise<void> {
  const made = test.server.edit(changes, { actor: ADMIN, origin: 'server' });
  if (!made.ok) throw new Error(made.error.message);
  test.catchUp();
  return turn();
}

describe('the inbox', () => {
  it('is empty when a device first has everything, whatever is overdue or behind by then', async () => {
    const test = await openUpToDate();
    expect(test.host.service.notifications()).toEqual({ unread: 0, rows: [] });
  });

  it('tells of a goal that was given, a target that was changed and an adjustment by someone else', async () => {
    const test = await openUpToDate();
    await serverEdits(test, [create('goals', goal({ id: 'g-new', ownerType: 'individual', ownerId: 'ana', name: 'Extra revenue' }))]);
    await serverEdits(test, [update('goals', 'g-ana', { target: 2_000_000 })]);
    await serverEdits(test, [create('adjustments', adjustment({ id: 'adj', goalId: 'g-ana', createdBy: 'nora', delta: 1000 }))]);
    expect(kinds(test)).toEqual(
      expect.arrayContaining([
        ['goal_given', 'Extra revenue'],
        ['target_changed', 'Revenue of ana'],
        ['goal_adjusted', 'Revenue of ana'],
      ]),
    );
    expect(test.host.service.notifications().rows.find(({ kind }) => kind === 'goal_adjusted')).toMatchObject({
      detail: 'Nora North',
      path: '/goals/g-ana',
      isRead: false,
    });
  });

  it('tells of a reached goal and of due tasks, each once, without a network', async () => {
    const test = await openUpToDate();
    const { service } = test.host;
    const { id } = service.createTask({ title: 'Send the quote', dueOn: '2026-11-16', dealId: null });
    service.updateDeal('a1', { amountMinor: 5_000_000 });
    service.moveDeal('a1', 'won');
    await turn();
    expect(kinds(test)).toEqual([
      ['goal_achieved', 'Revenue of ana'],
      ['task_due', 'Send the quote'],
    ]);
    service.moveDeal('a1', 'open');
    service.moveDeal('a1', 'won');
    service.completeTask(id, true);
    service.completeTask(id, false);
    await turn();
    expect(kinds(test).filter(([kind]) => kind !== 'goal_off_track' && kind !== 'goal_at_risk')).toHaveLength(2);
  });

  it('says live when there is news, and remembers what was read', async () => {
    const test = await openUpToDate();
    const { service } = test.host;
    const live = service.changes(AbortSignal.any([]))[Symbol.asyncIterator]();
    const next = live.next();
    service.createTask({ title: 'One', dueOn: '2026-11-10', dealId: null });
    const topics = new Set((await next).value.topics);
    while (!topics.has('notifications')) for (const topic of (await live.next()).value.topics) topics.add(topic);
    expect(service.notifications().unread).toBe(1);
    service.markNotificationsRead('unknown');
    expect(service.notifications().unread).toBe(1);
    service.markNotificationsRead(service.notifications().rows[0]?.id ?? '');
    expect(service.notifications()).toMatchObject({ unread: 0, rows: [{ kind: 'task_overdue', isRead: true }] });
    service.createTask({ title: 'Two', dueOn: '2026-11-10', dealId: null });
    await turn();
    service.markNotificationsRead(null);
    expect(service.notifications()).toMatchObject({ unread: 0, rows: [{ isRead: true }, { isRead: true }] });
  });

  it('survives a restart, and tells nothing twice', async () => {
    const test = await openUpToDate();
    test.host.service.createTask({ title: 'One', dueOn: '2026-11-10', dealId: null });
    await turn();
    test.host.service.markNotificationsRead(null);
    const before = test.host.service.notifications();
    await test.host.close();
    const again = await startHost({
      dataDir: test.dataDir,
      serverUrl: null,
      rendererDir: null,
      port: null,
      now: () => test.clock.now,
      log: test.log,
      connect: new StandInConnection().connect,
      api: standInApi(),
    });
    await turn();
    expect(again.service.notifications()).toEqual(before);
    test.clock.now += 60_000;
    again.service.createTask({ title: 'Two', dueOn: '2026-11-12', dealId: null });
    await turn();
    expect(again.service.notifications().rows.map(({ subject, isRead }) => [subject, isRead])).toEqual([
      ['Two', false],
      ['One', true],
    ]);
    await again.close();
  });
});
