import { currencyDigits } from '@fieldgoal/domain';
import type { GridPeriod } from '../../../host/views/target-grid.ts';
import { formatAmountExact, formatCount, type Unit } from '../../lib/format.ts';
import { perLanguage } from '../../lib/locale.ts';

const shortMonth = perLanguage(({ dates }) => new Intl.DateTimeFormat(dates, { month: 'short', timeZone: 'UTC' }));

const cents = perLanguage(({ numbers }) => new Intl.NumberFormat(numbers, { minimumFractionDigits: 2, maximumFractionDigits: 2 }));

function formatCents(value: number): string {
  return cents().format(value);
}

/** A number of a grid, narrow: whole units without their sign, because the currency stands once below. */
export function gridNumber(value: number | null, unit: Unit): string {
  if (value === null) return '';
  if (unit.unit !== 'currency' || unit.currency === null) return formatAmountExact(value, unit);
  const scale = 10 ** currencyDigits(unit.currency);
  return value % scale === 0 ? formatCount(value / scale) : formatCents(value / scale);
}

/** "Jan" over a calendar month; a quarter and a fiscal month by their names. */
export function periodHead({ start, end, label }: GridPeriod, kind: 'month' | 'quarter'): string {
  const isCalendarMonth = kind === 'month' && start.endsWith('-01') && start.slice(0, 7) === end.slice(0, 7);
  return isCalendarMonth ? shortMonth().format(new Date(`${start}T00:00:00Z`)) : label;
}
