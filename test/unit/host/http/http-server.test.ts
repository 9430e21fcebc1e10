import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHost } from '../../../../apps/desktop/src/host/start.ts';
import { createTestLog } from '../../../fixtures/replicas.ts';
import { StandInConnection, standInApi, tempDir } from '../host-fixture.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** `fetch` would not let a test say which host it asks for. */
function ask(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: { host: `127.0.0.1:${port}`, ...options.headers } },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      },
    );
    call.on('error', reject);
    call.end(options.body);
  });
}

async function openHttpHost(dataDir = tempDir()) {
  const rendererDir = join(dataDir, 'renderer');
  mkdirSync(rendererDir, { recursive: true });
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>Fieldgoal</title>');
  const host = await startHost({
    dataDir,
    serverUrl: null,
    rendererDir,
    port: 0,
    log: createTestLog(),
    connect: new StandInConnection().connect,
    api: standInApi(),
  });
  onTestFinished(() => host.close());
  const url = new URL(host.url ?? '');
  return { host, port: Number(url.port), entry: url.pathname + url.search };
}

async function signedInBrowser() {
  const { host, port, entry } = await openHttpHost();
  const answer = await ask(port, entry);
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  return { host, port, entry, cookie, answer };
}

describe('the page over HTTP', () => {
  it('turns the printed address into a cookie that scripts and other sites do not get, and leaves the token behind', async () => {
    const { answer, port, cookie } = await signedInBrowser();
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(String(answer.headers['set-cookie'])).toMatch(new RegExp(`^fieldgoal_${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/`));
    const page = await ask(port, '/', { headers: { cookie } });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<title>Fieldgoal</title>');
  });

  it('does not take the token twice, but sends a browser it knows on to the page', async () => {
    const { port, entry, cookie } = await signedInBrowser();
    const stranger = await ask(port, entry);
    expect(stranger.status).toBe(401);
    expect(stranger.body).toContain('signed in');
    expect((await ask(port, entry, { headers: { cookie } })).status).toBe(303);
  });

  it('shows nothing to a browser without the cookie: neither page nor API', async () => {
    const { port } = await openHttpHost();
    expect((await ask(port, '/')).status).toBe(401);
    expect((await ask(port, '/goals')).status).toBe(401);
    expect((await ask(port, '/trpc/status.get')).status).toBe(401);
  });

  it('answers the API to a browser it knows', async () => {
    const { port, cookie } = await signedInBrowser();
    const answer = await ask(port, '/trpc/status.get', { headers: { cookie } });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ result: { data: { connection: 'offline' } } });
  });

  it('keeps a browser signed in over a restart', async () => {
    const dataDir = tempDir();
    const first = await openHttpHost(dataDir);
    const cookie = String((await ask(first.port, first.entry)).headers['set-cookie']).split(';')[0] ?? '';
    await first.host.close();
    const second = await openHttpHost(dataDir);
    const moved = cookie.replace(`fieldgoal_${first.port}`, `fieldgoal_${second.port}`);
    expect((await ask(second.port, '/', { headers: { cookie: moved } })).status).toBe(200);
  });

  it('refuses another host name, so that a foreign page cannot reach it by a name of its own', async () => {
    const { port, cookie } = await signedInBrowser();
    expect((await ask(port, '/', { headers: { cookie, host: `evil.example:${port}` } })).status).toBe(403);
    expect((await ask(port, '/', { headers: { cookie, host: '127.0.0.1' } })).status).toBe(403);
    expect((await ask(port, '/', { headers: { cookie, host: `localhost:${port}` } })).status).toBe(200);
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a page on another port of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ])('refuses a call from %s', async (_who, headers) => {
    const { port, cookie } = await signedInBrowser();
    const answer = await ask(port, '/trpc/session.signOut', {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', ...headers },
      body: '',
    });
    expect(answer.status).toBe(403);
  });

  it('takes a call from its own page', async () => {
    const { port, cookie } = await signedInBrowser();
    const headers = { cookie, 'content-type': 'application/json', origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' };
    expect((await ask(port, '/trpc/session.signOut', { method: 'POST', headers })).status).toBe(200);
  });

  it('says in words why an edit was refused', async () => {
    const { port, cookie } = await signedInBrowser();
    const headers = { cookie, 'content-type': 'application/json', origin: `http://127.0.0.1:${port}` };
    const answer = await ask(port, '/trpc/deals.delete', { method: 'POST', headers, body: '"a1"' });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('Nobody is signed in on this device');
  });

  it('sends headers that keep foreign scripts, frames and guesses of types out', async () => {
    const { port, cookie } = await signedInBrowser();
    const { headers } = await ask(port, '/', { headers: { cookie } });
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('streams what changes as server-sent events', async () => {
    const { host, port, cookie } = await signedInBrowser();
    const seen = new Promise<string>((resolve, reject) => {
      const call = request(
        { host: '127.0.0.1', port, path: '/trpc/live.changes', headers: { host: `127.0.0.1:${port}`, cookie } },
        (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (chunk: string) => {
            body += chunk;
            if (body.includes('connected')) void host.service.signOut();
            if (body.includes('"session"')) {
              call.destroy();
              resolve(body);
            }
          });
        },
      );
      call.on('error', reject);
      call.end();
    });
    expect(await seen).toContain('"topics"');
  });

  it('names a port that is taken and how to choose another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const start = startHost({
      dataDir: tempDir(),
      serverUrl: null,
      rendererDir: null,
      port,
      log: createTestLog(),
      api: standInApi(),
      connect: new StandInConnection().connect,
    });
    await expect(start).rejects.toThrow(`Port ${port} is in use. Choose another with --port`);
  });
});
