import { eq } from 'drizzle-orm';
import { jobLocks } from '../storage/schema.ts';
import type { ServerDatabase } from '../storage/server-database.ts';

export const LEASE_MS = 10 * 60_000;

/** The right to run a job until it expires; `token` is higher than that of every lease before. */
export interface Lease {
  readonly name: string;
  readonly token: number;
}

/** Another process has taken the job over; what this one still does must not be stored. */
export class LeaseLost extends Error {
  constructor(name: string) {
    super(`The job "${name}" was taken over by another process.`);
    this.name = 'LeaseLost';
  }
}

/** Locks of jobs in the database, so that processes that share it never run one twice at a time. */
export class JobLocks {
  readonly #db: ServerDatabase;
  readonly #owner: string;
  readonly #now: () => number;

  /** `owner` is different in every process. */
  constructor(db: ServerDatabase, owner: string, now: () => number) {
    this.#db = db;
    this.#owner = owner;
    this.#now = now;
  }

  /** Runs `work` in a transaction in which the lease is this process's. Errors: throws `LeaseLost`; nothing was written then. */
  write<T>(lease: Lease, work: () => T extends PromiseLike<unknown> ? never : T): T {
    return this.#db.transaction(
      () => {
        this.#check(lease);
        return work();
      },
      { behavior: 'immediate' },
    );
  }

  /** When the lease someone holds ends, in milliseconds since 1970; null while nobody holds it. */
  heldUntil(name: string): number | null {
    const held = this.#db.select().from(jobLocks).where(eq(jobLocks.name, name)).get();
    return held !== undefined && held.expiresAt > this.#now() ? held.expiresAt : null;
  }

  /** Null while someone else holds it. An expired lease is taken over. */
  acquire(name: string): Lease | null {
    return this.#db.transaction(
      (tx) => {
        const held = tx.select().from(jobLocks).where(eq(jobLocks.name, name)).get();
        if (held !== undefined && held.expiresAt > this.#now()) return null;
        const row = { name, owner: this.#owner, token: (held?.token ?? 0) + 1, expiresAt: this.#now() + LEASE_MS };
        tx.insert(jobLocks).values(row).onConflictDoUpdate({ target: jobLocks.name, set: row }).run();
        return { name, token: row.token };
      },
      { behavior: 'immediate' },
    );
  }

  /** Errors: throws `LeaseLost`. */
  renew(lease: Lease): void {
    this.#set(lease, this.#now() + LEASE_MS);
  }

  /** Errors: throws `LeaseLost`. */
  release(lease: Lease): void {
    this.#set(lease, 0);
  }

  #set(lease: Lease, expiresAt: number): void {
    this.#db.transaction(
      (tx) => {
        this.#check(lease);
        tx.update(jobLocks).set({ expiresAt }).where(eq(jobLocks.name, lease.name)).run();
      },
      { behavior: 'immediate' },
    );
  }

  #check(lease: Lease): void {
    const held = this.#db.select().from(jobLocks).where(eq(jobLocks.name, lease.name)).get();
    if (held?.token !== lease.token || held.owner !== this.#owner) throw new LeaseLost(lease.name);
  }
}
