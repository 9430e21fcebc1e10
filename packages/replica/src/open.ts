import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import * as schema from './schema.ts';

export type ReplicaDatabase = BetterSQLite3Database<typeof schema>;

/** A database that can't be opened, with words for the person at the screen. Nothing was changed. */
export class ReplicaOpenError extends Error {
  readonly code: 'newer' | 'corrupt' | 'not_writable';
  constructor(code: ReplicaOpenError['code'], message: string) {
    super(message);
    this.name = 'ReplicaOpenError';
    this.code = code;
  }
}

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
const USER_VERSION_OFFSET = 60;
/** 64 MiB of log. */
const LOG_PAGES_AT_MOST = 16_384;

/**
 * Opens or makes the database of a replica and brings it up to this version's schema.
 *
 * `synchronous = FULL` with a WAL: a committed transaction survives a power cut (law 2).
 * Errors: `ReplicaOpenError`; a database made by a newer version is recognized from its header alone and not touched.
 */
export function openDatabase(file: string, migrationsFolder = MIGRATIONS): { sqlite: BetterSqlite3.Database; db: ReplicaDatabase } {
  const version = countMigrations(migrationsFolder);
  if (file !== ':memory:') {
    refuseNewer(file, version);
    refuseNotWritable(file);
  }
  const sqlite = openSqlite(file);
  const db = drizzle(sqlite, { schema, casing: 'snake_case' });
  if (sqlite.pragma('user_version', { simple: true }) !== version) {
    migrate(db, { migrationsFolder });
    sqlite.pragma(`user_version = ${version}`);
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
  }
  return { sqlite, db };
}

function openSqlite(file: string): BetterSqlite3.Database {
  try {
    const sqlite = new BetterSqlite3(file);
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    // The replica writes the log back between commits; this is for those who don't.
    sqlite.pragma(`wal_autocheckpoint = ${LOG_PAGES_AT_MOST}`);
    sqlite.pragma('busy_timeout = 5000');
    sqlite.pragma('foreign_keys = ON');
    return sqlite;
  } catch (error) {
    const code = sqliteCode(error);
    if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
      throw new ReplicaOpenError(
        'corrupt',
        `${file} is not a readable database (${code}). Restore it from a backup, or move it away to begin anew.`,
      );
    }
    if (isStorageCode(code)) throw new ReplicaOpenError('not_writable', notWritable(file, code));
    throw error;
  }
}

/** The schema version stands in the file's header; reading it there neither locks nor changes anything. */
function refuseNewer(file: string, version: number): void {
  if (!existsSync(file)) return;
  const header = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  try {
    if (readSync(descriptor, header, 0, 100, 0) < 100) return;
  } finally {
    closeSync(descriptor);
  }
  const found = header.readUInt32BE(USER_VERSION_OFFSET);
  if (found <= version) return;
  throw new ReplicaOpenError(
    'newer',
    `${file} was written by a newer version of Fieldgoal (schema ${found}; this version knows ${version}). Nothing was changed. Please update Fieldgoal.`,
  );
}

function refuseNotWritable(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw new ReplicaOpenError(
      'not_writable',
      notWritable(file, error instanceof Error && 'code' in error ? String(error.code) : 'unknown'),
    );
  }
}

function notWritable(file: string, code: string): string {
  return `${file} can't be written (${code}). Free some space or change the permissions of its folder, then start again.`;
}

/** The schema version (`user_version`) this program makes and knows. */
export function knownSchemaVersion(): number {
  return countMigrations(MIGRATIONS);
}

function countMigrations(folder: string): number {
  const journal: unknown = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'));
  return (journal as { entries: unknown[] }).entries.length;
}

export function sqliteCode(error: unknown): string {
  return error instanceof BetterSqlite3.SqliteError ? error.code : '';
}

/** Codes that mean "this device can't store now": full, read-only, failing or locked. */
export function isStorageCode(code: string): boolean {
  return /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED)/.test(code);
}
