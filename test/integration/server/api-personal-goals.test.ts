import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestApi } from '../../fixtures/api.ts';
import { create, goal } from '../../fixtures/company.ts';
import { ANA } from '../../fixtures/replicas.ts';

let api: TestApi;
beforeEach(async () => {
  api = await TestApi.open();
  const own = { id: 'p-ana', ownerType: 'individual', ownerId: 'ana', createdBy: 'ana', isPersonal: true } as const;
  const made = api.opened.organization.replica.edit([create('goals', goal({ ...own, name: 'Ana’s own' }))], {
    actor: ANA,
    origin: 'client',
  });
  if (!made.ok) throw new Error(made.error.message);
  api.opened.organization.replica.settle();
});
afterEach(() => api.close());

/** Every call there is about one goal, from the document, so that a new one can't be forgotten. */
const callsOnGoals = (): readonly (readonly [string, string])[] =>
  Object.entries(api.document.paths).flatMap(([path, methods]) =>
    path.startsWith('/api/goals/{') ? Object.keys(methods).map((method) => [method.toUpperCase(), path] as const) : [],
  );
const lists = async (memberId: string): Promise<boolean> =>
  (await api.call(memberId, 'GET', '/api/goals?limit=100')).body.data.items.some(({ id }: { id: string }) => id === 'p-ana');

it('[X9] a personal goal is listed for its owner and for who reaches their work, and for nobody else', async () => {
  expect(await Promise.all(['ana', 'nora', 'ada', 'ben', 'carl', 'olga'].map(lists))).toEqual([true, true, true, false, false, false]);
});

it('[X9] whoever doesn’t reach it is told that there is no such goal, by every call there is', async () => {
  const calls = callsOnGoals();
  expect(calls.length).toBeGreaterThan(8);
  for (const [method, path] of calls) {
    const hasBody = method !== 'GET' && method !== 'DELETE';
    const of = (id: string) => api.call('carl', method, path.replace(/\{\w+\}/, id), hasBody ? { body: {} } : {});
    const [hidden, missing] = [await of('p-ana'), await of('p-nobody')];
    expect(hidden.status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
    const told = (answer: typeof hidden): string => JSON.stringify(answer.body).replaceAll(/p-\w+/g, 'ID');
    expect([hidden.status, told(hidden)], `${method} ${path}`).toEqual([missing.status, told(missing)]);
  }
});

it('[X9] its number is nobody else’s to read in the figures of the company either', async () => {
  const figures = async (): Promise<unknown> => (await api.call('carl', 'GET', '/api/goals/analytics')).body.data;
  const withIt = await figures();
  const { replica } = api.opened.organization;
  const deleted = replica.edit([{ collection: 'goals', id: 'p-ana', kind: 'update', fields: { deletedAt: '2026-11-16T15:00:00.000Z' } }], {
    actor: ANA,
    origin: 'client',
  });
  expect(deleted.ok).toBe(true);
  expect(await figures()).toEqual(withIt);
});
