import { useTranslation } from 'react-i18next';
import { currentLanguage, LANGUAGES, type Language, setLanguage, words } from './i18n.ts';
import type { DeviceSettings, SettingsStore } from './settings-store.ts';

/** The language to show: the chosen one; of the system's the first that there is; English where there is none. */
export function chosenLanguage(choice: DeviceSettings['language'], systemLanguages: readonly string[]): Language {
  if (choice !== 'system') return choice;
  const wanted = systemLanguages.map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.map((tag) => LANGUAGES.find((language) => language === tag)).find((language) => language !== undefined) ?? 'en';
}

/** Shows the page in the language set on this device, from now on and after every change of it, here or in the system. */
export function followLanguage(settings: SettingsStore, page: Pick<Window, 'document' | 'navigator' | 'addEventListener'>): void {
  const follow = (): void => {
    const language = chosenLanguage(settings.get().language, page.navigator.languages);
    page.document.documentElement.lang = language;
    if (language !== currentLanguage()) setLanguage(language);
  };
  follow();
  settings.subscribe(follow);
  page.addEventListener('languagechange', follow);
}

/** The language of the page. What is shown under a `key` of it is made anew when it changes, with every text. */
export function useLanguage(): Language {
  useTranslation(undefined, { i18n: words, useSuspense: false });
  return currentLanguage();
}
