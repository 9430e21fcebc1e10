import { type Actor, err, type Instant, ok, type Result, type Role } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import type { Auth, AuthProblem, Caller, SignedIn } from './auth/auth.ts';
import { normalizeEmail } from './auth/accounts.ts';
import { passwordProblem } from './auth/passwords.ts';
import type { Authority } from './authority/authority.ts';
import { type NewCompany, type NewMember, newCompanyChanges, newMemberChange } from './company.ts';

/** One person with an account, as an admin sees them. */
export interface UserRow {
  readonly memberId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly isDisabled: boolean;
}

/** A device someone is signed in on. */
export interface SessionRow {
  readonly id: string;
  /** The device's name, or its id where it has none. */
  readonly device: string;
  readonly createdAt: Instant;
  /** When it last renewed its access, which it does every quarter of an hour while it is used. */
  readonly lastUsedAt: Instant;
}

export interface PeopleOptions {
  readonly replica: Replica;
  readonly authority: Authority;
  readonly auth: Auth;
}

/** Who belongs to the organization and may sign in: members of the directory together with their accounts. */
export class People {
  readonly #replica: Replica;
  readonly #authority: Authority;
  readonly #auth: Auth;

  constructor({ replica, authority, auth }: PeopleOptions) {
    this.#replica = replica;
    this.#authority = authority;
    this.#auth = auth;
  }

