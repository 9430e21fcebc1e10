import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  databaseFile,
  defaultOrganization,
  openDataDir,
  organizationsOf,
  readRunningServer,
  writePrivateJson,
} from '../../../../server/src/storage/data-dir.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fieldgoal-data-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const RUNNING = { pid: 4711, url: 'http://127.0.0.1:4600', adminSecret: 'a secret of more than twenty letters' };

describe('the server’s folder', () => {
  it('belongs to one process at a time, and to the next one when it is given back', () => {
    const path = join(root, 'server');
    const first = openDataDir(path);
    first.announce(RUNNING);
    expect(() => openDataDir(path)).toThrow(/process 4711.*already uses.*--data/);
    first.close();
    openDataDir(path).close();
  });

  it('is readable by its owner only', () => {
    const path = join(root, 'server');
    const dir = openDataDir(path);
    dir.announce(RUNNING);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(statSync(join(path, 'server.json')).mode & 0o077).toBe(0);
    dir.close();
  });

  it('says how to reach its server while that runs', () => {
    const dir = openDataDir(root);
    dir.announce(RUNNING);
    expect(readRunningServer(root)).toEqual(RUNNING);
    dir.close();
    expect(readRunningServer(root)).toBeNull();
  });

  it('refuses in words when a file stands in its place', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => openDataDir(join(root, 'file', 'server'))).toThrow(/can't be written.*--data/);
  });

  it('remembers its organizations by the names of their databases, and means the only one, or main, or the first', () => {
    expect(defaultOrganization(organizationsOf(root))).toBe('main');
    writeFileSync(join(root, 'org-beta.db'), '');
    expect(defaultOrganization(organizationsOf(root))).toBe('beta');
    writeFileSync(join(root, 'org-acme.db'), '');
    expect(organizationsOf(root)).toEqual(['acme', 'beta']);
    expect(defaultOrganization(organizationsOf(root))).toBe('acme');
    writeFileSync(join(root, 'org-main.db'), '');
    expect(defaultOrganization(organizationsOf(root))).toBe('main');
  });

  it('never makes a path of an id', () => {
    for (const id of ['../other', 'a/b', '..', '', 'a\\b', 'a\0b', 'x'.repeat(65), '/etc/passwd', '%2e%2e'])
      expect(() => databaseFile(root, id)).toThrow('is not an organization');
  });

  it('takes a note that was cut off for no note', () => {
    writeFileSync(join(root, 'server.json'), '{"pid": 1');
    expect(readRunningServer(root)).toBeNull();
    writePrivateJson(join(root, 'server.json'), RUNNING);
    expect(existsSync(join(root, 'server.json.next'))).toBe(false);
  });
});
