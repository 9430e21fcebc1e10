import { z } from 'zod';

/** What a notification can be about. */
export const NOTIFICATION_KINDS = ['goal_at_risk', 'goal_achieved', 'task_due', 'change_refused', 'conflict'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

const START_PAGES = ['/', '/goals', '/deals', '/work', '/team', '/analytics'] as const;

const notificationChoice = z.boolean().default(true).catch(true);

/** What a person set on this device. A value that can't be read (an older or newer app wrote it) is the default again, alone. */
const deviceSettings = z.object({
  /** `system`: as the operating system or browser has it. */
  language: z.enum(['system', 'en', 'de']).default('system').catch('system'),
  startPage: z.enum(START_PAGES).default('/').catch('/'),
  /** Which kinds are shown in the inbox and by the operating system. */
  notifications: z
    .object({
      goal_at_risk: notificationChoice,
      goal_achieved: notificationChoice,
      task_due: notificationChoice,
      change_refused: notificationChoice,
      conflict: notificationChoice,
    } satisfies Record<NotificationKind, typeof notificationChoice>)
    .prefault({}),
});

export type DeviceSettings = z.infer<typeof deviceSettings>;

/** Where the settings are kept: beside the colour scheme, in this device's browser storage. */
export interface SettingsStore {
  readonly get: () => DeviceSettings;
  /** Keeps what changes; throws if this device's storage refuses it. */
  readonly set: (change: { readonly [Field in keyof DeviceSettings]?: DeviceSettings[Field] | undefined }) => void;
  /** Calls back after every change, of another window too; returns how to stop. */
  readonly subscribe: (onChange: () => void) => () => void;
}

const KEY = 'fieldgoal-settings';

/** The settings in a browser storage (`localStorage`). The object given by `get` is the same until something changes. */
export function createSettingsStore(storage: Pick<Storage, 'getItem' | 'setItem'>, otherWindows: EventTarget): SettingsStore {
  const listeners = new Set<() => void>();
  let settings = readSettings(storage.getItem(KEY));
  const changeTo = (next: DeviceSettings): void => {
    settings = next;
    for (const listener of listeners) listener();
  };
  otherWindows.addEventListener('storage', (event) => {
    if (event instanceof StorageEvent && event.key === KEY) changeTo(readSettings(event.newValue));
  });
  return {
    get: () => settings,
    set(change) {
      const next = deviceSettings.parse({ ...settings, ...change });
      storage.setItem(KEY, JSON.stringify(next));
      changeTo(next);
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => void listeners.delete(onChange);
    },
  };
}

function readSettings(text: string | null): DeviceSettings {
  try {
    return deviceSettings.parse(text === null ? {} : JSON.parse(text));
  } catch {
    // Not JSON, or no object: nothing of it can be kept.
    return deviceSettings.parse({});
  }
}
