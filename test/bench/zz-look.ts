import { launchBrowser } from '/tmp/w/lead/test/fixtures/chromium.ts';
import { readFileSync, mkdirSync } from 'node:fs';
mkdirSync('/tmp/look', { recursive: true });
const log = readFileSync('/tmp/lead-demo.log', 'utf8');
const [rep, manager] = [...log.matchAll(/http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/g)].map(([u]) => u);
const browser = await launchBrowser();
const [who, lang, scheme, ...paths] = process.argv.slice(2);
const url = who === 'rep' ? rep! : manager!;
const state = `/tmp/look/state-${who}.json`;
const { existsSync } = await import('node:fs');
const context = await browser.newContext({
  viewport: { width: 1280, height: 800 },
  colorScheme: scheme as any,
  locale: lang === 'de' ? 'de-DE' : 'en-US',
  ...(existsSync(state) ? { storageState: state } : {}),
});
const page = await context.newPage();
page.on('pageerror', (e) => console.log('ERR', String(e)));
page.on('console', (m) => m.type() === 'error' && console.log('CON', m.text()));
await page.goto(existsSync(state) ? new URL('/', url).href : url);
await page.getByTestId('goal-card').first().waitFor({ timeout: 60000 });
await context.storageState({ path: state });
for (const path of paths) {
  await page.goto(new URL(path, url).href);
  await page.waitForLoadState('networkidle').catch(() => {});
  await page.waitForTimeout(1200);
  await page.screenshot({ path: `/tmp/look/${who}-${lang}-${scheme}-${path.replace(/\W+/g, '_')}.png` });
}
await browser.close();
