import { locale } from '../../lib/locale.ts';

/** Time zones this browser knows, the given one first in line if it isn't among them; all of IANA's names, sorted. */
export function timeZones(own: string): readonly string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return known.includes(own) ? known : [own, ...known];
}

/** The time zone of this device. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Currencies as "USD – US Dollar", the common ones first. */
export function currencies(): readonly { readonly value: string; readonly label: string }[] {
  const names = new Intl.DisplayNames(locale().numbers, { type: 'currency' });
  const common = ['USD', 'EUR', 'GBP', 'CHF', 'CAD', 'AUD', 'JPY', 'INR', 'BRL', 'MXN'];
  const others = Intl.supportedValuesOf('currency').filter((code) => !common.includes(code));
  return [...common, ...others].map((value) => ({ value, label: `${value} – ${names.of(value) ?? value}` }));
}
