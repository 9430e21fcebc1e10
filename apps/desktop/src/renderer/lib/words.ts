import { currentLanguage, words } from './i18n.ts';
import { perLanguage } from './locale.ts';

/** The names in a text that stand for values: of "{{count}} of {{all}}" they are `count` and `all`. */
type Names<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Names<Rest> : never;
type Values<Name extends string> = { readonly [name in Name]: string | number };
/** Tells apart two uses of one English text that are two in German: `t('Open', { context: 'state' })`. */
type Context = { readonly context?: string };
type Arguments<Name extends string> = [Name] extends [never] ? [options?: Context] : [values: Values<Name> & Context];

/**
 * A text in the page's language. Call it where the text is shown, not while a module loads: the language may change.
 *
 * Shape: the English text, written out (a test collects them), and a value for each `{{name}}` in it. Numbers are written as the language
 *        writes them; money, dates and percentages come from `format.ts`.
 */
export function t<Text extends string>(text: Text, ...[values]: Arguments<Names<Text>>): string {
  return find(text, values ?? {}, {});
}

/** A text that depends on how many: `tn(3, '{{count}} change', '{{count}} changes')`; other values come behind, as with `t`. */
export function tn<One extends string, Many extends string>(
  count: number,
  one: One,
  many: Many,
  ...[values]: Arguments<Exclude<Names<One> | Names<Many>, 'count'>>
): string {
  return find(many, { ...values, count }, { count, defaultValue_one: one, defaultValue_other: many });
}

/** A heading within a sentence: small in English, where only its place made it large; German nouns stay large. */
export function inSentence(heading: string): string {
  return currentLanguage() === 'en' ? heading.toLowerCase() : heading;
}

type Given = Context & { readonly [name: string]: string | number | undefined };

function find(text: string, { context, ...values }: Given, options: Readonly<Record<string, string | number>>): string {
  return words.t(text, { ...options, ...(context === undefined ? {} : { context }), replace: written(values), nest: false });
}

const number = perLanguage(({ numbers }) => new Intl.NumberFormat(numbers, { maximumFractionDigits: 2 }));

function written(values: Given): Readonly<Record<string, string>> {
  const format = number();
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? format.format(value) : String(value)]),
  );
}
