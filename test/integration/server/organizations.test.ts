import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ENGINE_VERSION, SCHEMA_VERSION } from '@fieldgoal/domain';
import { PROTOCOL_VERSION } from '@fieldgoal/sync';
import { createTRPCClient, createTRPCUntypedClient, httpLink, TRPCClientError } from '@trpc/client';
import type { AnyTRPCProcedure } from '@trpc/server';
import type { FastifyBaseLogger } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../../server/src/auth/auth.ts';
import { type HttpServer, startHttpServer } from '../../../server/src/http/server.ts';
import { ADMIN_HEADER, ORGANIZATION_HEADER } from '../../../server/src/http/who-asks.ts';
import { createLogger } from '../../../server/src/logging.ts';
import type { Organization } from '../../../server/src/organization.ts';
import { Organizations } from '../../../server/src/organizations.ts';
import { serverRouter, type ServerRouter } from '../../../server/src/router.ts';
import type { Access } from '../../../server/src/rpc/access.ts';
import { databaseFile } from '../../../server/src/storage/data-dir.ts';
import { temporaryDir, type TemporaryDir } from '../../fixtures/processes.ts';
import { ADMIN, createTestLog } from '../../fixtures/replicas.ts';
import { createTestClock, DEVICE, PASSWORD } from '../../unit/server/test-organization.ts';

/** Two companies on one server: `main` of Ada, `acme` of Zoe; Kim has an account in both, with the same password. */
const ADMIN_SECRET = 'the secret of the folder, long enough';
const COMPANY = { companyName: 'Main Ltd', timeZone: 'Europe/Berlin', currency: 'EUR' };
const flat: object = serverRouter._def.procedures;
const procedures: [string, AnyTRPCProcedure][] = Object.entries(flat);
const silent: FastifyBaseLogger = createLogger('silent');

let folder: TemporaryDir;
let log: ReturnType<typeof createTestLog>;
let organizations: Organizations;
let main: Organization;
let acme: Organization;
let http: HttpServer;

function open(): Promise<Organizations> {
  const dir = { path: folder.path, databaseFile: (id: string) => databaseFile(folder.path, id) };
  return Organizations.open({ dir, now: createTestClock().now, log });
}

beforeEach(async () => {
  folder = temporaryDir('organizations');
  log = createTestLog();
  organizations = await open();
  main = organizations.default;
  await main.people.foundCompany(COMPANY, { name: 'Ada', email: 'ada@main.example', password: PASSWORD });
  const added = await organizations.add(
    'acme',
    { ...COMPANY, companyName: 'Acme Ltd' },
    { name: 'Zoe', email: 'zoe@acme.example', password: PASSWORD },
  );
  if (!added.ok) throw new Error(added.error);
  acme = added.value;
  for (const { people } of [main, acme])
    await people.add({ name: 'Kim', email: 'kim@both.example', role: 'manager', password: PASSWORD }, ADMIN);
  http = await startHttpServer({ organizations, host: '127.0.0.1', port: 0, adminSecret: ADMIN_SECRET, log: silent });
});

afterEach(async () => {
  await http.close();
  await organizations.close();
  folder.remove();
});

function client(headers: Record<string, string> = {}) {
  return createTRPCClient<ServerRouter>({ links: [httpLink({ url: `${http.url}/trpc`, headers })] });
}

function signIn(email: string, organization?: string): Promise<SignedIn> {
  return client().auth.login.mutate({
    email,
    password: PASSWORD,
    deviceId: DEVICE,
    ...(organization === undefined ? {} : { organization }),
  });
}

function bearer({ accessToken }: SignedIn, organization?: string): Record<string, string> {
  const authorization = `Bearer ${accessToken}`;
  return organization === undefined ? { authorization } : { authorization, [ORGANIZATION_HEADER]: organization };
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'OK';
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return String(error.data?.code ?? error.message);
  }
}

function auditOf({ authority }: Organization): string {
  return JSON.stringify(authority.auditLog.list(200));
}

