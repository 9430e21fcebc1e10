import { err, type IsoDate, isoDate, MAX_AMOUNT_MINOR, ok, type Result } from '@fieldgoal/domain';

type DateOrder = 'MDY' | 'DMY' | 'YMD';
/** A value, or words for the person whose file it is in. */
export type Parsed<T> = Result<T, string>;

const ORDER_IN_WORDS: Record<DateOrder, string> = { MDY: 'month/day/year', DMY: 'day.month.year', YMD: 'year-month-day' };
const DATE = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp][Mm])?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/** The three numbers of a written date as they stand, or null. */
function dateParts(text: string): readonly [string, string, string] | null {
  const [, first, second, third] = DATE.exec(text) ?? [];
  return first === undefined || second === undefined || third === undefined ? null : [first, second, third];
}

/**
 * Reads a written date; a time behind it is ignored.
 *
 * Shape:  `3/1/2017` in the file's order, or year first in any file → `2017-03-01`.
 * Errors: a value in words when it is no date, has a two-digit year, or no such day exists in that order.
 */
export function parseDate(text: string, order: DateOrder): Parsed<IsoDate> {
  const parts = dateParts(text);
  const expected = `Dates in this file are read as ${ORDER_IN_WORDS[order]}`;
  if (parts === null) return err(`"${text}" is not a date. ${expected}; correct the value.`);
  const [first, second, third] = parts;
  const isYearFirst = first.length === 4;
  if (!isYearFirst && third.length !== 4) return err(`The year of "${text}" does not have four digits. ${expected}; write the whole year.`);
  const [year, month, day] = isYearFirst ? [first, second, third] : order === 'DMY' ? [third, second, first] : [third, first, second];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (isoDate.safeParse(date).success) return ok(date);
  return err(`There is no day "${text}". ${expected}; correct the value or choose another date order.`);
}

/** The order most of the values speak for; null when none of them decides. */
export function guessDateOrder(values: Iterable<string>): DateOrder | null {
  const votes: Record<DateOrder, number> = { MDY: 0, DMY: 0, YMD: 0 };
  let hasDots = false;
  for (const value of values) {
    const parts = dateParts(value.trim());
    if (parts === null) continue;
    const [first, second] = parts;
    if (value.includes('.')) hasDots = true;
    if (first.length === 4) votes.YMD += 1;
    else if (Number(first) > 12) votes.DMY += 1;
    else if (Number(second) > 12) votes.MDY += 1;
  }
  const best = (['MDY', 'DMY', 'YMD'] as const).reduce((left, right) => (votes[right] > votes[left] ? right : left));
  if (votes[best] > 0) return best;
  return hasDots ? 'DMY' : null;
}

const POINT_DECIMALS = /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/;
const COMMA_DECIMALS = /^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/;

/** Digits with at most one decimal point, out of an amount as people write it; null when it is none. */
function plainNumber(text: string): string | null {
  const bare = text.replace(/[\s'$€£¥]/g, '').replace(/^[A-Z]{3}|[A-Z]{3}$/, '');
  const bracketed = /^\((.*)\)$/.exec(bare)?.[1];
  const number = bracketed === undefined ? bare : `-${bracketed}`;
  if (POINT_DECIMALS.test(number)) return number.replaceAll(',', '');
  if (COMMA_DECIMALS.test(number)) return number.replaceAll('.', '').replace(',', '.');
  return null;
}

/**
 * Reads an amount of money as integer minor units; no floating-point number is involved.
 *
 * Shape:  `1054`, `1,054.50`, `1.054,50`, `$1,054` with the currency's number of decimals → minor units.
 * Errors: a value in words: not a number, negative, more decimals than the currency has, above the largest amount (rule R4).
 */
export function parseAmount(text: string, digits: number, currency: string): Parsed<number> {
  const plain = plainNumber(text);
  if (plain === null) return err(`"${text}" is not an amount. Write digits, such as 1054 or 1054.50.`);
  if (plain.startsWith('-')) return err(`"${text}" is negative. An amount is 0 or more; correct it, or leave it empty when unknown.`);
  const [whole = '0', decimals = ''] = plain.split('.');
  const significant = decimals.replace(/0+$/, '');
  if (significant.length > digits) return err(`"${text}" has more than the ${digits} decimals of ${currency}. Round it first.`);
  const minor = BigInt(whole + significant.padEnd(digits, '0'));
  if (minor > BigInt(MAX_AMOUNT_MINOR)) {
    const most = (MAX_AMOUNT_MINOR / 10 ** digits).toLocaleString('en-US');
    return err(`"${text}" is more than the largest amount a record may carry, ${most} ${currency}. Correct it.`);
  }
  return ok(Number(minor));
}

/** Whether a spreadsheet would take the text for a formula: it starts with = + - @ or a control character and is no number. */
export function looksLikeFormula(text: string): boolean {
  return /^[=+\-@\t\r]/.test(text) && plainNumber(text) === null && text.trim() !== '-';
}
