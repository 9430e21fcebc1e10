import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { MINIMUM, restoreWindow, saveWindow } from './window-state.ts';

/** Moving a window says so many times a second; its place is kept when it has come to rest. */
const REST_MS = 500;

/**
 * A window on a page. The page runs in a sandbox, apart from the preload and without Node.
 * `preload` is null for a page that speaks with its host over HTTP.
 */
export function openWindow(page: string, preload: string | null, onFailed: (error: unknown) => void): BrowserWindow {
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
  keepPlace(window, stateFile);
  window.loadURL(page).catch(onFailed);
  return window;
}

/** Keeps the window's place while it moves, so that it is known after a crash too. */
function keepPlace(window: BrowserWindow, stateFile: string): void {
  let resting: NodeJS.Timeout | undefined;
  const save = (): void => saveWindow(stateFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  const moved = (): void => {
    clearTimeout(resting);
    resting = setTimeout(save, REST_MS);
  };
  window.on('resize', moved);
  window.on('move', moved);
  window.on('close', () => {
    clearTimeout(resting);
    save();
  });
}
