import { describe, expect, it } from 'vitest';
import { ServerCallError } from '../../../apps/desktop/src/host/session/server-api.ts';
import { NORA } from '../../fixtures/replicas.ts';
import { answerFor, openTestHost, standInApi } from './host-fixture.ts';

describe('recalculating a goal', () => {
  const api = (recalculateGoal: () => Promise<void>) =>
    standInApi({ login: () => Promise.resolve(answerFor(NORA, Date.UTC(2026, 10, 16, 15))), recalculateGoal });

  it('is done by the server where it can be reached', async () => {
    const asked: number[] = [];
    const test = await openTestHost(NORA, { host: { api: api(() => Promise.resolve(void asked.push(1))) } });
    expect(await test.host.service.recalculateGoal('g-ana')).toEqual({ by: 'server' });
    expect(asked).toEqual([1]);
  });

  it('is done on the device at once where it can’t', async () => {
    const { service } = (await openTestHost(NORA)).host;
    const before = service.goal('g-ana')?.card.value;
    expect(await service.recalculateGoal('g-ana')).toEqual({ by: 'device' });
    expect(service.goal('g-ana')?.card.value).toBe(before);
  });

  it('tells what the server refuses', async () => {
    const refuse = () => Promise.reject(new ServerCallError('refused', 'You may not.'));
    const test = await openTestHost(NORA, { host: { api: api(refuse) } });
    await expect(test.host.service.recalculateGoal('g-ana')).rejects.toThrow('You may not.');
  });
});
