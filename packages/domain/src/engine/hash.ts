/** Two 32-bit lanes over a text's UTF-16 units; integers only, so that every runtime gives the same (rule E2). */
export type HashLanes = readonly [high: number, low: number];

/**
 * A 64-bit fingerprint for telling inputs apart; not for anything that someone could want to forge.
 *
 * Shape:  text → two unsigned 32-bit integers.
 * Source: FNV-1a's step in two lanes with different primes, mixed at the end as in MurmurHash3 (fmix32).
 */
export function hashLanes(text: string): HashLanes {
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x85ebca6b);
    low ^= low >>> 13;
  }
  return [mix(high ^ low), mix(low + Math.imul(high, 5))];
}

/** The same as 16 hexadecimal digits. */
export function hashHex(text: string): string {
  return hashLanes(text)
    .map((lane) => lane.toString(16).padStart(8, '0'))
    .join('');
}

function mix(lane: number): number {
  let mixed = lane;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
