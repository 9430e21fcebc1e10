import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PROJECT_DIR, temporaryDir } from '../fixtures/processes.ts';

/** The real shell, where Electron's binary is on this machine and there is a display to show it on. */
const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(PROJECT_DIR, 'node_modules/electron/dist');
const BINARIES: Partial<Record<NodeJS.Platform, string>> = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const binary = join(dist, BINARIES[process.platform] ?? 'electron');
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
const canRun = existsSync(binary) && hasDisplay;

if (!canRun) {
  const reason = existsSync(binary) ? 'there is no display (DISPLAY is not set)' : `Electron's binary is not here (${binary})`;
  console.warn(`\n*** SKIPPED: the desktop shell was NOT run in a real Electron, because ${reason}.`);
  console.warn('*** Run "npx install-electron", or set ELECTRON_OVERRIDE_DIST_PATH, and run the tests again before a release.\n');
}

describe.skipIf(!canRun)('the desktop shell', () => {
  it('shows the page in a sandbox, and the page reaches its host without a server', async () => {
    const folder = temporaryDir('electron');
    const app = await _electron.launch({
      executablePath: binary,
      // As root (in a container) Chromium refuses its own sandbox; the page's isolation is asserted below all the same.
      args: [
        PROJECT_DIR,
        `--data=${join(folder.path, 'data')}`,
        `--user-data-dir=${folder.path}`,
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    });
    try {
      const page = await app.firstWindow();
      await page.waitForSelector('h1');
      expect(page.url()).toMatch(/^fieldgoal:\/\/app\//);
      expect(await page.evaluate(() => [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')])).toEqual([
        'undefined',
        'undefined',
      ]);
    } finally {
      await app.close();
      folder.remove();
    }
  });
});
