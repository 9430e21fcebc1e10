import type { RandomBelow } from '../engine/random.ts';

/** Simulated ends of the period. */
export const DRAWS = 400;

/** `count` of the values, each as often as any other as far as that can be divided: the empirical distribution itself. */
export function balancedDraws(values: ArrayLike<number>, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, draw) => values[Math.floor(((draw + 0.5) * values.length) / count)] ?? 0);
}

/**
 * Sums of `days` of the increments, as many as there are increments.
 *
 * Sums of 1, 2, 4, 8, … days are made by adding two shuffled halves, so that a year costs a few thousand steps and not a hundred
 * thousand; shuffling, rather than drawing, keeps the mean exact.
 * Source: balanced bootstrap (A. Davison, D. Hinkley, "Bootstrap methods and their application", 2.2).
 */
export function sumsOfDays(increments: Float64Array, days: number, random: RandomBelow): Float64Array {
  const block = increments.slice();
  const sums = new Float64Array(increments.length);
  const room = new Float64Array(increments.length);
  for (let rest = days; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) addShuffled(sums, block, room, random);
    if (rest > 1) addShuffled(block, block, room, random);
  }
  return sums;
}

/** Adds the values, in a random order, to those of `into`; the room is as large as they are. */
export function addShuffled(into: Float64Array, values: Float64Array, room: Float64Array, random: RandomBelow): void {
  room.set(values);
  shuffle(room, random);
  for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) + (room[at] ?? 0);
}

/** Puts an array into a random order, in place (Fisher, Yates). */
export function shuffle(values: Float64Array, random: RandomBelow): void {
  for (let at = values.length - 1; at > 0; at--) {
    const other = random(at + 1);
    const held = values[at] ?? 0;
    values[at] = values[other] ?? 0;
    values[other] = held;
  }
}
