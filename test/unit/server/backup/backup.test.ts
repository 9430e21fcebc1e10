import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeBackup, pruneBackups } from '../../../../server/src/backup/backup.ts';
import { listBackups, readManifest } from '../../../../server/src/backup/manifest.ts';
import { restoreBackup } from '../../../../server/src/backup/restore.ts';
import { openDataDir } from '../../../../server/src/storage/data-dir.ts';
import { create, deal, update, WON } from '../../../fixtures/company.ts';
import { ADMIN, valueOf } from '../../../fixtures/replicas.ts';
import { openEmptyOrganization, openTestOrganization, type TestOrganization } from '../test-organization.ts';

/** Each backup is looked over in a thread of its own, whose start takes seconds on a busy machine. */
vi.setConfig({ testTimeout: 120_000 });
let dir: string;
let data: string;
let backups: string;
let opened: TestOrganization | null;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'fieldgoal-backup-'));
  data = join(dir, 'data');
  backups = join(dir, 'backups');
  openDataDir(data).close();
  opened = await openTestOrganization(join(data, 'org-main.db'));
});
afterEach(async () => {
  await opened?.organization.close();
  rmSync(dir, { recursive: true });
});

function organization() {
  if (opened === null) throw new Error('it is closed');
  return opened.organization;
}

async function close(): Promise<void> {
  await opened?.organization.close();
  opened = null;
}

async function restore(folder: string) {
  const lock = openDataDir(data);
  try {
    return await restoreBackup(lock, folder, { now: Date.now(), randomBytes: (size) => randomBytes(size) });
  } finally {
    lock.close();
  }
}

describe('a backup', () => {
  it('is made while changes go on, is whole, and says what is in it', async () => {
    const { replica, authority } = organization();
    const making = makeBackup(replica, backups);
    for (let i = 0; i < 20; i++) authority.edit([create('deals', deal({ id: `during-${i}`, ownerId: 'ana' }))], ADMIN);
    const { folder, manifest } = await making;
    expect(manifest).toMatchObject({ organization: 'main', file: 'org-main.db', epoch: replica.epoch() });
    expect(manifest.lastSeq).toBeGreaterThan(0);
    expect(manifest.counts['records']).toBeGreaterThan(10);
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', 'org-main.db']);
    expect(statSync(join(folder, 'org-main.db')).size).toBe(manifest.bytes);
    expect(readManifest(folder)).toEqual(manifest);
  });

  it('of a database with a damaged room is not kept, and the reason names the room', async () => {
    const { replica } = organization();
    replica.sqlite.prepare(`UPDATE updates SET checksum = 1 WHERE room = 'main/directory'`).run();
    await expect(makeBackup(replica, backups)).rejects.toThrow(/main\/directory/);
    expect(listBackups(backups, 'main')).toEqual([]);
    expect(readdirSync(join(backups, 'main'))).toEqual([]);
  });

  it('whose records are not those of its documents is not kept', async () => {
    const { replica } = organization();
    replica.sqlite.prepare(`DELETE FROM records WHERE id = 'a1'`).run();
    await expect(makeBackup(replica, backups)).rejects.toThrow(/its document has 3 deals, the table 2/);
  });

  it('goes when there are newer ones to be kept', async () => {
    const { folder } = await makeBackup(organization().replica, backups);
    const made = [1, 2, 3].map((minute) => join(backups, 'main', `20990101T00000${minute}Z`));
    for (const copy of made) cpSync(folder, copy, { recursive: true });
    rmSync(join(made[2] ?? '', 'manifest.json'));
    // The newest has no manifest: it may be in the making and is left alone, and doesn't count.
    expect(pruneBackups(backups, 'main', 1)).toEqual([made[0], folder]);
    expect(listBackups(backups, 'main').map((backup) => backup.folder)).toEqual([made[1]]);
  });
});

describe('restoring', () => {
  it('brings back what was backed up under a new epoch, and keeps what was there', async () => {
    const { replica, authority } = organization();
    const { folder, manifest } = await makeBackup(replica, backups);
    authority.edit([update('deals', 'a2', WON)], ADMIN);
    expect(valueOf(replica, 'g-company')).toBe(1_460_000);
    await close();
    const { epoch, keptAside } = await restore(folder);
    opened = await openEmptyOrganization(join(data, 'org-main.db'));
    expect(valueOf(organization().replica, 'g-company')).toBe(1_210_000);
    expect(organization().replica.epoch()).toBe(epoch);
    expect(epoch).not.toBe(manifest.epoch);
    expect(organization().auth.accounts.byEmail('ana@example.com')).not.toBeNull();
    const aside = new BetterSqlite3(join(keptAside ?? '', 'org-main.db'), { readonly: true });
    expect(aside.prepare(`SELECT json ->> 'stageId' FROM records WHERE id = 'a2'`).pluck().get()).toBe('won');
    aside.close();
  });

  it('refuses a backup one byte of which has changed, and changes nothing', async () => {
    const { folder } = await makeBackup(organization().replica, backups);
    await close();
    const file = join(folder, 'org-main.db');
    const bytes = readFileSync(file);
    bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const before = readFileSync(join(data, 'org-main.db'));
    await expect(restore(folder)).rejects.toThrow(/Nothing was changed/);
    expect(readFileSync(join(data, 'org-main.db')).equals(before)).toBe(true);
    expect(readdirSync(data).some((name) => name.startsWith('before-restore'))).toBe(false);
  });

  it('refuses a folder without a manifest: a backup that was never finished', async () => {
    const { folder } = await makeBackup(organization().replica, backups);
    await close();
    rmSync(join(folder, 'manifest.json'));
    await expect(restore(folder)).rejects.toThrow(/not a finished backup/);
  });

  it('replaces a database that can no longer be opened', async () => {
    const { folder } = await makeBackup(organization().replica, backups);
    await close();
    writeFileSync(join(data, 'org-main.db'), 'this was a database once '.repeat(100));
    const { keptAside } = await restore(folder);
    expect(readFileSync(join(keptAside ?? '', 'org-main.db'), 'utf8')).toContain('this was a database once');
    opened = await openEmptyOrganization(join(data, 'org-main.db'));
    expect(valueOf(organization().replica, 'g-company')).toBe(1_210_000);
  });

  it('goes well into an empty folder on another machine', async () => {
    const { folder } = await makeBackup(organization().replica, backups);
    await close();
    cpSync(folder, join(dir, 'copied'), { recursive: true });
    rmSync(data, { recursive: true });
    expect((await restore(join(dir, 'copied'))).keptAside).toBeNull();
    expect(existsSync(join(data, 'org-main.db'))).toBe(true);
  });
});
