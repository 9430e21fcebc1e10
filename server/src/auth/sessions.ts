import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { toInstant } from '@fieldgoal/replica';
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { sessions } from '../storage/schema.ts';
import type { ServerDatabase } from '../storage/server-database.ts';
import type { Revocations } from './revocations.ts';

const LIFETIME_MS = 60 * 24 * 3_600_000;
/** How long the token before the last one is still answered: the answer with its successor may have been lost on the way. */
const GRACE_MS = 30_000;

export type Session = typeof sessions.$inferSelect;
export type RefreshOutcome =
  | { readonly kind: 'rotated'; readonly session: Session; readonly refreshToken: string }
  | {
      readonly kind: 'refused';
      readonly reason: 'unknown' | 'expired' | 'revoked' | 'reused' | 'other_device';
      readonly session: Session | null;
    };

/**
 * Signed-in devices. A refresh token is `{session id}.{32 random bytes}`, stored as its SHA-256 and good for one use;
 * using an older one again means that two parties hold it, so the whole session ends.
 */
export class Sessions {
  readonly #db: ServerDatabase;
  readonly #now: () => number;
  readonly #newId: () => string;
  readonly #revocations: Revocations;
  readonly #byId;

  constructor(db: ServerDatabase, now: () => number, newId: () => string, revocations: Revocations) {
    this.#db = db;
    this.#byId = db
      .select()
      .from(sessions)
      .where(eq(sessions.id, sql.placeholder('sessionId')))
      .prepare();
    this.#now = now;
    this.#newId = newId;
    this.#revocations = revocations;
  }

  start(
    memberId: string,
    deviceId: string,
    deviceName: string | null = null,
  ): { readonly session: Session; readonly refreshToken: string } {
    const id = this.#newId();
    const { token, hash } = newToken(id);
    const at = toInstant(this.#now());
    const session: Session = {
      id,
      memberId,
      deviceId,
      deviceName,
      refreshHash: hash,
      previousHash: null,
      createdAt: at,
      rotatedAt: at,
      expiresAt: toInstant(this.#now() + LIFETIME_MS),
      revokedAt: null,
    };
    this.#db.insert(sessions).values(session).run();
    return { session, refreshToken: token };
  }

  /** Exchanges a refresh token for its successor. */
  refresh(refreshToken: string, deviceId: string): RefreshOutcome {
    const session = this.find(sessionOf(refreshToken));
    if (session === null) return { kind: 'refused', reason: 'unknown', session };
    const refused = this.#refusalOf(session, refreshToken, deviceId);
    if (refused !== null) {
      if (refused === 'reused' || refused === 'other_device') this.revoke(session.id);
      return { kind: 'refused', reason: refused, session };
    }
    const { token, hash } = newToken(session.id);
    const isCurrent = isSame(session.refreshHash, hashOf(refreshToken));
    // In the grace time the old token stays the previous one and its clock goes on, so that the grace ends.
    const rotation = isCurrent ? { previousHash: session.refreshHash, rotatedAt: toInstant(this.#now()) } : {};
    const changed = { refreshHash: hash, expiresAt: toInstant(this.#now() + LIFETIME_MS), ...rotation };
    this.#db.update(sessions).set(changed).where(eq(sessions.id, session.id)).run();
    return { kind: 'rotated', session: { ...session, ...changed }, refreshToken: token };
  }

  /** The session, ended ones too. */
  find(sessionId: string): Session | null {
    return this.#byId.get({ sessionId }) ?? null;
  }

  /** A person's sessions that go on, the one used last first. */
  listLive(memberId: string): Session[] {
    const isLive = and(eq(sessions.memberId, memberId), isNull(sessions.revokedAt), gt(sessions.expiresAt, toInstant(this.#now())));
    return this.#db.select().from(sessions).where(isLive).orderBy(desc(sessions.rotatedAt), desc(sessions.id)).all();
  }

  /** The session, unless it has ended or expired. */
  live(sessionId: string): Session | null {
    const session = this.find(sessionId);
    return session !== null && session.revokedAt === null && session.expiresAt > toInstant(this.#now()) ? session : null;
  }

  /** Ends a session; its live sockets are told at once. */
  revoke(sessionId: string): void {
    const ended = this.#db
      .update(sessions)
      .set({ revokedAt: toInstant(this.#now()) })
      .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
      .returning({ memberId: sessions.memberId })
      .get();
    if (ended !== undefined) this.#revocations.announce({ memberId: ended.memberId, sessionId });
  }

  /** Ends every session of a person but one. */
  revokeOthers(memberId: string, sessionId: string): void {
    for (const { id } of this.listLive(memberId)) if (id !== sessionId) this.revoke(id);
  }

  /** Ends every session of a person; their live sockets are told at once. */
  revokeAll(memberId: string): void {
    this.#db
      .update(sessions)
      .set({ revokedAt: toInstant(this.#now()) })
      .where(and(eq(sessions.memberId, memberId), isNull(sessions.revokedAt)))
      .run();
    this.#revocations.announce({ memberId, sessionId: null });
  }

  #refusalOf(session: Session, refreshToken: string, deviceId: string): 'expired' | 'revoked' | 'reused' | 'other_device' | null {
    if (session.revokedAt !== null) return 'revoked';
    if (session.expiresAt <= toInstant(this.#now())) return 'expired';
    const hash = hashOf(refreshToken);
    const isCurrent = isSame(session.refreshHash, hash);
    const isInGrace = toInstant(this.#now() - GRACE_MS) <= session.rotatedAt;
    const isPrevious = session.previousHash !== null && isSame(session.previousHash, hash);
    if (!isCurrent && !(isPrevious && isInGrace)) return 'reused';
    return session.deviceId === deviceId ? null : 'other_device';
  }
}

/** The session a refresh token says it is of. */
export function sessionOf(refreshToken: string): string {
  return refreshToken.split('.')[0] ?? '';
}

function newToken(sessionId: string): { token: string; hash: string } {
  const token = `${sessionId}.${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashOf(token) };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
