import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 200;

/** OWASP's argon2id setting (19 MiB, 2 passes); argon2id is the library's default algorithm. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What is wrong with a new password, in words; null when it can be one. */
export function passwordProblem(password: string): string | null {
  if (password.length < MIN_PASSWORD) return `The password has ${password.length} of at least ${MIN_PASSWORD} characters; make it longer.`;
  if (password.length > MAX_PASSWORD) return `The password has more than ${MAX_PASSWORD} characters; make it shorter.`;
  if (new Set(password).size <= 3) return 'The password repeats at most three characters; use more different ones.';
  return null;
}

/** A password for a person to type once: 20 characters without look-alikes, 100 bits. */
export function generatePassword(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
  const characters = [...randomBytes(20)].map((byte) => alphabet[byte % alphabet.length]);
  return [0, 5, 10, 15].map((from) => characters.slice(from, from + 5).join('')).join('-');
}

/** Hashes and checks passwords. An unknown account costs as much time as a known one. */
export class Passwords {
  #decoy: Promise<string> | null = null;

  hash(password: string): Promise<string> {
    return hash(password, COST);
  }

  /** `stored` null is an account that doesn't exist: false, after the same work. */
  async verify(stored: string | null, password: string): Promise<boolean> {
    this.#decoy ??= hash(randomBytes(32), COST);
    const isRight = await verify(stored ?? (await this.#decoy), password);
    return isRight && stored !== null;
  }
}
