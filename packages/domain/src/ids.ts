/** Crockford's base 32: no I, L, O, U, ascending as text. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;
const RANDOM_BYTES = 10;

/**
 * A new record's id: 26 characters that sort by the moment of creation (rule R1).
 *
 * Units:  `nowMs` milliseconds since 1970 UTC.
 * Errors: throws RangeError when the time is not a whole number below 2^48 or there are not exactly 10 random bytes.
 * Source: the ULID specification; time and randomness are the caller's.
 */
export function createUlid(nowMs: number, randomBytes10: Uint8Array): string {
  if (!Number.isInteger(nowMs) || nowMs < 0 || nowMs >= 2 ** 48)
    throw new RangeError(`A ULID needs a time in milliseconds below 2^48, not ${nowMs}.`);
  if (randomBytes10.length !== RANDOM_BYTES) throw new RangeError(`A ULID needs 10 random bytes, not ${randomBytes10.length}.`);
  return timeText(nowMs) + randomText(randomBytes10);
}

function timeText(nowMs: number): string {
  let text = '';
  let rest = nowMs;
  for (let place = 0; place < TIME_LENGTH; place++) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function randomText(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return text;
}
