import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, protocol, session } from 'electron';
import { HostProcess } from './host-process.ts';
import { isOwn, lockDown } from './lock-down.ts';
import { setMenu } from './menu.ts';
import { PAGE_ORIGIN, servePage } from './page-protocol.ts';
import type { ShellOptions } from './shell-options.ts';
import { openWindow } from './window.ts';

/** Where the build put things, beside the shell's own file. */
export interface BuiltFiles {
  readonly preload: string;
  readonly host: string;
  readonly page: string;
}

/** Runs once the app is ready: the host, then the window on it. */
export function startShell(options: ShellOptions, files: BuiltFiles): void {
  setMenu(process.platform, app.isPackaged);
  const open = options.kind === 'running-host' ? showRunningHost(options.page) : showOwnHost(options, files);
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) open();
    else {
      if (window.isMinimized()) window.restore();
      window.focus();
    }
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  open();
}

function showRunningHost(page: string): () => void {
  const { protocol: scheme, host } = new URL(page);
  lockDown(app, session.defaultSession, `${scheme}//${host}`);
  return () => {
    openWindow(page, null);
  };
}

function showOwnHost({ dataDir, serverUrl }: Extract<ShellOptions, { kind: 'own-host' }>, files: BuiltFiles): () => void {
  lockDown(app, session.defaultSession, PAGE_ORIGIN);
  servePage(protocol, files.page);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const log = createWriteStream(join(dataDir, 'shell.log'), { flags: 'a', mode: 0o600 });
  // A log that can't be written must not end what works.
  log.on('error', () => {});
  const host = new HostProcess({
    entry: files.host,
    dataDir,
    serverUrl,
    log: (text) => log.write(text),
    // A page loaded anew asks for a new port.
    onRestart: () => BrowserWindow.getAllWindows().forEach((window) => window.webContents.reload()),
    onGivenUp: (message) => {
      dialog.showErrorBox('Fieldgoal has to close', `${message}\n\nIts log says more: ${join(dataDir, 'shell.log')}`);
      app.quit();
    },
  });
  ipcMain.on('fieldgoal:connect', (event) => {
    if (isOwn(event.senderFrame?.url ?? '', PAGE_ORIGIN)) host.connect(event.sender);
  });
  endWith(host);
  return () => {
    openWindow(`${PAGE_ORIGIN}/`, files.preload);
  };
}

/** Quitting waits for the host's own, orderly end. */
function endWith(host: HostProcess): void {
  let hasEnded = false;
  app.on('will-quit', (event) => {
    if (hasEnded) return;
    event.preventDefault();
    void host.stop().then(() => {
      hasEnded = true;
      app.quit();
    });
  });
}
