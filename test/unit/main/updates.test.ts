import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readSettings, readState, saveState } from '../../../apps/desktop/src/main/shell-settings.ts';
import { textsOf } from '../../../apps/desktop/src/main/texts.ts';
import { type UpdatePolicy, updatePolicy } from '../../../apps/desktop/src/main/update-policy.ts';
import { type Updater, Updates } from '../../../apps/desktop/src/main/updates.ts';
import { temporaryDir } from '../../fixtures/processes.ts';

const events: string[] = [];
const log = { append: () => {}, event: (_level: string, message: string) => void events.push(message) };
beforeEach(() => {
  events.length = 0;
});

describe('whether a copy looks for new versions', () => {
  it.each([
    ['not by itself', { isPackaged: true, updatesUrl: null }, { kind: 'off', why: 'not_configured' }],
    [
      'where an address is set',
      { isPackaged: true, updatesUrl: 'https://goals.example.com/app/' },
      { kind: 'on', url: 'https://goals.example.com/app/' },
    ],
    [
      'never where it was not installed',
      { isPackaged: false, updatesUrl: 'https://goals.example.com/' },
      { kind: 'off', why: 'not_packaged' },
    ],
    ['never without encryption', { isPackaged: true, updatesUrl: 'http://goals.example.com/' }, { kind: 'off', why: 'bad_address' }],
    [
      'never with a password in the address',
      { isPackaged: true, updatesUrl: 'https://me:pw@example.com/' },
      { kind: 'off', why: 'bad_address' },
    ],
    ['never at what is no address', { isPackaged: true, updatesUrl: 'soon' }, { kind: 'off', why: 'bad_address' }],
  ] as const)('%s', (_words, given, policy) => {
    expect(updatePolicy(given)).toEqual(policy);
  });
});

describe('the settings of whoever installs the app', () => {
  const written = (text: string | null) => {
    const folder = temporaryDir('settings');
    onTestFinished(() => folder.remove());
    const file = join(folder.path, 'shell.json');
    if (text !== null) writeFileSync(file, text);
    return readSettings(file, log);
  };

  it('set an address for updates; without a file nothing is set', () => {
    expect(written('{"updates": {"url": "https://goals.example.com"}}')).toEqual({ updatesUrl: 'https://goals.example.com' });
    expect(written('{}')).toEqual({ updatesUrl: null });
    expect(written(null)).toEqual({ updatesUrl: null });
    expect(events).toEqual([]);
  });

  it.each([
    '',
    '[]',
    '{"update": {}}',
    '{"updates": "https://x"}',
    '{"updates": {"url": 1}}',
    '{"updates": {"url": "https://x", "force": true}}',
  ])('that are wrong (%s) set nothing, and the log says how they have to be', (text) => {
    expect(written(text)).toEqual({ updatesUrl: null });
    expect(events).toMatchObject([expect.stringContaining('{"updates": {"url": "https://…"}}')]);
  });

  it('are apart from what the shell remembers, which a damaged file only forgets', () => {
    const folder = temporaryDir('state');
    onTestFinished(() => folder.remove());
    const file = join(folder.path, 'shell-state.json');
    saveState(file, { language: 'de', muted: ['conflict'], saidUnprotected: true });
    expect(readState(file)).toEqual({ language: 'de', muted: ['conflict'], saidUnprotected: true });
    writeFileSync(file, '{"language":"tlh"');
    expect(readState(file)).toEqual({ language: null, muted: [], saidUnprotected: false });
    expect(() => saveState(join(folder.path, 'missing', 'x.json'), readState(file))).not.toThrow();
  });
});

describe('looking for a new version', () => {
  const ON: UpdatePolicy = { kind: 'on', url: 'https://goals.example.com/' };

  function start(answers: readonly number[], { policy = ON, found = '2.0.0' }: { policy?: UpdatePolicy; found?: string | null } = {}) {
    const order: string[] = [];
    const asked: string[] = [];
    const updater: Updater = {
      autoDownload: true,
      autoInstallOnAppQuit: true,
      allowDowngrade: true,
      logger: null,
      setFeedURL: vi.fn(),
      checkForUpdates: vi.fn(async () => ({ isUpdateAvailable: found !== null, updateInfo: { version: found ?? '1.2.3' } })),
      downloadUpdate: vi.fn(async () => order.push('downloaded')),
      quitAndInstall: () => void order.push('installed'),
    };
    const load = vi.fn(async () => updater);
    const updates = new Updates({
      policy,
      version: '1.2.3',
      settingsFile: '/etc/shell.json',
      log,
      texts: () => textsOf('en'),
      load,
      ask: async ({ message }) => {
        asked.push(message);
        return { response: answers[asked.length - 1] ?? 0, checkboxChecked: false };
      },
      beforeInstall: async () => void order.push('host ended'),
    });
    return { updates, updater, load, order, asked };
  }

  it('downloads and installs only after a yes to each, and ends the host before', async () => {
    const { updates, updater, order, asked } = start([0, 0]);
    await updates.check();
    expect(asked).toEqual(['Fieldgoal 2.0.0 is available', 'Fieldgoal 2.0.0 is ready']);
    expect(order).toEqual(['downloaded', 'host ended', 'installed']);
    expect(updater).toMatchObject({ autoDownload: false, allowDowngrade: false });
    expect(updater.setFeedURL).toHaveBeenCalledExactlyOnceWith({ provider: 'generic', url: 'https://goals.example.com/' });
  });

  it('does nothing after a no, and waits for the end of the day after a "later"', async () => {
    const no = start([1]);
    await no.updates.check();
    expect(no.order).toEqual([]);
    expect(no.updater.autoInstallOnAppQuit).toBe(false);
    const later = start([0, 1]);
    await later.updates.check();
    expect(later.order).toEqual(['downloaded']);
    expect(later.updater.autoInstallOnAppQuit).toBe(true);
  });

  it('answers who asks, and is quiet at the start when there is nothing new', async () => {
    const { updates, asked } = start([0], { found: null });
    await updates.checkQuietly();
    expect(asked).toEqual([]);
    await updates.check();
    expect(asked).toEqual(['Fieldgoal is up to date']);
  });

  it('does not even load the updater where updates are off, and says why when asked', async () => {
    for (const why of ['not_packaged', 'not_configured', 'bad_address'] as const) {
      const { updates, load, asked } = start([0], { policy: { kind: 'off', why } });
      await updates.checkQuietly();
      await updates.check();
      expect(asked).toEqual(['Updates are not set up here']);
      expect(load).not.toHaveBeenCalled();
    }
  });

  it('that fails changes nothing, is logged, and may be tried again', async () => {
    const { updates, updater, asked, order } = start([0, 0, 0]);
    vi.mocked(updater.checkForUpdates).mockRejectedValueOnce(new Error('no network'));
    await updates.check();
    expect(asked).toEqual(['The update did not succeed']);
    expect(events).toContain('the update did not succeed');
    expect(order).toEqual([]);
    await updates.check();
    expect(order.at(-1)).toBe('installed');
  });

  it('goes on once, however often somebody asks meanwhile', async () => {
    const { updates, updater } = start([1]);
    await Promise.all([updates.check(), updates.check(), updates.checkQuietly()]);
    expect(updater.checkForUpdates).toHaveBeenCalledOnce();
  });
});
