import { currencyDigits } from '../money.ts';
import type { Rate } from '../records/directory.ts';
import { type IsoDate, MAX_TARGET } from '../records/fields.ts';
import { type Credit, WHOLE_CREDIT_BP } from '../records/work.ts';

/** How many minor units of one currency a minor unit of another is worth on a day: an exact fraction. */
export interface ConversionRate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** What the organization's currencies are worth; made once per state of the directory. */
export interface Converter {
  /** The rate in force on a day (rule M1); null when there is none on or before it for one of the currencies. */
  rate(from: string, to: string, on: IsoDate): ConversionRate | null;
  /**
   * An amount in another currency, rounded once, half to even (rule M2); null without a rate, or where it would be more than a target can be,
   * so that sums stay exact (rule R4).
   */
  convert(amountMinor: number, from: string, to: string, on: IsoDate): number | null;
  /**
   * What each credited member is due of an amount (rule C10): cut at the cumulative shares, so that each boundary is rounded once
   * and the parts add up to the whole in the goal's currency. null without a rate.
   */
  parts(amountMinor: number, from: string, to: string, on: IsoDate, credits: readonly Credit[]): readonly number[] | null;
}

const NANO = 1_000_000_000n;

/** A rate in lowest terms, for what is small enough to be exact without big integers, which cost a hundred times as much. */
interface KnownRate extends ConversionRate {
  readonly small: readonly [numerator: number, denominator: number] | null;
}

const SAME: KnownRate = { numerator: 1n, denominator: 1n, small: [1, 1] };

/** Shape: dated rates in any order; of two for the same currency and day the one with the higher id stands. */
export function createConverter(rates: readonly Rate[], organizationCurrency: string): Converter {
  const byCurrency = new Map<string, Rate[]>();
  for (const rate of [...rates].sort(byDayThenId)) {
    const list = byCurrency.get(rate.currency);
    if (list === undefined) byCurrency.set(rate.currency, [rate]);
    else list.push(rate);
  }

  function nanoOf(currency: string, on: IsoDate): bigint | null {
    if (currency === organizationCurrency) return NANO;
    const inForce = lastOnOrBefore(byCurrency.get(currency) ?? [], on);
    return inForce === null ? null : BigInt(inForce.rateNano);
  }

  function rateOf(from: string, to: string, on: IsoDate): KnownRate | null {
    const [worthFrom, worthTo] = [nanoOf(from, on), nanoOf(to, on)];
    if (worthFrom === null || worthTo === null) return null;
    const shift = currencyDigits(to) - currencyDigits(from);
    const numerator = worthFrom * (shift > 0 ? 10n ** BigInt(shift) : 1n);
    const denominator = worthTo * (shift < 0 ? 10n ** BigInt(-shift) : 1n);
    return { numerator, denominator, small: smallOf(numerator, denominator) };
  }

  const byCurrencies = new Map<string, Map<string, Map<IsoDate, KnownRate | null>>>();
  /** A rate asked for is asked for again: a day has many deals. */
  function known(from: string, to: string, on: IsoDate): KnownRate | null {
    if (from === to) return SAME;
    const byDay = inner(inner(byCurrencies, from), to);
    let found = byDay.get(on);
    if (found === undefined) byDay.set(on, (found = rateOf(from, to, on)));
    return found;
  }

  function convert(amountMinor: number, from: string, to: string, on: IsoDate): number | null {
    if (from === to) return amountMinor;
    const at = known(from, to, on);
    if (at === null) return null;
    const converted = multiply(amountMinor, at);
    return Math.abs(converted) > MAX_TARGET ? null : converted;
  }

  function parts(amountMinor: number, from: string, to: string, on: IsoDate, credits: readonly Credit[]): readonly number[] | null {
    if (credits.length === 1) {
      const whole = convert(amountMinor, from, to, on);
      return whole === null ? null : [whole];
    }
    const at = known(from, to, on);
    if (at === null || convert(amountMinor, from, to, on) === null) return null;
    let shares = 0;
    let cut = 0;
    return credits.map(({ shareBp }) => {
      shares += shareBp;
      const next = multiply(amountMinor, at, shares, WHOLE_CREDIT_BP);
      const part = next - cut;
      cut = next;
      return part;
    });
  }

  function rate(from: string, to: string, on: IsoDate): ConversionRate | null {
    const at = known(from, to, on);
    return at === null ? null : { numerator: at.numerator, denominator: at.denominator };
  }

  return { rate, convert, parts };
}

function byDayThenId(a: Rate, b: Rate): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

function lastOnOrBefore(ascending: readonly Rate[], on: IsoDate): Rate | null {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const rate = ascending[middle];
    if (rate !== undefined && rate.on <= on) low = middle + 1;
    else high = middle;
  }
  return ascending[low - 1] ?? null;
}

function inner<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = new Map()));
  return found;
}

/** In lowest terms; null where that is too much for plain numbers. */
function smallOf(numerator: bigint, denominator: bigint): KnownRate['small'] {
  let [divisor, rest] = [numerator, denominator];
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  if (divisor === 0n) return null;
  const [above, below] = [Number(numerator / divisor), Number(denominator / divisor)];
  return isExact(above) && isExact(below) ? [above, below] : null;
}

/** amount × rate × share ÷ whole, rounded once, half to even. */
function multiply(amount: number, { numerator, denominator, small }: KnownRate, share = 1, whole = 1): number {
  if (small !== null) {
    const [above, below] = [amount * small[0] * share, small[1] * whole];
    if (isExact(above) && isExact(below)) return divideSmall(above, below);
  }
  return divideHalfEven(BigInt(amount) * numerator * BigInt(share), denominator * BigInt(whole));
}

/** Whether a product of whole numbers is exact, and so far from the largest exact one that `divideSmall` stays exact too. */
function isExact(product: number): boolean {
  return Math.abs(product) <= Number.MAX_SAFE_INTEGER / 2;
}

/** `divideHalfEven` without big integers. */
function divideSmall(numerator: number, denominator: number): number {
  const size = Math.abs(numerator);
  let floor = Math.floor(size / denominator);
  // The quotient may have been rounded up to the next whole number.
  if (floor * denominator > size) floor--;
  const twice = 2 * (size - floor * denominator);
  const rounded = twice > denominator || (twice === denominator && floor % 2 === 1) ? floor + 1 : floor;
  return numerator < 0 ? 0 - rounded : rounded;
}

/** Rounds half to even; the denominator is positive. */
function divideHalfEven(numerator: bigint, denominator: bigint): number {
  const isNegative = numerator < 0n;
  const size = isNegative ? -numerator : numerator;
  const floor = size / denominator;
  const twice = 2n * (size - floor * denominator);
  const isUp = twice > denominator || (twice === denominator && floor % 2n === 1n);
  const rounded = isUp ? floor + 1n : floor;
  return Number(isNegative ? -rounded : rounded);
}
