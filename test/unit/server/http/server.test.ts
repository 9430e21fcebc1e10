import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import { type FastifyBaseLogger, fastify } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../../server/src/http/server.ts';
import { JOB_NAMES } from '../../../../server/src/jobs/job.ts';
import { createLogger } from '../../../../server/src/logging.ts';
import type { Organization } from '../../../../server/src/organization.ts';
import type { ServerRouter } from '../../../../server/src/router.ts';
import { DEVICE, openEmptyOrganization, openTestOrganization, PASSWORD, type TestOrganization } from '../test-organization.ts';

const ADMIN_SECRET = 'the secret of the folder, long enough';
const log: FastifyBaseLogger = createLogger('silent');
let opened: TestOrganization;
let http: HttpServer;

async function serve(next: Promise<TestOrganization>): Promise<void> {
  opened = await next;
  http = await startHttpServer({ organizations: opened.organizations, host: '127.0.0.1', port: 0, adminSecret: ADMIN_SECRET, log });
}

beforeEach(() => serve(openTestOrganization()));
afterEach(async () => {
  await http.close();
  await opened.organization.close();
});

function client(headers: Record<string, string> = {}) {
  return createTRPCClient<ServerRouter>({ links: [httpLink({ url: `${http.url}/trpc`, headers })] });
}

async function tokenOf(email: string): Promise<Record<string, string>> {
  const { accessToken } = await client().auth.login.mutate({ email, password: PASSWORD, deviceId: DEVICE });
  return { authorization: `Bearer ${accessToken}` };
}

async function refusalOf(call: Promise<unknown>): Promise<{ code: unknown; message: string }> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TRPCClientError)) throw new Error('the call was not refused');
  return { code: error.data?.httpStatus, message: error.message };
}

function auditOf(organization: Organization): { actor_id: string; action: string; sentence: string }[] {
  return organization.replica.sqlite
    .prepare<[], { actor_id: string; action: string; sentence: string }>(
      "SELECT actor_id, action, sentence FROM audit WHERE action LIKE 'refused.%' ORDER BY rowid",
    )
    .all();
}

describe('the server over HTTP', () => {
  it('says that it is well, and whose it is', async () => {
    const answer = await fetch(`${http.url}/health`);
    expect(await answer.json()).toEqual({ ok: true, organization: 'main', needsCompany: false });
  });

  it('names the port that is in use and how to choose another', async () => {
    const other = fastify();
    const address = await other.listen({ host: '127.0.0.1', port: 0 });
    const port = Number(new URL(address).port);
    const start = startHttpServer({ organizations: opened.organizations, host: '127.0.0.1', port, adminSecret: ADMIN_SECRET, log });
    await expect(start).rejects.toThrow(`Port ${port} is in use. Choose another with --port ${port + 100}`);
    await other.close();
  });

  it('lets a member in with a token, and tells who they are', async () => {
    expect(await client(await tokenOf('ana@example.com')).me.query()).toEqual({
      memberId: 'ana',
      role: 'member',
      name: 'Ana Ames',
      organization: 'main',
    });
  });

  it('no longer knows a device that signed out', async () => {
    const headers = await tokenOf('ana@example.com');
    await client(headers).auth.logout.mutate();
    expect(await refusalOf(client(headers).me.query())).toMatchObject({ code: 401 });
  });

  it('gives admin procedures to admins and to who has the folder’s secret, to nobody else', async () => {
    expect(await client(await tokenOf('ada@example.com')).jobs.list.query()).toHaveLength(JOB_NAMES.length);
    expect(await client({ 'x-fieldgoal-admin': ADMIN_SECRET }).jobs.list.query()).toHaveLength(JOB_NAMES.length);
    expect(await refusalOf(client(await tokenOf('ana@example.com')).jobs.list.query())).toMatchObject({ code: 403 });
    expect(await refusalOf(client().jobs.list.query())).toMatchObject({ code: 401 });
    expect(await refusalOf(client({ 'x-fieldgoal-admin': 'a guess' }).jobs.list.query())).toMatchObject({ code: 401 });
  });

  it('logs and audits every refusal with who, what and why', async () => {
    await refusalOf(client(await tokenOf('ana@example.com')).jobs.run.mutate('sweep'));
    await refusalOf(client().auth.login.mutate({ email: 'ana@example.com', password: 'wrong password', deviceId: DEVICE }));
    expect(auditOf(opened.organization)).toEqual([
      { actor_id: 'ana', action: 'refused.forbidden', sentence: expect.stringContaining('jobs.run: Only admins') },
      {
        actor_id: 'unknown',
        action: 'refused.unauthorized',
        sentence: expect.stringContaining('auth.login: ana@example.com: wrong password'),
      },
    ]);
    const refused = opened.log.entries.filter(({ message }) => message === 'refused');
    expect(refused.map(({ fields }) => fields)).toMatchObject([
      { actor: 'ana', what: 'jobs.run' },
      { actor: null, what: 'auth.login' },
    ]);
  });

  it('answers bad input with the field and the rule', async () => {
    const { code, message } = await refusalOf(client().auth.login.mutate({ email: 'ana@example.com', password: PASSWORD, deviceId: 'x' }));
    expect(code).toBe(400);
    expect(message).toContain('deviceId');
  });

  it('takes a large body only for imports, and only from admins', async () => {
    const large = JSON.stringify({ files: [{ name: 'a.csv', base64: 'A'.repeat(3 * 1024 * 1024) }], options: null });
    const post = (path: string, headers: Record<string, string>) =>
      fetch(`${http.url}/trpc/${path}`, { method: 'POST', body: large, headers: { 'content-type': 'application/json', ...headers } }).then(
        ({ status }) => status,
      );
    const admin = await tokenOf('ada@example.com');
    expect(await post('imports.preview', admin)).toBe(200);
    expect(await post('jobs.run', admin)).toBe(413);
    expect(await post('imports.preview', await tokenOf('ana@example.com'))).toBe(403);
    expect(await post('imports.preview', {})).toBe(401);
  });
});

