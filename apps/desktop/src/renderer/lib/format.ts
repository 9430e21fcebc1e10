import { currencyDigits, type GoalUnit, type Instant, type IsoDate } from '@fieldgoal/domain';

/** English for now; one place to change when there are more languages. */
const LOCALE = 'en-US';

/** What a number of a goal means: minor units of a currency, a count, basis points or hundredths of a day. */
export interface Unit {
  readonly unit: GoalUnit;
  readonly currency: string | null;
}

/** Stands where there is nothing to divide by; say "no data" beside it for those who can't see it. */
export const NO_DATA = '–';

const currencyFormats = new Map<string, Intl.NumberFormat>();
function currencyFormat(currency: string, style: 'exact' | 'whole' | 'compact'): Intl.NumberFormat {
  const key = `${currency}/${style}`;
  const known = currencyFormats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency,
    ...(style === 'whole' ? { maximumFractionDigits: 0 } : {}),
    ...(style === 'compact' ? { notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 } : {}),
  });
  currencyFormats.set(key, format);
  return format;
}

/** The sign before an amount: "$", "€", "CHF". */
export function currencySymbol(currency: string): string {
  return (
    currencyFormat(currency, 'exact')
      .formatToParts(0)
      .find((part) => part.type === 'currency')?.value ?? currency
  );
}

/** Minor units as text, cents only where there are any: "$1,299", "$12.50". */
export function formatMoney(amountMinor: number, currency: string): string {
  const scale = 10 ** currencyDigits(currency);
  const style = amountMinor % scale === 0 ? 'whole' : 'exact';
  return currencyFormat(currency, style).format(amountMinor / scale);
}

const wholeNumber = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const shortNumber = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
const oneDecimal = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });

export function formatCount(value: number): string {
  return wholeNumber.format(value);
}

const twoDecimals = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });

/** A value of a goal in full: "$12,400" (cents rounded away from 1,000 up), "37", "64.5%", "42.5 days"; `NO_DATA` for null. */
export function formatAmount(value: number | null, unit: Unit): string {
  if (value === null) return NO_DATA;
  switch (unit.unit) {
    case 'percent':
      return `${oneDecimal.format(value / 100)}%`;
    case 'days':
      return daysText(oneDecimal.format(value / 100));
    case 'count':
      return wholeNumber.format(value);
    case 'currency':
      return moneyText(value, unit.currency);
  }
}

function moneyText(value: number, currency: string | null): string {
  if (currency === null) return wholeNumber.format(value);
  const scale = 10 ** currencyDigits(currency);
  return Math.abs(value) >= 1000 * scale ? currencyFormat(currency, 'whole').format(value / scale) : formatMoney(value, currency);
}

/** A value to the last cent, for sums that must add up to the eye: "$24,208.40", "37", "64.52%", "42.51 days". */
export function formatAmountExact(value: number | null, unit: Unit): string {
  if (value === null) return NO_DATA;
  if (unit.unit === 'percent') return `${twoDecimals.format(value / 100)}%`;
  if (unit.unit === 'days') return daysText(twoDecimals.format(value / 100));
  return unit.unit === 'count' || unit.currency === null ? wholeNumber.format(value) : formatMoney(value, unit.currency);
}

/** A value where space is short: "$118k", "$1.2M", "37", "65%", "43 d". */
export function formatAmountShort(value: number | null, unit: Unit): string {
  if (value === null) return NO_DATA;
  if (unit.unit === 'percent') return `${wholeNumber.format(value / 100)}%`;
  if (unit.unit === 'days') return `${wholeNumber.format(value / 100)} d`;
  if (unit.unit === 'count' || unit.currency === null) return lowerThousands(shortNumber.format(value));
  const scale = 10 ** currencyDigits(unit.currency);
  return lowerThousands(currencyFormat(unit.currency, 'compact').format(value / scale));
}

/** The distance between two values: a share's is in percentage points ("4.5 points"), everything else as it is. */
export function formatGap(gap: number, unit: Unit): string {
  if (unit.unit !== 'percent') return formatAmount(gap, unit);
  const points = oneDecimal.format(gap / 100);
  return `${points} ${points === '1' ? 'point' : 'points'}`;
}

/** A change with its sign, exact: "+$12,400", "−3", "+4.5 points", "±0". */
export function formatChange(change: number, unit: Unit): string {
  const size = Math.abs(change);
  const text = unit.unit === 'percent' ? formatGap(size, unit) : formatAmountExact(size, unit);
  return change === 0 ? `±${text}` : `${change < 0 ? '−' : '+'}${text}`;
}

/** A need per day: like `formatAmount`, but a count keeps one decimal ("2.5"). */
export function formatPerDay(value: number, unit: Unit): string {
  return unit.unit === 'count' ? oneDecimal.format(value) : formatAmount(value, unit);
}

function daysText(number: string): string {
  return `${number} ${number === '1' ? 'day' : 'days'}`;
}

function lowerThousands(text: string): string {
  return text.replace('K', 'k');
}

/** A ratio as a whole percentage; rounds down below the full 100 so that "100%" always means reached. */
export function formatPercent(ratio: number): string {
  const percent = ratio < 1 ? Math.min(99, Math.round(ratio * 100)) : Math.floor(ratio * 100 + 1e-9);
  return `${wholeNumber.format(percent)}%`;
}

/** A chance in percent; never 0 or 100, because a forecast is never certain. */
export function formatChance(probability: number): string {
  if (probability < 0.01) return '<1%';
  if (probability > 0.99) return '>99%';
  return `${Math.round(probability * 100)}%`;
}

const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const weekdayLong = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const localDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

function atUtc(date: IsoDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** "23 Nov 2026". */
export function formatDate(date: IsoDate): string {
  return dayMonthYear.format(atUtc(date));
}

/** "23 Nov", with the year where it is not this year's. */
export function formatDateShort(date: IsoDate, today: IsoDate): string {
  return date.slice(0, 4) === today.slice(0, 4) ? dayMonth.format(atUtc(date)) : formatDate(date);
}

/** "Monday 23 November". */
export function formatDayLong(date: IsoDate): string {
  return weekdayLong.format(atUtc(date)).replace(',', '');
}

/** "today", "tomorrow", "yesterday", "in 5 days", "3 days ago", else the date. */
export function formatRelativeDay(date: IsoDate, today: IsoDate): string {
  const days = Math.round((atUtc(date).getTime() - atUtc(today).getTime()) / 86_400_000);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  if (days > 1 && days <= 14) return `in ${days} days`;
  if (days < -1 && days >= -14) return `${-days} days ago`;
  return formatDateShort(date, today);
}

/** "14:05", on this device's clock. */
export function formatTime(instant: Instant): string {
  return timeOfDay.format(new Date(instant));
}

/** "23 Nov 2026, 14:05", on this device's clock. */
export function formatInstant(instant: Instant): string {
  const date = new Date(instant);
  return `${localDay.format(date)}, ${timeOfDay.format(date)}`;
}

/** "1 change", "3 changes". */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${wholeNumber.format(count)} ${count === 1 ? one : many}`;
}
