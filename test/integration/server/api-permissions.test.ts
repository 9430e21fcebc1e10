import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_SCOPES, type ApiScope } from '../../../server/src/api/keys/scopes.ts';
import { OPERATIONS } from '../../../server/src/api/rest/operations.ts';
import { describeProcedure } from '../../../server/src/api/rest/procedures.ts';
import { startHttpServer } from '../../../server/src/http/server.ts';
import { createLogger } from '../../../server/src/logging.ts';
import { TestApi } from '../../fixtures/api.ts';
import { ADMIN } from '../../fixtures/replicas.ts';
import { DEVICE, openEmptyOrganization, openTestOrganization } from '../../unit/server/test-organization.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.open();
});
afterAll(() => api.close());

const addressOf = (path: string): string => `/api${path.replaceAll(/\{\w+\}/g, 'g-ana')}`;
const auditOf = (action: string): string[] =>
  api.opened.organization.replica.sqlite
    .prepare<[string], string>('SELECT sentence FROM audit WHERE action = ? ORDER BY rowid')
    .pluck()
    .all(action);

describe.each(OPERATIONS)('$method $path', ({ method, path, procedure }) => {
  const { scope } = describeProcedure(procedure);

  it('is closed to strangers', async () => {
    expect((await api.call(null, method, addressOf(path))).status).toBe(401);
    expect((await api.send(method, addressOf(path), { headers: { authorization: 'Bearer fgk_a-guess' } })).status).toBe(401);
  });

  it(`is closed to a key of an admin that has every scope but ${scope}`, async () => {
    const others = API_SCOPES.filter((one): one is ApiScope => one !== scope);
    const { status, headers } = await api.send(method, addressOf(path), {
      headers: { authorization: `Bearer ${api.tokenOf('ada', others)}` },
    });
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toContain(`scope="${scope}"`);
  });
});

/** Who may change what, over REST as on a device (rules X2–X6, V5). */
const GOALS = ['g-company', 'g-north', 'g-south', 'g-ana', 'g-carl'] as const;
const EDITORS: Readonly<Record<(typeof GOALS)[number], readonly string[]>> = {
  'g-company': ['ada'],
  'g-north': ['ada', 'nora'],
  'g-south': ['ada', 'olga'],
  'g-ana': ['ada', 'nora'],
  'g-carl': ['ada', 'olga'],
};
const PEOPLE = ['ana', 'carl', 'nora', 'olga', 'ada'] as const;

describe.each(GOALS)('the goal %s', (goalId) => {
  it.each(PEOPLE)('is read by %s, and changed, adjusted, moved and deleted only by who is above its owner', async (memberId) => {
    const may = EDITORS[goalId].includes(memberId);
    const call = async (method: string, path: string, body?: object): Promise<number> =>
      (await api.call(memberId, method, `/api/goals/${goalId}${path}`, body === undefined ? {} : { body })).status;
    expect(await call('GET', '')).toBe(200);
    const adjustment = { kind: 'add', entered: 0, justification: 'To see whether I may' };
    // A body that fits, a link that breaks a rule: who may is told of the rule, who may not of that.
    expect(await call('PATCH', '', { weight: 1 })).toBe(may ? 200 : 403);
    expect(await call('PUT', '', { name: 'x' })).toBe(422);
    expect(await call('POST', '/manual-adjustment', adjustment)).toBe(may ? 201 : 403);
    expect(await call('POST', '/link-parent', { parentId: goalId })).toBe(may ? 422 : 403);
    expect(await call('POST', '/recalculate')).toBe(200);
    if (!may) expect([await call('DELETE', ''), await call('POST', '/unlink-parent')]).toEqual([403, 403]);
  });
});

describe('the work of someone', () => {
  it.each([
    ['a1', ['ana', 'nora', 'ada']],
    ['c1', ['carl', 'olga', 'ada']],
  ])('%s is there for those who reach them, and for nobody else', async (dealId, reach) => {
    for (const memberId of PEOPLE) {
      const expected = reach.includes(memberId) ? 200 : 404;
      expect((await api.call(memberId, 'GET', `/api/deals/${dealId}`)).status, memberId).toBe(expected);
      expect((await api.call(memberId, 'PATCH', `/api/deals/${dealId}`, { body: { note: memberId } })).status, memberId).toBe(expected);
      const listed = (await api.call(memberId, 'GET', '/api/deals')).body.data.items.map(({ id }: { id: string }) => id);
      expect(listed.includes(dealId), memberId).toBe(reach.includes(memberId));
    }
  });

  it('is made only for oneself or those one reaches', async () => {
    const make = async (memberId: string, ownerId: string): Promise<number> =>
      (await api.call(memberId, 'POST', '/api/tasks', { body: { title: 'x', ownerId } })).status;
    expect([
      await make('ana', 'ana'),
      await make('ana', 'ben'),
      await make('nora', 'ben'),
      await make('nora', 'carl'),
      await make('nora', 'olga'),
    ]).toEqual([201, 422, 201, 422, 422]);
    expect([await make('ada', 'carl'), await make('ada', 'nobody')]).toEqual([201, 422]);
  });
});

