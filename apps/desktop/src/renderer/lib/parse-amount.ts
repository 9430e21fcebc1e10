import { currencyDigits } from '@fieldgoal/domain';
import type { Unit } from './format.ts';

export type ParsedAmount = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly message: string };

/** Largest number the API takes for a target, an adjustment or an amount. */
const LARGEST = 100_000_000_000_000;
const EXAMPLES: Readonly<Record<Unit['unit'], string>> = { currency: '12,400 or 12.4k', count: '12,400', percent: '64.5', days: '42.5' };

/**
 * Reads what a person types for an amount.
 *
 * Shape:  text → minor units for a currency, a whole number for a count, basis points for "64.5%", hundredths for "42.5 days";
 *         "12,400.50", "$12.4k", "1.2m" are fine.
 * Errors: words that name what is wrong; nothing is rounded silently.
 */
export function parseAmount(text: string, unit: Unit, allowNegative = false): ParsedAmount {
  const cleaned = withoutUnit(text.replace(/[\s,$€£¥'’]/g, '').toLowerCase(), unit);
  if (cleaned === '') return { ok: false, message: 'Enter a number.' };
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([km]?)$/.exec(cleaned);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (match === null || whole + fraction === '') {
    return { ok: false, message: `“${text.trim()}” is not a number. Write it like ${EXAMPLES[unit.unit]}.` };
  }
  if (match[1] === '-' && !allowNegative) return { ok: false, message: 'This cannot be below zero.' };
  return scaled(match[1] === '-', whole, fraction, match[4] ?? '', unit);
}

function scaled(isNegative: boolean, whole: string, fraction: string, suffix: string, unit: Unit): ParsedAmount {
  const digits = digitsOf(unit);
  const shift = digits + (suffix === 'k' ? 3 : suffix === 'm' ? 6 : 0);
  const kept = fraction.slice(0, shift).padEnd(shift, '0');
  if (/[1-9]/.test(fraction.slice(shift))) {
    return { ok: false, message: digits === 0 ? 'Whole numbers only.' : `At most ${digits} digits after the point.` };
  }
  const value = Number(`${whole}${kept}` || '0');
  if (value > LARGEST) return { ok: false, message: 'That is more than Fieldgoal can count.' };
  return { ok: true, value: isNegative && value !== 0 ? -value : value };
}

/** Digits after the point in which a unit is kept. */
function digitsOf({ unit, currency }: Unit): number {
  if (unit === 'percent' || unit === 'days') return 2;
  return unit === 'currency' && currency !== null ? currencyDigits(currency) : 0;
}

function withoutUnit(text: string, { unit }: Unit): string {
  if (unit === 'percent') return text.replace(/%$/, '');
  return unit === 'days' ? text.replace(/d(ays?)?$/, '') : text;
}

/** The text a person would have typed for this amount, to start editing from: "12400", "12.50", "64.5". */
export function amountToText(value: number, unit: Unit): string {
  const digits = digitsOf(unit);
  const scale = 10 ** digits;
  if (value % scale === 0) return String(value / scale);
  return unit.unit === 'currency' ? (value / scale).toFixed(digits) : String(value / scale);
}
