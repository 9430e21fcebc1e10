import { createHash, randomBytes } from 'node:crypto';
import { type Actor, err, type Instant, ok, type Result, type Role } from '@fieldgoal/domain';
import { type Logger, type Replica, toInstant } from '@fieldgoal/replica';
import { eq, isNull } from 'drizzle-orm';
import type { Accounts } from '../../auth/accounts.ts';
import type { Authority } from '../../authority/authority.ts';
import { apiKeys } from '../../storage/schema.ts';
import type { ServerDatabase } from '../../storage/server-database.ts';
import { type ApiScope, apiScopeSchema } from './scopes.ts';

export const KEY_PREFIX = 'fgk_';
const WEBHOOK_SECRET_PREFIX = 'whsec_';
/** A use is written down at most this often, so that a busy integration doesn't cost a disk write each time. */
const USED_EVERY_MS = 60_000;

/** An integration in a member's name, as of this moment. */
export interface KeyCaller extends Actor {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
}

/** A key as admins see it; what it opens is shown once, when it is made. */
export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly role: Role | null;
  readonly scopes: readonly ApiScope[];
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export interface NewApiKey {
  readonly name: string;
  readonly memberId: string;
  readonly scopes: readonly ApiScope[];
}

/** Shown once. `webhookSecret` signs what is sent to `/api/webhooks/{id}`; null without the scope for it. */
export interface MadeApiKey {
  readonly key: ApiKeyRow;
  readonly token: string;
  readonly webhookSecret: string | null;
}

type Row = typeof apiKeys.$inferSelect;

export interface ApiKeysOptions {
  readonly db: ServerDatabase;
  readonly replica: Replica;
  readonly authority: Authority;
  readonly accounts: Accounts;
  readonly now: () => number;
  readonly log: Logger;
}

/** Keys of integrations. A token is `fgk_` and 32 random bytes, kept as its SHA-256. */
export class ApiKeys {
  readonly #options: ApiKeysOptions;

  constructor(options: ApiKeysOptions) {
    this.#options = options;
  }