describe('signing in to one of several organizations', () => {
  it('finds the organization by the address, where it is the only one of its kind', async () => {
    expect(await signIn('ada@main.example')).toMatchObject({ organization: 'main', name: 'Ada' });
    expect(await signIn('ZOE@acme.example')).toMatchObject({ organization: 'acme', name: 'Zoe' });
  });

  it('asks for the organization where the address is in two, in the same words as for a wrong password', async () => {
    expect(await signIn('kim@both.example', 'acme')).toMatchObject({ organization: 'acme', name: 'Kim' });
    expect(await signIn('kim@both.example', 'main')).toMatchObject({ organization: 'main', name: 'Kim' });
    const wrong = await client()
      .auth.login.mutate({ email: 'ada@main.example', password: 'wrong password', deviceId: DEVICE })
      .then(
        () => 'was let in',
        (error: Error) => error.message,
      );
    // One after the other, so that none fails before it is waited for.
    const attempts = [['kim@both.example'], ['nobody@else.example'], ['ada@main.example', 'acme'], ['ada@main.example', 'nope']] as const;
    for (const [email, organization] of attempts) await expect(signIn(email, organization)).rejects.toThrow(wrong);
  });

  it('leaves an address that belongs to nobody, or to two, out of every organization’s audit log', async () => {
    await signIn('kim@both.example').catch(() => null);
    await signIn('stranger@else.example').catch(() => null);
    expect(auditOf(main) + auditOf(acme)).not.toMatch(/kim@both\.example: no organization|stranger@else/);
    await signIn('ada@main.example', 'acme').catch(() => null);
    expect(auditOf(main)).not.toContain('ada@main.example: unknown');
    expect(auditOf(acme)).toContain('ada@main.example: unknown e-mail address');
  });
});

describe('the token of one organization', () => {
  it('speaks in its own without naming it', async () => {
    expect(await client(bearer(await signIn('zoe@acme.example'))).me.query()).toMatchObject({ organization: 'acme', name: 'Zoe' });
  });

  it('is a stranger’s in another: no procedure lets an admin of the other in', async () => {
    const zoe = await signIn('zoe@acme.example');
    for (const [path, { _def }] of procedures) {
      if ((_def.meta as { access: Access }).access === 'public') continue;
      const foreign = createTRPCUntypedClient({ links: [httpLink({ url: `${http.url}/trpc`, headers: bearer(zoe, 'main') })] });
      const code = await codeOf(_def.type === 'mutation' ? foreign.mutation(path) : foreign.query(path));
      expect(`${path} ${code}`).toBe(`${path} UNAUTHORIZED`);
    }
    expect(await codeOf(client(bearer(zoe)).me.query())).toBe('OK');
  });

  it('is refused where no such organization is, whatever its id looks like', async () => {
    const zoe = await signIn('zoe@acme.example');
    for (const id of ['nope', '../acme', 'acme/../main', 'org-acme', 'ACME', '%61cme', '__proto__', 'constructor'])
      expect(await codeOf(client(bearer(zoe, id)).me.query())).toBe('UNAUTHORIZED');
  });

  it('renews only itself, and its session is none of the other’s', async () => {
    const zoe = await signIn('zoe@acme.example');
    const again = await client().auth.refresh.mutate({ refreshToken: zoe.refreshToken, deviceId: DEVICE });
    expect(again).toMatchObject({ organization: 'acme', name: 'Zoe' });
    const session = (await acme.auth.authenticate(again.accessToken))?.sessionId ?? '';
    expect(main.auth.isSessionActive(session)).toBe(false);
    expect(await main.auth.authenticate(again.accessToken)).toBeNull();
    expect(await codeOf(client(bearer(await signIn('ada@main.example'))).auth.endSession.mutate(session))).toBe('NOT_FOUND');
  });
});

describe('rooms', () => {
  async function hello(organization: string, { accessToken }: SignedIn): Promise<number | string> {
    const socket = new WebSocket(`${http.url.replace('http', 'ws')}/sync?organization=${encodeURIComponent(organization)}`);
    const answer = new Promise<number | string>((resolve) => {
      socket.addEventListener('close', ({ code }) => resolve(code));
      socket.addEventListener('error', () => resolve('not admitted'));
      socket.addEventListener('message', ({ data }) => String(data).includes('"welcome"') && resolve(String(data)));
    });
    socket.addEventListener('open', () =>
      socket.send(
        JSON.stringify({
          type: 'hello',
          protocol: PROTOCOL_VERSION,
          engine: ENGINE_VERSION,
          schema: SCHEMA_VERSION,
          deviceId: DEVICE,
          token: accessToken,
          feedCursor: 0,
        }),
      ),
    );
    const answered = await answer;
    socket.close();
    return answered;
  }

  function stock(room: string, { accessToken }: SignedIn): Promise<string> {
    const socket = new WebSocket(`${http.url.replace('http', 'ws')}/${room}?token=${accessToken}`);
    return new Promise((resolve) => {
      socket.addEventListener('message', () => {
        socket.close();
        resolve('admitted');
      });
      socket.addEventListener('error', () => resolve('not admitted'));
    });
  }

  /** Asks for a socket with that path as it is, which clients would tidy up, and hangs up in the middle. */
  function breakOff(path: string): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect(Number(new URL(http.url).port), '127.0.0.1', () => {
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
          () => socket.resetAndDestroy(),
        );
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve());
    });
  }

  it('of an organization open to its own people only, for our devices and stock clients', async () => {
    const [ada, zoe] = [await signIn('ada@main.example'), await signIn('zoe@acme.example')];
    expect(await hello('acme', zoe)).toContain('acme/directory');
    expect(await hello('acme', zoe)).not.toContain('main/');
    expect(await hello('acme', ada)).toBe(4401);
    expect(await hello('main', zoe)).toBe(4401);
    expect(await hello('nope', zoe)).toBe('not admitted');
    expect(await stock('acme/directory', zoe)).toBe('admitted');
    expect(await stock('acme/directory', ada)).toBe('not admitted');
    expect(await stock('main/directory', zoe)).toBe('not admitted');
  });

  it('have names that lead nowhere else, and none of them ends the server', async () => {
    const zoe = await signIn('zoe@acme.example');
    const names = [
      'acme/../main/directory',
      'acme/%2e%2e/main/directory',
      'acme%2F..%2Fmain%2Fdirectory',
      'acme/..%2f..%2fetc%2fpasswd',
      'acme/%',
      'acme/work/%00/2026-Q4',
      '//',
      '///x',
      'acme//directory',
      'directory',
    ];
    for (const name of names) expect(`${name} ${await stock(name, zoe)}`).toBe(`${name} not admitted`);
    for (const name of ['/', '//', '/acme/%', '/sync?organization=%', '/sync?organization=../acme']) await breakOff(name);
    expect((await fetch(`${http.url}/health`)).status).toBe(200);
    expect(readdirSync(folder.path).filter((file) => !/^org-(main|acme)\.db/.test(file))).toEqual([]);
  });

  it('of one stay open when someone of the same id is signed out of the other', async () => {
    const kim = await signIn('kim@both.example', 'acme');
    const heard: string[] = [];
    acme.auth.onRevoked(({ memberId }) => heard.push(memberId));
    main.people.setDisabled('kim@both.example', true, ADMIN);
    expect(heard).toEqual([]);
    expect(await acme.auth.authenticate(kim.accessToken)).not.toBeNull();
  });
});

