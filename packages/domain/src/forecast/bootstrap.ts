import type { RandomBelow } from '../engine/random.ts';

/** Simulated ends of the period. */
export const DRAWS = 400;

/** `count` of the values, each as often as any other as far as that can be divided: the empirical distribution itself. */
export function balancedDraws(values: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, draw) => values[Math.floor(((draw + 0.5) * values.length) / count)] ?? 0);
}

/**
 * Sums of `days` of the increments, as many as there are increments.
 *
 * Sums of 1, 2, 4, 8, … days are made by adding two shuffled halves, so that a year costs a few thousand steps and not a hundred
 * thousand; shuffling, rather than drawing, keeps the mean exact.
 * Source: balanced bootstrap (A. Davison, D. Hinkley, "Bootstrap methods and their application", 2.2).
 */
export function sumsOfDays(increments: readonly number[], days: number, random: RandomBelow): number[] {
  let block = [...increments];
  let sums = increments.map(() => 0);
  for (let rest = days; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) sums = addShuffled(sums, block, random);
    if (rest > 1) block = addShuffled(block, block, random);
  }
  return sums;
}

function addShuffled(a: readonly number[], b: readonly number[], random: RandomBelow): number[] {
  const shuffled = [...b];
  shuffle(shuffled, random);
  return a.map((value, at) => value + (shuffled[at] ?? 0));
}

/** Puts an array into a random order, in place (Fisher, Yates). */
export function shuffle<T>(values: T[], random: RandomBelow): void {
  for (let at = values.length - 1; at > 0; at--) {
    const other = random(at + 1);
    const held = values[at] as T;
    values[at] = values[other] as T;
    values[other] = held;
  }
}
