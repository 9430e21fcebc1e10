import { chmodSync, copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createUlid } from '@fieldgoal/domain';
import { writeEpoch } from '@fieldgoal/replica';
import BetterSqlite3 from 'better-sqlite3';
import { databaseFile, type DataDir } from '../storage/data-dir.ts';
import { BackupError } from './backup.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { verifyDatabase } from './verify.ts';

export interface Restored {
  readonly manifest: Manifest;
  readonly epoch: string;
  /** Where the database that was there before is now; null when there was none. */
  readonly keptAside: string | null;
}

/**
 * Puts an organization's database back to a backup. The folder is this process's (no server runs), the backup is looked over first, the old
 * database is kept aside, and the new one gets a new epoch, so that devices hand in what was made after the backup. Interrupted at any
 * point, the old or the new database is in place.
 *
 * Errors: throws `BackupError` with words; nothing was changed then.
 */
export async function restoreBackup(
  dir: DataDir,
  backup: string,
  time: { readonly now: number; readonly randomBytes: (size: number) => Uint8Array },
): Promise<Restored> {
  const manifest = readManifest(backup);
  if (manifest === null)
    throw new BackupError(`${backup} is not a finished backup: it has no manifest.json that can be read. Nothing was changed.`);
  const source = join(backup, manifest.file);
  await refuseDamaged(source, manifest);
  const target = databaseFile(dir.path, manifest.organization);
  const next = `${target}.restoring`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${next}${suffix}`, { force: true });
  copyFileSync(source, next);
  chmodSync(next, 0o600);
  const epoch = renewEpoch(next, createUlid(time.now, time.randomBytes(10)));
  const keptAside = existsSync(target) ? keepAside(dir.path, target, time.now) : null;
  renameSync(next, target);
  return { manifest, epoch, keptAside };
}

async function refuseDamaged(source: string, manifest: Manifest): Promise<void> {
  if (!existsSync(source)) throw new BackupError(`${source} is missing. Nothing was changed.`);
  const verified = await verifyDatabase(source, manifest.organization).catch((error: unknown) => {
    throw new BackupError(`${source} can't be read: ${error instanceof Error ? error.message : String(error)}. Nothing was changed.`);
  });
  if (verified.sha256 !== manifest.sha256)
    throw new BackupError(
      `${source} is not what was backed up: its SHA-256 is ${verified.sha256}, the manifest says ${manifest.sha256}. Nothing was changed.`,
    );
  if (verified.problems.length > 0) throw new BackupError(`${source} is damaged: ${verified.problems.join('; ')}. Nothing was changed.`);
}

function renewEpoch(file: string, epoch: string): string {
  const sqlite = new BetterSqlite3(file);
  try {
    sqlite.pragma('synchronous = FULL');
    // Who ran a job when the backup was made doesn't run it now.
    sqlite.exec('UPDATE job_locks SET expires_at = 0');
    return writeEpoch(sqlite, epoch);
  } finally {
    sqlite.close();
  }
}

/**
 * The database as it was, in a folder of its own. It stays in its place too until the restored one takes that in one step; its log may not:
 * it would be read as that of the restored one.
 */
function keepAside(dataDir: string, target: string, now: number): string {
  const folder = join(dataDir, `before-restore-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  foldLogIn(target);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(`${target}${suffix}`)) renameSync(`${target}${suffix}`, join(folder, `${basename(target)}${suffix}`));
  }
  linkSync(target, join(folder, basename(target)));
  return folder;
}

/** Writes the log of a database into it, where it can be opened at all; where not, the log is kept beside it. */
function foldLogIn(file: string): void {
  try {
    const sqlite = new BetterSqlite3(file);
    try {
      sqlite.pragma('journal_mode = DELETE');
    } finally {
      sqlite.close();
    }
  } catch {
    // Damaged, which is why it is replaced.
  }
}
