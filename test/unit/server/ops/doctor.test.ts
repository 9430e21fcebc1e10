import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../../../server/src/cli/connect.ts';
import { runDoctor } from '../../../../server/src/cli/doctor-command.ts';
import { configSchema } from '../../../../server/src/config/config.ts';
import { examine, type Finding } from '../../../../server/src/ops/doctor.ts';
import { freePort, temporaryDir, type TemporaryDir } from '../../../fixtures/processes.ts';

let folder: TemporaryDir;
let port: number;

beforeEach(async () => {
  folder = temporaryDir('doctor');
  port = await freePort();
});
afterEach(() => folder.remove());

async function makeCompany(): Promise<void> {
  const connection = await connect(folder.path, { mayCreate: true, organization: null });
  const company = { companyName: 'Acme', timeZone: 'Europe/Berlin', currency: 'EUR' };
  const admin = { name: 'Ada', email: 'ada@acme.example', password: 'correct horse battery', deviceId: 'device-0001' };
  await connection.client.setup.createCompany.mutate({ ...company, ...admin });
  await connection.close();
}

const patient = (now = Date.now()) => ({
  dataDir: folder.path,
  config: configSchema.parse({ port, backup: { folder: join(folder.path, 'backups') } }),
  now,
});
async function found(check: string, now?: number): Promise<Finding> {
  const finding = (await examine(patient(now))).find((one) => one.check === check);
  if (finding === undefined) throw new Error(`nothing was said of ${check}`);
  return finding;
}
function alter(statement: string): void {
  const sqlite = new BetterSqlite3(join(folder.path, 'org-main.db'));
  sqlite.exec(statement);
  sqlite.close();
}

describe('the doctor', () => {
  test('says that a folder has no company, and how to make one', async () => {
    expect(await found('data folder')).toMatchObject({ state: 'fail', remedy: expect.stringContaining('init') });
  });

  test('finds a new company well but for its backups, and changes nothing', async () => {
    await makeCompany();
    const findings = await examine(patient());
    expect(findings.filter(({ state }) => state !== 'ok').map(({ check }) => check)).toEqual(['main: backups']);
    expect(findings.every(({ state, remedy }) => (state === 'ok') === (remedy === ''))).toBe(true);
  });

  test('warns of a folder that others may read, with the command that closes it', async () => {
    await makeCompany();
    chmodSync(folder.path, 0o755);
    expect(await found('data folder')).toMatchObject({ state: 'warn', remedy: `chmod go= ${folder.path}` });
  });

  test('finds a room whose bytes were changed on the disk', async () => {
    await makeCompany();
    alter(`UPDATE updates SET bytes = zeroblob(length(bytes)) WHERE seq = (SELECT min(seq) FROM updates)`);
    expect(await found('main: database')).toMatchObject({ state: 'fail', found: expect.stringContaining('main/directory') });
    expect((await found('main: database')).remedy).toContain('room repair');
  });

  test('finds a file that is no database', async () => {
    await makeCompany();
    writeFileSync(join(folder.path, 'org-main.db'), 'not a database, whatever its name says. '.repeat(200));
    expect(await found('main: database')).toMatchObject({ state: 'fail', remedy: expect.stringContaining('restore latest') });
  });

  test('finds a clock that is behind what was written', async () => {
    await makeCompany();
    expect(await found('main: clock', Date.now() - 3_600_000)).toMatchObject({ state: 'fail', remedy: expect.stringContaining('NTP') });
  });

  test('finds a database of a newer version', async () => {
    await makeCompany();
    alter('PRAGMA user_version = 999');
    expect(await found('main: schema')).toMatchObject({ state: 'fail', remedy: expect.stringContaining('Update Fieldgoal') });
  });

  test('finds the port taken by another program', async () => {
    await makeCompany();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', () => resolve()));
    try {
      expect(await found('server')).toMatchObject({ state: 'fail', found: expect.stringContaining(String(port)) });
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  test('finds a job that failed, and days without snapshots', async () => {
    await makeCompany();
    alter(
      `INSERT INTO job_runs (id, name, started_at, ok, result, trigger) VALUES ('run-1', 'snapshots', '2026-01-01T00:00:00.000Z', 0, 'no space left', 'schedule')`,
    );
    expect(await found('main: job snapshots')).toMatchObject({ state: 'warn', found: expect.stringContaining('no space left') });
    expect(await found('main: jobs')).toMatchObject({ state: 'warn', found: expect.stringContaining('2026-01-01') });
  });

  test('ends with 1 for a script when something has failed, and with 0 for warnings alone', async () => {
    const lines: string[] = [];
    const terminal = {
      isInteractive: false,
      print: (line: string) => void lines.push(line),
      showProgress() {},
      confirm: async () => false,
    };
    expect(await runDoctor(patient(), terminal)).toBe(1);
    await makeCompany();
    expect(await runDoctor(patient(), terminal)).toBe(0);
    expect(lines.at(-1)).toMatch(/^\d+ ok, 1 warnings, 0 failures\.$/);
  });
});