describe('creating the company', () => {
  const wanted = {
    companyName: 'Acme',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    name: 'Ada',
    email: 'Ada@Acme.example',
    password: PASSWORD,
    deviceId: DEVICE,
  };

  beforeEach(async () => {
    await http.close();
    await opened.organization.close();
    await serve(openEmptyOrganization());
  });

  it('makes settings, stages and an admin who is signed in', async () => {
    expect(await client().setup.status.query()).toEqual({ needsCompany: true, organization: 'main', companyName: null });
    const { accessToken, role } = await client().setup.createCompany.mutate(wanted);
    expect(role).toBe('admin');
    expect(await client().setup.status.query()).toEqual({ needsCompany: false, organization: 'main', companyName: 'Acme' });
    expect(await client({ authorization: `Bearer ${accessToken}` }).users.list.query()).toMatchObject([
      { email: 'ada@acme.example', role: 'admin' },
    ]);
    expect(
      opened.organization.replica
        .directory()
        .stages.map(({ kind }) => kind)
        .sort(),
    ).toEqual(['lost', 'open', 'open', 'open', 'open', 'won']);
  });

  it('is done once: of two at the same time one is refused', async () => {
    const both = await Promise.allSettled([
      client().setup.createCompany.mutate(wanted),
      client().setup.createCompany.mutate({ ...wanted, email: 'eve@acme.example' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(client().setup.createCompany.mutate(wanted))).toMatchObject({
      code: 403,
      message: expect.stringContaining('exists already'),
    });
  });

  it('refuses a time zone that does not exist and a weak password, in words, and makes nothing', async () => {
    expect((await refusalOf(client().setup.createCompany.mutate({ ...wanted, timeZone: 'Mars/Olympus' }))).message).toContain('timeZone');
    expect((await refusalOf(client().setup.createCompany.mutate({ ...wanted, password: 'short' }))).message).toContain('at least 10');
    expect(opened.organization.needsCompany()).toBe(true);
  });
});

describe('people with accounts', () => {
  it('are added, get a new password that ends their sessions, and are locked out', async () => {
    const admin = client(await tokenOf('ada@example.com'));
    await admin.users.add.mutate({ name: 'Ben Bond', email: 'ben@example.com', role: 'member', password: PASSWORD });
    expect(opened.organization.replica.list('members').filter(({ name }) => name === 'Ben Bond')).toHaveLength(1);
    const ben = await tokenOf('ben@example.com');
    await admin.users.password.mutate({ email: 'ben@example.com', password: 'another good one' });
    expect(await refusalOf(client(ben).me.query())).toMatchObject({ code: 401 });
    await admin.users.setDisabled.mutate({ email: 'ben@example.com', isDisabled: true });
    const login = client().auth.login.mutate({ email: 'ben@example.com', password: 'another good one', deviceId: DEVICE });
    expect(await refusalOf(login)).toMatchObject({ code: 401 });
  });

  it('can’t be added twice, and an admin can’t lock themselves out', async () => {
    const admin = client(await tokenOf('ada@example.com'));
    const twice = admin.users.add.mutate({ name: 'Ana', email: 'ANA@example.com', role: 'member', password: PASSWORD });
    expect((await refusalOf(twice)).message).toContain('has an account already');
    expect((await refusalOf(admin.users.setDisabled.mutate({ email: 'ada@example.com', isDisabled: true }))).message).toContain(
      'your own account',
    );
  });
});
