import type BetterSqlite3 from 'better-sqlite3';

/**
 * The epoch of a server's database (`meta`, key `epoch`): a random id that stays as long as the database only grows. Whoever puts it
 * back to an earlier state writes another, and devices that knew the old one hand in what this one lacks (law 9).
 */
const KEY = 'epoch';

export function readEpoch(sqlite: BetterSqlite3.Database): string | null {
  return sqlite.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(KEY) ?? null;
}

export function writeEpoch(sqlite: BetterSqlite3.Database, epoch: string): string {
  sqlite.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(KEY, epoch);
  return epoch;
}
