import type { Adjustment } from '../records/goals.ts';

/** What a manual goal's value is made of. */
export interface Reported {
  /** As last reported; null while nothing was. */
  readonly calculated: number | null;
  /** What was added to it since. */
  readonly adjusted: number;
}

/**
 * A manual goal's reports as differences, so that they add up in the goals above as well (rule A7): each "set to" replaces what stands on its
 * day, whatever the device that made it knew, and what it replaced doesn't come to an end any more.
 *
 * Shape: the goal's adjustments in any order, none revoked → the same in the order of their days.
 */
export function asReported(adjustments: readonly Adjustment[]): Adjustment[] {
  let done: Adjustment[] = [];
  for (const one of [...adjustments].sort(byDay)) {
    if (one.kind === 'add') {
      done.push(one);
      continue;
    }
    const stands = ({ expiresOn }: Adjustment): boolean => expiresOn === null || expiresOn >= one.effectiveOn;
    const before = done.reduce((sum, other) => (stands(other) ? sum + other.delta : sum), 0);
    done = done.map((other) => (stands(other) ? { ...other, expiresOn: null } : other));
    done.push({ ...one, delta: one.entered - before });
  }
  return done;
}

/** A manual goal's value is what was last reported; what was added since stands apart (rule A7). */
export function reportedOf(counting: readonly Adjustment[]): Reported {
  if (counting.length === 0) return { calculated: null, adjusted: 0 };
  const inOrder = [...counting].sort(byDay);
  const last = inOrder.findLastIndex(({ kind }) => kind === 'set');
  const sumOf = (some: readonly Adjustment[]): number => some.reduce((sum, { delta }) => sum + delta, 0);
  const calculated = Math.max(0, sumOf(inOrder.slice(0, last + 1)));
  // What was reported below 0 is held at 0 only together with what was added since, as in the goals above.
  return { calculated, adjusted: Math.max(0, sumOf(inOrder)) - calculated };
}

/** The day a report is about, then the moment it was made. */
function byDay(a: Adjustment, b: Adjustment): number {
  if (a.effectiveOn !== b.effectiveOn) return a.effectiveOn < b.effectiveOn ? -1 : 1;
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
