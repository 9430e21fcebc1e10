import { expect, it } from 'vitest';
import { fill, LANGUAGES, languageOf, textsOf } from '../../../apps/desktop/src/main/texts.ts';

const named = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

it('says every text in every language, with the same values in it', () => {
  const english = textsOf('en');
  for (const language of LANGUAGES) {
    for (const [name, text] of Object.entries(textsOf(language))) {
      expect(text.trim(), `${language} ${name}`).not.toBe('');
      expect(named(text), `${language} ${name}`).toEqual(named(english[name as keyof typeof english]));
    }
  }
});

it.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['en_GB', 'en'],
  ['fr-FR', null],
  ['', null],
])('takes the locale "%s" for %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});

it('leaves a value it was not given as it stands, rather than an empty place', () => {
  expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
});
