import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApiScope, API_SCOPES } from '../../../server/src/api/keys/scopes.ts';
import { TestApi } from '../../fixtures/api.ts';
import { EventReader, type ReceivedEvent } from '../../fixtures/event-source.ts';
import { ADMIN } from '../../fixtures/replicas.ts';

let api: TestApi;
const readers: EventReader[] = [];
beforeEach(async () => {
  api = await TestApi.open();
});
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.close();
  await api.close();
});

async function listen(
  memberId: string,
  headers: Record<string, string> = {},
  scopes: readonly ApiScope[] = API_SCOPES,
): Promise<EventReader> {
  const reader = await EventReader.open(`${api.http.url}/api/events`, {
    authorization: `Bearer ${api.tokenOf(memberId, scopes)}`,
    ...headers,
  });
  readers.push(reader);
  return reader;
}

const win = (dealId: string) => api.call('ada', 'PATCH', `/api/deals/${dealId}`, { body: { outcome: 'won' } });
const target = (goalId: string, amount: number) => api.call('ada', 'PATCH', `/api/goals/${goalId}`, { body: { target: amount } });
const isProgressOf =
  (goalId: string) =>
  ({ name, data }: ReceivedEvent): boolean =>
    name === 'goal.progress' && data.goalId === goalId;

describe('live events', () => {
  it('tell who changed what, what counts, and how the goals stand after it', async () => {
    const reader = await listen('nora');
    await win('a1');
    const missing = new Set(['goal.progress', 'record.changed', 'records.counted']);
    const events = await reader.until((event) => {
      if (event.name !== 'goal.progress' || isProgressOf('g-company')(event)) missing.delete(event.name);
      return missing.size === 0;
    });
    expect(events.find(({ name }) => name === 'record.changed')?.data).toMatchObject({
      actorId: 'ada',
      action: 'deals.won',
      collection: 'deals',
      recordId: 'a1',
    });
    expect(events.find(({ name }) => name === 'records.counted')?.data.records).toMatchObject([
      { recordId: 'a1', before: { outcome: 'open' }, after: { outcome: 'won' } },
    ]);
    expect(events.findLast(isProgressOf('g-company'))?.data.progress).toMatchObject({ value: 1_310_000, target: 6_000_000 });
  });

  it('tell nobody of work they don’t reach; all of the goals’ numbers', async () => {
    const carl = await listen('carl');
    await win('a1');
    await target('g-carl', 5);
    const missing = new Set(['goals.target', 'g-ana']);
    const events = await carl.until(({ name, data }) => {
      missing.delete(name === 'goal.progress' ? data.goalId : data.action);
      return missing.size === 0;
    });
    expect(events.filter(({ data }) => JSON.stringify(data).includes('"a1"'))).toEqual([]);
    expect(events.some(isProgressOf('g-ana'))).toBe(true);
  });

  it('of a snapshot say for which day and goals', async () => {
    const reader = await listen('ana');
    api.opened.organization.replica.takeSnapshots('2026-11-15', { backfilled: false });
    const events = await reader.until(({ name }) => name === 'snapshots.taken');
    expect(events.at(-1)?.data).toMatchObject({ date: '2026-11-15', goalIds: expect.arrayContaining(['g-ana']) });
  });

  it('go on where a listener stopped: nothing is missed, nothing told twice', async () => {
    const steady = await listen('ada');
    const first = await listen('ada');
    await target('g-ana', 1);
    await first.until(({ name }) => name === 'record.changed');
    first.close();
    const place = first.lastId;
    for (let amount = 2; amount <= 30; amount++) await target('g-ben', amount);
    await win('a2');
    const second = await listen('ada', { 'last-event-id': place });
    await target('g-carl', 31);
    const isEnd = ({ name, data }: ReceivedEvent): boolean => name === 'record.changed' && data.recordId === 'g-carl';
    const all = await steady.until(isEnd);
    const later = await second.until(isEnd);
    const changesAfter = (events: ReceivedEvent[]): string[] =>
      events.filter(({ name, id }) => name === 'record.changed' && Number(id) > Number(place)).map(({ data }) => data.sentence);
    expect(changesAfter(later)).toEqual(changesAfter(all));
    expect(changesAfter(later)).toHaveLength(31);
    expect(later.map(({ id }) => Number(id))).toEqual([...new Set(later.map(({ id }) => Number(id)))].sort((a, b) => a - b));
    // Of what followed each other unheard the last one is told.
    expect(later.findLast(isProgressOf('g-ben'))?.data.progress.target).toBe(30);
  });

  it('begin anew, and say so, where the server knows less than the listener', async () => {
    const reader = await listen('ada', { 'last-event-id': '999999' });
    expect((await reader.next())?.name).toBe('reset');
    const events = await reader.until(isProgressOf('g-company'));
    expect(events.length).toBeGreaterThan(0);
  });

  it('tell everything there is to one who asks from 0', async () => {
    const reader = await listen('ana', { 'last-event-id': '0' });
    const goals = new Set<string>();
    while (goals.size < 6) {
      const event = await reader.next();
      if (event?.name === 'goal.progress') goals.add(event.data.goalId);
    }
    expect(goals).toContain('g-company');
  });

  it('end when the key is revoked, and when the server ends', async () => {
    const made = api.opened.organization.apiKeys.create({ name: 'short', memberId: 'ana', scopes: ['events'] }, ADMIN);
    if (!made.ok) throw new Error(made.error);
    const reader = await EventReader.open(`${api.http.url}/api/events`, { authorization: `Bearer ${made.value.token}` });
    api.opened.organization.apiKeys.revoke(made.value.key.id, ADMIN);
    expect(await reader.next()).toBe(null);
    const other = await listen('ana');
    await api.http.close();
    expect(await other.next()).toBe(null);
  });

  it('are refused without the scope, with a place that is none, and beyond ten at once', async () => {
    expect(
      (await api.send('GET', '/api/events', { headers: { authorization: `Bearer ${api.tokenOf('ana', ['goals:read'])}` } })).status,
    ).toBe(403);
    expect((await api.call(null, 'GET', '/api/events')).status).toBe(401);
    expect((await api.call('ana', 'GET', '/api/events', { headers: { 'last-event-id': 'x' } })).status).toBe(400);
    for (let i = 0; i < 10; i++) await listen('ben');
    expect((await api.call('ben', 'GET', '/api/events')).status).toBe(429);
  });
});