  /** Makes the company with its first admin, who is signed in at once. Errors: words; nothing was made then. */
  async createCompany(
    company: NewCompany,
    admin: Omit<NewMember, 'role'> & { readonly password: string },
    deviceId: string,
  ): Promise<Result<SignedIn, string>> {
    const made = await this.foundCompany(company, admin);
    return made.ok ? ok(await this.#auth.signIn(made.value, deviceId)) : made;
  }

  /** Makes the company with its first admin, whose id it gives. Errors: words; nothing was made then. */
  async foundCompany(company: NewCompany, admin: Omit<NewMember, 'role'> & { readonly password: string }): Promise<Result<string, string>> {
    const problem = passwordProblem(admin.password);
    if (problem !== null) return err(problem);
    const passwordHash = await this.#auth.passwords.hash(admin.password);
    // Asked after the only pause, so that of two at the same time one is refused.
    if (this.#replica.isReady()) return err('The company exists already. Please sign in.');
    const id = this.#replica.newId();
    const origin = { at: this.#replica.nowInstant(), actorId: id, newId: () => this.#replica.newId() };
    const email = normalizeEmail(admin.email);
    // The account first: without its member it lets no one in, while a company without an account could never be entered.
    this.#auth.accounts.removeAll();
    this.#auth.accounts.add(id, email, passwordHash);
    const changes = newCompanyChanges(company, { id, name: admin.name, email, role: 'admin' }, origin);
    const edited = this.#authority.edit(changes, { memberId: id, role: 'admin' }, `created the company ${company.companyName}`);
    return edited.ok ? ok(id) : err(edited.error.message);
  }

  list(): UserRow[] {
    return this.#auth.accounts.list().flatMap(({ memberId, email, disabledAt }) => {
      const member = this.#replica.record('members', memberId);
      return member === null || member.deletedAt !== null
        ? []
        : [{ memberId, name: member.name, email, role: member.role, isDisabled: disabledAt !== null }];
    });
  }

  /**
   * Gives a person an account: the member of that e-mail address, else of exactly that name without one, else a new member.
   * Errors: words.
   */
  async add(user: NewMember & { readonly password: string }, actor: Actor): Promise<Result<UserRow, string>> {
    const problem = passwordProblem(user.password);
    if (problem !== null) return err(problem);
    const passwordHash = await this.#auth.passwords.hash(user.password);
    if (!this.#replica.isReady()) return err('There is no company yet. Create it first.');
    const email = normalizeEmail(user.email);
    if (this.#auth.accounts.byEmail(email) !== null)
      return err(`${email} has an account already. "user password ${email}" gives it a new password.`);
    const known = this.#memberFor(user.name, email);
    if (known !== null && this.#auth.accounts.byMember(known) !== null)
      return err(`${user.name} has an account with another e-mail address already.`);
    const memberId = known ?? this.#replica.newId();
    const change =
      known === null
        ? newMemberChange(
            { id: memberId, name: user.name, email, role: user.role },
            { at: this.#replica.nowInstant(), actorId: actor.memberId },
          )
        : ({ collection: 'members', id: known, kind: 'update', fields: { email, role: user.role } } as const);
    const edited = this.#authority.edit([change], actor, `gave ${user.name} an account`, () =>
      this.#auth.accounts.add(memberId, email, passwordHash),
    );
    if (!edited.ok) return err(edited.error.message);
    return ok({ memberId, name: user.name, email, role: user.role, isDisabled: false });
  }

  /** Sets a new password and signs the person out everywhere. Errors: words. */
  async setPassword(email: string, password: string, actor: Actor): Promise<Result<void, string>> {
    const problem = passwordProblem(password);
    if (problem !== null) return err(problem);
    const account = this.#auth.accounts.byEmail(email);
    if (account === null) return err(`${email} has no account here.`);
    this.#auth.accounts.setPassword(account.memberId, await this.#auth.passwords.hash(password));
    this.#auth.sessions.revokeAll(account.memberId);
    this.#authority.audit({ actorId: actor.memberId, action: 'users.password', sentence: `set a new password for ${account.email}` });
    return ok(undefined);
  }

  /** A person's own new password: their other sessions end. Errors: an `AuthProblem`. */
  async changeOwnPassword(caller: Caller, current: string, next: string, address: string): Promise<Result<void, AuthProblem>> {
    const changed = await this.#auth.changePassword(caller, current, next, address);
    if (changed.ok) this.#authority.audit({ actorId: caller.memberId, action: 'users.password', sentence: 'chose a new password' });
    return changed;
  }

  /** Locks a person out, or lets them in again; what they made stays. Errors: words. */
  setDisabled(email: string, isDisabled: boolean, actor: Actor): Result<void, string> {
    const account = this.#auth.accounts.byEmail(email);
    if (account === null) return err(`${email} has no account here.`);
    if (isDisabled && account.memberId === actor.memberId) return err('You can’t disable your own account; ask another admin.');
    this.#auth.accounts.setDisabled(account.memberId, isDisabled);
    if (isDisabled) this.#auth.sessions.revokeAll(account.memberId);
    this.#authority.audit({
      actorId: actor.memberId,
      action: 'users.disabled',
      sentence: `${isDisabled ? 'disabled' : 'enabled'} the account ${account.email}`,
    });
    return ok(undefined);
  }

  /** The devices a person is signed in on. Errors: words. */
  sessionsOf(email: string): Result<SessionRow[], string> {
    const account = this.#auth.accounts.byEmail(email);
    return account === null ? err(`${email} has no account here.`) : ok(this.sessions(account.memberId));
  }

  sessions(memberId: string): SessionRow[] {
    return this.#auth.sessions.listLive(memberId).map(({ id, deviceId, deviceName, createdAt, rotatedAt }) => ({
      id,
      device: deviceName ?? deviceId,
      createdAt,
      lastUsedAt: rotatedAt,
    }));
  }

  /** Signs a person out of one device, or with `sessionId` null of all. Errors: words. */
  endSessions(email: string, sessionId: string | null, actor: Actor): Result<void, string> {
    const account = this.#auth.accounts.byEmail(email);
    if (account === null) return err(`${email} has no account here.`);
    const ended = this.endOwnSession(account.memberId, sessionId);
    if (!ended.ok) return ended;
    const where = sessionId === null ? 'everywhere' : 'of a device';
    this.#authority.audit({ actorId: actor.memberId, action: 'sessions.ended', sentence: `signed ${account.email} out ${where}` });
    return ok(undefined);
  }

  /** Ends one of a person's sessions, or with `sessionId` null all. Errors: words, also for a session of someone else. */
  endOwnSession(memberId: string, sessionId: string | null): Result<void, string> {
    if (sessionId === null) {
      this.#auth.sessions.revokeAll(memberId);
      return ok(undefined);
    }
    if (this.#auth.sessions.live(sessionId)?.memberId !== memberId) return err(`There is no session ${sessionId}.`);
    this.#auth.sessions.revoke(sessionId);
    return ok(undefined);
  }

  #memberFor(name: string, email: string): string | null {
    const members = this.#replica.directory().members;
    const byEmail = members.find((member) => member.email?.toLowerCase() === email);
    const byName = members.filter((member) => member.name === name && member.email === null);
    return byEmail?.id ?? (byName.length === 1 ? (byName[0]?.id ?? null) : null);
  }
}
