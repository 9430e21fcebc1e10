import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmptyOrganization, openTestOrganization } from '../test-organization.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fieldgoal-db-'));
  file = join(dir, 'org-main.db');
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('the organization’s database', () => {
  it('keeps accounts and company over a restart', async () => {
    const first = await openTestOrganization(file);
    await first.organization.close();
    const second = await openEmptyOrganization(file);
    expect(second.organization.needsCompany()).toBe(false);
    expect(second.organization.auth.accounts.byEmail('ANA@example.com')?.memberId).toBe('ana');
    await second.organization.close();
  });

  it('is refused untouched when a newer version has made its server tables', async () => {
    const first = await openTestOrganization(file);
    await first.organization.close();
    const sqlite = new BetterSqlite3(file);
    sqlite.prepare("INSERT INTO __server_migrations (hash, created_at) VALUES ('of the future', 9999999999999)").run();
    sqlite.pragma('journal_mode = DELETE');
    sqlite.close();
    const before = readFileSync(file);
    await expect(openEmptyOrganization(file)).rejects.toThrow(/newer version of Fieldgoal.*Nothing was changed/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});