describe('an organization', () => {
  it('has a file, keys and an audit log of its own, readable by its owner only', async () => {
    for (const id of ['main', 'acme']) {
      const file = databaseFile(folder.path, id);
      expect(existsSync(file)).toBe(true);
      expect(statSync(file).mode & 0o077).toBe(0);
    }
    const keysOf = ({ replica }: Organization): unknown => replica.sqlite.prepare('SELECT id, private_jwk FROM signing_keys').all();
    expect(keysOf(main)).not.toEqual(keysOf(acme));
    expect(auditOf(main)).not.toMatch(/Acme|Zoe/);
    expect(auditOf(acme)).not.toMatch(/Main Ltd|Ada/);
  });

  it('is added by the command line alone, with its company, or not at all', async () => {
    const wanted = { ...COMPANY, name: 'Bob', email: 'bob@beta.example', password: PASSWORD };
    const asConsole = client({ [ADMIN_HEADER]: ADMIN_SECRET });
    expect(await codeOf(client(bearer(await signIn('ada@main.example'))).organizations.add.mutate({ id: 'beta', ...wanted }))).toBe(
      'FORBIDDEN',
    );
    for (const id of ['../beta', 'a/b', '', 'Beta', 'sync', '-x', 'main', 'x'.repeat(64), 'beta\0', 'béta'])
      expect(`${id} ${await codeOf(asConsole.organizations.add.mutate({ id, ...wanted }))}`).toBe(`${id} BAD_REQUEST`);
    expect(await codeOf(asConsole.organizations.add.mutate({ id: 'beta', ...wanted, password: 'short' }))).toBe('BAD_REQUEST');
    expect(existsSync(databaseFile(folder.path, 'beta'))).toBe(false);
    await asConsole.organizations.add.mutate({ id: 'beta', ...wanted });
    expect((await asConsole.organizations.list.query()).map(({ id, companyName }) => [id, companyName])).toEqual([
      ['acme', 'Acme Ltd'],
      ['beta', 'Main Ltd'],
      ['main', 'Main Ltd'],
    ]);
    expect(await signIn('bob@beta.example')).toMatchObject({ organization: 'beta', role: 'admin' });
  });

  it('that can’t be opened doesn’t take the others down, and is named with the reason', async () => {
    writeFileSync(join(folder.path, 'org-broken.db'), 'this is not a database, and was not meant to be one'.repeat(100));
    await http.close();
    await organizations.close();
    organizations = await open();
    http = await startHttpServer({ organizations, host: '127.0.0.1', port: 0, adminSecret: ADMIN_SECRET, log: silent });
    expect(await signIn('zoe@acme.example')).toMatchObject({ organization: 'acme' });
    const rows = await client({ [ADMIN_HEADER]: ADMIN_SECRET }).organizations.list.query();
    expect(rows.find(({ id }) => id === 'broken')?.problem).toContain('org-broken.db');
    expect(log.entries.filter(({ level, message }) => level === 'error' && message.includes('could not be opened'))).toHaveLength(1);
  });
});
