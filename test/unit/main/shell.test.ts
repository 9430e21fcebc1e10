import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { fakeSurroundings, FILES, startShell } from './shell-fixture.ts';

describe('the window', () => {
  it('runs its page in a sandbox, apart from the preload, without Node', async () => {
    const { window } = await startShell();
    expect(window.url).toBe('fieldgoal://app/');
    expect(window.options['webPreferences']).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      preload: FILES.preload,
    });
  });

  it('is shown when there is something to see, and remembers its place, also while it is moved', async () => {
    const { window, folder } = await startShell();
    expect(window.show).toHaveBeenCalledTimes(0);
    window.emit('ready-to-show');
    expect(window.show).toHaveBeenCalled();
    const stored = () => JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8')) as unknown;
    const place = { x: 10, y: 20, width: 1000, height: 700, isMaximized: false };
    window.emit('move');
    await vi.waitFor(() => expect(stored()).toEqual(place));
    window.place = { ...window.place, x: 300 };
    window.emit('close');
    expect(stored()).toEqual({ ...place, x: 300 });
  });

  it('stays where it is: no other site, no second window, no embedded page; what was tried is in the log, without its secrets', async () => {
    const shell = await startShell();
    const { webContents } = shell.window;
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      const away = { preventDefault: vi.fn(), url: `https://example.com/${name}?token=secret` };
      webContents.emit(name, away);
      expect(away.preventDefault, name).toHaveBeenCalled();
      const within = { preventDefault: vi.fn(), url: 'fieldgoal://app/goals/1' };
      webContents.emit(name, within);
      expect(within.preventDefault, name).not.toHaveBeenCalled();
    }
    const webview = { preventDefault: vi.fn() };
    webContents.emit('will-attach-webview', webview);
    expect(webview.preventDefault).toHaveBeenCalled();
    expect(webContents.openHandler?.({ url: 'https://example.com/popup' })).toEqual({ action: 'deny' });
    expect(shell.log.map(({ url }) => url)).toEqual([
      'https://example.com/will-navigate',
      'https://example.com/will-frame-navigate',
      'https://example.com/will-redirect',
      'https://example.com/popup',
    ]);
  });

  it('reaches nothing outside, whatever the page asks for', async () => {
    const shell = await startShell();
    const [[filter, decide] = []] = shell.electron.session.defaultSession.webRequest.onBeforeRequest.mock.calls;
    expect(filter).toEqual({ urls: expect.arrayContaining(['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file://*/*']) });
    const answer = vi.fn();
    decide({ url: 'https://example.com/pixel.png?goal=1' }, answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel: true });
    expect(shell.log).toMatchObject([{ message: 'a request of the page was refused', url: 'https://example.com/pixel.png' }]);
  });

  it('is granted nothing it asks the person for, but may put a text on the clipboard', async () => {
    const { electron } = await startShell();
    const { setPermissionRequestHandler, setPermissionCheckHandler, setDevicePermissionHandler } = electron.session.defaultSession;
    for (const [permission, isGranted] of [
      ['geolocation', false],
      ['media', false],
      ['notifications', false],
      ['clipboard-read', false],
      ['clipboard-sanitized-write', true],
    ] as const) {
      const answer = vi.fn();
      setPermissionRequestHandler.mock.calls[0]?.[0]({}, permission, answer);
      expect(answer, permission).toHaveBeenCalledExactlyOnceWith(isGranted);
      expect(setPermissionCheckHandler.mock.calls[0]?.[0]({}, permission), permission).toBe(isGranted);
    }
    expect(setDevicePermissionHandler.mock.calls[0]?.[0]({})).toBe(false);
  });

  it('comes back when its page crashes, and asks what to do when that goes on', async () => {
    vi.useFakeTimers();
    try {
      const { window, electron } = await startShell();
      for (const wait of [0, 1_000, 5_000, 15_000]) {
        window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
        await vi.advanceTimersByTimeAsync(wait);
      }
      expect(window.webContents.reload).toHaveBeenCalledTimes(4);
      window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
      await vi.advanceTimersByTimeAsync(0);
      expect(electron.dialog.showMessageBox.mock.lastCall?.[0]).toMatchObject({
        message: 'This window keeps ending',
        detail: 'The window ended 5 times within five minutes. What was shown as saved is safe.',
      });
      expect(window.webContents.reload).toHaveBeenCalledTimes(5);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the menu', () => {
  it('tells the page what to do, once it listens', async () => {
    const shell = await startShell();
    shell.choose('Log activity…');
    expect(shell.heard).toEqual([]);
    shell.fromPage('fieldgoal:listening');
    shell.choose('Undo');
    shell.choose('Goals');
    expect(shell.heard).toEqual([
      { kind: 'command', command: 'log-activity' },
      { kind: 'command', command: 'undo' },
      { kind: 'open', path: '/goals' },
    ]);
  });

  it('waits again while the page is loaded anew, and believes no other page that says it listens', async () => {
    const shell = await startShell();
    shell.fromPage('fieldgoal:listening', undefined, 'https://example.com/');
    shell.choose('New goal…');
    expect(shell.heard).toEqual([]);
    shell.fromPage('fieldgoal:listening');
    shell.window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
    shell.choose('Find…');
    shell.window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    shell.choose('Redo');
    expect(shell.heard).toHaveLength(2);
    shell.fromPage('fieldgoal:listening');
    expect(shell.heard.at(-1)).toEqual({ kind: 'command', command: 'redo' });
  });

  it('opens the logs folder, shows what this is, and quits', async () => {
    const shell = await startShell();
    shell.choose('Open logs folder');
    expect(shell.electron.shell.openPath).toHaveBeenCalledExactlyOnceWith(join(shell.folder, 'logs'));
    shell.choose('About Fieldgoal');
    expect(shell.electron.app.showAboutPanel).toHaveBeenCalledOnce();
    shell.choose('Quit Fieldgoal');
    expect(shell.electron.app.quit).toHaveBeenCalledOnce();
  });

  it('says that updates are not set up, when somebody asks and they are not', async () => {
    const shell = await startShell();
    shell.choose('Check for updates…');
    await vi.waitFor(() =>
      expect(shell.electron.dialog.showMessageBox.mock.lastCall?.[0]).toMatchObject({ message: 'Updates are not set up here' }),
    );
  });

  it('speaks the language of the system until the page has another, and keeps that', async () => {
    const german = (electron: { app: { locale: string } }) => {
      electron.app.locale = 'de-CH';
    };
    const shell = await startShell({ prepare: german });
    expect(() => shell.choose('Neues Ziel …')).not.toThrow();
    shell.fromPage('fieldgoal:language', 'en');
    expect(() => shell.choose('New goal…')).not.toThrow();
    expect(JSON.parse(readFileSync(join(shell.folder, 'shell-state.json'), 'utf8'))).toMatchObject({ language: 'en' });
    shell.fromPage('fieldgoal:language', 'de', 'https://example.com/');
    shell.fromPage('fieldgoal:language', 'tlh');
    expect(() => shell.choose('New goal…')).not.toThrow();
  });
});

describe('a link', () => {
  it('that the app was started for is what its window shows first', async () => {
    const { window } = await startShell({ link: 'fieldgoal://goal/g1' });
    expect(window.url).toBe('fieldgoal://app/goals/g1');
  });

  it('that comes later is opened in the window that is there, which comes to the front', async () => {
    const shell = await startShell();
    shell.fromPage('fieldgoal:listening');
    shell.window.minimized = true;
    shell.electron.app.emit('second-instance', {}, ['/opt/fieldgoal', '--server=https://evil.example', 'fieldgoal://goal/g2']);
    expect(shell.heard).toEqual([{ kind: 'open', path: '/goals/g2' }]);
    expect(shell.window.restore).toHaveBeenCalled();
    expect(shell.window.focus).toHaveBeenCalled();
    expect(shell.electron.windows).toHaveLength(1);
  });

  it.each([['fieldgoal://goal/../admin'], ['fieldgoal://goal/1', 'fieldgoal://goal/2']])(
    'that can not be right (%s) opens nothing but the app, and is in the log',
    async (...links) => {
      const shell = await startShell();
      shell.fromPage('fieldgoal:listening');
      shell.electron.app.emit('second-instance', {}, ['/opt/fieldgoal', ...links]);
      expect(shell.heard).toEqual([]);
      expect(shell.window.focus).toHaveBeenCalled();
      expect(shell.log).toMatchObject([{ level: 'warn', message: expect.stringContaining('refused'), reason: expect.any(String) }]);
    },
  );
});

it('a second start without a link brings the window to the front, and opens one where there is none', async () => {
  const shell = await startShell();
  shell.electron.app.emit('second-instance', {}, ['/opt/fieldgoal']);
  expect(shell.window.focus).toHaveBeenCalled();
  shell.window.close();
  shell.electron.app.emit('second-instance', {}, ['/opt/fieldgoal']);
  expect(shell.electron.windows).toHaveLength(2);
});

describe('a host that runs already', () => {
  it('is shown without a preload and without a host of the shell', async () => {
    const page = 'http://127.0.0.1:4601/?token=t';
    const { electron, window } = await startShell({ options: { kind: 'running-host', page } });
    expect(window.url).toBe(page);
    expect(window.options['webPreferences']).not.toHaveProperty('preload');
    expect(electron.children).toEqual([]);
    const away = { preventDefault: vi.fn(), url: 'http://127.0.0.1:4602/' };
    window.webContents.emit('will-navigate', away);
    expect(away.preventDefault).toHaveBeenCalled();
    const [[, decide] = []] = electron.session.defaultSession.webRequest.onBeforeRequest.mock.calls;
    const answer = vi.fn();
    decide({ url: 'http://127.0.0.1:4601/trpc/session.get' }, answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel: false });
  });
});

