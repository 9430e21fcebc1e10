import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDemoPeople } from '../../server/src/demo-installation.ts';
import { launchBrowser } from '../fixtures/chromium.ts';
import { builtPage, freePort, type RunningProcess, startHost, startServer, temporaryDir } from '../fixtures/processes.ts';

/** A day of a rep and of their manager in German and in the dark, with real processes: the rep's without a network until the evening. */
const folder = temporaryDir('german-day');
const GERMAN = { locale: 'de-DE', colorScheme: 'dark', viewport: { width: 1280, height: 900 } } as const;
const PATIENT = { timeout: 30_000 };
const running = new Map<string, RunningProcess<unknown>>();
let browser: Browser;
let rep: Page;
let manager: Page;
let serverPort = 0;
const problems: string[] = [];

async function startTheServer(): Promise<string> {
  const server = await startServer({ dataDir: `${folder.path}/server`, port: serverPort, company: 'demo' });
  running.set('server', server);
  return server.ready.url;
}

async function openApp(who: 'rep' | 'manager', serverUrl: string, signIn?: { email: string; password: string }): Promise<Page> {
  const host = await startHost({
    dataDir: `${folder.path}/${who}`,
    port: await freePort(),
    serverUrl,
    rendererDir: await builtPage(),
    ...(signIn === undefined ? {} : { signIn }),
  });
  running.set(who, host);
  const context = await browser.newContext(GERMAN);
  context.setDefaultTimeout(PATIENT.timeout);
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(host.ready.url);
  return page;
}

const people = () => {
  const found = readDemoPeople(`${folder.path}/server`);
  if (found === null) throw new Error('the demo has no people');
  return found;
};
const at = (page: Page, path: string): string => new URL(path, page.url()).href;
const toSend = (words: string): Promise<void> => rep.getByTestId('status-to-send').getByText(words, { exact: true }).waitFor();
/** A card of Today, by the goal's name, and the number on it; amounts as German writes them. */
const card = (name: string): Locator => rep.getByTestId('goal-card').filter({ hasText: name }).first();
const numberOn = async (name: string): Promise<number> =>
  Number((await card(name).getByTestId('goal-value').innerText()).replace(/[^\d,]/g, '').replace(',', '.'));

beforeAll(async () => {
  serverPort = await freePort();
  browser = await launchBrowser();
  const url = await startTheServer();
  rep = await openApp('rep', url);
  manager = await openApp('manager', url, people().manager);
});

afterAll(async () => {
  await browser?.close();
  for (const process of [...running.values()].reverse()) await process.stop();
  folder.remove();
});

