/** Ends within this time count together. */
const WINDOW_MS = 5 * 60_000;
/** How long to wait before the first, second, … start; after as many ends as there are delays and one more, it is no accident. */
const DELAYS_MS = [0, 1_000, 5_000, 15_000] as const;

export type RestartDecision =
  | { readonly kind: 'restart'; readonly afterMs: number; readonly ends: readonly number[] }
  | { readonly kind: 'give_up'; readonly ends: readonly number[] };

/**
 * What to do after an end nobody asked for: start again, later each time, or stop and tell the person.
 *
 * Shape:  the moments of the ends before this one, and now → a decision with the moments to remember.
 * Units:  milliseconds.
 */
export function afterEnd(earlier: readonly number[], now: number): RestartDecision {
  const ends = [...earlier.filter((at) => now - at < WINDOW_MS), now];
  const afterMs = DELAYS_MS[ends.length - 1];
  return afterMs === undefined ? { kind: 'give_up', ends } : { kind: 'restart', afterMs, ends };
}