  /** Errors: words; nothing was made then. */
  create({ name, memberId, scopes }: NewApiKey, actor: Actor): Result<MadeApiKey, string> {
    const { db, replica, authority, now } = this.#options;
    if (this.#actorOf(memberId) === null) return err(`There is no member "${memberId}" whose account may be used. "user list" shows them.`);
    if (this.#live().some((row) => row.name === name))
      return err(`There is a key named "${name}" already. Choose another name, or revoke it.`);
    const token = `${KEY_PREFIX}${randomBytes(32).toString('base64url')}`;
    const webhookSecret = scopes.includes('webhook') ? `${WEBHOOK_SECRET_PREFIX}${randomBytes(32).toString('base64')}` : null;
    const row: Row = {
      ...{ id: replica.newId(), name, memberId, scopes: JSON.stringify([...new Set(scopes)]), tokenHash: hashOf(token), webhookSecret },
      ...{ createdAt: toInstant(now()), createdBy: actor.memberId, lastUsedAt: null, revokedAt: null },
    };
    db.insert(apiKeys).values(row).run();
    const key = this.#rowOf(row);
    authority.audit({
      actorId: actor.memberId,
      action: 'keys.created',
      sentence: `made the API key "${name}", which acts for ${key.memberName} with ${scopes.join(', ')}`,
    });
    return ok({ key, token, webhookSecret });
  }

  list(): ApiKeyRow[] {
    const { db } = this.#options;
    return db
      .select()
      .from(apiKeys)
      .orderBy(apiKeys.id)
      .all()
      .map((row) => this.#rowOf(row));
  }

  /** Ends a key at once, by its id. Errors: words. */
  revoke(id: string, actor: Actor): Result<ApiKeyRow, string> {
    const { db, authority, now } = this.#options;
    const row = this.#get(id);
    if (row === null) return err(`There is no key "${id}". "key list" shows the ones there are.`);
    if (row.revokedAt !== null) return err(`The key "${row.name}" was revoked already, at ${row.revokedAt}.`);
    const revokedAt = toInstant(now());
    db.update(apiKeys).set({ revokedAt }).where(eq(apiKeys.id, id)).run();
    authority.audit({ actorId: actor.memberId, action: 'keys.revoked', sentence: `revoked the API key "${row.name}"` });
    return ok(this.#rowOf({ ...row, revokedAt }));
  }

  /** Whom a token speaks for at this moment, or null: not a key, revoked, or of a member who is gone or locked out. */
  authenticate(token: string): KeyCaller | null {
    if (!token.startsWith(KEY_PREFIX)) return null;
    const row =
      this.#options.db
        .select()
        .from(apiKeys)
        .where(eq(apiKeys.tokenHash, hashOf(token)))
        .get() ?? null;
    return this.#used(row);
  }

  /** The key as it may be used now; null where it may not any more. */
  callerNow(keyId: string): KeyCaller | null {
    return this.#callerOf(this.#get(keyId));
  }

  has(keyId: string): boolean {
    return this.#get(keyId) !== null;
  }

  /** What an integration signs its events with; null where it may send none. */
  webhookOf(keyId: string): { readonly caller: KeyCaller; readonly secret: Uint8Array } | null {
    const row = this.#get(keyId);
    const caller = this.#callerOf(row);
    if (row?.webhookSecret == null || caller === null || !caller.scopes.includes('webhook')) return null;
    return { caller, secret: Buffer.from(row.webhookSecret.slice(WEBHOOK_SECRET_PREFIX.length), 'base64') };
  }

  /** A webhook's signature was right. */
  noteUse(keyId: string): void {
    this.#used(this.#get(keyId));
  }

  #used(row: Row | null): KeyCaller | null {
    const caller = this.#callerOf(row);
    if (row !== null && caller !== null) this.#markUsed(row);
    return caller;
  }

  #callerOf(row: Row | null): KeyCaller | null {
    if (row === null || row.revokedAt !== null) return null;
    const actor = this.#actorOf(row.memberId);
    if (actor === null) return null;
    return { ...actor, keyId: row.id, name: row.name, scopes: scopesOf(row) };
  }

  #markUsed({ id, lastUsedAt }: Row): void {
    const { db, now, log } = this.#options;
    if (lastUsedAt !== null && toInstant(now() - USED_EVERY_MS) < lastUsedAt) return;
    try {
      db.update(apiKeys)
        .set({ lastUsedAt: toInstant(now()) })
        .where(eq(apiKeys.id, id))
        .run();
    } catch (error) {
      // On a full disk keys go on reading.
      log.warn({ key: id, error: String(error) }, 'the use of a key could not be written down');
    }
  }

  /** The member as the directory knows them now; null for one who is gone or whose account is locked. One without an account may have keys. */
  #actorOf(memberId: string): Actor | null {
    const { replica, accounts } = this.#options;
    const member = replica.isReady() ? replica.record('members', memberId) : null;
    const isLocked = (accounts.byMember(memberId)?.disabledAt ?? null) !== null;
    return member === null || member.deletedAt !== null || isLocked ? null : { memberId, role: member.role };
  }

  #get(id: string): Row | null {
    return this.#options.db.select().from(apiKeys).where(eq(apiKeys.id, id)).get() ?? null;
  }

  #live(): Row[] {
    return this.#options.db.select().from(apiKeys).where(isNull(apiKeys.revokedAt)).all();
  }

  #rowOf(row: Row): ApiKeyRow {
    const { id, name, memberId, createdAt, createdBy, lastUsedAt, revokedAt } = row;
    const member = this.#options.replica.record('members', memberId);
    const [memberName, role] = [member?.name ?? memberId, member?.role ?? null];
    return { id, name, memberId, memberName, role, scopes: scopesOf(row), createdAt, createdBy, lastUsedAt, revokedAt };
  }
}

/** A scope that a later version took away allows nothing. */
function scopesOf({ scopes }: Row): readonly ApiScope[] {
  return (JSON.parse(scopes) as unknown[]).flatMap((scope) => apiScopeSchema.safeParse(scope).data ?? []);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
