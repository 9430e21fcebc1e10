import { expect, it, onTestFinished, vi } from 'vitest';
import { ADMIN } from '../../fixtures/replicas.ts';
import { openTestHost, replicaOf } from './host-fixture.ts';

it('lets go of the documents that nobody has needed for a while, and an edit opens its own again', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const test = await openTestHost(ADMIN);
  const replica = replicaOf(test.connection);
  test.host.service.updateDeal('a1', { name: 'First' });
  expect(replica.openRooms()).toBeGreaterThan(0);
  test.clock.now += 2 * 60_000;
  vi.advanceTimersByTime(5_000);
  expect(replica.openRooms()).toBe(0);
  test.host.service.updateDeal('a1', { name: 'Second' });
  expect(replica.record('deals', 'a1')?.name).toBe('Second');
  expect(replica.openRooms()).toBe(1);
});
