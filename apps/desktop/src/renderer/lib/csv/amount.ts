import { currencyDigits, type GoalUnit } from '@fieldgoal/domain';
import type { CsvCell } from './csv.ts';

/** An amount in minor units as a decimal with all its digits, as every spreadsheet reads it: "1299.00". */
export function moneyCell(amountMinor: number | null, currency: string | null): CsvCell {
  return amountMinor === null ? null : decimal(amountMinor, currency === null ? 0 : currencyDigits(currency));
}

/** A value of a goal: money as a decimal, a rate in percent, days, or a plain number; the unit stands in a column beside it. */
export function valueCell(
  value: number | null,
  { unit, currency }: { readonly unit: GoalUnit; readonly currency: string | null },
): CsvCell {
  if (value === null) return null;
  switch (unit) {
    case 'currency':
      return moneyCell(value, currency);
    case 'percent':
    case 'days':
      return Number((value / 100).toFixed(2));
    case 'count':
      return Number(value.toFixed(4));
  }
}

/** 0.634 → 63.4, in percent. */
export function percentCell(share: number | null): CsvCell {
  return share === null ? null : Number((share * 100).toFixed(2));
}

/** Digit by digit: dividing would lose the last ones of large amounts. */
function decimal(minor: number, digits: number): CsvCell {
  const rounded = Math.round(minor);
  const text = String(Math.abs(rounded)).padStart(digits + 1, '0');
  const number = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return { decimal: rounded < 0 ? `-${number}` : number };
}
