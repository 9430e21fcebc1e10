import { useSyncExternalStore } from 'react';
import { createSettingsStore, type DeviceSettings, type SettingsStore } from './settings-store.ts';

/** This device's settings; a page has one storage, so this is the one of the page. */
export const settings: SettingsStore = createSettingsStore(window.localStorage, window);

/** This device's settings; shown anew when one changes. */
export function useSettings(): DeviceSettings {
  return useSyncExternalStore(settings.subscribe, settings.get);
}
