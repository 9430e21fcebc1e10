import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { Command } from '../bridge/commands.ts';
import type { Today } from '../bridge/host-messages.ts';
import type { ShellLog } from './log-file.ts';
import type { Language } from './texts.ts';
import { textsOf } from './texts.ts';
import { trayText } from './tray-text.ts';

export interface TrayOptions {
  /** The folder with the tray's pictures. */
  readonly icons: string;
  readonly platform: NodeJS.Platform;
  readonly log: ShellLog;
  run(command: Command): void;
  openGoal(goalId: string): void;
}

export interface ShellTray {
  show(today: Today | null, language: Language): void;
}

/** The icon beside the clock with today's gap; where the desktop has no such place, nothing, and nothing depends on it. */
export function createTray(options: TrayOptions): ShellTray {
  const tray = makeTray(options);
  if (tray === null) return { show: () => {} };
  tray.on('click', () => options.run('show'));
  return {
    show(today, language) {
      const { tooltip } = trayText(today, language);
      tray.setToolTip(tooltip);
      // On Linux a changed menu is only seen when it is set anew.
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu(today, language, options)));
    },
  };
}

function makeTray({ icons, platform, log }: TrayOptions): Tray | null {
  try {
    const image = nativeImage.createFromPath(`${icons}/${platform === 'darwin' ? 'trayTemplate' : 'tray'}.png`);
    if (image.isEmpty()) throw new Error(`${icons} has no picture for the tray`);
    return new Tray(image);
  } catch (error) {
    log.event('warn', 'there is no tray here', { error: String(error) });
    return null;
  }
}

function trayMenu(today: Today | null, language: Language, { run, openGoal }: TrayOptions): MenuItemConstructorOptions[] {
  const texts = textsOf(language);
  const { goals, more } = trayText(today, language);
  return [
    ...goals.map(({ id, label }) => ({ label, click: () => openGoal(id) })),
    ...(more === null ? [] : [{ label: more, click: () => run('go.goals') }]),
    ...(goals.length === 0 ? [] : [{ type: 'separator' } as const]),
    { label: texts.logActivity, click: () => run('log-activity') },
    { label: texts.open, click: () => run('show') },
    { type: 'separator' },
    { label: texts.quit, click: () => run('quit') },
  ];
}
