import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDemoPeople } from '../../server/src/demo-installation.ts';
import { launchBrowser } from '../fixtures/chromium.ts';
import { builtPage, freePort, type RunningProcess, startHost, startServer, temporaryDir } from '../fixtures/processes.ts';

/** Every page of the real app, as the demo company's admin, in both colour schemes. */
const folder = temporaryDir('pages');
const processes: RunningProcess<unknown>[] = [];
let browser: Browser;
let url = '';

beforeAll(async () => {
  browser = await launchBrowser();
  const dataDir = `${folder.path}/server`;
  const server = await startServer({ dataDir, port: await freePort(), company: 'demo' });
  processes.push(server);
  const signIn = readDemoPeople(dataDir)?.admin;
  if (signIn === undefined) throw new Error('the demo has an admin');
  const host = await startHost({
    dataDir: `${folder.path}/admin`,
    port: await freePort(),
    serverUrl: server.ready.url,
    rendererDir: await builtPage(),
    signIn,
  });
  processes.unshift(host);
  url = host.ready.url;
});

afterAll(async () => {
  await browser?.close();
  for (const process of processes) await process.stop();
  folder.remove();
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    const context = await browser.newContext({ colorScheme });
    const known = browser.contexts().find((other) => other !== context && other.pages().length > 0);
    if (known !== undefined) await context.addCookies(await known.cookies());
    page = await context.newPage();
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(known === undefined ? url : new URL('/', url).href);
    await page.getByTestId('goal-card').first().waitFor({ timeout: 60_000 });
  });

  it.each([
    '/',
    '/goals',
    '/goals?by=level',
    '/goals/recurring',
    '/conflicts',
    '/analytics',
    '/analytics?show=counted',
    '/deals',
    '/work',
    '/team',
    '/import',
    '/rates',
    '/jobs',
    '/admin',
    '/admin?tab=keys',
    '/admin?tab=rooms',
    '/admin?tab=audit',
  ])('%s is shown without an error and passes axe', async (path) => {
    await page.goto(new URL(path, url).href);
    await page.getByTestId('status-bar').waitFor();
    await page.locator('h1').first().waitFor();
    await page
      .locator(PAGE_CONTENT[path] ?? 'h1')
      .first()
      .waitFor();
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('goals are chosen, placed and made in dialogs that pass axe', async () => {
    const check = async (): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
    };
    await page.goto(new URL('/goals', url).href);
    const row = page.getByTestId('goal-tree-row').nth(1);
    await row.focus();
    await page.keyboard.press('Space');
    await page.getByTestId('place-under').click();
    await page.getByTestId('parent-choice').first().waitFor();
    await check();
    await page.keyboard.press('Escape');
    await page.getByTestId('parent-choice').first().waitFor({ state: 'detached' });
    await page.getByTestId('create-goal').click();
    await page.getByTestId('more-options').click();
    await check();
    expect(problems).toEqual([]);
  });

  it('a deal is opened from the table, from the board and by its address, in a dialog that passes axe; one that isn’t here is told', async () => {
    const check = async (): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
    };
    await page.goto(new URL('/deals', url).href);
    const row = page.getByTestId('deal-row').first();
    await row.hover();
    await row.getByTestId('deal-open').click();
    await page.getByTestId('deal-dialog').waitFor();
    const address = page.url();
    expect(new URL(address).searchParams.get('deal')).toBe(await row.getAttribute('data-deal-id'));
    await check();
    await page.keyboard.press('Escape');
    await page.getByTestId('deal-dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.has('deal')).toBe(false);
    await page.goto(address);
    await page.getByTestId('deal-dialog').waitFor();
    await page.goto(new URL('/deals?view=board', url).href);
    await page.getByTestId('board-card').first().focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('deal-dialog').waitFor();
    await page.goto(new URL('/deals?deal=01MISSING', url).href);
    await page.getByTestId('deal-not-here').waitFor();
    await check();
    expect(problems).toEqual([]);
  });

  it('letters typed right after the palette’s keys arrive in it, and log no activity', async () => {
    await page.goto(new URL('/', url).href);
    await page.getByTestId('goal-card').first().waitFor();
    await page.keyboard.press('Control+K');
    await page.keyboard.type('all visits');
    await page.getByTestId('palette-input').waitFor();
    expect(await page.getByTestId('palette-input').inputValue()).toBe('all visits');
    expect(await page.getByTestId('logged').count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(problems).toEqual([]);
  });

  it('people are invited, looked up and locked, and keys made, in dialogs that pass axe', async () => {
    const check = async (): Promise<void> => {
      await page.locator('[role="dialog"]').waitFor();
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator('[role="dialog"]').waitFor({ state: 'detached' });
    };
    await page.goto(new URL('/admin', url).href);
    await page.getByTestId('invite').click();
    await check();
    await page.getByTestId('add-team').click();
    await check();
    for (const action of ['person-devices', 'person-assign', 'person-lock']) {
      await page.getByTestId('person-menu').last().click();
      await page.getByTestId(action).click();
      await check();
    }
    await page.goto(new URL('/admin?tab=keys', url).href);
    await page.getByTestId('make-key').click();
    await check();
    await page.goto(new URL('/admin?tab=audit', url).href);
    await page.getByTestId('verify-audit').click();
    await page.getByText('The log is whole').waitFor();
    expect(problems).toEqual([]);
  });

  it.each(['', 'made', 'changes', 'what-if'])('the page of a goal (%s) is shown without an error and passes axe', async (tab) => {
    await page.goto(new URL('/goals?q=Revenue', url).href);
    const links = page.locator('a[href^="/goals/0"]');
    await links.first().waitFor();
    const path = (await links.first().getAttribute('href'))?.split('?')[0] ?? '';
    await page.goto(new URL(`${path}${tab === '' ? '' : `?tab=${tab}`}`, url).href);
    await page.getByTestId(`goal-tab-${tab === '' ? 'overview' : tab}`).waitFor();
    await page
      .locator(TAB_CONTENT[tab] ?? 'h2')
      .first()
      .waitFor();
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('the demo has a move to settle, a recurring goal, and a closed goal with what changed in it after the close', async () => {
    await page.goto(new URL('/conflicts', url).href);
    await page.getByTestId('conflict').waitFor();
    expect(await page.getByTestId('conflict').count()).toBe(1);
    await page.goto(new URL('/goals/recurring', url).href);
    await page.getByTestId('series-row').waitFor();
    await page.goto(new URL('/goals?when=all&q=New business', url).href);
    const links = page.locator('[data-testid="goal-tree-row"]:not([data-context]) a[href^="/goals/0"]');
    await links.first().waitFor();
    const paths = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
    let changes = 0;
    for (const path of paths) {
      await page.goto(new URL(path, url).href);
      await page.getByTestId('goal-calibration').waitFor();
      changes += await page.getByTestId('closing-lines').locator('tbody tr').count();
    }
    expect(changes).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });

  it('a deal is made in the company’s currency or in one with an exchange rate', async () => {
    await page.goto(new URL('/deals', url).href);
    const currency = page.getByTestId('deal-add-currency');
    await currency.waitFor();
    expect(await currency.locator('option').allTextContents()).toEqual(['USD', 'CAD', 'EUR']);
    expect(await currency.inputValue()).toBe('USD');
  });

  it('a number opens into what it is made of, and the sum at the foot is the number', async () => {
    await page.goto(new URL('/goals?q=Revenue', url).href);
    const links = page.locator('a[href^="/goals/0"]');
    await links.first().waitFor();
    await links.first().click();
    await page.getByTitle('How this number is made').click();
    const sum = await page.getByTestId('goal-records-sum').textContent();
    expect(sum).toBe(await page.getByTestId('goal-calculated').textContent());
  });
});

/** What comes from the server has to stand there before a page is judged. */
const PAGE_CONTENT: Readonly<Record<string, string>> = {
  '/admin': '[data-testid="team-row"]',
  '/admin?tab=keys': '[data-testid="make-key"]',
  '/admin?tab=rooms': '[data-testid="room-row"]',
  '/admin?tab=audit': '[data-testid="audit-entry"]',
};

/** What has to stand there before a part of a goal's page is judged. */
const TAB_CONTENT: Readonly<Record<string, string>> = {
  '': '[data-testid="goal-calibration"]',
  made: '[data-testid="goal-records"]',
  changes: '[data-testid="waterfall-presets"]',
  'what-if': '[data-testid="what-if"]',
};
