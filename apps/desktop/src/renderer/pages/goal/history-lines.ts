export const LINES = ['restated', 'reported', 'expected', 'forecast'] as const;
/** The lines of the history chart that can be shown and hidden. */
export type HistoryLine = (typeof LINES)[number];

/** A bare date is local midnight on the chart's time axis; this is the way back. */
export function isoDay(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}
