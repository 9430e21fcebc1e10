import { useEffect } from 'react';
import type { Language } from './i18n.ts';
import { useSettings } from './settings.ts';
import { shellOf } from './shell.ts';
import { mutedKinds } from './wanted-notices.ts';

/** Keeps the shell told what it needs while no page is open: the language, and which notices are not to be shown. */
export function useToldShell(language: Language): void {
  const { notifications } = useSettings();
  useEffect(() => shellOf(window)?.speak(language), [language]);
  useEffect(() => shellOf(window)?.mute(mutedKinds(notifications)), [notifications]);
}
