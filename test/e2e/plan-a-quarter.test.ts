import { randomUUID } from 'node:crypto';
import { createTRPCClient, httpLink } from '@trpc/client';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDemoPeople } from '../../server/src/demo-installation.ts';
import type { ServerRouter } from '../../server/src/router.ts';
import { launchBrowser } from '../fixtures/chromium.ts';
import { builtPage, freePort, type RunningProcess, startHost, startServer, temporaryDir } from '../fixtures/processes.ts';

/** What a manager does at the end of a quarter, in a real browser with a real host and server: ten people's goals, pasted targets, a goal dragged, all undone. */
const folder = temporaryDir('plan');
const dirs = { server: `${folder.path}/server`, manager: `${folder.path}/manager` };
const running: RunningProcess<unknown>[] = [];
let browser: Browser;
let page: Page;
const PATIENCE = { timeout: 60_000 };

/** The manager leads a second team, so that there are more than ten people to plan for. */
async function leadAnotherTeam(port: number): Promise<string> {
  const people = readDemoPeople(dirs.server);
  if (people === null) throw new Error('the demo has no people');
  const url = `http://127.0.0.1:${port}/trpc`;
  const { email, password } = people.admin;
  const { accessToken } = await createTRPCClient<ServerRouter>({ links: [httpLink({ url })] }).auth.login.mutate({
    email,
    password,
    organization: 'main',
    deviceId: randomUUID(),
    deviceName: 'test',
  });
  const admin = createTRPCClient<ServerRouter>({ links: [httpLink({ url, headers: { authorization: `Bearer ${accessToken}` } })] });
  const teams = await admin.teams.list.query();
  const other = teams.find(({ managers, members }) => members.length > 1 && !managers.includes(people.manager.name));
  if (other === undefined) throw new Error('the demo has one team');
  await admin.teams.assign.mutate({ email: people.manager.email, team: other.name, asManager: true });
  return other.name;
}

async function goTo(path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
  await page.getByText('Up to date as of').waitFor(PATIENCE);
}

