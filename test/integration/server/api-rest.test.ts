import { Validator } from '@seriousme/openapi-schema-validator';
import { fastify } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveRestApi } from '../../../server/src/api/rest/plugin.ts';
import { TestApi } from '../../fixtures/api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await TestApi.open();
});
afterEach(() => api.close());

/** The API's routes as the server registers them: `GET /api/goals/{id}`. */
async function routesServed(): Promise<string[]> {
  const app = fastify();
  const routes: string[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    // The files of the page to try it are no operations.
    if (url.startsWith('/api/docs/')) return;
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push(`${one} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
  });
  await app.register((scope) => serveRestApi(scope, { organizations: api.opened.organizations, adminSecret: '' }), { prefix: '/api' });
  await app.ready();
  await app.close();
  return routes.sort();
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...api.document });
    expect(errors ?? []).toEqual([]);
    expect([valid, validator.version]).toEqual([true, '3.1']);
  });

  it('has every operation the server serves, and none that it doesn’t', async () => {
    const documented = Object.entries(api.document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(documented.sort()).toEqual(await routesServed());
  });

  it('names each operation once', () => {
    const ids = Object.values(api.document.paths).flatMap((methods) => Object.values(methods).map((operation) => operation?.operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    ...[
      'GET /api/goals',
      'POST /api/goals',
      'GET /api/goals/{id}',
      'PATCH /api/goals/{id}',
      'PUT /api/goals/{id}',
      'DELETE /api/goals/{id}',
    ],
    ...['POST /api/goals/{id}/recalculate', 'POST /api/goals/{id}/manual-adjustment', 'GET /api/goals/{id}/forecast'],
    ...['GET /api/goals/{id}/progress-history', 'POST /api/goals/{id}/link-parent', 'POST /api/goals/{id}/unlink-parent'],
    ...['GET /api/goals/{id}/hierarchy', 'GET /api/goals/{id}/children', 'GET /api/goals/analytics'],
    ...[
      'GET /api/deals',
      'POST /api/deals',
      'GET /api/activities',
      'POST /api/activities',
      'GET /api/tasks',
      'POST /api/tasks',
      'POST /api/import',
    ],
  ])('has %s', (operation) => {
    const [method = '', path = ''] = operation.split(' ');
    expect(api.document.paths[path]?.[method.toLowerCase()]).toBeDefined();
  });
});

describe('a request that goes wrong before it is understood', () => {
  it('is answered in the envelope: no such address, the wrong method, no JSON, the wrong type, too much', async () => {
    const statusOf = async (method: string, path: string, options = {}): Promise<number> =>
      (await api.call('ada', method, path, options)).status;
    expect(await statusOf('GET', '/api/nothing')).toBe(404);
    expect((await api.call('ada', 'DELETE', '/api/goals')).headers.get('allow')).toBe('GET, POST');
    expect(await statusOf('DELETE', '/api/goals')).toBe(405);
    const json = { 'content-type': 'application/json' };
    expect(await statusOf('POST', '/api/goals', { body: '{"name":', headers: json })).toBe(400);
    expect(await statusOf('POST', '/api/goals', { body: '{"__proto__": {"x": 1}}', headers: json })).toBe(400);
    expect(await statusOf('POST', '/api/goals', { body: '[]', headers: json })).toBe(422);
    expect(await statusOf('POST', '/api/goals', { body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).toBe(
      415,
    );
    expect(await statusOf('POST', '/api/goals', { body: { name: 'x'.repeat(1_100_000) } })).toBe(413);
    expect(await statusOf('GET', '/api/goals?limit=many')).toBe(400);
    expect(await statusOf('GET', '/api/goals?limit=0')).toBe(400);
    expect(await statusOf('GET', '/api/goals?cursor=bogus')).toBe(422);
    expect(await statusOf('GET', '/api/goals/no%2Fsuch%2Fid')).toBe(400);
  });

  it('is told nothing of what failed inside', async () => {
    api.opened.organization.replica.sqlite.exec('ALTER TABLE snapshots RENAME TO elsewhere');
    const { status, body } = await api.call('ada', 'GET', '/api/goals/g-ana/progress-history');
    expect([status, body.message]).toEqual([500, expect.stringContaining('The server had a problem')]);
    expect(JSON.stringify(body)).not.toContain('snapshots');
  });

  it('is told that nothing can be stored, and when to try again; reading goes on', async () => {
    const { sqlite } = api.opened.organization.replica;
    api.tokenOf('ada');
    sqlite.pragma('query_only = 1');
    const { status, headers } = await api.call('ada', 'PATCH', '/api/goals/g-ana', { body: { target: 7 } });
    expect((await api.call('ada', 'GET', '/api/goals/g-ana')).body.data.target).toBe(1_000_000);
    sqlite.pragma('query_only = 0');
    expect([status, headers.get('retry-after')]).toEqual([503, '30']);
  });
});

describe('every answer', () => {
  it('is never cached nor guessed at, and a refusal says how to come in', async () => {
    const good = await api.call('ana', 'GET', '/api/goals');
    expect([good.headers.get('cache-control'), good.headers.get('x-content-type-options')]).toEqual(['no-store', 'nosniff']);
    const stranger = await api.call(null, 'GET', '/api/goals');
    expect([stranger.status, stranger.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="fieldgoal"']);
    const wrong = await api.send('GET', '/api/goals', { headers: { authorization: 'Bearer fgk_wrong' } });
    expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="fieldgoal", error="invalid_token"']);
  });

  it('opens nothing to pages of other origins, and says so in the envelope', async () => {
    const { status, headers } = await api.call('ana', 'GET', '/api/goals', { headers: { origin: 'https://elsewhere.example' } });
    expect(status).toBe(403);
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});
