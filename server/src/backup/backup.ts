import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Replica } from '@fieldgoal/replica';
import BetterSqlite3 from 'better-sqlite3';
import { writePrivateJson } from '../storage/data-dir.ts';
import { listBackups, type Manifest, MANIFEST_FILE, stampsIn } from './manifest.ts';
import { verifyDatabase } from './verify.ts';

/** SQLite pages copied between two breaths. */
const PAGES_AT_ONCE = 2000;
const BREATHE_EVERY_MS = 30_000;

/** A copy that can't be trusted; the message says what is wrong with it. */
export class BackupError extends Error {}

/**
 * Copies an organization's database while it goes on being written (SQLite's backup API), looks the copy over, and puts a manifest beside it.
 * A backup interrupted at any point has no manifest and counts for nothing.
 *
 * Errors: throws `BackupError`, or what the disk says; the unfinished folder is removed.
 */
export async function makeBackup(
  replica: Replica,
  backups: string,
  breathe: () => Promise<void> = async () => {},
): Promise<{ readonly folder: string; readonly manifest: Manifest }> {
  const { organization } = replica;
  const folder = newFolder(join(backups, organization), replica.nowInstant());
  const file = `org-${organization}.db`;
  const path = join(folder, file);
  try {
    await breathing(replica.sqlite.backup(path, { progress: () => PAGES_AT_ONCE }), breathe);
    // One plain file, without a log beside it.
    const copy = new BetterSqlite3(path);
    copy.pragma('journal_mode = DELETE');
    copy.close();
    const { problems, sha256, facts } = await breathing(verifyDatabase(path, organization), breathe);
    if (problems.length > 0) throw new BackupError(`The backup can't be trusted and was removed: ${problems.join('; ')}`);
    const manifest: Manifest = { format: 1, organization, at: replica.nowInstant(), file, bytes: statSync(path).size, sha256, ...facts };
    writePrivateJson(join(folder, MANIFEST_FILE), manifest);
    return { folder, manifest };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Removes all but the newest `keep` finished backups, and unfinished ones older than the newest. Returns what was removed. */
export function pruneBackups(backups: string, organization: string, keep: number): readonly string[] {
  const kept = new Set(
    listBackups(backups, organization)
      .slice(0, keep)
      .map(({ folder }) => folder),
  );
  const newest = [...kept][0];
  if (newest === undefined) return [];
  const removed = stampsIn(join(backups, organization))
    .map((stamp) => join(backups, organization, stamp))
    .filter((folder) => !kept.has(folder) && folder < newest);
  for (const folder of removed) rmSync(folder, { recursive: true, force: true });
  return removed;
}

/** Waits for long work and keeps the job's lock meanwhile. */
async function breathing<T>(work: Promise<T>, breathe: () => Promise<void>): Promise<T> {
  let isOver = false;
  const end = work.finally(() => (isOver = true));
  // Whoever waits below hears of a failure.
  end.catch(() => {});
  while (!isOver) {
    await Promise.race([end, setTimeout(BREATHE_EVERY_MS, null, { ref: false })]);
    if (!isOver) await breathe();
  }
  return end;
}

function newFolder(parent: string, at: string): string {
  const stamp = at.replaceAll(/[-:]|\.\d+/g, '');
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  for (let n = 1; ; n++) {
    const folder = join(parent, n === 1 ? stamp : `${stamp}-${n}`);
    try {
      mkdirSync(folder, { mode: 0o700 });
      return folder;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
