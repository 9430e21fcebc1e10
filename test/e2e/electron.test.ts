import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT_DIR, type TemporaryDir, temporaryDir } from '../fixtures/processes.ts';

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

let folder: TemporaryDir;
let app: ElectronApplication | null = null;
let second: ChildProcess | null = null;

beforeEach(() => {
  folder = temporaryDir('electron');
});
afterEach(async () => {
  second?.kill('SIGKILL');
  await app?.close();
  app = second = null;
  folder.remove();
});

function programArguments(...more: readonly string[]): string[] {
  return [
    PROJECT_DIR,
    `--data=${join(folder.path, 'data')}`,
    `--user-data-dir=${folder.path}`,
    // Nobody listens there: everything below happens without a server.
    '--server=http://127.0.0.1:9',
    // As root (in a container) Chromium refuses its own sandbox; the page's isolation is asserted below all the same.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...more,
  ];
}

async function start(...more: readonly string[]): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  app = await _electron.launch({ executablePath: binary, args: programArguments(...more) });
  const page = await app.firstWindow();
  await page.waitForSelector('h1');
  return { app, page };
}

/** The same program started once more by the system, with what it passes. */
async function startAgain(...more: readonly string[]): Promise<void> {
  second = spawn(binary, programArguments(...more), { stdio: 'ignore' });
  expect(await once(second, 'exit'), 'the second one leaves at once').toEqual([0, null]);
}

const log = () => readFileSync(join(folder.path, 'logs/fieldgoal.log'), 'utf8');

describe.skipIf(!canRun)('the desktop shell', () => {
  it('shows the page in a sandbox without a server, and the page reaches its host', async () => {
    const { page } = await start();
    expect(page.url()).toMatch(/^fieldgoal:\/\/app\//);
    const globals = await page.evaluate(() => ['require', 'process', 'Buffer', 'module'].map((name) => typeof Reflect.get(window, name)));
    expect(globals).toEqual(['undefined', 'undefined', 'undefined', 'undefined']);
    // What the sign-in page says of the server comes from the host.
    await page.getByText('127.0.0.1:9').first().waitFor();
  });

  it('keeps to its policy: no script that is not its own, no other site, no second window, nothing fetched from outside', async () => {
    const { app: shell, page } = await start();
    const tried = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      const fetched = await fetch('https://example.com/').then(
        () => true,
        () => false,
      );
      return { injected: Reflect.get(window, 'injected') ?? false, opened: window.open('https://example.com/') !== null, fetched };
    });
    expect(tried).toEqual({ injected: false, opened: false, fetched: false });
    await page.evaluate(() => window.location.assign('https://example.com/'));
    await expect.poll(log).toContain('the page was kept from leaving the app');
    expect(page.url()).toMatch(/^fieldgoal:\/\/app\//);
    expect(shell.windows()).toHaveLength(1);
  });

  it('is told by its menu where to go', async () => {
    const { app: shell, page } = await start();
    await shell.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('go.deals')?.click());
    await page.waitForURL('fieldgoal://app/deals');
  });

  it('opens the page of a link it is started for', async () => {
    const { page } = await start('fieldgoal://goal/g1');
    expect(page.url()).toBe('fieldgoal://app/goals/g1');
  });

  it('is one program: a second start brings its link to the first, and one that can not be right is refused', async () => {
    const { app: shell, page } = await start();
    await startAgain('fieldgoal://team');
    await page.waitForURL('fieldgoal://app/team');
    await startAgain('fieldgoal://team/../../etc/passwd');
    await expect.poll(log).toContain('a link was refused');
    expect(page.url()).toBe('fieldgoal://app/team');
    expect(shell.windows()).toHaveLength(1);
  });

  it('goes on after its host was killed, with what was being typed', async () => {
    const { app: shell, page } = await start();
    const field = page.getByRole('textbox').first();
    await field.fill('still here');
    const hostOf = () =>
      shell.evaluate(({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === 'Fieldgoal host')?.pid ?? null);
    await expect.poll(hostOf).not.toBeNull();
    const first = await hostOf();
    if (first !== null) process.kill(first, 'SIGKILL');
    await expect.poll(async () => ![null, first].includes(await hostOf())).toBe(true);
    expect(log()).toContain('the host ended');
    await expect.poll(() => field.inputValue()).toBe('still here');
    // The page asks the new host.
    await page.getByText('127.0.0.1:9').first().waitFor();
  });

  it('keeps the sign-in encrypted, or says that this system has no key store for it', async () => {
    await start();
    const file = join(folder.path, 'data/session.json');
    await expect.poll(() => existsSync(file)).toBe(true);
    const isEncrypted = readFileSync(file, 'utf8').includes('"fieldgoal":"encrypted"');
    expect(isEncrypted || log().includes("without the system's key store")).toBe(true);
  });
});
