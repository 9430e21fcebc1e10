import { currentLanguage, type Language } from './i18n.ts';

/** How a language writes numbers and dates. English dates put the day first: no reader takes "4 Nov" for April. */
interface Locale {
  readonly numbers: string;
  readonly dates: string;
}
const LOCALES: Readonly<Record<Language, Locale>> = { en: { numbers: 'en-US', dates: 'en-GB' }, de: { numbers: 'de-DE', dates: 'de-DE' } };

export function locale(): Locale {
  return LOCALES[currentLanguage()];
}

/** Formats are dear to make and used in every row: each is made once per language. */
export function perLanguage<T>(make: (locale: Locale) => T): () => T {
  const made = new Map<Language, T>();
  return () => {
    const language = currentLanguage();
    const known = made.get(language) ?? make(LOCALES[language]);
    made.set(language, known);
    return known;
  };
}
