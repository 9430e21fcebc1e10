import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ReplicaOpenError } from '@fieldgoal/replica';
import BetterSqlite3 from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { z } from 'zod';
import * as schema from './schema.ts';

export type ServerDatabase = BetterSQLite3Database<typeof schema>;

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));
const MIGRATIONS_TABLE = '__server_migrations';
const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/** Brings the server's tables up to this version, beside those of the replica whose connection it is. */
export function openServerTables(sqlite: BetterSqlite3.Database): ServerDatabase {
  const db = drizzle(sqlite, { schema, casing: 'snake_case' });
  migrate(db, { migrationsFolder: MIGRATIONS, migrationsTable: MIGRATIONS_TABLE });
  return db;
}

/**
 * Refuses a database whose server tables a newer version has made; looks without changing anything.
 *
 * Errors: throws `ReplicaOpenError` with the code `newer`.
 */
export function refuseNewerServerTables(file: string): void {
  if (!existsSync(file)) return;
  const known = knownServerMigrations();
  const found = countApplied(file);
  if (found <= known) return;
  throw new ReplicaOpenError(
    'newer',
    `${file} was written by a newer version of Fieldgoal (server tables ${found}; this version knows ${known}). Nothing was changed. Please update Fieldgoal.`,
  );
}

/** Migrations of the server's tables this version knows. */
export function knownServerMigrations(): number {
  return journalSchema.parse(JSON.parse(readFileSync(join(MIGRATIONS, 'meta', '_journal.json'), 'utf8'))).entries.length;
}

/** Migrations of the server's tables a database has had; 0 before the first. */
export function appliedServerMigrations(sqlite: BetterSqlite3.Database): number {
  const has = sqlite
    .prepare<[string], number>(`SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?`)
    .pluck()
    .get(MIGRATIONS_TABLE);
  return has === 1 ? (sqlite.prepare<[], number>(`SELECT count(*) FROM ${MIGRATIONS_TABLE}`).pluck().get() ?? 0) : 0;
}

function countApplied(file: string): number {
  let sqlite: BetterSqlite3.Database;
  try {
    sqlite = new BetterSqlite3(file, { readonly: true });
  } catch {
    return 0; // Whatever is wrong with the file, opening it for real says it in words.
  }
  try {
    return sqlite.prepare<[], number>(`SELECT count(*) FROM ${MIGRATIONS_TABLE}`).pluck().get() ?? 0;
  } catch {
    return 0; // No such table yet, or not a database: again for the real opening to say.
  } finally {
    sqlite.close();
  }
}
