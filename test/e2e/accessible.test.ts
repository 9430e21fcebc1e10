import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDemoPeople } from '../../server/src/demo-installation.ts';
import { launchBrowser } from '../fixtures/chromium.ts';
import { builtPage, freePort, type RunningProcess, startHost, startServer, temporaryDir } from '../fixtures/processes.ts';

/** The demo company's admin at 400 % zoom (WCAG 1.4.10), and the states that are reached by acting, with axe in both colour schemes. */
const folder = temporaryDir('accessible');
const processes: RunningProcess<unknown>[] = [];
const ZOOMED = { width: 320, height: 256 };
let browser: Browser;
let signedIn: BrowserContext;
let url = '';
let goal = '';

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
  signedIn = await browser.newContext();
  const page = await signedIn.newPage();
  await page.goto(url);
  await page.getByTestId('goal-card').first().waitFor({ timeout: 60_000 });
  await page.goto(at('/goals?q=Revenue'));
  goal = (await page.locator('a[href^="/goals/0"]').first().getAttribute('href'))?.split('?')[0] ?? '';
  await page.close();
});

afterAll(async () => {
  await browser?.close();
  for (const process of processes) await process.stop();
  folder.remove();
});

const at = (path: string): string => new URL(path.replace('GOAL', goal), url).href;

