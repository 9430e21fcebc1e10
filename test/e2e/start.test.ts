import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from '../fixtures/chromium.ts';
import { freePort, PROJECT_DIR, type TemporaryDir, temporaryDir } from '../fixtures/processes.ts';

/** `npm start` as a new user runs it: the real launcher, server, hosts and page. */
let browser: Browser;
let folder: TemporaryDir;
let port: number;
let running: ChildProcess | null = null;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = temporaryDir('start');
  port = await freePort();
});
afterEach(async () => {
  await interrupt();
  folder.remove();
});

/** Starts, and resolves with everything printed once the addresses stand there or the start has ended. */
async function start(...options: string[]): Promise<string> {
  const args = ['apps/launcher/src/start.mjs', '--data', folder.path, '--port', String(port), '--no-open', ...options];
  const child = spawn(process.execPath, args, { cwd: PROJECT_DIR, stdio: ['ignore', 'pipe', 'pipe'] });
  running = child;
  const lines: string[] = [];
  return new Promise((resolve) => {
    const hear = (line: string) => {
      lines.push(line);
      if (line.startsWith('Everything is kept in')) resolve(lines.join('\n'));
    };
    createInterface({ input: child.stdout }).on('line', hear);
    createInterface({ input: child.stderr }).on('line', hear);
    child.once('close', () => resolve(lines.join('\n')));
  });
}

/** Ctrl-C. Resolves with the exit code. */
async function interrupt(): Promise<number | null> {
  const child = running;
  if (child === null || child.exitCode !== null) return child?.exitCode ?? null;
  child.kill('SIGINT');
  await once(child, 'exit');
  return child.exitCode;
}

const addressOf = (printed: string, title: string) =>
  printed
    .split('\n')
    .find((line) => line.trim().startsWith(title))
    ?.match(/http:\S+/)?.[0] ?? '';

it("brings up a demo company with a rep's and a manager's app, ends on Ctrl-C and goes on from there at the next start", async () => {
  const printed = await start();
  expect(addressOf(printed, 'Server'), printed).toBe(`http://127.0.0.1:${port}`);
  expect(addressOf(printed, "Manager's app")).toContain(`http://127.0.0.1:${port + 2}/?token=`);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(addressOf(printed, "Rep's app"));
  const goal = page.getByTestId('goal-card').first();
  await goal.waitFor();
  const id = await goal.getAttribute('data-goal-id');
  expect(await interrupt()).toBe(0);

  const again = await start();
  expect(addressOf(again, "Rep's app"), again).toContain(`http://127.0.0.1:${port + 1}/`);
  // Without the new token: the browser is remembered, and so is the person.
  await page.goto(`http://127.0.0.1:${port + 1}/`);
  await page.locator(`[data-testid=goal-card][data-goal-id="${id}"]`).waitFor();
  await context.close();
});

it('begins with an empty company and a first-run page when asked', async () => {
  const printed = await start('--empty');
  const page = await browser.newPage();
  await page.goto(addressOf(printed, 'App'));
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.getByLabel('Company name').count()).toBe(1);
  await page.close();
});

it('names a port that is in use and how to choose another, and leaves nothing running', async () => {
  const squatter = createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  const printed = await start();
  expect(printed).toContain(`Port ${port}, wanted for the server, is in use. Choose others with: npm start -- --port ${port + 100}`);
  expect(running?.exitCode).toBe(1);
  squatter.close();
});
