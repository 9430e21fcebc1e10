import type { ConversionRate, Converter } from '../engine/convert.ts';
import { currencyDigits } from '../money.ts';
import type { Rate } from '../records/directory.ts';
import type { IsoDate } from '../records/fields.ts';

/** Digits after the point of a rate that has no end. */
const MAX_DIGITS = 12;

/** The rate that one record was converted at (rules M1, W4). */
export interface RateUsed {
  readonly from: string;
  readonly to: string;
  /** What one unit (not minor unit) of `from` is worth in `to`: "1.0842". */
  readonly decimal: string;
  /** Whether `decimal` is the whole rate; else it is rounded at the 12th digit, half to even. */
  readonly isExact: boolean;
  /** The entries in force that it was made from, the organization's own currency left out. */
  readonly inForce: readonly { readonly currency: string; readonly on: IsoDate; readonly rateId: string }[];
}

/** A rate that somebody has to enter: of this currency, on or before this day. */
export interface MissingRate {
  readonly currency: string;
  readonly on: IsoDate;
}

/** null where nothing had to be converted, or can't be. */
export function rateUsed(converter: Converter, rates: readonly Rate[], from: string, to: string, on: IsoDate): RateUsed | null {
  if (from === to) return null;
  const rate = converter.rate(from, to, on);
  if (rate === null) return null;
  const inForce = [from, to].flatMap((currency) => {
    const found = inForceOn(rates, currency, on);
    return found === null ? [] : [{ currency, on: found.on, rateId: found.id }];
  });
  return { from, to, ...decimalOf(rate, from, to), inForce };
}

/** Which rates stand between an amount and a currency (rule M3); none where it can be converted. */
export function missingRates(
  converter: Converter,
  organizationCurrency: string,
  currencies: readonly string[],
  on: IsoDate,
): readonly MissingRate[] {
  return [...new Set(currencies)]
    .sort()
    .filter((currency) => converter.rate(currency, organizationCurrency, on) === null)
    .map((currency) => ({ currency, on }));
}

/**
 * An exact fraction as text, by long division.
 *
 * Units: of minor units on the way in, of whole units on the way out.
 */
function decimalOf({ numerator, denominator }: ConversionRate, from: string, to: string): Pick<RateUsed, 'decimal' | 'isExact'> {
  const above = numerator * 10n ** BigInt(currencyDigits(from) + MAX_DIGITS);
  const below = denominator * 10n ** BigInt(currencyDigits(to));
  const floor = above / below;
  const twice = 2n * (above - floor * below);
  const isUp = twice > below || (twice === below && floor % 2n === 1n);
  const digits = (isUp ? floor + 1n : floor).toString().padStart(MAX_DIGITS + 1, '0');
  const rest = digits.slice(-MAX_DIGITS).replace(/0+$/, '');
  return { decimal: `${digits.slice(0, -MAX_DIGITS)}${rest === '' ? '' : `.${rest}`}`, isExact: twice === 0n };
}

/** The organization's own currency has no entry that counts. */
function inForceOn(rates: readonly Rate[], currency: string, on: IsoDate): Rate | null {
  let found: Rate | null = null;
  for (const rate of rates) {
    if (rate.currency !== currency || rate.on > on) continue;
    if (found === null || rate.on > found.on || (rate.on === found.on && rate.id > found.id)) found = rate;
  }
  return found;
}
