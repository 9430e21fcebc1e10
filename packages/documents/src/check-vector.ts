/** Authors in what a client says it has; a room of years has thousands. */
const MOST_AUTHORS = 100_000;

/**
 * Whether bytes are a state vector, before anybody waits for the answer to it.
 *
 * Shape: authors varUint · for each: author varUint, clock varUint; nothing behind.
 */
export function isStateVector(bytes: Uint8Array): boolean {
  let at = 0;
  const next = (): number => {
    let number = 0;
    for (let factor = 1; at < bytes.length; factor *= 128) {
      const byte = bytes[at++] ?? 0;
      number += (byte & 0x7f) * factor;
      if (number > Number.MAX_SAFE_INTEGER) return Number.NaN;
      if (byte < 0x80) return number;
    }
    return Number.NaN;
  };
  const authors = next();
  if (!(authors <= MOST_AUTHORS)) return false;
  for (let rest = 2 * authors; rest > 0; rest--) if (Number.isNaN(next())) return false;
  return at === bytes.length;
}
