import { currencyDigits } from '@fieldgoal/domain';
import type { Unit } from './format.ts';

export type ParsedAmount = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly message: string };

/** Largest number the API takes for a target, an adjustment or an amount. */
const LARGEST = 100_000_000_000_000;

/**
 * Reads what a person types for an amount.
 *
 * Shape:  text → minor units for a currency, a whole number for a count; "12,400.50", "$12.4k", "1.2m" are fine.
 * Errors: words that name what is wrong; nothing is rounded silently.
 */
export function parseAmount(text: string, unit: Unit, allowNegative = false): ParsedAmount {
  const cleaned = text.replace(/[\s,$€£¥'’]/g, '').toLowerCase();
  if (cleaned === '') return { ok: false, message: 'Enter a number.' };
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([km]?)$/.exec(cleaned);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (match === null || whole + fraction === '') {
    return { ok: false, message: `“${text.trim()}” is not a number. Write it like 12,400${unit.unit === 'currency' ? ' or 12.4k' : ''}.` };
  }
  if (match[1] === '-' && !allowNegative) return { ok: false, message: 'This cannot be below zero.' };
  return scaled(match[1] === '-', whole, fraction, match[4] ?? '', unit);
}

function scaled(isNegative: boolean, whole: string, fraction: string, suffix: string, unit: Unit): ParsedAmount {
  const digits = unit.unit === 'currency' && unit.currency !== null ? currencyDigits(unit.currency) : 0;
  const shift = digits + (suffix === 'k' ? 3 : suffix === 'm' ? 6 : 0);
  const kept = fraction.slice(0, shift).padEnd(shift, '0');
  if (/[1-9]/.test(fraction.slice(shift))) {
    return { ok: false, message: digits === 0 ? 'Whole numbers only.' : `At most ${digits} digits after the point.` };
  }
  const value = Number(`${whole}${kept}` || '0');
  if (value > LARGEST) return { ok: false, message: 'That is more than Fieldgoal can count.' };
  return { ok: true, value: isNegative && value !== 0 ? -value : value };
}

/** The text a person would have typed for this amount, to start editing from: "12400", "12.50". */
export function amountToText(value: number, unit: Unit): string {
  if (unit.unit === 'count' || unit.currency === null) return String(value);
  const digits = currencyDigits(unit.currency);
  const scale = 10 ** digits;
  return value % scale === 0 ? String(value / scale) : (value / scale).toFixed(digits);
}
