import { toInstant } from '@fieldgoal/replica';
import { eq, sql } from 'drizzle-orm';
import { accounts } from '../storage/schema.ts';
import type { ServerDatabase } from '../storage/server-database.ts';

export type Account = typeof accounts.$inferSelect;

/** Accounts by member and by e-mail address; passwords arrive hashed. */
export class Accounts {
  readonly #db: ServerDatabase;
  readonly #now: () => number;
  /** Asked at every connection and every change. */
  readonly #byMember;

  constructor(db: ServerDatabase, now: () => number) {
    this.#db = db;
    this.#byMember = db
      .select()
      .from(accounts)
      .where(eq(accounts.memberId, sql.placeholder('memberId')))
      .prepare();
    this.#now = now;
  }

  add(memberId: string, email: string, passwordHash: string): void {
    this.#db
      .insert(accounts)
      .values({ memberId, email: normalizeEmail(email), passwordHash, createdAt: toInstant(this.#now()), disabledAt: null })
      .run();
  }

  /** For an organization without a company: what an interrupted beginning left. */
  removeAll(): void {
    this.#db.delete(accounts).run();
  }

  byEmail(email: string): Account | null {
    return (
      this.#db
        .select()
        .from(accounts)
        .where(eq(accounts.email, normalizeEmail(email)))
        .get() ?? null
    );
  }

  byMember(memberId: string): Account | null {
    return this.#byMember.get({ memberId }) ?? null;
  }

  list(): Account[] {
    return this.#db.select().from(accounts).orderBy(accounts.email).all();
  }

  setPassword(memberId: string, passwordHash: string): void {
    this.#db.update(accounts).set({ passwordHash }).where(eq(accounts.memberId, memberId)).run();
  }

  setDisabled(memberId: string, isDisabled: boolean): void {
    this.#db
      .update(accounts)
      .set({ disabledAt: isDisabled ? toInstant(this.#now()) : null })
      .where(eq(accounts.memberId, memberId))
      .run();
  }
}

/** Addresses are compared without regard to case. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}
