import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type TemporaryDir, temporaryDir } from '../../fixtures/processes.ts';
import { createFakeElectron } from './fake-electron.ts';

const files = { preload: '/out/preload/index.cjs', host: '/out/main/host.js', page: '/out/renderer' };
let electron: ReturnType<typeof createFakeElectron>;
let folder: TemporaryDir;

beforeEach(() => {
  folder = temporaryDir('shell');
  electron = createFakeElectron();
  electron.app.userData = folder.path;
  vi.resetModules();
  vi.doMock('electron', () => electron);
});
afterEach(() => {
  vi.doUnmock('electron');
  folder.remove();
});

async function startOwn() {
  const { startShell } = await import('../../../apps/desktop/src/main/shell.ts');
  startShell({ kind: 'own-host', dataDir: join(folder.path, 'data'), serverUrl: 'http://127.0.0.1:4600' }, files);
  const [window] = electron.windows;
  const [child] = electron.children;
  if (window === undefined || child === undefined) throw new Error('the shell opened no window or started no host');
  return { window, child };
}

const connect = (sender: unknown, url: string) => electron.ipcMain.emit('fieldgoal:connect', { sender, senderFrame: { url } });

describe('the window', () => {
  it('runs its page in a sandbox, apart from the preload, without Node', async () => {
    const { window } = await startOwn();
    expect(window.url).toBe('fieldgoal://app/');
    expect(window.options['webPreferences']).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      preload: files.preload,
    });
  });

  it('is shown when there is something to see, and remembers its place', async () => {
    const { window } = await startOwn();
    expect(window.show).not.toHaveBeenCalled();
    window.emit('ready-to-show');
    expect(window.show).toHaveBeenCalled();
    window.emit('close');
    expect(JSON.parse(readFileSync(join(folder.path, 'window.json'), 'utf8'))).toEqual({
      x: 10,
      y: 20,
      width: 1000,
      height: 700,
      isMaximized: false,
    });
  });

  it('stays where it is: no other site, no second window, no embedded page', async () => {
    const { window } = await startOwn();
    for (const name of ['will-navigate', 'will-redirect']) {
      const away = { preventDefault: vi.fn() };
      window.webContents.emit(name, away, 'https://example.com/');
      expect(away.preventDefault, name).toHaveBeenCalled();
      const within = { preventDefault: vi.fn() };
      window.webContents.emit(name, within, 'fieldgoal://app/goals/1');
      expect(within.preventDefault, name).not.toHaveBeenCalled();
    }
    const webview = { preventDefault: vi.fn() };
    window.webContents.emit('will-attach-webview', webview);
    expect(webview.preventDefault).toHaveBeenCalled();
    expect(window.webContents.openHandler?.({ url: 'https://example.com' })).toEqual({ action: 'deny' });
  });

  it('is granted nothing it asks the person for, but may put a text on the clipboard', async () => {
    await startOwn();
    const { setPermissionRequestHandler, setPermissionCheckHandler } = electron.session.defaultSession;
    for (const [permission, isGranted] of [
      ['geolocation', false],
      ['clipboard-read', false],
      ['clipboard-sanitized-write', true],
    ] as const) {
      const answer = vi.fn();
      setPermissionRequestHandler.mock.calls[0]?.[0]({}, permission, answer);
      expect(answer).toHaveBeenCalledExactlyOnceWith(isGranted);
      expect(setPermissionCheckHandler.mock.calls[0]?.[0]({}, permission)).toBe(isGranted);
    }
  });

  it('comes to the front when the app is started a second time', async () => {
    const { window } = await startOwn();
    window.minimized = true;
    electron.app.emit('second-instance');
    expect(window.restore).toHaveBeenCalled();
    expect(window.focus).toHaveBeenCalled();
    expect(electron.windows).toHaveLength(1);
  });
});

describe('the host', () => {
  it('is started with its folder and server, and reached by the page over a channel', async () => {
    const { window, child } = await startOwn();
    expect(child.args).toEqual(['--data', join(folder.path, 'data'), '--server', 'http://127.0.0.1:4600']);
    connect(window.webContents, 'fieldgoal://app/goals');
    expect(child.received.map(({ ports }) => ports)).toEqual([['host-end-1']]);
    expect(window.webContents.sent).toEqual([{ channel: 'fieldgoal:port', ports: ['page-end-1'] }]);
  });

  it('is not handed to a page of another origin', async () => {
    const { window, child } = await startOwn();
    connect(window.webContents, 'https://example.com/');
    expect(child.received).toEqual([]);
    expect(window.webContents.sent).toEqual([]);
  });

  it('is started again when it ends by itself, and the page connects anew', async () => {
    const { window, child } = await startOwn();
    child.end(9);
    await vi.waitFor(() => expect(electron.children).toHaveLength(2));
    expect(window.webContents.reload).toHaveBeenCalledOnce();
    connect(window.webContents, 'fieldgoal://app/');
    expect(electron.children[1]?.received).toHaveLength(1);
  });

  it('is given up after four ends within a minute, in words', async () => {
    await startOwn();
    for (let end = 1; end <= 4; end += 1) {
      electron.children.at(-1)?.end(9);
      if (end < 4) await vi.waitFor(() => expect(electron.children).toHaveLength(end + 1));
    }
    await vi.waitFor(() => expect(electron.dialog.showErrorBox).toHaveBeenCalled());
    expect(electron.dialog.showErrorBox.mock.calls[0]?.[1]).toContain('What was saved is safe');
    expect(electron.app.quit).toHaveBeenCalled();
  });

  it('ends in good order before the app quits', async () => {
    const { child } = await startOwn();
    const first = { preventDefault: vi.fn() };
    electron.app.emit('will-quit', first);
    expect(first.preventDefault).toHaveBeenCalled();
    await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalledOnce());
    expect(child.isAlive).toBe(false);
    const second = { preventDefault: vi.fn() };
    electron.app.emit('will-quit', second);
    expect(second.preventDefault).not.toHaveBeenCalled();
  });
});

describe('a host that runs already', () => {
  it('is shown without a preload and without a host of the shell', async () => {
    const { startShell } = await import('../../../apps/desktop/src/main/shell.ts');
    startShell({ kind: 'running-host', page: 'http://127.0.0.1:4601/?token=t' }, files);
    expect(electron.windows.map((window) => window.url)).toEqual(['http://127.0.0.1:4601/?token=t']);
    expect(electron.windows[0]?.options['webPreferences']).not.toHaveProperty('preload');
    expect(electron.children).toEqual([]);
    const away = { preventDefault: vi.fn() };
    electron.windows[0]?.webContents.emit('will-navigate', away, 'http://127.0.0.1:4602/');
    expect(away.preventDefault).toHaveBeenCalled();
  });
});

describe('the entry', () => {
  it('registers the page scheme before the app is ready and opens nothing until then', async () => {
    let becomeReady = () => {};
    electron.app.whenReady.mockReturnValue(
      new Promise<void>((resolve) => {
        becomeReady = resolve;
      }),
    );
    await import('../../../apps/desktop/src/main/index.ts');
    expect(electron.protocol.registerSchemesAsPrivileged).toHaveBeenCalledOnce();
    expect(electron.windows).toEqual([]);
    becomeReady();
    await vi.waitFor(() => expect(electron.windows).toHaveLength(1));
  });

  it('leaves at once where another instance has the lock', async () => {
    electron.app.hasLock = false;
    await import('../../../apps/desktop/src/main/index.ts');
    expect(electron.app.quit).toHaveBeenCalled();
    expect(electron.app.whenReady).not.toHaveBeenCalled();
  });
});
