import type { MenuItemConstructorOptions } from 'electron';
import type { Command, PageCommand } from '../bridge/commands.ts';
import type { Texts } from './texts.ts';

export interface MenuSurroundings {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** False where the page can't be told anything: it is shown for a host that runs beside the shell. */
  readonly reachesPage: boolean;
  readonly texts: Texts;
  run(command: Command): void;
}

/** The menu, with the same commands and keys everywhere and each platform's own places for them. */
export function menuTemplate(surroundings: MenuSurroundings): MenuItemConstructorOptions[] {
  const { texts } = surroundings;
  const isMac = surroundings.platform === 'darwin';
  return [
    ...(isMac ? [appMenu(surroundings)] : []),
    { label: texts.file, submenu: fileMenu(surroundings) },
    { label: texts.edit, submenu: editMenu(surroundings) },
    { label: texts.view, submenu: viewMenu(surroundings) },
    { label: texts.go, submenu: goMenu(surroundings) },
    ...(isMac ? [{ role: 'windowMenu', label: texts.window } as const] : []),
    { role: 'help', label: texts.help, submenu: helpMenu(surroundings) },
  ];
}

function appMenu({ texts, run }: MenuSurroundings): MenuItemConstructorOptions {
  return {
    label: 'Fieldgoal',
    submenu: [
      { label: texts.about, click: () => run('about') },
      { label: texts.checkForUpdates, click: () => run('check-for-updates') },
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { label: texts.quit, accelerator: 'Cmd+Q', click: () => run('quit') },
    ],
  };
}

function fileMenu(surroundings: MenuSurroundings): MenuItemConstructorOptions[] {
  const { texts, platform, run } = surroundings;
  return [
    ofPage(surroundings, 'log-activity', texts.logActivity, 'CmdOrCtrl+L'),
    ofPage(surroundings, 'new-goal', texts.newGoal, 'CmdOrCtrl+N'),
    { type: 'separator' },
    { role: 'close', label: texts.close },
    ...(platform === 'darwin' ? [] : [{ label: texts.quit, accelerator: 'Ctrl+Q', click: () => run('quit') }]),
  ];
}

function editMenu(surroundings: MenuSurroundings): MenuItemConstructorOptions[] {
  const { texts, platform } = surroundings;
  return [
    // The page hears these keys itself, where it knows what to undo; macOS passes on what it left alone.
    { ...ofPage(surroundings, 'undo', texts.undo, 'CmdOrCtrl+Z'), registerAccelerator: false },
    { ...ofPage(surroundings, 'redo', texts.redo, platform === 'win32' ? 'Ctrl+Y' : 'CmdOrCtrl+Shift+Z'), registerAccelerator: false },
    { type: 'separator' },
    { role: 'cut', label: texts.cut },
    { role: 'copy', label: texts.copy },
    { role: 'paste', label: texts.paste },
    { role: 'selectAll', label: texts.selectAll },
    { type: 'separator' },
    ofPage(surroundings, 'find', texts.find, 'CmdOrCtrl+F'),
  ];
}

function viewMenu({ texts, isPackaged }: MenuSurroundings): MenuItemConstructorOptions[] {
  const developer: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'reload', label: texts.reload },
    { role: 'toggleDevTools', label: texts.developerTools },
  ];
  return [
    { role: 'zoomIn', label: texts.zoomIn },
    { role: 'zoomOut', label: texts.zoomOut },
    { role: 'resetZoom', label: texts.actualSize },
    { type: 'separator' },
    { role: 'togglefullscreen', label: texts.fullScreen },
    ...(isPackaged ? [] : developer),
  ];
}

function goMenu(surroundings: MenuSurroundings): MenuItemConstructorOptions[] {
  const { texts } = surroundings;
  const pages: readonly (readonly [PageCommand, string])[] = [
    ['go.dashboard', texts.dashboard],
    ['go.goals', texts.goals],
    ['go.deals', texts.deals],
    ['go.work', texts.work],
    ['go.analytics', texts.analytics],
    ['go.team', texts.team],
    ['go.conflicts', texts.conflicts],
  ];
  return [
    { ...ofPage(surroundings, 'palette', texts.palette, 'CmdOrCtrl+K'), registerAccelerator: false },
    { type: 'separator' },
    ...pages.map(([command, label], index) => ofPage(surroundings, command, label, `CmdOrCtrl+${index + 1}`)),
  ];
}

function helpMenu(surroundings: MenuSurroundings): MenuItemConstructorOptions[] {
  const { texts, platform, run, reachesPage } = surroundings;
  const about: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { label: texts.checkForUpdates, click: () => run('check-for-updates') },
    { label: texts.about, click: () => run('about') },
  ];
  const shortcuts: MenuItemConstructorOptions = { label: texts.shortcuts, enabled: reachesPage, click: () => run('shortcuts') };
  return [shortcuts, { label: texts.openLogs, click: () => run('open-logs') }, ...(platform === 'darwin' ? [] : about)];
}

function ofPage(
  { run, reachesPage }: MenuSurroundings,
  command: PageCommand,
  label: string,
  accelerator: string,
): MenuItemConstructorOptions {
  return { id: command, label, accelerator, enabled: reachesPage, click: () => run(command) };
}
