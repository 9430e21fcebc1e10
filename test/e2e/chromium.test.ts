import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../fixtures/chromium.ts';
import { freePort } from '../fixtures/processes.ts';

/** The ground every browser test stands on. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>A page</title><p id="wide">WWWW</p><p id="narrow">iiii</p>
<style>p { display: inline-block; font: 20px sans-serif }</style>`;
const server = createServer((_, response) => response.end(PAGE));
let browser: Browser;
let url = '';

beforeAll(async () => {
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${port}/`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  server.close();
});

it('shows a page of this machine in two windows that share nothing, with a font', async () => {
  const [rep, manager] = await Promise.all([browser.newContext(), browser.newContext()]);
  const pages = await Promise.all([rep.newPage(), manager.newPage()]);
  for (const page of pages) {
    await page.goto(url);
    expect(await page.title()).toBe('A page');
    // Without any font, every letter is the same box.
    const widths = await page.evaluate(() => ['wide', 'narrow'].map((id) => document.getElementById(id)?.offsetWidth ?? 0));
    expect(widths[0]).toBeGreaterThan(widths[1] ?? 0);
  }
  await pages[0]?.evaluate(() => localStorage.setItem('who', 'rep'));
  expect(await pages[1]?.evaluate(() => localStorage.getItem('who'))).toBeNull();
});

it('reaches no other machine, so that a test never depends on one', async () => {
  const page = await browser.newPage();
  await expect(page.goto('http://fieldgoal.example/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
});
