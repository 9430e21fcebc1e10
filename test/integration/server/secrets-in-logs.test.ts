import { Writable } from 'node:stream';
import { createTRPCClient, httpLink } from '@trpc/client';
import { afterEach, expect, it } from 'vitest';
import { startServer } from '../../../server/src/cli/start-command.ts';
import { configSchema } from '../../../server/src/config/config.ts';
import { createLogger } from '../../../server/src/logging.ts';
import { ADMIN_HEADER } from '../../../server/src/http/who-asks.ts';
import type { ServerRouter } from '../../../server/src/router.ts';
import { readRunningServer } from '../../../server/src/storage/data-dir.ts';
import { temporaryDir } from '../../fixtures/processes.ts';

const folder = temporaryDir('secrets');
afterEach(() => folder.remove());

it('no password, token, code, key or secret of a whole life of accounts is in any log, at the loudest level', async () => {
  let logged = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  const server = await startServer({
    dataDir: folder.path,
    config: configSchema.parse({ port: 0 }),
    isDemo: false,
    now: Date.now,
    log: createLogger('debug', sink),
  });
  const secrets: string[] = [];
  const secret = (text: string): string => {
    secrets.push(text);
    return text;
  };
  const running = readRunningServer(folder.path);
  secret(running?.adminSecret ?? '');
  const client = (headers: Record<string, string> = {}) =>
    createTRPCClient<ServerRouter>({ links: [httpLink({ url: `${server.url}/trpc`, headers })] });
  const keep = <T extends { readonly accessToken: string; readonly refreshToken: string }>(signedIn: T): T => {
    secret(signedIn.accessToken);
    secret(signedIn.accessToken.split('.')[2] ?? '');
    secret(signedIn.refreshToken);
    secret(signedIn.refreshToken.split('.')[1] ?? '');
    return signedIn;
  };
  const attempt = (call: Promise<unknown>): Promise<void> =>
    call.then(
      () => {},
      () => {},
    );
  const deviceId = 'device-0001';
  const company = { companyName: 'Acme', timeZone: 'Europe/Berlin', currency: 'EUR', name: 'Ada', email: 'ada@acme.example' };
  const first = keep(await client().setup.createCompany.mutate({ ...company, password: secret('the first good password'), deviceId }));
  const admin = client({ authorization: `Bearer ${first.accessToken}` });
  await attempt(client().auth.login.mutate({ email: 'ada@acme.example', password: secret('a wrong password, typed'), deviceId }));
  keep(await client().auth.login.mutate({ email: 'ada@acme.example', password: 'the first good password', deviceId }));
  keep(await client().auth.refresh.mutate({ refreshToken: first.refreshToken, deviceId }));
  await attempt(client().auth.refresh.mutate({ refreshToken: secret('01ABCDEFGH.a-forged-refresh-token-of-someone'), deviceId }));
  await attempt(client({ authorization: `Bearer ${secret('eyJhbGciOiJub25lIn0.forged.token')}` }).me.query());
  await attempt(client({ [ADMIN_HEADER]: secret('a guess at the secret of the folder') }).jobs.list.query());
  const { code } = await admin.invitations.create.mutate({ email: 'pia@acme.example', name: 'Pia', role: 'member' });
  secret(code);
  secret(code.split('.')[2] ?? '');
  keep(await client().invitations.accept.mutate({ code, password: secret('the password of Pia, long'), deviceId }));
  await attempt(client().invitations.accept.mutate({ code, password: secret('another password of Pia'), deviceId }));
  await admin.users.password.mutate({ email: 'pia@acme.example', password: secret('what the admin chose for Pia') });
  await admin.users.add.mutate({
    name: 'Ben',
    email: 'ben@acme.example',
    role: 'member',
    password: secret('what the admin chose for Ben'),
  });
  await admin.auth.changePassword.mutate({ current: 'the first good password', next: secret('the second good password') });
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/main/directory?token=${secret('a-token-in-the-address-of-a-socket')}`);
  await new Promise((resolve) => socket.addEventListener('error', resolve, { once: true }));
  await server.close();
  expect(logged).toContain('signed in');
  expect(logged).toContain('refused');
  expect(secrets.every((text) => text.length >= 16)).toBe(true);
  expect(secrets.filter((text) => logged.includes(text))).toEqual([]);
});

it('a secret that is logged by mistake under its usual name is struck out', () => {
  let logged = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  const log = createLogger('info', sink);
  const names = [
    'password',
    'passwordHash',
    'accessToken',
    'refreshToken',
    'refreshHash',
    'adminSecret',
    'secret',
    'token',
    'codeHash',
    'link',
    'apiKey',
    'privateJwk',
    'authorization',
    'cookie',
    ADMIN_HEADER,
  ];
  for (const name of names) {
    log.info({ [name]: 'S3CRET' }, 'at the top');
    log.info({ input: { [name]: 'S3CRET' } }, 'one deeper');
    log.info({ req: { headers: { [name]: 'S3CRET' } } }, 'two deeper');
  }
  expect(logged).not.toContain('S3CRET');
  expect(logged.match(/\[secret\]/g)).toHaveLength(names.length * 3);
});