describe('an import', () => {
  it.each(['ana', 'nora'])('is not for %s, whatever scopes the key has', async (memberId) => {
    for (const { method, path } of OPERATIONS.filter(({ tag }) => tag === 'Import'))
      expect((await api.call(memberId, method, addressOf(path), method === 'POST' ? { body: {} } : {})).status, path).toBe(403);
  });
});

describe('a key', () => {
  it('says in the audit log which one was used, and each refusal stands there once', async () => {
    await api.call('nora', 'PATCH', '/api/goals/g-ben', { body: { target: 2_000_000 } });
    expect(auditOf('goals.target').at(-1)).toContain('(by the key "nora ');
    const before = auditOf('refused.forbidden').length;
    await api.call('ana', 'PATCH', '/api/goals/g-ben', { body: { target: 1 } });
    expect(auditOf('refused.forbidden')).toHaveLength(before + 1);
  });

  it('opens nothing of an organization that didn’t make it', async () => {
    const other = await openTestOrganization();
    const http = await startHttpServer({
      organizations: other.organizations,
      host: '127.0.0.1',
      port: 0,
      adminSecret: 'x'.repeat(40),
      log: createLogger('silent'),
    });
    const answer = await fetch(`${http.url}/api/goals`, { headers: { authorization: `Bearer ${api.tokenOf('ada')}` } });
    await http.close();
    await other.organization.close();
    expect(answer.status).toBe(401);
  });

  it('ends with its revocation, its member’s departure, or when the account is locked; a new role counts at once', async () => {
    const { organization } = api.opened;
    const make = (name: string, memberId: string): { id: string; token: string } => {
      const made = organization.apiKeys.create({ name, memberId, scopes: ['deals:read', 'goals:write'] }, ADMIN);
      if (!made.ok) throw new Error(made.error);
      return { id: made.value.key.id, token: made.value.token };
    };
    const statusOf = async ({ token }: { token: string }): Promise<number> =>
      (await api.send('GET', '/api/deals', { headers: { authorization: `Bearer ${token}` } })).status;
    const [first, second, third] = [make('first', 'ana'), make('second', 'ben'), make('third', 'ana')];
    expect([await statusOf(first), await statusOf(second), await statusOf(third)]).toEqual([200, 200, 200]);
    expect(organization.apiKeys.list().find(({ id }) => id === first.id)?.lastUsedAt).toBe('2026-11-16T15:00:00.000Z');
    organization.apiKeys.revoke(first.id, ADMIN);
    expect(await statusOf(first)).toBe(401);
    organization.authority.edit(
      [{ collection: 'members', id: 'ben', kind: 'update', fields: { deletedAt: '2026-11-16T15:00:00.000Z' } }],
      ADMIN,
    );
    expect(await statusOf(second)).toBe(401);
    organization.people.setDisabled('ana@example.com', true, ADMIN);
    expect(await statusOf(third)).toBe(401);
    organization.people.setDisabled('ana@example.com', false, ADMIN);
    organization.authority.edit([{ collection: 'members', id: 'ana', kind: 'update', fields: { role: 'admin' } }], ADMIN);
    const asAdmin = await api.send('PATCH', '/api/goals/g-company', {
      body: { weight: 2 },
      headers: { authorization: `Bearer ${third.token}` },
    });
    expect(asAdmin.status).toBe(200);
    organization.authority.edit([{ collection: 'members', id: 'ana', kind: 'update', fields: { role: 'member' } }], ADMIN);
  });

  it('is kept as a hash, and what it opens stands nowhere in the database', async () => {
    const { sqlite } = api.opened.organization.replica;
    const token = api.tokenOf('ada');
    const tables = sqlite.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
    for (const table of tables) expect(JSON.stringify(sqlite.prepare(`SELECT * FROM "${table}"`).all()), table).not.toContain(token);
  });

  it('is not a way into tRPC, which asks for a person', async () => {
    const answer = await fetch(`${api.http.url}/trpc/goals.list?input=%7B%7D`, {
      headers: { authorization: `Bearer ${api.tokenOf('ada')}` },
    });
    expect(answer.status).toBe(401);
  });
});

describe('a member’s access token', () => {
  it('opens what the member reaches, as in the app', async () => {
    const { accessToken } = await api.opened.organization.auth.signIn('ana', DEVICE);
    const as = (method: string, path: string, body?: object) =>
      api.send(method, path, { ...(body === undefined ? {} : { body }), headers: { authorization: `Bearer ${accessToken}` } });
    expect((await as('GET', '/api/deals')).body.data.items).not.toHaveLength(0);
    expect((await as('PATCH', '/api/goals/g-ana', { weight: 2 })).status).toBe(403);
  });
});

describe('before there is a company', () => {
  it('nobody gets in, and nothing falls over', async () => {
    const empty = await openEmptyOrganization();
    const http = await startHttpServer({
      organizations: empty.organizations,
      host: '127.0.0.1',
      port: 0,
      adminSecret: 'x'.repeat(40),
      log: createLogger('silent'),
    });
    const statuses = await Promise.all(
      ['goals', 'deals', 'openapi.json'].map(async (path) => (await fetch(`${http.url}/api/${path}`)).status),
    );
    await http.close();
    await empty.organization.close();
    expect(statuses).toEqual([401, 401, 200]);
  });
});
