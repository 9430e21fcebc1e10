import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PageAccess } from '../../../../apps/desktop/src/host/http/page-access.ts';
import { fileSecretStore } from '../../../../apps/desktop/src/host/session/secret-store.ts';
import { createTestLog } from '../../../fixtures/replicas.ts';
import { tempDir } from '../host-fixture.ts';

describe('which browsers may talk to the host', () => {
  it('takes the token of this start once', () => {
    const access = new PageAccess(fileSecretStore(join(tempDir(), 'browsers.txt')), createTestLog(), 'the-token');
    const secret = access.redeem('the-token');
    expect(secret).not.toBeNull();
    expect(access.admits(secret ?? '')).toBe(true);
    expect(access.redeem('the-token')).toBeNull();
  });

  it('refuses a wrong token and a wrong cookie', () => {
    const access = new PageAccess(fileSecretStore(join(tempDir(), 'browsers.txt')), createTestLog(), 'the-token');
    expect(access.redeem('another')).toBeNull();
    expect(access.admits('')).toBe(false);
    expect(access.admits('guess')).toBe(false);
    expect(access.redeem('the-token')).not.toBeNull();
  });

  it('remembers a browser over a restart without storing what the browser shows', () => {
    const file = join(tempDir(), 'browsers.txt');
    const secret = new PageAccess(fileSecretStore(file), createTestLog(), 'first').redeem('first') ?? '';
    expect(new PageAccess(fileSecretStore(file), createTestLog(), 'second').admits(secret)).toBe(true);
    expect(readFileSync(file, 'utf8')).not.toContain(secret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keeps a browser signed in until the next start where nothing can be stored, and says so in the log', () => {
    const log = createTestLog();
    const store = {
      read: () => null,
      write: () => {
        throw new Error('ENOSPC');
      },
    };
    const access = new PageAccess(store, log, 'the-token');
    expect(access.admits(access.redeem('the-token') ?? '')).toBe(true);
    expect(log.entries).toHaveLength(1);
  });
});
