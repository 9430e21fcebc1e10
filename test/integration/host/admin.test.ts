import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningHost, startHost } from '../../../apps/desktop/src/host/start.ts';
import { type HttpServer, startHttpServer } from '../../../server/src/http/server.ts';
import { createLogger } from '../../../server/src/logging.ts';
import { type TemporaryDir, temporaryDir } from '../../fixtures/processes.ts';
import { createTestLog } from '../../fixtures/replicas.ts';
import { openTestOrganization, PASSWORD, type TestOrganization } from '../../unit/server/test-organization.ts';

/** Administration through real hosts and a real server: every answer goes over HTTP and is judged there. */
const silent: FastifyBaseLogger = createLogger('silent');
let opened: TestOrganization;
let http: HttpServer;
let folder: TemporaryDir;
const hosts: RunningHost[] = [];

beforeEach(async () => {
  folder = temporaryDir('admin');
  opened = await openTestOrganization();
  http = await startHttpServer({
    organizations: opened.organizations,
    host: '127.0.0.1',
    port: 0,
    adminSecret: 'x'.repeat(40),
    log: silent,
  });
});

afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
  await http.close();
  await opened.organization.close();
  folder.remove();
});

async function newHost(name: string): Promise<RunningHost> {
  const host = await startHost({
    dataDir: join(folder.path, name),
    serverUrl: http.url,
    rendererDir: null,
    port: null,
    now: opened.clock.now,
    log: createTestLog(),
  });
  hosts.push(host);
  return host;
}

async function signedIn(name: string): Promise<RunningHost> {
  const host = await newHost(name);
  await host.service.signIn({ serverUrl: http.url, email: `${name}@example.com`, password: PASSWORD });
  return host;
}

describe('an admin', () => {
  it('invites a person, who joins by the link and is a rep of that team; the link is good once', async () => {
    const { admin } = (await signedIn('ada')).service;
    const team = (await admin.teams()).find(({ name }) => name === 'North');
    const { link } = await admin.invite({
      email: 'zoe@example.com',
      name: 'Zoe Zimmer',
      role: 'member',
      teamId: team?.id ?? null,
      days: 7,
    });
    expect((await admin.invitations()).map(({ email, state }) => ({ email, state }))).toEqual([
      { email: 'zoe@example.com', state: 'open' },
    ]);

    const zoe = await newHost('zoe');
    await zoe.service.join({ link, password: 'a long password of hers' });
    expect(await zoe.service.session()).toMatchObject({ state: 'signed_in', memberName: 'Zoe Zimmer', role: 'member' });
    expect((await admin.invitations()).map(({ state }) => state)).toEqual(['accepted']);
    expect((await admin.teams()).find(({ name }) => name === 'North')?.members).toContain('Zoe Zimmer');
    const second = await newHost('second');
    await expect(second.service.join({ link, password: 'a long password of hers' })).rejects.toThrow(/isn’t valid/);
  });

  it('locks a person out, whose device is signed out, and lets them in again', async () => {
    const { admin } = (await signedIn('ada')).service;
    await signedIn('ana');
    expect(await admin.devices('ana@example.com')).toHaveLength(1);
    await admin.setLocked('ana@example.com', true);
    expect(await admin.devices('ana@example.com')).toEqual([]);
    await expect(signedIn('ana')).rejects.toThrow();
    await admin.setLocked('ana@example.com', false);
    await signedIn('ana');
  });

  it('makes a key that works until it is revoked', async () => {
    const { admin } = (await signedIn('ada')).service;
    const made = await admin.makeKey({ name: 'CRM', memberId: 'ana', scopes: ['deals:read', 'webhook'] });
    const ask = async () => (await fetch(`${http.url}/api/deals`, { headers: { authorization: `Bearer ${made.token}` } })).status;
    expect(await ask()).toBe(200);
    expect(made.webhookUrl).toBe(`${http.url}/api/webhooks/${made.key.id}`);
    await admin.revokeKey(made.key.id);
    expect(await ask()).toBe(401);
    expect((await admin.keys()).map(({ name, revokedAt }) => [name, revokedAt !== null])).toEqual([['CRM', true]]);
  });

  it('sees every room, exports one, and finds the audit log whole with what was done on top', async () => {
    const { admin } = (await signedIn('ada')).service;
    const rooms = await admin.rooms();
    expect(rooms.every(({ problem }) => problem === null)).toBe(true);
    const exported = await admin.exportRoom('main/directory');
    expect(Object.keys(exported.records)).toContain('members');
    const newest = (await admin.audit(null, 1))[0];
    expect(newest?.sentence).toBe('exported the room main/directory');
    const verdict = await admin.verifyAudit(null);
    expect(verdict).toMatchObject({ ok: true, entries: newest?.position });
    await expect(admin.verifyAudit('not a head')).rejects.toThrow(/head of the audit log/);
  });
});

describe('a member', () => {
  it('is refused everything of the administration, in words', async () => {
    const { admin } = (await signedIn('ana')).service;
    const wishes = [
      () => admin.people(),
      () => admin.setLocked('ada@example.com', true),
      () => admin.devices('ada@example.com'),
      () => admin.signOut('ada@example.com', null),
      () => admin.invitations(),
      () => admin.invite({ email: 'x@example.com', name: 'X', role: 'admin', teamId: null, days: 7 }),
      () => admin.takeBackInvitation('01J00000000000000000000000'),
      () => admin.teams(),
      () => admin.addTeam({ name: 'Mine', parent: null, manager: null }),
      () => admin.assign({ email: 'ana@example.com', team: 'North', asManager: true }),
      () => admin.keys(),
      () => admin.makeKey({ name: 'Mine', memberId: 'ada', scopes: ['goals:write'] }),
      () => admin.revokeKey('01J00000000000000000000000'),
      () => admin.rooms(),
      () => admin.exportRoom('main/directory'),
      () => admin.backUp(),
      () => admin.audit(null, 50),
      () => admin.verifyAudit(null),
    ];
    expect(wishes).toHaveLength(Object.keys(admin).length);
    for (const wish of wishes) await expect(wish()).rejects.toThrow(/admin/i);
  });
});
