import type { Launched } from './launch.ts';

/** What is printed when everything is up: an address a line, aligned. */
export function launchedWords(launched: Launched, dataDir: string, opened: 'electron' | 'browser' | null): string {
  const rows: [string, string][] = [['Server', launched.serverUrl]];
  for (const app of launched.apps) rows.push([app.person === null ? app.title : `${app.title} (${app.person})`, app.url]);
  const width = Math.max(...rows.map(([title]) => title.length));
  const first = launched.apps[0]?.title.toLowerCase() ?? 'app';
  const screen: Record<'electron' | 'browser' | 'none', string> = {
    electron: `The ${first} opens in its own window.`,
    browser: `The ${first} opens in your browser.`,
    none: 'Open an app by its address. The token in it works once; after that this browser is remembered.',
  };
  return [
    '',
    'Fieldgoal is running.',
    '',
    ...rows.map(([title, url]) => `  ${title.padEnd(width)}   ${url}`),
    '',
    screen[opened ?? 'none'],
    `Everything is kept in ${dataDir}. Ctrl-C ends it; the next start goes on from there.`,
    ...(launched.note === null ? [] : ['', launched.note]),
  ].join('\n');
}
