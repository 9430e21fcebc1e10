import { formatCount, formatDecimal } from '../../lib/format.ts';

/** How long something took, in the unit a person would say it in. Milliseconds in. */
export function durationWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${formatCount(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${formatDecimal(milliseconds / 1000, 1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}
