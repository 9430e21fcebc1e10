import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Logger } from '@fieldgoal/replica';
import type { SecretStore } from '../session/secret-store.ts';

/** Browsers that stay signed in at once; the oldest is forgotten first. */
const MAX_BROWSERS = 20;
const HASH = /^[0-9a-f]{64}$/;

/**
 * Which browsers may talk to this host. Each start makes one token that works once; a browser that shows it gets a random secret as its
 * cookie, of which only the hash is kept (one a line), so that a restart keeps browsers signed in and the file alone opens nothing.
 */
export class PageAccess {
  readonly #store: SecretStore;
  readonly #hashes: string[];
  readonly #log: Logger;
  #token: string | null;

  constructor(store: SecretStore, log: Logger, token = randomBytes(24).toString('base64url')) {
    this.#store = store;
    this.#log = log;
    this.#token = token;
    this.#hashes = (store.read() ?? '').split('\n').filter((line) => HASH.test(line));
  }

  /** The token of this start; null once it was used. */
  get token(): string | null {
    return this.#token;
  }

  /** A browser's new secret for the right token, null for a used or wrong one. */
  redeem(token: string): string | null {
    if (this.#token === null || !isSame(hash(token), hash(this.#token))) return null;
    this.#token = null;
    const secret = randomBytes(32).toString('base64url');
    this.#hashes.push(hash(secret));
    this.#hashes.splice(0, Math.max(0, this.#hashes.length - MAX_BROWSERS));
    try {
      this.#store.write(`${this.#hashes.join('\n')}\n`);
    } catch (error) {
      this.#log.warn({ error }, 'this browser is remembered until the next start only; the data folder could not be written');
    }
    return secret;
  }

  admits(secret: string): boolean {
    const hashed = hash(secret);
    return this.#hashes.some((known) => isSame(known, hashed));
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
