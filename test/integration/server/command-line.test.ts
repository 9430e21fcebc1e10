import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort, PROJECT_DIR, startServer, type TemporaryDir, temporaryDir } from '../../fixtures/processes.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end, as a person without a terminal. */
function fieldgoal(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['server/src/cli/main.ts', ...args], { cwd: PROJECT_DIR, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

let root: TemporaryDir;
let data: string;
let files: string;
beforeEach(() => {
  root = temporaryDir('cli');
  data = join(root.path, 'server');
  files = join(root.path, 'export');
  mkdirSync(files);
  writeFileSync(join(files, 'products.csv'), 'product,series,sales_price\nGTX Pro,GTX,4821\n');
  writeFileSync(join(files, 'teams.csv'), 'sales_agent,manager,regional_office\nAna Ames,Nora North,East\n');
  writeFileSync(
    join(files, 'deals.csv'),
    'opportunity_id,sales_agent,product,deal_stage,engage_date,close_date,close_value\nX1,Ana Ames,GTXPro,Won,2026-10-05,2026-10-25,1500\n',
  );
});
afterEach(() => root.remove());

describe('the command line', () => {
  it('explains itself, and a command it does not know, with code 2', async () => {
    const unknown = await fieldgoal('fly');
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no command "fly"') });
    expect((await fieldgoal('start', '--port', 'many')).stderr).toContain('"many" is not a port');
    expect((await fieldgoal('help')).stdout).toContain('import <folder or files…>');
  });

  it('imports without a server, lists, runs jobs and undoes, all on the folder itself', async () => {
    const imported = await fieldgoal('import', files, '--data', data, '--yes', '--company', 'Acme');
    expect(imported).toMatchObject({ code: 0, stdout: expect.stringContaining('"Acme" was created') });
    const importId = /imports undo (\S+)/.exec(imported.stdout)?.[1] ?? '';
    expect((await fieldgoal('imports', 'list', '--data', data)).stdout).toContain(importId);
    expect((await fieldgoal('job', 'run', 'sweep', '--data', data)).stdout).toMatch(/sweep: All \d+ goals were right/);
    expect((await fieldgoal('job', 'list', '--data', data)).stdout).toMatch(/sweep.*ok.*goals were right/);
    expect((await fieldgoal('imports', 'undo', importId, '--data', data)).stdout).toContain('The import was undone');
    expect(await fieldgoal('imports', 'undo', importId, '--data', data)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('undone already'),
    });
  });

  it('asks a running server to do it, and sees what the server has', async () => {
    const server = await startServer({ dataDir: data, port: await freePort(), company: 'empty' });
    expect(await fieldgoal('import', files, '--data', data, '--yes')).toMatchObject({ code: 0 });
    const status = await fetch(`${server.ready.url}/trpc/setup.status`);
    expect(await status.json()).toMatchObject({ result: { data: { needsCompany: false, companyName: 'My company' } } });
    expect((await fieldgoal('user', 'list', '--data', data)).stdout).toContain('admin@example.com');
    await server.stop();
  });

  it('does not make a folder for a command that only looks', async () => {
    expect(await fieldgoal('job', 'list', '--data', data)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no company in'),
    });
  });
});

describe('the server’s process', () => {
  it('keeps its company over a stop and over kill -9', async () => {
    await fieldgoal('import', files, '--data', data, '--yes');
    const port = await freePort();
    const first = await startServer({ dataDir: data, port, company: 'empty' });
    await first.kill();
    const second = await startServer({ dataDir: data, port, company: 'empty' });
    expect((await fieldgoal('imports', 'list', '--data', data)).stdout).toContain('done');
    await second.stop();
    expect((await fieldgoal('imports', 'list', '--data', data)).stdout).toContain('done');
  });

  it('refuses a folder another server uses, and a port another program uses, in words', async () => {
    const port = await freePort();
    const server = await startServer({ dataDir: data, port, company: 'empty' });
    const sameFolder = startServer({ dataDir: data, port: await freePort(), company: 'empty' });
    await expect(sameFolder).rejects.toThrow(/already uses the folder.*--data/);
    const samePort = startServer({ dataDir: join(root.path, 'other'), port, company: 'empty' });
    await expect(samePort).rejects.toThrow(`Port ${port} is in use. Choose another with --port`);
    await server.stop();
  });

  it('refuses a database of a newer version and leaves it as it is', async () => {
    await fieldgoal('import', files, '--data', data, '--yes');
    const file = join(data, 'org-main.db');
    const sqlite = new BetterSqlite3(file);
    sqlite.pragma('user_version = 9999');
    sqlite.pragma('journal_mode = DELETE');
    sqlite.close();
    const before = readFileSync(file);
    const start = startServer({ dataDir: data, port: await freePort(), company: 'empty' });
    await expect(start).rejects.toThrow(/newer version of Fieldgoal.*Nothing was changed/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a folder that can’t be made, in words and on the line its starter reads', async () => {
    writeFileSync(join(root.path, 'file'), '');
    const refused = await fieldgoal('start', '--data', join(root.path, 'file', 'server'), '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toEqual({ fieldgoal: 'failed', message: expect.stringMatching(/can't be written.*--data/) });
  });
});

describe('the demo company', () => {
  it('is there at the first start, lets its three people in, and stays the same at the next', async () => {
    const port = await freePort();
    const first = await startServer({ dataDir: data, port, company: 'demo' });
    const { demo, url } = first.ready;
    if (demo === null) throw new Error('the server did not say how to sign in');
    const login = await fetch(`${url}/trpc/auth.login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: demo.rep.email, password: demo.rep.password, deviceId: 'device-0001' }),
    });
    expect(await login.json()).toMatchObject({ result: { data: { name: demo.rep.name, role: 'member' } } });
    await first.stop();
    const second = await startServer({ dataDir: data, port, company: 'demo' });
    expect(second.ready.demo).toEqual(demo);
    await second.stop();
  });
});
