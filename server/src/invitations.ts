import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RecordChange } from '@fieldgoal/documents';
import { type Actor, err, type Instant, ok, type Result, type Role } from '@fieldgoal/domain';
import { type Replica, toInstant } from '@fieldgoal/replica';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { normalizeEmail } from './auth/accounts.ts';
import type { Auth, AuthProblem, SignedIn } from './auth/auth.ts';
import { passwordProblem } from './auth/passwords.ts';
import { type Authority, SYSTEM_ACTOR } from './authority/authority.ts';
import { newMemberChange } from './company.ts';
import { invitations } from './storage/schema.ts';
import type { ServerDatabase } from './storage/server-database.ts';

const DAY_MS = 86_400_000;
export const DEFAULT_DAYS = 7;
export const MAX_DAYS = 30;

type Row = typeof invitations.$inferSelect;

/** An invitation as an admin sees it; the code isn't kept. */
export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly teamId: string | null;
  readonly createdAt: Instant;
  readonly byName: string;
  readonly expiresAt: Instant;
  readonly state: 'open' | 'accepted' | 'expired' | 'revoked';
}

export interface NewInvitation {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly teamId: string | null;
  /** Days until it expires. */
  readonly days: number;
}

export interface InvitationsOptions {
  readonly replica: Replica;
  readonly authority: Authority;
  readonly auth: Auth;
  readonly db: ServerDatabase;
}

const WRONG_CODE = 'This invitation isn’t valid. Check that the whole link was copied, or ask your admin for a new one.';

/**
 * Invitations: a link that lets one person join once. Its code is `{organization}.{id}.{32 random bytes}`, stored as SHA-256,
 * shown once to the admin who makes it, and worth nothing once that person is no longer an admin.
 */
export class Invitations {
  readonly #replica: Replica;
  readonly #authority: Authority;
  readonly #auth: Auth;
  readonly #db: ServerDatabase;

  constructor({ replica, authority, auth, db }: InvitationsOptions) {
    this.#replica = replica;
    this.#authority = authority;
    this.#auth = auth;
    this.#db = db;
  }

