import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { listBackups } from '../backup/manifest.ts';
import { databaseProblems } from '../backup/verify.ts';
import type { ServerConfig } from '../config/config.ts';
import { JOB_NAMES } from '../jobs/job.ts';
import { readRunningServer } from '../storage/data-dir.ts';
import { schemaVersions } from './schema-versions.ts';

/** One thing the doctor looked at. */
export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do; empty where nothing is. */
  readonly remedy: string;
}

export interface Patient {
  readonly dataDir: string;
  readonly config: ServerConfig;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const MB = 1024 * 1024;
const HOUR_MS = 3_600_000;
const NEEDED_NODE = 24;
const WITHIN_MS = 3000;

/** Looks the installation over, a running server included. Changes nothing. */
export async function examine(patient: Patient): Promise<readonly Finding[]> {
  const folder = checkFolder(patient);
  if (folder.state === 'fail') return [checkNode(), folder];
  const databases = databasesIn(patient.dataDir);
  return [
    checkNode(),
    folder,
    checkSpace(patient, databases),
    ...databases.flatMap(({ organization, file }) => checkDatabase(organization, file, patient)),
    await checkServer(patient),
  ];
}

function checkNode(): Finding {
  const version = process.versions.node;
  const isNew = Number.parseInt(version, 10) >= NEEDED_NODE;
  return { check: 'Node', state: isNew ? 'ok' : 'fail', found: version, remedy: isNew ? '' : `Use Node ${NEEDED_NODE} or newer.` };
}

function checkFolder({ dataDir }: Patient): Finding {
  const check = 'data folder';
  const path = resolve(dataDir);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || databasesIn(path).length === 0)
    return {
      check,
      state: 'fail',
      found: `there is no company in ${path}`,
      remedy: 'Make one with "init", or name the folder with --data.',
    };
  const open = [path, ...databasesIn(path).map(({ file }) => file)].filter((file) => (statSync(file).mode & 0o077) !== 0);
  if (open.length === 0) return { check, state: 'ok', found: path, remedy: '' };
  return { check, state: 'warn', found: `others of this machine may read ${open.join(', ')}`, remedy: `chmod go= ${open.join(' ')}` };
}

function checkSpace({ dataDir }: Patient, databases: readonly { file: string }[]): Finding {
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  const size = databases.reduce((sum, { file }) => sum + statSync(file).size, 0);
  const found = `${Math.floor(free / MB)} MB free, the databases have ${Math.ceil(size / MB)} MB`;
  if (free < 50 * MB + size / 4)
    return { check: 'disk', state: 'fail', found, remedy: 'Make room now: changes are refused when the disk is full.' };
  if (free < 500 * MB + 3 * size)
    return { check: 'disk', state: 'warn', found, remedy: 'Make room, or keep backups elsewhere (backup.folder).' };
  return { check: 'disk', state: 'ok', found, remedy: '' };
}

function checkDatabase(organization: string, file: string, patient: Patient): Finding[] {
  let sqlite: BetterSqlite3.Database;
  try {
    sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  } catch (error) {
    return [broken(organization, String(error))];
  }
  try {
    const versions = checkVersions(organization, sqlite);
    if (versions.state === 'fail') return [versions];
    return [
      versions,
      checkIntegrity(organization, sqlite),
      checkClock(organization, sqlite, patient),
      ...checkJobs(organization, sqlite, patient),
      checkBackups(organization, patient),
    ];
  } catch (error) {
    return [broken(organization, String(error))];
  } finally {
    sqlite.close();
  }
}

function broken(organization: string, reason: string): Finding {
  return {
    check: `${organization}: database`,
    state: 'fail',
    found: reason,
    remedy: 'Stop the server and restore the newest backup: restore latest.',
  };
}

function checkVersions(organization: string, sqlite: BetterSqlite3.Database): Finding {
  const check = `${organization}: schema`;
  const { known, found } = schemaVersions(sqlite);
  const words = `tables ${found.replica} and ${found.server}, this version knows ${known.replica} and ${known.server}`;
  if (found.replica > known.replica || found.server > known.server)
    return { check, state: 'fail', found: words, remedy: 'Update Fieldgoal: a newer version has written this database.' };
  const isOlder = found.replica < known.replica || found.server < known.server;
  return {
    check,
    state: isOlder ? 'warn' : 'ok',
    found: words,
    remedy: isOlder ? 'The next start brings it up to date; back up first.' : '',
  };
}

