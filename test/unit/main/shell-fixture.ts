import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { ShellOptions } from '../../../apps/desktop/src/main/shell-options.ts';
import { temporaryDir } from '../../fixtures/processes.ts';
import { createFakeElectron, type FakeMenu } from './fake-electron.ts';

export const FILES = { preload: '/out/preload/index.cjs', host: '/out/main/host.js', page: '/out/renderer', icons: '/out/icons' };

type Electron = ReturnType<typeof createFakeElectron>;

/** A fake Electron for one test, with a folder of its own. Nothing is started yet. */
export function fakeSurroundings(): { readonly electron: Electron; readonly folder: string } {
  const folder = temporaryDir('shell');
  const electron = createFakeElectron();
  electron.app.userData = folder.path;
  vi.resetModules();
  vi.doMock('electron', () => electron);
  onTestFinished(() => {
    vi.doUnmock('electron');
    folder.remove();
  });
  return { electron, folder: folder.path };
}

/** A shell that runs, as a person would meet it. */
export class RunningShell {
  readonly electron: Electron;
  readonly folder: string;
  constructor(surroundings: { readonly electron: Electron; readonly folder: string }) {
    this.electron = surroundings.electron;
    this.folder = surroundings.folder;
  }

  get window() {
    const window = this.electron.windows.at(-1);
    if (window === undefined) throw new Error('the shell opened no window');
    return window;
  }

  get child() {
    const child = this.electron.children.at(-1);
    if (child === undefined) throw new Error('the shell started no host');
    return child;
  }

  get dataDir(): string {
    return join(this.folder, 'data');
  }

  /** What the page heard. */
  get heard(): readonly unknown[] {
    return this.window.webContents.told.filter(({ channel }) => channel === 'fieldgoal:message').map(({ message }) => message);
  }

  get log(): readonly Record<string, unknown>[] {
    const text = readFileSync(join(this.folder, 'logs', 'fieldgoal.log'), 'utf8');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** The page asks for something by a channel, from an address of the app unless told otherwise. */
  fromPage(channel: string, message?: unknown, url = 'fieldgoal://app/goals'): void {
    this.electron.ipcMain.emit(channel, { sender: this.window.webContents, senderFrame: { url } }, message);
  }

  /** A person clicks this entry of the menu. */
  choose(label: string): void {
    const [template] = this.electron.Menu.setApplicationMenu.mock.lastCall ?? [[]];
    click(template, label);
  }
}

export function click(menu: FakeMenu, label: string): void {
  const all = (items: FakeMenu): FakeMenu => items.flatMap((item) => [item, ...all(item.submenu ?? [])]);
  const item = all(menu).find((entry) => entry.label === label);
  if (item?.click === undefined) throw new Error(`the menu has nothing called "${label}" that does something`);
  item.click();
}

/** Starts the shell with a host of its own; `link` is what the app was started for. */
export async function startShell({ link, options, prepare }: StartOptions = {}): Promise<RunningShell> {
  const surroundings = fakeSurroundings();
  const { electron, folder } = surroundings;
  prepare?.(electron, folder);
  const { Shell } = await import('../../../apps/desktop/src/main/shell.ts');
  const { IncomingLinks } = await import('../../../apps/desktop/src/main/incoming-links.ts');
  const { createShellLog } = await import('../../../apps/desktop/src/main/log-file.ts');
  const log = createShellLog(join(folder, 'logs'));
  const links = new IncomingLinks(log);
  if (link !== undefined) links.takeArguments(['/opt/fieldgoal', link]);
  new Shell({
    options: options ?? { kind: 'own-host', dataDir: join(folder, 'data'), serverUrl: 'http://127.0.0.1:4600' },
    files: FILES,
    log,
    links,
  });
  if (options?.kind !== 'running-host') await vi.waitFor(() => expectHost(electron));
  return new RunningShell(surroundings);
}

interface StartOptions {
  readonly link?: string;
  readonly options?: ShellOptions;
  readonly prepare?: (electron: Electron, folder: string) => void;
}

function expectHost(electron: Electron): void {
  if (electron.children.length === 0) throw new Error('no host yet');
}
