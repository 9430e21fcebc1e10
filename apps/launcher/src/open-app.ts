import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface Desktop {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly projectDir: string;
  exists(path: string): boolean;
}

/** How the app comes onto the screen: a command to run, or null on a machine without a screen. */
export type Opening = { readonly how: 'electron' | 'browser'; readonly command: string; readonly args: readonly string[] } | null;

/**
 * Electron where its binary is present (it shows the same host's page), else the default browser.
 * `url` is the app's address with its one-time token.
 */
export function chooseOpening(url: string, desktop: Desktop): Opening {
  const { platform, env } = desktop;
  const hasScreen = platform === 'darwin' || platform === 'win32' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
  if (!hasScreen) return null;
  const electron = electronBinary(desktop);
  if (electron !== null) return { how: 'electron', command: electron, args: [desktop.projectDir, `--page=${url}`] };
  if (platform === 'darwin') return { how: 'browser', command: 'open', args: [url] };
  // Without the empty title, `start` would take the address for one.
  if (platform === 'win32') return { how: 'browser', command: 'cmd', args: ['/c', 'start', '""', url] };
  return { how: 'browser', command: 'xdg-open', args: [url] };
}

/** Electron's binary with the shell that was built for it, or null. */
function electronBinary({ platform, env, projectDir, exists }: Desktop): string | null {
  if (!exists(join(projectDir, 'out/main/index.js'))) return null;
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(projectDir, 'node_modules/electron/dist');
  const names: Partial<Record<NodeJS.Platform, string>> = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const binary = join(folder, names[platform] ?? 'electron');
  return exists(binary) ? binary : null;
}

/** Runs the command and forgets it: the app outlives nothing it needs, and a machine that can't open it still has the address. */
export function open(opening: NonNullable<Opening>, onFailure: () => void): void {
  const child = spawn(opening.command, opening.args, { stdio: 'ignore', detached: true });
  child.once('error', onFailure);
  child.unref();
}

export function thisDesktop(projectDir: string): Desktop {
  return { platform: process.platform, env: process.env, projectDir, exists: existsSync };
}