describe('the entry', () => {
  it('locks every page into the sandbox and registers its scheme before the app is ready, and opens nothing until then', async () => {
    const { electron } = fakeSurroundings();
    let becomeReady = () => {};
    electron.app.whenReady.mockReturnValue(
      new Promise<void>((resolve) => {
        becomeReady = resolve;
      }),
    );
    await import('../../../apps/desktop/src/main/index.ts');
    expect(electron.protocol.registerSchemesAsPrivileged).toHaveBeenCalledOnce();
    expect(electron.app.enableSandbox).toHaveBeenCalledOnce();
    expect(electron.windows).toEqual([]);
    const opened = { preventDefault: vi.fn() };
    electron.app.emit('open-url', opened, 'fieldgoal://goal/mac');
    expect(opened.preventDefault).toHaveBeenCalled();
    becomeReady();
    await vi.waitFor(() => expect(electron.windows.map(({ url }) => url)).toEqual(['fieldgoal://app/goals/mac']));
    // An app that was not installed would take the links away from one that was.
    expect(electron.app.setAsDefaultProtocolClient).not.toHaveBeenCalled();
  });

  it('leaves at once where another instance has the lock', async () => {
    const { electron } = fakeSurroundings();
    electron.app.hasLock = false;
    await import('../../../apps/desktop/src/main/index.ts');
    expect(electron.app.quit).toHaveBeenCalled();
    expect(electron.app.whenReady).not.toHaveBeenCalled();
  });
});