  /** Errors: words. An open invitation of the same address is replaced. */
  create(wanted: NewInvitation, actor: Actor): Result<{ readonly invitation: InvitationRow; readonly code: string }, string> {
    if (!this.#replica.isReady()) return err('There is no company yet. Create it first.');
    const email = normalizeEmail(wanted.email);
    if (this.#auth.accounts.byEmail(email) !== null) return err(`${email} has an account already.`);
    if (wanted.teamId !== null && !this.#hasTeam(wanted.teamId)) return err(`There is no team ${wanted.teamId}.`);
    const id = this.#replica.newId();
    const code = `${this.#replica.organization}.${id}.${randomBytes(32).toString('base64url')}`;
    const row: Row = {
      id,
      codeHash: hashOf(code),
      email,
      name: wanted.name,
      role: wanted.role,
      teamId: wanted.teamId,
      createdAt: this.#replica.nowInstant(),
      createdBy: actor.memberId,
      expiresAt: toInstant(this.#replica.now() + wanted.days * DAY_MS),
      acceptedAt: null,
      revokedAt: null,
    };
    this.#db.transaction(() => {
      this.#close(and(eq(invitations.email, email), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)));
      this.#db.insert(invitations).values(row).run();
      this.#audit(actor, 'invitations.created', `invited ${wanted.name} (${email}) as ${wanted.role}`);
    });
    return ok({ invitation: this.#toRow(row), code });
  }

  /** The newest first. */
  list(): InvitationRow[] {
    const rows = this.#db.select().from(invitations).orderBy(desc(invitations.createdAt), desc(invitations.id)).all();
    return rows.map((row) => this.#toRow(row));
  }

  /** Errors: words. */
  revoke(id: string, actor: Actor): Result<void, string> {
    const row = this.#db.select().from(invitations).where(eq(invitations.id, id)).get();
    if (row === undefined) return err(`There is no invitation ${id}.`);
    if (row.acceptedAt !== null) return err(`The invitation of ${row.email} was accepted already; disable the account instead.`);
    this.#db.transaction(() => {
      this.#close(and(eq(invitations.id, id), isNull(invitations.revokedAt)));
      this.#audit(actor, 'invitations.revoked', `took back the invitation of ${row.email}`);
    });
    return ok(undefined);
  }

  /** Makes the account and signs its person in. Errors: the same words for every code that isn't valid. */
  async accept(
    input: { readonly code: string; readonly password: string; readonly deviceId: string; readonly deviceName?: string | undefined },
    address: string,
  ): Promise<Result<SignedIn, AuthProblem>> {
    const wait = this.#auth.limiter.beginCode(address);
    if (wait > 0)
      return err({
        code: 'too_many_tries',
        reason: 'too many codes',
        message: 'Too many tries. Please wait a quarter of an hour, then try again.',
      });
    const found = this.#find(input.code);
    if (!found.ok) return err({ code: 'refused', reason: `invitation: ${found.error}`, message: WRONG_CODE });
    this.#auth.limiter.codeSucceeded(address);
    const problem = passwordProblem(input.password);
    if (problem !== null) return err({ code: 'bad_password', reason: 'invitation: password too weak', message: problem });
    const passwordHash = await this.#auth.passwords.hash(input.password);
    // Looked at again after the only pause: of two at the same time one is refused.
    const still = this.#find(input.code);
    if (!still.ok) return err({ code: 'refused', reason: `invitation: ${still.error}`, message: WRONG_CODE });
    const joined = this.#join(still.value, passwordHash);
    if (!joined.ok) return err({ code: 'refused', reason: `invitation: ${joined.error}`, message: joined.error });
    return ok(await this.#auth.signIn(joined.value, input.deviceId, input.deviceName));
  }

  /** Member, membership, account and the end of the invitation, in one transaction. */
  #join(row: Row, passwordHash: string): Result<string, string> {
    const known = this.#replica.directory().members.find((member) => member.email?.toLowerCase() === row.email);
    if (this.#auth.accounts.byEmail(row.email) !== null || (known !== undefined && this.#auth.accounts.byMember(known.id) !== null))
      return err(`${row.email} has an account already. Please sign in.`);
    const memberId = known?.id ?? this.#replica.newId();
    const made = { at: this.#replica.nowInstant(), actorId: row.createdBy };
    const member: RecordChange =
      known === undefined
        ? newMemberChange({ id: memberId, name: row.name, email: row.email, role: row.role }, made)
        : { collection: 'members', id: memberId, kind: 'update', fields: { role: row.role } };
    const changes = [member, ...this.#membership(memberId, row, made)];
    const actor: Actor = { memberId, role: row.role };
    const edited = this.#authority.edit(changes, actor, `joined by the invitation of ${this.#nameOf(row.createdBy)}`, () => {
      this.#auth.accounts.add(memberId, row.email, passwordHash);
      this.#db.update(invitations).set({ acceptedAt: made.at }).where(eq(invitations.id, row.id)).run();
    });
    return edited.ok ? ok(memberId) : err(edited.error.message);
  }

  #membership(memberId: string, { teamId }: Row, { at, actorId }: { readonly at: Instant; readonly actorId: string }): RecordChange[] {
    if (teamId === null || !this.#hasTeam(teamId)) return [];
    const isIn = this.#replica
      .directory()
      .memberships.some((membership) => membership.memberId === memberId && membership.teamId === teamId);
    if (isIn) return [];
    const id = this.#replica.newId();
    const made = { createdAt: at, createdBy: actorId, importId: null, deletedAt: null };
    const fields = { id, memberId, teamId, from: this.#replica.today(), to: null, ...made };
    return [{ collection: 'memberships', id, kind: 'create', fields }];
  }

  /** The invitation of a code that is good at this moment; else why not, for the log. */
  #find(code: string): Result<Row, string> {
    const row = this.#db
      .select()
      .from(invitations)
      .where(eq(invitations.id, code.split('.')[1] ?? ''))
      .get();
    if (row === undefined || !isSame(row.codeHash, hashOf(code))) return err('unknown code');
    const state = this.#stateOf(row);
    if (state !== 'open') return err(state);
    return this.#isAdmin(row.createdBy) ? ok(row) : err('who invited is no longer an admin');
  }

  #isAdmin(memberId: string): boolean {
    if (memberId === SYSTEM_ACTOR.memberId) return true;
    return this.#auth.isActive(memberId) && this.#replica.record('members', memberId)?.role === 'admin';
  }

  #hasTeam(teamId: string): boolean {
    const team = this.#replica.record('teams', teamId);
    return team !== null && team.deletedAt === null;
  }

  #close(which: ReturnType<typeof and>): void {
    this.#db.update(invitations).set({ revokedAt: this.#replica.nowInstant() }).where(which).run();
  }

  #stateOf({ acceptedAt, revokedAt, expiresAt }: Row): InvitationRow['state'] {
    if (acceptedAt !== null) return 'accepted';
    if (revokedAt !== null) return 'revoked';
    return expiresAt <= this.#replica.nowInstant() ? 'expired' : 'open';
  }

  #toRow(row: Row): InvitationRow {
    const { id, email, name, role, teamId, createdAt, createdBy, expiresAt } = row;
    return { id, email, name, role, teamId, createdAt, byName: this.#nameOf(createdBy), expiresAt, state: this.#stateOf(row) };
  }

  #nameOf(memberId: string): string {
    return memberId === SYSTEM_ACTOR.memberId ? 'the server’s admin' : (this.#replica.record('members', memberId)?.name ?? memberId);
  }

  #audit(actor: Actor, action: string, sentence: string): void {
    this.#authority.audit({ actorId: actor.memberId, action, sentence });
  }
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