async function openPage(options: Parameters<Browser['newContext']>[0]): Promise<Page> {
  const context = await browser.newContext(options);
  await context.addCookies(await signedIn.cookies());
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

/** What of the page is wider than the window: it would have to be scrolled sideways, or is cut off. Tables and boards scroll in their own frames. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const frames = [document.documentElement, ...document.querySelectorAll('#page, [role="dialog"], .mantine-Modal-body, #menu')];
    const wide = frames.filter((frame) => frame.scrollWidth > frame.clientWidth && getComputedStyle(frame).display !== 'contents');
    return wide.map((frame) => `${frame.tagName.toLowerCase()}#${frame.id}: ${frame.scrollWidth} in ${frame.clientWidth} pixels`);
  });
}

/** German has the longer words, so what is narrowest is looked at in both. */
const NARROW = [
  '/',
  '/goals',
  '/goals?by=level',
  '/goals/plan',
  '/goals/targets',
  'GOAL',
  'GOAL?tab=changes',
  '/analytics',
  '/work',
  '/team',
];
const PAGES = [
  ...NARROW,
  '/inbox',
  '/goals?by=period&when=all',
  '/goals?q=nothing-like-that',
  '/goals/recurring',
  'GOAL?tab=made',
  'GOAL?tab=what-if',
  '/conflicts',
  '/analytics?show=counted',
  '/deals',
  '/deals?view=board',
  '/import',
  '/rates',
  '/jobs',
  '/admin',
  '/admin?tab=keys',
  '/admin?tab=rooms',
  '/admin?tab=audit',
  '/settings',
  '/nowhere',
];

describe.each([
  { locale: 'en-US', pages: PAGES },
  { locale: 'de-DE', pages: NARROW },
])('at 400 per cent zoom in $locale', ({ locale, pages }) => {
  let page: Page;
  beforeAll(async () => {
    page = await openPage({ viewport: ZOOMED, locale });
  });
  afterAll(() => page.context().close());

  it.each(pages)('%s needs no scrolling sideways', async (path) => {
    await page.goto(at(path));
    await page.getByTestId('status-connection').waitFor();
    await page.locator('#page :is(h1, h2)').first().waitFor();
    await expect.poll(() => page.locator('#page .mantine-Loader-root').count(), { timeout: 15_000 }).toBe(0);
    expect(await tooWide(page)).toEqual([]);
  });

  it('every page is reached by the menu, with the keyboard too; the page chosen has the focus, Escape gives it back', async () => {
    await page.goto(at('/'));
    const button = page.getByTestId('open-menu');
    await button.focus();
    await page.keyboard.press('Enter');
    expect(await tooWide(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('open-menu');
    await page.keyboard.press('Enter');
    const last = page.locator('#menu a[href="/jobs"]');
    await last.focus();
    await expect.poll(() => last.evaluate((link) => link.getBoundingClientRect().bottom < window.innerHeight)).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/jobs/);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('page');
    expect(await last.isVisible()).toBe(false);
  });

  it('dialogs fit into the window and are scrolled up and down only', async () => {
    await page.goto(at('/goals'));
    await page.getByTestId('create-goal').click();
    await page.getByTestId('more-options').click();
    expect(await tooWide(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('[role="dialog"]').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('rev');
    await page.getByRole('option').nth(3).waitFor();
    expect(await tooWide(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('[role="dialog"]').waitFor({ state: 'detached' });
    await page.getByTestId('status-bar').getByRole('button').click();
    await page.locator('[role="dialog"]').waitFor();
    expect(await tooWide(page)).toEqual([]);
  });
});

describe('states that are reached by acting pass axe in light and in dark:', () => {
  let page: Page;
  beforeAll(async () => {
    page = await openPage({ viewport: { width: 1280, height: 900 } });
  });

  /** Looks at the parts of the page that the selectors name, with what is in them. */
  async function check(...parts: readonly string[]): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
      // In the page itself: there are no frames, and a second page for the sums takes longer than the looking.
      const axe = new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
      for (const part of parts) axe.include(part);
      const { violations } = await axe.analyze();
      const found = violations.map(({ id, nodes }) => `${colorScheme}, ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
      expect(found).toEqual([]);
    }
  }

  it('a plan for a team, with what is wrong with a target and with last year’s results', async () => {
    await page.goto(at('/goals/plan'));
    const target = page.getByTestId('plan-row').first().getByRole('textbox');
    await target.fill('much');
    await page.locator('[data-testid="plan-row"] .mantine-InputWrapper-error').first().waitFor();
    await check('#page');
    await page.getByText('Last year +').click();
    await page.getByText('a year before').first().waitFor();
    await check('[aria-label="What will be made"]');
  });

  it('the grid of targets, a cell being typed into, and what a paste would change', async () => {
    await page.goto(at('/goals/targets?year=2027'));
    await page.getByTestId('target-row').first().getByRole('gridcell').first().click();
    await page.keyboard.press('Enter');
    await page.getByTestId('target-input').waitFor();
    await check('#page');
    await page.keyboard.press('Escape');
    await page.locator('td[data-active]').evaluate((active) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '10.000,50\t11.000\nviel\t12.000\n');
      active.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await page.getByTestId('pasted-cell').first().waitFor();
    await check('[role="dialog"]');
  });

  it('a goal that is dragged over one that cannot take it', async () => {
    await page.goto(at('/goals'));
    const rows = page.getByTestId('goal-tree-row');
    await rows.nth(3).waitFor();
    const [from, to] = [await rows.nth(2).boundingBox(), await rows.nth(3).boundingBox()];
    if (from === null || to === null) throw new Error('a row is not in sight');
    await page.mouse.move(from.x + 200, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(to.x + 200, to.y + 16, { steps: 6 });
    await page.mouse.move(to.x + 200, to.y + 20, { steps: 2 });
    await page.locator('[data-drop="no"]').waitFor();
    await page.getByTestId('drag-words').waitFor();
    try {
      await check('[data-dragged]', '[data-drop="no"]', '[data-testid="drag-words"]');
    } finally {
      await page.mouse.up();
    }
  });

  it('a column of the board of deals, and a card’s menu, in which arrows walk', async () => {
    await page.goto(at('/deals?view=board'));
    await page.getByTestId('board-card').first().waitFor();
    await check('[data-testid="board-column"]:nth-of-type(2)');
    await page.getByTestId('board-menu').first().click();
    await page.getByRole('menu').waitFor();
    await check('[role="menu"]');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('menuitem');
  });

  it.each(['/inbox', '/settings', '/nowhere', '/goals?q=nothing-like-that'])('%s', async (path) => {
    await page.goto(at(path));
    await page.locator('#page :is(h1, h2)').first().waitFor();
    await check('#page');
  });

  it('the sync panel, search, the list of keys, the menu of activities, the page’s menu and a goal for oneself', async () => {
    await page.goto(at('/'));
    await page.getByTestId('goal-card').first().waitFor();
    const states: readonly (() => Promise<void>)[] = [
      () => page.getByTestId('status-bar').getByRole('button').click(),
      async () => {
        await page.keyboard.press('Control+k');
        await page.keyboard.type('rev');
        await page.getByRole('option').nth(3).waitFor();
      },
      () => page.keyboard.press('?'),
      () => page.keyboard.press('l'),
      () => page.getByTestId('page-menu').click(),
      () => page.getByTestId('personal-goal').click(),
    ];
    for (const reach of states) {
      await reach();
      const opened = page.locator('[role="dialog"], [role="menu"]');
      await opened.first().waitFor();
      await check((await page.getByRole('dialog').count()) > 0 ? '[role="dialog"]' : '[role="menu"]');
      await page.keyboard.press('Escape');
      await opened.first().waitFor({ state: 'detached' });
    }
  });

  it('the narrow window’s menu', async () => {
    await page.setViewportSize(ZOOMED);
    await page.goto(at('/'));
    await page.getByTestId('open-menu').click();
    await page.locator('#menu a').first().waitFor();
    await check('aside');
  });
});
