import { currencyDigits } from '@fieldgoal/domain';
import type { Unit } from './format.ts';
import { currentLanguage } from './i18n.ts';
import { t } from './words.ts';

export type ParsedAmount = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly message: string };

/** Largest number the API takes for a target, an adjustment or an amount. */
const LARGEST = 100_000_000_000_000;

/**
 * Reads what a person types for an amount, in the form of the page's language, or of the other one where that can't be mistaken.
 *
 * Shape:  text → minor units for a currency, a whole number for a count, basis points for "64.5%", hundredths for "42.5 days";
 *         "12,400.50", "$12.4k", "1.2m", "12.400,50 €" are fine.
 * Errors: words that name what is wrong; nothing is rounded or guessed silently: "12.400" as an English amount is refused, because it
 *         may have been meant as twelve thousand.
 */
export function parseAmount(text: string, unit: Unit, allowNegative = false): ParsedAmount {
  const cleaned = withoutUnit(text.replace(/[\s$€£¥'’]/g, '').toLowerCase(), unit);
  if (cleaned === '') return { ok: false, message: t('Enter a number.') };
  const match = /^([+-]?)([\d.,]*?)(k|m|tsd\.?|mio\.?)?$/.exec(cleaned);
  const number = readDigits(match?.[2] ?? '', decimalMark());
  if (match === null || number === null || number.whole + number.fraction === '') {
    return {
      ok: false,
      message: t('“{{text}}” is not a number. Write it like {{example}}.', { text: text.trim(), example: example(unit) }),
    };
  }
  if (match[1] === '-' && !allowNegative) return { ok: false, message: t('This cannot be below zero.') };
  return scaled(match[1] === '-', number, ZEROS[match[3]?.charAt(0) ?? ''] ?? 0, unit);
}

const ZEROS: Readonly<Record<string, number>> = { k: 3, t: 3, m: 6 };

type Mark = '.' | ',';
interface Digits {
  readonly whole: string;
  readonly fraction: string;
}

/** What stands before and after the decimal mark; null for what is no number in either form. */
function readDigits(text: string, mark: Mark): Digits | null {
  const grouping: Mark = mark === '.' ? ',' : '.';
  const marks = text.split(mark).length - 1;
  const groupings = text.split(grouping).length - 1;
  if (marks > 0 && groupings > 0) return readBoth(text, text.lastIndexOf(mark) > text.lastIndexOf(grouping) ? mark : grouping);
  if (marks === 1) return cut(text, mark);
  if (marks > 1) return readGroups(text, mark);
  // One mark of the other form with one or two digits behind it can only be its decimal mark.
  return groupings === 1 && !/[.,]\d{3}$/.test(text) ? cut(text, grouping) : readGroups(text, grouping);
}

/** Both marks: the last is the decimal mark. */
function readBoth(text: string, mark: Mark): Digits | null {
  const { whole, fraction } = cut(text, mark);
  const groups = readGroups(whole, mark === '.' ? ',' : '.');
  return /[.,]/.test(fraction) || groups === null ? null : { whole: groups.whole, fraction };
}

function cut(text: string, mark: Mark): Digits {
  const at = text.indexOf(mark);
  return { whole: text.slice(0, at), fraction: text.slice(at + 1) };
}

/** Digits in groups: of three, or as India groups them; the last always of three. */
function readGroups(text: string, grouping: Mark): Digits | null {
  const groups = text.split(grouping);
  const isGrouped = groups.length === 1 || (groups[0] !== '' && groups.every((group) => group.length <= 3) && groups.at(-1)?.length === 3);
  return isGrouped && groups.every((group) => !/[.,]/.test(group)) ? { whole: groups.join(''), fraction: '' } : null;
}

/** What stands before the fraction of a number: a point, in German a comma. */
export function decimalMark(): Mark {
  return currentLanguage() === 'de' ? ',' : '.';
}

function example({ unit }: Unit): string {
  switch (unit) {
    case 'currency':
      return t('12,400 or 12.4k');
    case 'count':
      return t('12,400');
    case 'percent':
      return t('64.5');
    case 'days':
      return t('42.5');
  }
}

function scaled(isNegative: boolean, { whole, fraction }: Digits, zeros: number, unit: Unit): ParsedAmount {
  const digits = digitsOf(unit);
  const shift = digits + zeros;
  const kept = fraction.slice(0, shift).padEnd(shift, '0');
  // Three digits behind the mark may be thousands of the other form.
  if (/[1-9]/.test(fraction.slice(shift)) || (zeros === 0 && digits < 3 && fraction.length === 3)) {
    return { ok: false, message: digits === 0 ? t('Whole numbers only.') : t('At most {{digits}} digits after the point.', { digits }) };
  }
  const value = Number(`${whole}${kept}` || '0');
  if (value > LARGEST) return { ok: false, message: t('That is more than Fieldgoal can count.') };
  return { ok: true, value: isNegative && value !== 0 ? -value : value };
}

/** Digits after the point in which a unit is kept. */
function digitsOf({ unit, currency }: Unit): number {
  if (unit === 'percent' || unit === 'days') return 2;
  return unit === 'currency' && currency !== null ? currencyDigits(currency) : 0;
}

function withoutUnit(text: string, { unit }: Unit): string {
  if (unit === 'percent') return text.replace(/%$/, '');
  return unit === 'days' ? text.replace(/(d(ays?)?|t(agen?)?)$/, '') : text;
}

/** The text a person would have typed for this amount, to start editing from: "12400", "12.50" (in German "12,50"), "64.5". */
export function amountToText(value: number, unit: Unit): string {
  const digits = digitsOf(unit);
  const scale = 10 ** digits;
  if (value % scale === 0) return String(value / scale);
  const text = unit.unit === 'currency' ? (value / scale).toFixed(digits) : String(value / scale);
  return text.replace('.', decimalMark());
}
