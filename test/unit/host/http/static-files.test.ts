import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileFor } from '../../../../apps/desktop/src/host/http/static-files.ts';
import { tempDir } from '../host-fixture.ts';

function builtPage(): { folder: string; secret: string } {
  const parent = tempDir();
  const folder = join(parent, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'app-1a2b.js'), '');
  writeFileSync(join(parent, 'session.json'), '{}');
  mkdirSync(join(parent, 'renderer-secret'));
  writeFileSync(join(parent, 'renderer-secret', 'key.txt'), '');
  return { folder, secret: join(parent, 'session.json') };
}

describe('the file a path asks for', () => {
  it('is the file itself, and the page for every path of the app', () => {
    const { folder } = builtPage();
    expect(fileFor(folder, '/assets/app-1a2b.js')).toBe(join(folder, 'assets', 'app-1a2b.js'));
    expect(fileFor(folder, '/')).toBe(join(folder, 'index.html'));
    expect(fileFor(folder, '/goals/01ABC')).toBe(join(folder, 'index.html'));
  });

  it('is none for a missing file, so that a stale page is not answered with HTML', () => {
    expect(fileFor(builtPage().folder, '/assets/app-old.js')).toBeNull();
  });

  it.each([
    '/../session.json',
    '/%2e%2e/session.json',
    '/..%2fsession.json',
    '/assets/../../session.json',
    '/..%5csession.json',
    '/../renderer-secret/key.txt',
    '//etc/passwd',
    '/%00index.html',
    '/%E0%A4%A',
  ])('never lies outside of the folder: %s', (path) => {
    const { folder } = builtPage();
    const file = fileFor(folder, path);
    expect(file === null || file === join(folder, 'index.html')).toBe(true);
  });
});
