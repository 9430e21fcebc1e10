import { currencyDigits, type GoalUnit, type Instant, type IsoDate } from '@fieldgoal/domain';
import { currentLanguage } from './i18n.ts';
import { locale, perLanguage } from './locale.ts';
import { t } from './words.ts';

/** What a number of a goal means: minor units of a currency, a count, basis points or hundredths of a day. */
export interface Unit {
  readonly unit: GoalUnit;
  readonly currency: string | null;
}

/** Stands where there is nothing to divide by; say "no data" beside it for those who can't see it. */
export const NO_DATA = '–';

const currencyFormats = new Map<string, Intl.NumberFormat>();
function currencyFormat(currency: string, style: 'exact' | 'whole' | 'compact'): Intl.NumberFormat {
  const { numbers } = locale();
  const key = `${numbers}/${currency}/${style}`;
  const known = currencyFormats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(numbers, {
    style: 'currency',
    currency,
    ...(style === 'whole' ? { maximumFractionDigits: 0 } : {}),
    ...(style === 'compact' ? { notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 } : {}),
  });
  currencyFormats.set(key, format);
  return format;
}

/** The sign of an amount: "$", "€", "CHF". */
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

const wholeNumber = perLanguage(({ numbers }) => new Intl.NumberFormat(numbers, { maximumFractionDigits: 0 }));
const shortNumber = perLanguage(({ numbers }) => new Intl.NumberFormat(numbers, { notation: 'compact', maximumFractionDigits: 1 }));
const oneDecimal = perLanguage(({ numbers }) => new Intl.NumberFormat(numbers, { maximumFractionDigits: 1 }));
const twoDecimals = perLanguage(({ numbers }) => new Intl.NumberFormat(numbers, { maximumFractionDigits: 2 }));

/** A number with at most so many digits after the decimal mark. */
export function formatDecimal(value: number, digits: 0 | 1 | 2): string {
  return [wholeNumber, oneDecimal, twoDecimals][digits]?.().format(value) ?? String(value);
}

export function formatCount(value: number): string {
  return wholeNumber().format(value);
}

/** A value of a goal in full: "$12,400" (cents rounded away from 1,000 up), "37", "64.5%", "42.5 days"; `NO_DATA` for null. */
export function formatAmount(value: number | null, unit: Unit): string {
  if (value === null) return NO_DATA;
  switch (unit.unit) {
    case 'percent':
      return percentText(oneDecimal().format(value / 100));
    case 'days':
      return daysText(oneDecimal().format(value / 100));
    case 'count':
      return wholeNumber().format(value);
    case 'currency':
      return moneyText(value, unit.currency);
  }
}

function moneyText(value: number, currency: string | null): string {
  if (currency === null) return wholeNumber().format(value);
  const scale = 10 ** currencyDigits(currency);
  return Math.abs(value) >= 1000 * scale ? currencyFormat(currency, 'whole').format(value / scale) : formatMoney(value, currency);
}

/** A value to the last cent, for sums that must add up to the eye: "$24,208.40", "37", "64.52%", "42.51 days". */
export function formatAmountExact(value: number | null, unit: Unit): string {
  if (value === null) return NO_DATA;
  if (unit.unit === 'percent') return percentText(twoDecimals().format(value / 100));
  if (unit.unit === 'days') return daysText(twoDecimals().format(value / 100));
  return unit.unit === 'count' || unit.currency === null ? wholeNumber().format(value) : formatMoney(value, unit.currency);
}

/** A value where space is short: "$118k", "$1.2M", "37", "65%", "43 d". */
export function formatAmountShort(value: number | null, unit: Unit): string {
  if (value === null) return NO_DATA;
  if (unit.unit === 'percent') return percentText(wholeNumber().format(value / 100));
  if (unit.unit === 'days') return t('{{days}} d', { days: wholeNumber().format(value / 100) });
  if (unit.unit === 'count' || unit.currency === null) return shortText(value, shortNumber(), wholeNumber());
  const scale = 10 ** currencyDigits(unit.currency);
  return shortText(value / scale, currencyFormat(unit.currency, 'compact'), currencyFormat(unit.currency, 'whole'));
}

/** From one value to another where space is short: "$118k – $142k", in German with the unit once: "118 – 142 Tsd. €". */
export function formatRangeShort(low: number, high: number, unit: Unit): string {
  const [from, to] = [formatAmountShort(low, unit), formatAmountShort(high, unit)];
  if (from === to) return from;
  const unitBehind = currentLanguage() === 'de' ? (/\D+$/.exec(to)?.[0] ?? '') : '';
  return unitBehind !== '' && from.endsWith(unitBehind) ? `${from.slice(0, -unitBehind.length)} – ${to}` : `${from} – ${to}`;
}

