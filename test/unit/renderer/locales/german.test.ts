import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RENDERER_DIR, readPageTexts, textsOf } from '../../../fixtures/page-texts.ts';

const pages = readPageTexts();
const used = new Map(pages.flatMap(({ texts }) => texts.map(({ key, english }) => [key, english] as const)));
const catalogues = globSync('locales/de/*.json', { cwd: RENDERER_DIR }).map((file) => ({
  file,
  entries: Object.entries(JSON.parse(readFileSync(join(RENDERER_DIR, file), 'utf8')) as Record<string, string>),
}));
const german = new Map(catalogues.flatMap(({ entries }) => entries));

describe('German is complete', () => {
  it('has every text of the pages', () => {
    expect([...used.keys()].filter((key) => !german.has(key))).toEqual([]);
  });
  it('has nothing that no page says any more', () => {
    expect([...german.keys()].filter((key) => !used.has(key))).toEqual([]);
  });
  it('says a text in one way, wherever it is kept', () => {
    const differing = catalogues.flatMap(({ file, entries }) =>
      entries.filter(([key, text]) => german.get(key) !== text).map(([key]) => `${file}: ${key}`),
    );
    expect(differing).toEqual([]);
  });
  it('puts the same values into a text', () => {
    const differing = [...used].filter(([key, english]) => {
      const names = placeholders(german.get(key) ?? '');
      // "1 change" may be said without its number.
      const expected = placeholders(english).filter((name) => !key.endsWith('_one') || name !== 'count' || names.includes('count'));
      return names.join() !== expected.join();
    });
    expect(differing).toEqual([]);
  });
});

describe('a page says nothing past the catalogues', () => {
  it('anywhere', () => {
    expect(pages.flatMap(({ problems }) => problems)).toEqual([]);
  });
  it.each([
    ['between tags', 'const a = () => <p>Log activity</p>;'],
    ['as one of two between tags', "const a = (b: boolean) => <p>{b ? 'yes' : null}</p>;"],
    ['in an attribute', 'const a = () => <p title="goals" />;'],
    ['beside a value', 'const a = (n: number) => `${n} changes`;'],
    ['in a notice', "const a = () => notify('Activity logged.');"],
    ['as a value of another text', "const a = () => t('{{a}} left', { a: 'Two days' });"],
    ['in a text that is put together', 'const a = (b: string) => t(b);'],
    ['while the module loads', "const a = t('Goals');"],
  ])('and what stands %s is found', (_where, code) => {
    expect(textsOf('a.tsx', code).problems).toHaveLength(1);
  });
  it('leaves code alone', () => {
    const code =
      "import a from 'Some where'; const b = (c: string) => c === 'Enter' ? <p className={`fg num ${c}`} data-x=\"Two words\" /> : null;";
    expect(textsOf('a.tsx', code).problems).toEqual([]);
  });
});

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').toSorted();
}