function checkIntegrity(organization: string, sqlite: BetterSqlite3.Database): Finding {
  const check = `${organization}: database`;
  const problems = databaseProblems(sqlite, organization);
  if (problems.length === 0) return { check, state: 'ok', found: 'every page, room and checksum was read and is whole', remedy: '' };
  const inRooms = problems.every((problem) => problem.startsWith('room '));
  const remedy = inRooms
    ? '"room repair <room>" puts a room together again.'
    : 'Stop the server and restore the newest backup: restore latest.';
  return { check, state: 'fail', found: problems.slice(0, 5).join('; '), remedy };
}

function checkClock(organization: string, sqlite: BetterSqlite3.Database, { now }: Patient): Finding {
  const check = `${organization}: clock`;
  const last =
    sqlite.prepare<[], string | null>('SELECT max(at) FROM (SELECT at FROM updates UNION ALL SELECT at FROM audit)').pluck().get() ?? null;
  if (last === null || Date.parse(last) <= now + 60_000) return { check, state: 'ok', found: new Date(now).toISOString(), remedy: '' };
  return {
    check,
    state: 'fail',
    found: `it is ${new Date(now).toISOString()}, but a change was made at ${last}`,
    remedy: 'Set this machine’s clock (NTP): snapshots and deadlines go by it.',
  };
}

function checkJobs(organization: string, sqlite: BetterSqlite3.Database, { now }: Patient): Finding[] {
  const last = sqlite.prepare<[string], { ok: number; at: string; result: string | null }>(
    'SELECT ok, started_at at, result FROM job_runs WHERE name = ? AND ok IS NOT NULL ORDER BY started_at DESC LIMIT 1',
  );
  const runs = JOB_NAMES.flatMap((name) => {
    const run = last.get(name);
    return run === undefined ? [] : [{ name, ...run }];
  });
  const failed = runs.filter(({ ok }) => ok === 0);
  const findings = failed.map(
    ({ name, at, result }): Finding => ({
      check: `${organization}: job ${name}`,
      state: 'warn',
      found: `failed at ${at}: ${result ?? ''}`,
      remedy: `Try "job run ${name}"; the log has the details.`,
    }),
  );
  const stale = runs.find(({ name, at }) => name === 'snapshots' && now - Date.parse(at) > 36 * HOUR_MS);
  if (stale !== undefined)
    findings.push({
      check: `${organization}: jobs`,
      state: 'warn',
      found: `no snapshots since ${stale.at}`,
      remedy: 'Start the server; it makes up for missed days.',
    });
  if (findings.length > 0) return findings;
  return [
    {
      check: `${organization}: jobs`,
      state: 'ok',
      found: runs.length === 0 ? 'none has run yet' : `the last runs of ${runs.length} went well`,
      remedy: '',
    },
  ];
}

function checkBackups(organization: string, { config, now }: Patient): Finding {
  const check = `${organization}: backups`;
  const [newest] = listBackups(config.backup.folder, organization);
  if (newest === undefined)
    return { check, state: 'warn', found: `there are none in ${config.backup.folder}`, remedy: 'Make one: backup.' };
  const hours = Math.floor((now - Date.parse(newest.manifest.at)) / HOUR_MS);
  const found = `the newest is ${hours} h old`;
  if (hours <= 36) return { check, state: 'ok', found, remedy: '' };
  return {
    check,
    state: 'warn',
    found,
    remedy: config.backup.schedule === null ? 'Set backup.schedule, or make one: backup.' : 'Look at "job list", or make one: backup.',
  };
}

/** A server of this folder is asked whether it is ready; without one, the port has to be free. */
async function checkServer({ dataDir, config }: Patient): Promise<Finding> {
  const check = 'server';
  const running = readRunningServer(dataDir);
  if (running !== null) {
    const answer = await fetch(`${running.url}/readyz`, { signal: AbortSignal.timeout(WITHIN_MS) }).catch(() => null);
    if (answer?.ok === true) return { check, state: 'ok', found: `runs as process ${running.pid} and is ready`, remedy: '' };
    if (answer !== null) return { check, state: 'fail', found: `is not ready: ${await answer.text()}`, remedy: 'Look at its log.' };
  }
  if (await isFree(config.host, config.port))
    return { check, state: 'ok', found: `doesn't run; port ${config.port} is free for it`, remedy: '' };
  return {
    check,
    state: 'fail',
    found: `doesn't run, and port ${config.port} is used by another program`,
    remedy: 'Stop that program, or set another port.',
  };
}

function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((settle) => {
    server.once('error', () => settle(false));
    server.listen(port, host, () => server.close(() => settle(true)));
  });
}

function databasesIn(dataDir: string): { organization: string; file: string }[] {
  if (!existsSync(dataDir)) return [];
  return readdirSync(dataDir)
    .sort()
    .flatMap((name) => {
      const organization = /^org-([A-Za-z0-9_-]{1,64})\.db$/.exec(name)?.[1];
      return organization === undefined ? [] : [{ organization, file: join(dataDir, name) }];
    });
}
