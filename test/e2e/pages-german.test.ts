import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { german } from '../../apps/desktop/src/renderer/locales/german.ts';
import { launchBrowser } from '../fixtures/chromium.ts';
import { type RunningFakeHost, serveFakeHost } from '../fixtures/fake-host.ts';
import { builtPage } from '../fixtures/processes.ts';

/** Every page in German, as an administrator of the made-up company: what it shows of the catalogues is German. */
let browser: Browser;
let host: RunningFakeHost;
let page: Page;
let goal = '';
const problems: string[] = [];

beforeAll(async () => {
  host = await serveFakeHost({ role: 'admin', deals: 60, rendererDir: await builtPage() });
  goal = host.host.goals({})[0]?.id ?? '';
  browser = await launchBrowser();
  const context = await browser.newContext({ locale: 'de-DE' });
  page = await context.newPage();
  page.on('pageerror', (error) => problems.push(String(error)));
});

afterAll(async () => {
  await browser?.close();
  await host?.close();
});

/** German texts; the names of two stages, which people gave them; and "Do", a Thursday. */
const GERMAN = new Set([...Object.values(german), 'Won', 'Lost', 'Do']);
/** English texts that are others in German. Those with values are told by their words around them. */
const ENGLISH = Object.entries(german)
  .map(([key, text]) => [key.replace(/_(one|other|[a-z]+)$/, ''), text] as const)
  .filter(([english, text]) => (english !== text && english.replace(/\{\{\w+\}\}/g, '').length > 11) || !english.includes('{{'))
  .map(([english]) => ({
    english,
    pattern: new RegExp(
      `^${english
        .split(/\{\{\w+\}\}/)
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.+')}$`,
      'u',
    ),
  }));

/** What stands on the page or is read aloud from it, piece by piece; not what people typed. */
function piecesOf(shown: Page): Promise<string[]> {
  return shown.evaluate(() => {
    const pieces: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder']) pieces.push(node.getAttribute(name) ?? '');
      } else if (!/^(STYLE|SCRIPT)$/.test(node.parentElement?.tagName ?? '')) pieces.push(node.textContent ?? '');
    }
    return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
  });
}

it.each([
  '/',
  '/goals',
  '/goals?by=level',
  '/goals/recurring',
  '/goals/GOAL',
  '/goals/GOAL?tab=made',
  '/goals/GOAL?tab=changes',
  '/goals/GOAL?tab=what-if',
  '/conflicts',
  '/analytics',
  '/deals',
  '/work',
  '/team',
  '/plan',
  '/import',
  '/rates',
  '/jobs',
  '/admin',
  '/admin?tab=keys',
  '/admin?tab=rooms',
  '/admin?tab=audit',
  '/settings',
])('%s is in German, for those who see and those who hear it, and passes axe', async (path) => {
  await page.goto(new URL(path.replace('GOAL', goal), host.url).href);
  await page.locator('h1').first().waitFor();
  await page.getByRole('status', { name: 'Wird geladen' }).waitFor({ state: 'detached' });
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  const pieces = await piecesOf(page);
  expect(pieces.filter((piece) => ENGLISH.some(({ pattern }) => pattern.test(piece)) && !GERMAN.has(piece))).toEqual([]);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
  expect(problems).toEqual([]);
});

it('another language is chosen in the settings, at once, and the choice keeps the focus', async () => {
  await page.goto(new URL('/settings', host.url).href);
  await page.getByTestId('language').click();
  await page.getByRole('option', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('language');
});
