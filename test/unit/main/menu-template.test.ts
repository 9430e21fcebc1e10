import { describe, expect, it, vi } from 'vitest';
import { type Command, PAGE_COMMANDS } from '../../../apps/desktop/src/bridge/commands.ts';
import { type MenuSurroundings, menuTemplate } from '../../../apps/desktop/src/main/menu-template.ts';
import { type Language, textsOf } from '../../../apps/desktop/src/main/texts.ts';
import type { FakeMenu } from './fake-electron.ts';

const PLATFORMS = ['linux', 'win32', 'darwin'] as const;

function items(part: Partial<MenuSurroundings> = {}) {
  const run = vi.fn<(command: Command) => void>();
  const template = menuTemplate({ platform: 'linux', isPackaged: true, reachesPage: true, texts: textsOf('en'), run, ...part });
  return { run, all: flat(template as unknown as FakeMenu) };
}

type Item = FakeMenu[number] & { readonly accelerator?: string };

function flat(menu: FakeMenu): readonly Item[] {
  return menu.flatMap((item) => [item, ...flat(item.submenu ?? [])]);
}

describe.each(PLATFORMS)('the menu on %s', (platform) => {
  it('offers every command of the page once, and the shell its own', () => {
    const { all, run } = items({ platform });
    for (const item of all) item.click?.();
    const asked = run.mock.calls.map(([command]) => command);
    expect([...asked].sort()).toEqual([...PAGE_COMMANDS, 'about', 'check-for-updates', 'open-logs', 'quit'].sort());
  });

  it('gives no key to two things', () => {
    const keys = items({ platform }).all.flatMap(({ accelerator }) => accelerator ?? []);
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('reloads the page only where the app is not installed', () => {
    const roles = (isPackaged: boolean) => items({ platform, isPackaged }).all.flatMap(({ role }) => role ?? []);
    expect(roles(true)).not.toContain('reload');
    expect(roles(true)).not.toContain('toggleDevTools');
    expect(roles(false)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
  });

  it('offers nothing of the page where the page can not be told', () => {
    const { all } = items({ platform, reachesPage: false });
    expect(all.filter(({ label }) => label === 'Log activity…' || label === 'Goals').map(({ enabled }) => enabled)).toEqual([false, false]);
  });
});

it('speaks German where English would stand', () => {
  const labels = (language: Language) =>
    items({ platform: 'darwin', isPackaged: false, texts: textsOf(language) }).all.flatMap(({ label }) => label ?? []);
  const same = labels('de').filter((label, at) => label === labels('en')[at]);
  expect(same).toEqual(['Fieldgoal', 'Deals', 'Team']);
});
