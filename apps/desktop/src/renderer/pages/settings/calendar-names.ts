import { perLanguage } from '../../lib/locale.ts';

const months = perLanguage(({ dates }) => new Intl.DateTimeFormat(dates, { month: 'long', timeZone: 'UTC' }));
const weekdays = {
  long: perLanguage(({ dates }) => new Intl.DateTimeFormat(dates, { weekday: 'long', timeZone: 'UTC' })),
  short: perLanguage(({ dates }) => new Intl.DateTimeFormat(dates, { weekday: 'short', timeZone: 'UTC' })),
};

/** "January" for 1. */
export function monthName(month: number): string {
  return months().format(Date.UTC(2026, month - 1, 1));
}

/** "Monday" or "Mon" for 1, the ISO weekday. */
export function weekdayName(weekday: number, style: 'long' | 'short'): string {
  // 1 June 2026 is a Monday.
  return weekdays[style]().format(Date.UTC(2026, 5, weekday));
}
