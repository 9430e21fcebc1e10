import { knownSchemaVersion } from '@fieldgoal/replica';
import type BetterSqlite3 from 'better-sqlite3';
import { appliedServerMigrations, knownServerMigrations } from '../storage/server-database.ts';

interface Versions {
  readonly replica: number;
  readonly server: number;
}

/** Versions of a database's tables, as this program knows them and as they are. */
export function schemaVersions(sqlite: BetterSqlite3.Database): { readonly known: Versions; readonly found: Versions } {
  return {
    known: { replica: knownSchemaVersion(), server: knownServerMigrations() },
    found: { replica: Number(sqlite.pragma('user_version', { simple: true })), server: appliedServerMigrations(sqlite) },
  };
}
