/** A source of pseudo-random choices; the same seed gives the same sequence on every machine. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  /** A number between two, the upper one excluded. */
  between(low: number, high: number): number;
  /** An integer between two, both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** A choice by weights, all above 0. */
  weighted<T>(items: readonly [readonly [T, number], ...(readonly [T, number])[]]): T;
  shuffled<T>(items: readonly T[]): T[];
  bytes(count: number): Uint8Array;
}

/** Source: mulberry32, a 32-bit generator of Tommy Ettinger (public domain); integer arithmetic only. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    integer,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    pick: (items) => items[integer(0, items.length - 1)] ?? items[0],
    weighted: (items) => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      return items[0][0];
    },
    shuffled: (items) => {
      const mixed = [...items];
      for (let at = mixed.length - 1; at > 0; at -= 1) {
        const other = integer(0, at);
        const [left, right] = [mixed[at], mixed[other]];
        if (left === undefined || right === undefined) continue;
        mixed[at] = right;
        mixed[other] = left;
      }
      return mixed;
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => integer(0, 255)),
  };
}
