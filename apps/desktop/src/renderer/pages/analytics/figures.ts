const percent = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
const monthLong = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A rate in percent as text; nothing to divide by is said, not shown as 0. */
export function rateText(rate: number | null): string {
  return rate === null ? 'no data yet' : `${percent.format(rate)}%`;
}

/** Percent of the target a day: "1.85% a day". */
export function velocityText(velocity: number | null): string {
  return velocity === null ? 'no data yet' : `${fine.format(velocity)}% a day`;
}

/** How far a rate is from another, in percentage points: "12 points above". */
export function gapText(rate: number | null, other: number | null): string | null {
  if (rate === null || other === null) return null;
  const gap = Math.round(rate) - Math.round(other);
  if (gap === 0) return 'the same';
  return `${Math.abs(gap)} ${Math.abs(gap) === 1 ? 'point' : 'points'} ${gap > 0 ? 'above' : 'below'}`;
}

/** "Nov" for `2026-11`. */
export function monthShort(text: string): string {
  return month.format(new Date(`${text}-01T00:00:00Z`));
}

/** "November 2026". */
export function monthName(text: string): string {
  return monthLong.format(new Date(`${text}-01T00:00:00Z`));
}
