import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isRendererFresh, rendererDigest } from '../../../apps/launcher/src/renderer-build.ts';

let project = '';
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
};

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'fieldgoal-page-'));
  write('package-lock.json', '{}');
  write('apps/desktop/src/renderer/main.tsx', 'one');
  write('apps/desktop/src/renderer/pages/goal.tsx', 'two');
  write('packages/domain/src/index.ts', 'three');
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

it('builds again when a source of the page, the domain or the lockfile changed', () => {
  const digests = new Set([rendererDigest(project)]);
  for (const path of ['package-lock.json', 'apps/desktop/src/renderer/pages/goal.tsx', 'packages/domain/src/index.ts']) {
    write(path, 'changed');
    digests.add(rendererDigest(project));
  }
  expect(digests.size).toBe(4);
});

it('does not build again for sources of others', () => {
  const before = rendererDigest(project);
  write('server/src/main.ts', 'changed');
  expect(rendererDigest(project)).toBe(before);
});

it('trusts only a build that was finished with these sources', () => {
  const digest = rendererDigest(project);
  expect(isRendererFresh(project, digest)).toBe(false);
  write('out/renderer/index.html', '<html>');
  expect(isRendererFresh(project, digest)).toBe(false);
  write('out/renderer/.stamp', digest);
  expect(isRendererFresh(project, digest)).toBe(true);
  expect(isRendererFresh(project, 'another')).toBe(false);
});