async function paste(text: string): Promise<void> {
  await page.locator('td[data-active]').evaluate((cell, data) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', data);
    cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

let secondTeam = '';

beforeAll(async () => {
  const ports = { server: await freePort(), manager: await freePort() };
  browser = await launchBrowser();
  running.push(await startServer({ dataDir: dirs.server, port: ports.server, company: 'demo' }));
  secondTeam = await leadAnotherTeam(ports.server);
  const signIn = readDemoPeople(dirs.server)?.manager;
  const host = await startHost({
    dataDir: dirs.manager,
    port: ports.manager,
    serverUrl: `http://127.0.0.1:${ports.server}`,
    rendererDir: await builtPage(),
    ...(signIn === undefined ? {} : { signIn }),
  });
  running.push(host);
  page = await (await browser.newContext({ viewport: { width: 1280, height: 1100 } })).newPage();
  await page.goto(host.ready.url);
  await page.getByText('Up to date as of').waitFor({ timeout: 120_000 });
});

afterAll(async () => {
  await browser?.close();
  for (const process of running.reverse()) await process.stop();
  folder.remove();
});

it('[B1] [B4] [B6] a quarter is planned for ten people in one go: everyone’s goal from last year, under their team’s', async () => {
  await goTo('/goals');
  const startedAt = performance.now();
  await page.getByTestId('plan-for-team').click();
  await page.getByTestId('plan-row').first().waitFor(PATIENCE);
  await page.getByLabel('Teams').first().click();
  await page.getByRole('option', { name: secondTeam }).click();
  await page.keyboard.press('Escape');
  const ticks = page.getByTestId('plan-people').getByRole('checkbox');
  await expect.poll(() => ticks.count(), PATIENCE).toBeGreaterThan(10);
  for (let at = (await ticks.count()) - 1; at >= 10; at--) await ticks.nth(at).click();
  await page.getByText('Last year +').click();
  await page.getByText('a year before').first().waitFor(PATIENCE);
  await expect.poll(() => page.getByTestId('plan-row').count(), PATIENCE).toBe(10);
  expect(await page.getByTestId('plan-summary').innerText()).toContain(
    '10 goals for people will be made, all or none. So will 2 team goals.',
  );
  await page.getByTestId('make-plan').click();
  await page.getByTestId('target-grid').waitFor(PATIENCE);
  console.log(`a quarter planned for ten people in ${Math.round((performance.now() - startedAt) / 1000)} s of a machine's clicks`);
  expect(await page.getByTestId('targets-sum').innerText()).toMatch(/\d{2},\d{3}/);
  await page.getByTestId('status-to-send').getByText('All changes sent').waitFor(PATIENCE);
  expect(await page.getByText('refused').count()).toBe(0);
});

it('[B7] targets are pasted from a spreadsheet: the preview says what changes and what is refused, and Ctrl+Z takes it back', async () => {
  const sums = page.getByTestId('targets-sum');
  const before = await sums.innerText();
  await page.getByTestId('target-row').first().getByRole('gridcell').first().click();
  await paste('10.000,50\t11.000\nviel\t12.000\n');
  await page.getByTestId('pasted-cell').first().waitFor(PATIENCE);
  expect(await page.getByTestId('paste-summary').innerText()).toContain('1 cell stays as it is');
  expect(await page.getByTestId('pasted-cell').filter({ hasText: 'viel' }).innerText()).toContain('is not a number');
  await page.getByTestId('paste-set').click();
  await page.getByTestId('paste-set').waitFor({ state: 'detached', ...PATIENCE });
  await expect.poll(() => sums.innerText(), PATIENCE).toContain('23,000');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('gridcell');
  await page.keyboard.press('Control+z');
  await expect.poll(() => sums.innerText(), PATIENCE).toBe(before);
});

it('[H2] a goal is dragged: what can’t take it says why, what can takes it, and one undo brings it back', async () => {
  await goTo('/goals?when=all&q=Q1%202027%20revenue');
  const teamGoals = page.getByTestId('goal-tree-row').and(page.locator('[aria-level="1"]'));
  await expect.poll(() => teamGoals.count(), PATIENCE).toBe(2);
  const children = page.getByTestId('goal-tree-row').and(page.locator('[aria-level="2"]'));
  await expect.poll(() => children.count(), PATIENCE).toBe(10);
  const child = children.first();
  const goalId = (await child.getAttribute('data-goal-id')) ?? '';
  await over(child, children.nth(1));
  expect(await page.getByTestId('drag-words').innerText()).toContain(
    'the goal above must belong to the company or to a team above the owner',
  );
  await page.mouse.up();
  const first = (await teamGoals.first().getAttribute('data-goal-id')) ?? '';
  const other = await otherParent(goalId, first);
  await over(child, page.locator(`[data-testid="goal-tree-row"][data-goal-id="${other}"]`));
  await expect.poll(() => page.getByTestId('drag-words').innerText(), PATIENCE).toContain('Place ');
  await page.mouse.up();
  await expect.poll(() => page.getByTestId('tree-announcement').innerText(), PATIENCE).toContain('placed under');
  await expect.poll(() => parentOf(goalId), PATIENCE).toBe(other);
  await page.getByTestId('undo').last().click();
  await expect.poll(() => parentOf(goalId), PATIENCE).not.toBe(other);
  await page.getByTestId('status-to-send').getByText('All changes sent').waitFor(PATIENCE);
  expect(await page.getByText('refused').count()).toBe(0);
});

/** Takes a row and holds it over another. */
async function over(row: Locator, place: Locator): Promise<void> {
  const [from, to] = [await row.boundingBox(), await place.boundingBox()];
  if (from === null || to === null) throw new Error('a row is not in sight');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2 - 4, { steps: 6 });
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 2 });
  await page.getByTestId('drag-words').waitFor(PATIENCE);
  await expect.poll(() => page.getByTestId('drag-words').innerText(), PATIENCE).not.toMatch(/looking where|drop it on/);
}

/** The row before this one that is a level further up. */
function parentOf(goalId: string): Promise<string | null> {
  return page.evaluate((id) => {
    const rows = [...document.querySelectorAll('[data-testid="goal-tree-row"]')];
    const at = rows.findIndex((row) => row.getAttribute('data-goal-id') === id);
    const level = Number(rows[at]?.getAttribute('aria-level'));
    const above = rows
      .slice(0, at)
      .reverse()
      .find((row) => Number(row.getAttribute('aria-level')) < level);
    return above?.getAttribute('data-goal-id') ?? null;
  }, goalId);
}

async function otherParent(goalId: string, first: string): Promise<string> {
  const teams = page.getByTestId('goal-tree-row').and(page.locator('[aria-level="1"]'));
  const second = (await teams.nth(1).getAttribute('data-goal-id')) ?? '';
  return (await parentOf(goalId)) === first ? second : first;
}
