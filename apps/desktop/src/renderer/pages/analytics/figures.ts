import { formatDecimal, percentText } from '../../lib/format.ts';
import { perLanguage } from '../../lib/locale.ts';
import { t, tn } from '../../lib/words.ts';

const month = perLanguage(({ dates }) => new Intl.DateTimeFormat(dates, { month: 'short', timeZone: 'UTC' }));
const monthLong = perLanguage(({ dates }) => new Intl.DateTimeFormat(dates, { month: 'long', year: 'numeric', timeZone: 'UTC' }));

/** A rate in percent as text; nothing to divide by is said, not shown as 0. */
export function rateText(rate: number | null): string {
  return rate === null ? t('no data yet') : percentText(formatDecimal(rate, 0));
}

/** Percent of the target a day: "1.85% a day". */
export function velocityText(velocity: number | null): string {
  return velocity === null ? t('no data yet') : t('{{share}} a day', { share: percentText(formatDecimal(velocity, 2)) });
}

/** How far a rate is from another, in percentage points: "12 points above". */
export function gapText(rate: number | null, other: number | null): string | null {
  if (rate === null || other === null) return null;
  const gap = Math.round(rate) - Math.round(other);
  if (gap === 0) return t('the same');
  return gap > 0 ? tn(gap, '{{count}} point above', '{{count}} points above') : tn(-gap, '{{count}} point below', '{{count}} points below');
}

/** "Nov" for `2026-11`. */
export function monthShort(text: string): string {
  return month().format(new Date(`${text}-01T00:00:00Z`));
}

/** "November 2026". */
export function monthName(text: string): string {
  return monthLong().format(new Date(`${text}-01T00:00:00Z`));
}
