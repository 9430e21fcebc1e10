import { createInstance, type i18n } from 'i18next';
import { german } from '../locales/german.ts';

export type Language = 'en' | 'de';
export const LANGUAGES: readonly Language[] = ['en', 'de'];

/**
 * The texts of this page, found by their English. A page has one language at a time, as it has one `<html lang>`, so this is the one
 * object that every text goes through; it starts in English, and only `setLanguage` changes it.
 */
export const words: i18n = createInstance();
void words.init({
  lng: 'en',
  fallbackLng: false,
  resources: { de: { translation: german } },
  // The English text is the key: dots and colons in it mean nothing.
  keySeparator: false,
  nsSeparator: false,
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** Shows every text in this language from now on. */
export function setLanguage(language: Language): void {
  void words.changeLanguage(language);
}

export function currentLanguage(): Language {
  return words.language === 'de' ? 'de' : 'en';
}
