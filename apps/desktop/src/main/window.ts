import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { MINIMUM, restoreWindow, saveWindow } from './window-state.ts';

/**
 * The app's one window. The page runs in a sandbox, apart from the preload and without Node.
 * `preload` is null for a page that speaks with its host over HTTP.
 */
export function openWindow(page: string, preload: string | null): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json');
  const { isMaximized, ...bounds } = restoreWindow(
    stateFile,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    // Shown when there is something to see.
    show: false,
    title: 'Fieldgoal',
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      ...(preload === null ? {} : { preload }),
    },
  });
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    window.show();
  });
  window.on('close', () => saveWindow(stateFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() }));
  void window.loadURL(page);
  return window;
}
