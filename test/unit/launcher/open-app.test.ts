import { expect, it } from 'vitest';
import { chooseOpening, type Desktop } from '../../../apps/launcher/src/open-app.ts';

const URL = 'http://127.0.0.1:4601/?token=abc';
const desktop = (changes: Partial<Desktop>): Desktop => ({
  platform: 'linux',
  env: { DISPLAY: ':0' },
  projectDir: '/p',
  exists: () => false,
  ...changes,
});

it('opens nothing on a machine without a display', () => {
  expect(chooseOpening(URL, desktop({ env: {} }))).toBeNull();
});

it('opens the default browser where Electron is not installed', () => {
  expect(chooseOpening(URL, desktop({}))).toEqual({ how: 'browser', command: 'xdg-open', args: [URL] });
  expect(chooseOpening(URL, desktop({ env: { WAYLAND_DISPLAY: 'wayland-0' } }))?.command).toBe('xdg-open');
  expect(chooseOpening(URL, desktop({ platform: 'darwin', env: {} }))?.command).toBe('open');
  expect(chooseOpening(URL, desktop({ platform: 'win32', env: {} }))?.args).toEqual(['/c', 'start', '""', URL]);
});

it('opens Electron where its binary and the built shell are', () => {
  const present = new Set(['/p/out/main/index.js', '/p/node_modules/electron/dist/electron']);
  expect(chooseOpening(URL, desktop({ exists: (path) => present.has(path) }))).toEqual({
    how: 'electron',
    command: '/p/node_modules/electron/dist/electron',
    args: ['/p', `--page=${URL}`],
  });
});

it('finds an Electron that is kept elsewhere', () => {
  const env = { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: '/opt/electron' };
  expect(chooseOpening(URL, desktop({ env, exists: () => true }))?.command).toBe('/opt/electron/electron');
});