/** English has a letter for thousands; German only has one for millions, so ten thousands and more are written "118 Tsd. €". */
function shortText(value: number, compact: Intl.NumberFormat, whole: Intl.NumberFormat): string {
  if (currentLanguage() === 'en') return compact.format(value).replace('K', 'k');
  const size = Math.abs(value);
  if (size >= 999_500) return compact.format(Math.sign(value) * Math.max(size, 1_000_000));
  if (size < 10_000) return whole.format(value);
  const parts = whole.formatToParts(Math.round(value / 1000));
  const lastDigits = parts.findLastIndex(({ type }) => type === 'integer');
  return parts.map((part, index) => (index === lastDigits ? `${part.value}\u00a0${t('k', { context: 'thousand' })}` : part.value)).join('');
}

/** The distance between two values: a share's is in percentage points ("4.5 points"), everything else as it is. */
export function formatGap(gap: number, unit: Unit): string {
  if (unit.unit !== 'percent') return formatAmount(gap, unit);
  const points = oneDecimal().format(gap / 100);
  return points === '1' ? t('1 point') : t('{{points}} points', { points });
}

/** A change with its sign, exact: "+$12,400", "−3", "+4.5 points", "±0". */
export function formatChange(change: number, unit: Unit): string {
  const size = Math.abs(change);
  const text = unit.unit === 'percent' ? formatGap(size, unit) : formatAmountExact(size, unit);
  return change === 0 ? `±${text}` : `${change < 0 ? '−' : '+'}${text}`;
}

/** A need per day: like `formatAmount`, but a count keeps one decimal ("2.5"). */
export function formatPerDay(value: number, unit: Unit): string {
  return unit.unit === 'count' ? oneDecimal().format(value) : formatAmount(value, unit);
}

function daysText(number: string): string {
  return number === '1' ? t('1 day') : t('{{days}} days', { days: number });
}

/** A written number as a percentage: "64.5%". */
export function percentText(number: string): string {
  return currentLanguage() === 'de' ? `${number}\u00a0%` : `${number}%`;
}

/** A ratio as a whole percentage; rounds down below the full 100 so that "100%" always means reached. */
export function formatPercent(ratio: number): string {
  const percent = ratio < 1 ? Math.min(99, Math.round(ratio * 100)) : Math.floor(ratio * 100 + 1e-9);
  return percentText(wholeNumber().format(percent));
}

/** A chance in percent; never 0 or 100, because a forecast is never certain. */
export function formatChance(probability: number): string {
  if (probability < 0.01) return percentText('<1');
  if (probability > 0.99) return percentText('>99');
  return percentText(wholeNumber().format(probability * 100));
}

const dayMonth = perLanguage(({ dates }) => new Intl.DateTimeFormat(dates, { day: 'numeric', month: 'short', timeZone: 'UTC' }));
const dayMonthYear = perLanguage(
  ({ dates }) => new Intl.DateTimeFormat(dates, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
);
const weekdayLong = perLanguage(
  ({ dates }) => new Intl.DateTimeFormat(dates, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }),
);
const timeOfDay = perLanguage(({ dates }) => new Intl.DateTimeFormat(dates, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }));
const localDay = perLanguage(({ dates }) => new Intl.DateTimeFormat(dates, { day: 'numeric', month: 'short', year: 'numeric' }));

function atUtc(date: IsoDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** "23 Nov 2026". */
export function formatDate(date: IsoDate): string {
  return dayMonthYear().format(atUtc(date));
}

/** "23 Nov", with the year where it is not this year's. */
export function formatDateShort(date: IsoDate, today: IsoDate): string {
  return date.slice(0, 4) === today.slice(0, 4) ? dayMonth().format(atUtc(date)) : formatDate(date);
}

/** "Monday 23 November". */
export function formatDayLong(date: IsoDate): string {
  const text = weekdayLong().format(atUtc(date));
  return currentLanguage() === 'en' ? text.replace(',', '') : text;
}

/** "today", "tomorrow", "yesterday", "in 5 days", "3 days ago", else the date. */
export function formatRelativeDay(date: IsoDate, today: IsoDate): string {
  const days = Math.round((atUtc(date).getTime() - atUtc(today).getTime()) / 86_400_000);
  if (days === 0) return t('today');
  if (days === 1) return t('tomorrow');
  if (days === -1) return t('yesterday');
  if (days > 1 && days <= 14) return t('in {{days}} days', { days });
  if (days < -1 && days >= -14) return t('{{days}} days ago', { days: -days });
  return formatDateShort(date, today);
}

/** "14:05", on this device's clock. */
export function formatTime(instant: Instant): string {
  return timeOfDay().format(new Date(instant));
}

/** "23 Nov 2026, 14:05", on this device's clock. */
export function formatInstant(instant: Instant): string {
  const date = new Date(instant);
  return `${localDay().format(date)}, ${timeOfDay().format(date)}`;
}

const conjunction = perLanguage(({ numbers }) => new Intl.ListFormat(numbers, { type: 'conjunction' }));

/** "Ana", "Ana and Ben", "Ana, Ben, and Cem". */
export function formatList(items: readonly string[]): string {
  return conjunction().format(items);
}