it('a rep signs in with their password, in German and in the dark', async () => {
  await rep.getByRole('heading', { name: 'Anmelden' }).waitFor();
  expect(await rep.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  await rep.getByTestId('sign-in-email').fill(people().rep.email);
  await rep.getByTestId('sign-in-password').fill('nicht das Passwort');
  await rep.getByTestId('sign-in-submit').click();
  await rep.getByRole('alert').waitFor();
  await rep.getByTestId('sign-in-password').fill(people().rep.password);
  await rep.getByTestId('sign-in-submit').click();
  await rep.getByTestId('welcome-done').click({ timeout: 60_000 });
  await rep.getByTestId('status-connection').getByText('Stand:').waitFor();
  expect(await rep.locator('html').getAttribute('lang')).toBe('de');
});

it('offline they log a day’s work: a meeting, a deal dragged to won, a task; each number moves at once', async () => {
  await running.get('server')?.kill();
  await rep.getByTestId('status-connection').getByText('Offline', { exact: true }).waitFor();
  const before = { meetings: await numberOn('Customer meetings'), revenue: await numberOn('Revenue Q4'), tasks: await numberOn('Tasks') };

  await rep.keyboard.press('l');
  await rep.keyboard.press('m');
  await rep.getByTestId('logged').getByText('Meeting erfasst.').waitFor();
  await toSend('1 Änderung zu senden');
  await expect.poll(() => numberOn('Customer meetings'), PATIENT).toBe(before.meetings + 1);

  await rep.goto(at(rep, '/deals?view=board'));
  const dragged = rep.getByTestId('board-card').first();
  const dealId = (await dragged.getAttribute('data-deal-id')) ?? '';
  const won = rep.locator('[data-testid="board-column"][data-kind="won"]');
  const wonBefore = Number((await won.locator('h2').innerText()).match(/\d+/)?.[0]);
  await dragTo(dragged, won);
  await rep.locator(`[data-deal-id="${dealId}"]`).waitFor({ state: 'detached' });
  await expect.poll(async () => Number((await won.locator('h2').innerText()).match(/\d+/)?.[0]), PATIENT).toBe(wonBefore + 1);
  await toSend('2 Änderungen zu senden');

  await rep.goto(at(rep, '/work'));
  await rep.getByRole('heading', { name: 'Arbeit' }).waitFor();
  await rep.getByTestId('task-row').getByRole('checkbox').first().click();
  await toSend('3 Änderungen zu senden');

  await rep.goto(at(rep, '/'));
  await expect.poll(() => numberOn('Tasks'), PATIENT).toBe(before.tasks + 1);
  await expect.poll(() => numberOn('Revenue Q4'), PATIENT).toBeGreaterThan(before.revenue);
  await expect.poll(() => numberOn('Customer meetings'), PATIENT).toBe(before.meetings + 1);
});

it('a card let go of where it can’t go stays where it is, and Escape gives a drag up', async () => {
  await rep.goto(at(rep, '/deals?view=board'));
  const first = rep.getByTestId('board-card').first();
  const dealId = (await first.getAttribute('data-deal-id')) ?? '';
  const columnOf = () => rep.locator(`[data-testid="board-column"]:has([data-deal-id="${dealId}"])`).getAttribute('data-stage-id');
  const stage = await columnOf();
  await dragTo(first, rep.locator('h1'));
  expect(await columnOf()).toBe(stage);
  const other = rep.locator(`[data-testid="board-column"]:not([data-stage-id="${stage}"])`).first();
  await hold(first, other);
  await rep.locator('[data-testid="board-column"][data-over]').waitFor();
  await rep.keyboard.press('Escape');
  await rep.locator('[data-testid="board-card"][data-dragged]').waitFor({ state: 'detached' });
  await rep.mouse.up();
  expect(await columnOf()).toBe(stage);
  await toSend('3 Änderungen zu senden');
});

it('in the evening there is a network: everything is sent, nothing refused, and the manager finds it behind the number on the team page', async () => {
  await startTheServer();
  await toSend('Alle Änderungen gesendet');
  expect(await rep.getByTestId('status-refused').count()).toBe(0);
  await manager.goto(at(manager, '/team'));
  const row = manager.getByTestId('team-member-row').filter({ hasText: people().rep.name });
  await row.getByTestId('team-last-activity').getByText('heute').click();
  await manager.waitForURL(/\/work\?owner=/);
  const logged = manager.getByTestId('activity-row').first();
  await logged.getByText(people().rep.name).waitFor();
  expect(await logged.innerText()).toContain('Meeting');
  const owners = await manager.getByTestId('activity-row').allInnerTexts();
  expect(owners.every((text) => text.includes(people().rep.name))).toBe(true);
});

it('the manager looks at those who are off track, plans the next quarter for the team, and takes it back', async () => {
  await manager.goto(at(manager, '/team'));
  const count = manager.getByTestId('team-health-count').first();
  const counted = Number((await count.innerText()).match(/\d+/)?.[0]);
  await count.click();
  await manager.waitForURL(/health=/);
  await expect.poll(() => manager.getByTestId('team-member-row').count(), PATIENT).toBe(counted);

  await manager.goto(at(manager, '/goals/plan'));
  await manager.getByRole('heading', { name: 'Für ein Team planen' }).waitFor();
  await manager.getByTestId('plan-target').fill('50.000');
  const rows = manager.getByTestId('plan-row');
  await expect.poll(async () => (await rows.first().getByRole('textbox').inputValue()).replace(/\D/g, ''), PATIENT).toMatch(/^50000/);
  const planned = await rows.count();
  await manager.getByTestId('make-plan').click();
  await manager.getByTestId('target-grid').waitFor();
  await expect.poll(() => manager.getByTestId('targets-sum').innerText(), PATIENT).toContain(`${planned * 50}.000`);
  await manager.getByTestId('undo').last().click();
  await expect.poll(() => manager.getByTestId('targets-sum').innerText(), PATIENT).not.toContain(`${planned * 50}.000`);
  await manager.getByTestId('status-to-send').getByText('Alle Änderungen gesendet').waitFor();
  expect(await manager.getByTestId('status-refused').count()).toBe(0);
  expect(problems).toEqual([]);
});

/** Takes something with the mouse and holds it over a place, in steps as a hand does. */
async function hold(taken: Locator, place: Locator): Promise<void> {
  const [from, to] = [await taken.boundingBox(), await place.boundingBox()];
  if (from === null || to === null) throw new Error('it is not in sight');
  await rep.mouse.move(from.x + from.width / 2, from.y + from.height - 12);
  await rep.mouse.down();
  await rep.mouse.move(to.x + to.width / 2, to.y + Math.min(to.height / 2, 120) - 4, { steps: 8 });
  await rep.mouse.move(to.x + to.width / 2, to.y + Math.min(to.height / 2, 120), { steps: 2 });
}

async function dragTo(taken: Locator, place: Locator): Promise<void> {
  await hold(taken, place);
  await rep.mouse.up();
}
