import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { z } from 'zod';

/**
 * The server's folder:
 *
 *   org-<id>.db    one organization: documents, records, results, accounts (SQLite)
 *   server.lock    held by the process that has the folder open
 *   server.json    how the command line reaches the running server; gone when it has stopped
 *   demo.json      passwords of the demo company, if there is one
 *
 * Everything in it is readable by its owner only.
 */
const DEFAULT_ORGANIZATION = 'main';

/** What the command line needs to talk to a running server. */
const runningSchema = z.object({ pid: z.int(), url: z.url(), adminSecret: z.string().min(20) });
export type RunningServer = z.infer<typeof runningSchema>;

/** The folder can't be used; the message says why and what to do. */
export class DataDirError extends Error {
  readonly code: 'in_use' | 'not_writable';
  constructor(code: DataDirError['code'], message: string) {
    super(message);
    this.name = 'DataDirError';
    this.code = code;
  }
}

/** A folder this process has for itself until `close`. */
export interface DataDir {
  readonly path: string;
  /** Errors: throws for an id that could be a path. */
  databaseFile(organization: string): string;
  announce(running: RunningServer): void;
  close(): void;
}

/**
 * Takes the folder for this process. The lock is the operating system's, on a small SQLite file, so that a killed
 * process never leaves one behind.
 *
 * Errors: throws `DataDirError`.
 */
export function openDataDir(path: string): DataDir {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw notWritable(path, error);
  }
  const lock = lockFolder(path);
  return {
    path,
    databaseFile: (organization) => databaseFile(path, organization),
    announce: (running) => writePrivateJson(join(path, 'server.json'), running),
    close() {
      rmSync(join(path, 'server.json'), { force: true });
      lock.close();
    },
  };
}

export function databaseFile(path: string, organization: string): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(organization)) throw new Error(`"${organization.slice(0, 100)}" is not an organization's id.`);
  return join(path, `org-${organization}.db`);
}

/** The organizations of a folder, in the order of their ids. */
export function organizationsOf(path: string): string[] {
  const found = existsSync(path) ? readdirSync(path).flatMap((name) => /^org-([A-Za-z0-9_-]{1,64})\.db$/.exec(name)?.[1] ?? []) : [];
  return found.sort();
}

/** The organization that is meant where none is named: the only one, or `main`, or the first. */
export function defaultOrganization(ids: readonly string[]): string {
  const [first = DEFAULT_ORGANIZATION] = ids;
  return ids.includes(DEFAULT_ORGANIZATION) ? DEFAULT_ORGANIZATION : first;
}

/** What a server of this folder says about itself, or null. It may have been killed since. */
export function readRunningServer(path: string): RunningServer | null {
  const parsed = runningSchema.safeParse(readJson(join(path, 'server.json')));
  return parsed.success ? parsed.data : null;
}

/** Replaces a file that only its owner may read, in one step. */
export function writePrivateJson(file: string, value: unknown): void {
  const next = `${file}.next`;
  writeFileSync(next, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  chmodSync(next, 0o600);
  renameSync(next, file);
}

/** The content of a JSON file, or undefined where there is none that can be read. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // Absent or cut off: callers begin anew either way.
  }
}

function lockFolder(path: string): BetterSqlite3.Database {
  let lock: BetterSqlite3.Database | null = null;
  try {
    lock = new BetterSqlite3(join(path, 'server.lock'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (!(error instanceof BetterSqlite3.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw notWritable(path, error);
    const pid = readRunningServer(path)?.pid;
    const who = pid === undefined ? 'Another process' : `A Fieldgoal server (process ${pid})`;
    throw new DataDirError('in_use', `${who} already uses the folder ${path}. Stop it first, or choose another folder with --data.`);
  }
}

function notWritable(path: string, error: unknown): DataDirError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new DataDirError(
    'not_writable',
    `The folder ${path} can't be written (${code}). Change its permissions or free some space, or choose another with --data.`,
  );
}
