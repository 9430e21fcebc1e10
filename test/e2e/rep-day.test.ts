import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDemoPeople } from '../../server/src/demo-installation.ts';
import { launchBrowser } from '../fixtures/chromium.ts';
import { builtPage, freePort, type RunningProcess, startHost, startServer, temporaryDir } from '../fixtures/processes.ts';

/** A rep's first day, with real processes: the server goes away after the first sync and stays away. */
const folder = temporaryDir('rep-day');
/** The machine may be busy; what never comes ends the test. */
const PATIENT = { timeout: 15_000 };
const running = new Map<string, RunningProcess<unknown>>();
const ports = { server: 0, rep: 0 };
let browser: Browser;
let page: Page;

async function startRep(): Promise<string> {
  const signIn = readDemoPeople(`${folder.path}/server`)?.rep;
  const started = await startHost({
    dataDir: `${folder.path}/rep`,
    port: ports.rep,
    serverUrl: `http://127.0.0.1:${ports.server}`,
    rendererDir: await builtPage(),
    ...(signIn === undefined ? {} : { signIn }),
  });
  running.set('rep', started);
  return started.ready.url;
}

beforeAll(async () => {
  for (const who of ['server', 'rep'] as const) ports[who] = await freePort();
  browser = await launchBrowser();
  running.set('server', await startServer({ dataDir: `${folder.path}/server`, port: ports.server, company: 'demo' }));
  page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(await startRep());
  await page.getByText('Up to date as of').waitFor({ timeout: 60_000 });
});

afterAll(async () => {
  await browser?.close();
  for (const process of [...running.values()].reverse()) await process.stop();
  folder.remove();
});

const at = (path: string): string => new URL(path, page.url()).href;
const toSend = (changes: number) =>
  page
    .getByTestId('status-to-send')
    .getByText(changes === 1 ? '1 change to send' : `${changes} changes to send`)
    .waitFor();

it('a new rep logs a day’s work offline in a few keystrokes, moves a deal on the board, sees what is left change, and finds it all after a restart', async () => {
  // The introduction shows what there is, and doesn't come back.
  await page.getByTestId('welcome').waitFor({ timeout: 30_000 });
  await page.getByTestId('welcome-done').click();
  await page.reload();
  await page.getByTestId('goal-gap').first().waitFor();
  expect(await page.getByTestId('welcome').count()).toBe(0);

  await running.get('server')?.kill();
  await page.getByTestId('status-connection').getByText('Offline').waitFor();

  // A goal for oneself, from Today: five activities this month.
  await page.getByTestId('personal-goal').click();
  await page.getByTestId('personal-target').fill('5');
  await page.getByTestId('personal-save').click();
  await page.waitForURL(/\/goals\//);
  await toSend(1);
  await page.goto(at('/'));
  const mine = page.getByTestId('goal-card').filter({ hasText: 'My goal' });
  const value = async (): Promise<number> => Number(await mine.getByTestId('goal-value').innerText());
  const before = await value();
  const gapBefore = await mine.getByTestId('goal-gap').innerText();

  // Two keystrokes log a meeting; a letter typed into a field logs nothing.
  await page.keyboard.press('l');
  await page.keyboard.press('m');
  await page.getByTestId('logged').getByText('Meeting logged.').waitFor();
  await toSend(2);
  await expect.poll(value, PATIENT).toBe(before + 1);
  expect(await mine.getByTestId('goal-gap').innerText()).not.toBe(gapBefore);
  await page.getByTestId('logged-note').first().click();
  await page.getByTestId('note-text').fill('lively talk about the rollout');
  await page.getByTestId('note-save').click();
  await toSend(3);
  await page.goto(at('/work'));
  await page.getByTestId('activity-row').getByText('lively talk about the rollout').waitFor();
  await page.keyboard.press('l');
  await page.keyboard.press('c');
  await page.getByTestId('logged').getByText('Call logged.').waitFor();
  await page.getByTestId('logged-undo').last().click();
  await toSend(5);

  // On the board a card goes one stage on by keyboard, and to Won by its menu.
  await page.goto(at('/deals?view=board'));
  const card = page.getByTestId('board-card').first();
  const dealId = (await card.getAttribute('data-deal-id')) ?? '';
  const columnOf = () => page.locator(`[data-testid="board-column"]:has([data-deal-id="${dealId}"])`).getAttribute('data-stage-id');
  const stageBefore = await columnOf();
  await card.focus();
  await page.keyboard.press('Alt+ArrowRight');
  await toSend(6);
  await expect.poll(columnOf, PATIENT).not.toBe(stageBefore);
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-deal-id')), PATIENT).toBe(dealId);
  const moved = await columnOf();
  await page.getByTestId('deals-show-all').click();
  await page.waitForURL(/show=all/);
  expect(page.url()).toContain('view=board');
  await page.locator(`[data-deal-id="${dealId}"]`).getByTestId('board-menu').click();
  await page.getByRole('menuitem', { name: 'Won', exact: true }).click();
  await toSend(7);
  await expect.poll(columnOf, PATIENT).not.toBe(moved);
  const wonStage = await columnOf();

  // What was shown as saved is on the disk.
  await running.get('rep')?.kill();
  await startRep();
  await page.goto(at('/deals?view=board&show=all'));
  await toSend(7);
  await expect.poll(columnOf, PATIENT).toBe(wonStage);
  await page.goto(at('/'));
  await expect.poll(value, PATIENT).toBe(before + 1);
});
