import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pageResponse } from '../../../apps/desktop/src/main/page-protocol.ts';
import { type TemporaryDir, temporaryDir } from '../../fixtures/processes.ts';

let folder: TemporaryDir;
const page = () => join(folder.path, 'renderer');

beforeAll(() => {
  folder = temporaryDir('page');
  mkdirSync(join(page(), 'assets'), { recursive: true });
  writeFileSync(join(page(), 'index.html'), '<html>');
  writeFileSync(join(page(), 'assets', 'index.js'), 'run()');
  writeFileSync(join(folder.path, 'secret.txt'), 'secret');
});
afterAll(() => folder.remove());

it('sends files with their type and a policy that allows no foreign script', async () => {
  const response = await pageResponse('fieldgoal://app/assets/index.js', page());
  expect(await response.text()).toBe('run()');
  expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'self'");
  expect(response.headers.get('Content-Security-Policy')).not.toContain('unsafe-eval');
});

it('sends the page for every address of the app, so that a reload stays where it was', async () => {
  for (const path of ['', 'goals', 'goals/01ABC'])
    expect(await (await pageResponse(`fieldgoal://app/${path}`, page())).text()).toBe('<html>');
});

it.each([
  'fieldgoal://app/../secret.txt',
  'fieldgoal://app/%2e%2e/secret.txt',
  'fieldgoal://app/..%2fsecret.txt',
  'fieldgoal://app/assets/missing.js',
  'fieldgoal://app/%00.js',
  'fieldgoal://app/%E0%A4%A.js',
  'fieldgoal://other/index.html',
])('sends nothing for %s', async (url) => {
  expect((await pageResponse(url, page())).status).toBe(404);
});
