/** Failures of one person from one address before signing in is refused, and of one address over all persons. */
const PER_ACCOUNT = 5;
const PER_ADDRESS = 50;
const WINDOW_MS = 15 * 60_000;
const MAX_KEYS = 20_000;

interface Failures {
  count: number;
  until: number;
}

/** Slows down guessing of passwords. Bounded in memory: under a flood the oldest entries go first. */
export class LoginLimiter {
  readonly #now: () => number;
  readonly #failures = new Map<string, Failures>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Seconds to wait before this person may try again from there; 0 is "go on". */
  waitSeconds(email: string, address: string): number {
    const waits = [this.#wait(accountKey(email, address), PER_ACCOUNT), this.#wait(addressKey(address), PER_ADDRESS)];
    return Math.ceil(Math.max(...waits) / 1000);
  }

  failed(email: string, address: string): void {
    this.#count(accountKey(email, address));
    this.#count(addressKey(address));
  }

  /** The right password forgives the person's own failures, not those of the address. */
  succeeded(email: string, address: string): void {
    this.#failures.delete(accountKey(email, address));
  }

  #wait(key: string, limit: number): number {
    const failures = this.#failures.get(key);
    return failures === undefined || failures.count < limit ? 0 : Math.max(0, failures.until - this.#now());
  }

  #count(key: string): void {
    const now = this.#now();
    const known = this.#failures.get(key);
    const count = known === undefined || known.until <= now ? 1 : known.count + 1;
    this.#failures.delete(key);
    this.#failures.set(key, { count, until: now + WINDOW_MS });
    const oldest = this.#failures.keys().next();
    if (this.#failures.size > MAX_KEYS && oldest.done !== true) this.#failures.delete(oldest.value);
  }
}

function accountKey(email: string, address: string): string {
  return `${email.slice(0, 254)} ${address}`;
}

function addressKey(address: string): string {
  return `* ${address}`;
}
