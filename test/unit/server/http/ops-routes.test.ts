import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpServer, type HttpSettings, startHttpServer } from '../../../../server/src/http/server.ts';
import { createLogger } from '../../../../server/src/logging.ts';
import { selfSignedCertificate } from '../../../fixtures/certificate.ts';
import { create, deal } from '../../../fixtures/company.ts';
import { ADMIN, ANA } from '../../../fixtures/replicas.ts';
import { openTestOrganization, type TestOrganization } from '../test-organization.ts';

let opened: TestOrganization;
let http: HttpServer | null = null;
const log = createLogger('silent');

async function serve(settings: Partial<HttpSettings> = {}): Promise<string> {
  opened = await openTestOrganization();
  const adminSecret = 'the secret of the folder, long enough';
  http = await startHttpServer({ organizations: opened.organizations, host: '127.0.0.1', port: 0, adminSecret, log, settings });
  return http.url;
}

afterEach(async () => {
  await http?.close();
  http = null;
  await opened.organization.close();
});

describe('what machines ask about the server', () => {
  it('is whether it lives, and whether it can take and keep changes', async () => {
    const url = await serve();
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ ok: true });
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ok: true, problems: [] }]);
  });

  it('is answered with the reason when the disk takes no more, and with ready again when it does', async () => {
    const url = await serve();
    const { sqlite } = opened.organization.replica;
    sqlite.exec(`CREATE TRIGGER full BEFORE INSERT ON meta BEGIN SELECT raise(ABORT, 'database or disk is full'); END`);
    const full = await fetch(`${url}/readyz`);
    expect(full.status).toBe(503);
    expect(await full.json()).toEqual({ ok: false, problems: [expect.stringContaining('disk is full')] });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    sqlite.exec('DROP TRIGGER full');
    opened.clock.advance(10_000);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('is counted for Prometheus: commits, refusals, jobs, rooms, sizes, the process', async () => {
    const url = await serve();
    const { organization } = opened;
    organization.authority.edit([create('deals', deal({ id: 'm1', ownerId: 'ana' }))], ADMIN);
    organization.authority.receive('main/work/ana/2026-Q4', new Uint8Array([1, 2, 3]), ANA, null);
    await organization.jobs.run('sweep', 'admin');
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain('fieldgoal_commits_total{origin="server"} 1');
    expect(text).toContain('fieldgoal_refusals_total{code="invalid_record"} 1');
    expect(text).toContain('fieldgoal_job_runs_total{job="sweep",outcome="ok"} 1');
    expect(text).toMatch(/fieldgoal_commit_seconds_count [1-9]/);
    expect(text).toMatch(/fieldgoal_rooms [1-9]/);
    expect(text).toContain('fieldgoal_rooms_damaged 0');
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('is told in metrics only to who has the token, where one is set', async () => {
    const token = 'a token for the metrics';
    const url = await serve({ metrics: { enabled: true, token } });
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    expect((await fetch(`${url}/metrics`, { headers: { authorization: 'Bearer a token for the metricz' } })).status).toBe(401);
    expect((await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  it('is told in metrics to this machine alone without a token, not to who came through a proxy', async () => {
    const url = await serve({ trustProxy: 1 });
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
    expect((await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } })).status).toBe(401);
    // A caller can write into the header what it likes; the proxy's own entry is the last.
    expect((await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1, 203.0.113.7' } })).status).toBe(401);
  });

  it('is not there at all where metrics are off', async () => {
    const url = await serve({ metrics: { enabled: false, token: null } });
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
  });
});

describe('a request', () => {
  it('is answered with its id: the caller’s where that is sane, else one of our own', async () => {
    const url = await serve();
    const idOf = async (given: string): Promise<string | null> =>
      (await fetch(`${url}/healthz`, { headers: { 'x-request-id': given } })).headers.get('x-request-id');
    expect(await idOf('client-made-0001')).toBe('client-made-0001');
    for (const given of ['short', 'with spaces in it', 'x'.repeat(101), '"quotes":"12345"'])
      expect(await idOf(given)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('that runs when the server stops is answered; new ones are not taken', async () => {
    const url = await serve();
    // Hashing the password takes a while, so the request is under way when the server begins to stop.
    const login = fetch(`${url}/trpc/auth.login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ana@example.com', password: 'correct horse battery', deviceId: 'device-0001' }),
    });
    await new Promise<void>((resolve) => {
      const hash = opened.organization.auth.passwords;
      const verify = hash.verify.bind(hash);
      hash.verify = (...args) => {
        resolve();
        return verify(...args);
      };
    });
    const closed = http?.close();
    http = null;
    expect((await login).status).toBe(200);
    await closed;
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });
});

describe('a server with TLS', () => {
  it('answers by HTTPS with its certificate, and the command line of this machine without', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'fieldgoal-tls-'));
    const { cert, key } = selfSignedCertificate();
    const tls = { cert: join(dir, 'cert.pem'), key: join(dir, 'key.pem') };
    writeFileSync(tls.cert, cert);
    writeFileSync(tls.key, key);
    const url = await serve({ tls });
    expect(url).toMatch(/^https:/);
    const status = await new Promise((resolve, reject) => {
      get(`${url.replace('127.0.0.1', 'localhost')}/healthz`, { ca: cert }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).once('error', reject);
    });
    expect(status).toBe(200);
    expect((await fetch(`${http?.consoleUrl}/healthz`)).status).toBe(200);
    rmSync(dir, { recursive: true });
  });

  it('whose certificate can’t be used does not start, and says which file', async () => {
    await expect(serve({ tls: { cert: '/nowhere/cert.pem', key: '/nowhere/key.pem' } })).rejects.toThrow(/tls\.cert \/nowhere\/cert\.pem/);
  });
});
