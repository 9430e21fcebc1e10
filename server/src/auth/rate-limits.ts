import { z } from 'zod';

const MINUTE = 60_000;

const limit = (count: number, minutes: number) =>
  z
    .strictObject({
      count: z.int().min(1).max(1_000_000).default(count),
      windowMs: z
        .int()
        .min(1000)
        .max(86_400_000)
        .default(minutes * MINUTE),
    })
    .prefault({});

/** How often is too often; every limit counts within its window, which begins anew with each count. */
export const rateLimitsSchema = z.strictObject({
  /** Wrong passwords of one person from one network address. */
  loginPerPerson: limit(5, 15),
  /** Wrong passwords of one person from all addresses: guesses that come from many machines. */
  loginPerPersonAnywhere: limit(100, 60),
  /** Wrong passwords and codes of invitations from one address, whoever is meant. */
  loginPerAddress: limit(50, 15),
  /** Refused refresh tokens from one address. */
  refreshPerAddress: limit(50, 15),
  /** Refreshes of one session, right ones too. */
  refreshPerSession: limit(120, 15),
});

export type RateLimits = z.infer<typeof rateLimitsSchema>;
type Limit = RateLimits[keyof RateLimits];

export const RATE_LIMITS: RateLimits = rateLimitsSchema.parse({});

/** Keys remembered of one limit; under a flood the oldest go first. */
const MAX_KEYS = 20_000;

interface Count {
  count: number;
  until: number;
}

/**
 * Counts attempts of one kind by key, bounded in memory. An attempt is counted before its outcome is known and taken back
 * when it was right, so that many at the same time don't slip past.
 */
export class AttemptCounter {
  readonly #limit: Limit;
  readonly #now: () => number;
  readonly #counts = new Map<string, Count>();

  constructor(limit: Limit, now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Milliseconds until one more is allowed; 0 is now. */
  waitMs(key: string): number {
    const known = this.#counts.get(key);
    return known === undefined || known.count < this.#limit.count ? 0 : Math.max(0, known.until - this.#now());
  }

  add(key: string): void {
    const now = this.#now();
    const known = this.#counts.get(key);
    const count = known === undefined || known.until <= now ? 1 : known.count + 1;
    this.#counts.delete(key);
    this.#counts.set(key, { count, until: now + this.#limit.windowMs });
    const oldest = this.#counts.keys().next();
    if (this.#counts.size > MAX_KEYS && oldest.done !== true) this.#counts.delete(oldest.value);
  }

  takeBack(key: string): void {
    const known = this.#counts.get(key);
    if (known !== undefined && known.count > 0) known.count -= 1;
  }

  forget(key: string): void {
    this.#counts.delete(key);
  }
}
