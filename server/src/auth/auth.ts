import { type Actor, err, type Instant, ok, type Result, type Role } from '@fieldgoal/domain';
import type { Logger, Replica } from '@fieldgoal/replica';
import type { ServerDatabase } from '../storage/server-database.ts';
import { AccessTokens } from './access-tokens.ts';
import { Accounts, normalizeEmail } from './accounts.ts';
import { passwordProblem, Passwords } from './passwords.ts';
import { type Revocation, Revocations } from './revocations.ts';
import { sessionOf, Sessions } from './sessions.ts';
import { SignInLimiter } from './sign-in-limiter.ts';

/** What a device gets when it signs in and each time it refreshes. */
export interface SignedIn {
  readonly accessToken: string;
  readonly accessExpiresAt: Instant;
  readonly refreshToken: string;
  readonly organization: string;
  readonly memberId: string;
  readonly role: Role;
  readonly name: string;
}

/** A member at one of their devices. */
export interface Caller extends Actor {
  readonly sessionId: string;
  readonly deviceId: string;
  /** When the token that says so runs out, in milliseconds since 1970. */
  readonly expiresAt?: number;
}

/** Why someone isn't let in; `reason` is for the log, `message` for the person. */
export interface AuthProblem {
  readonly code: 'refused' | 'too_many_tries' | 'bad_password';
  readonly message: string;
  readonly reason: string;
}

export interface AuthOptions {
  readonly replica: Replica;
  readonly db: ServerDatabase;
  readonly now: () => number;
  readonly log: Logger;
  /** Shared by the organizations of a server; one of its own where left out. */
  readonly limiter?: SignInLimiter | undefined;
}

/** What someone types to sign in, and the device they do it on. */
export interface LoginInput {
  readonly email: string;
  readonly password: string;
  readonly deviceId: string;
  readonly deviceName?: string | undefined;
}

const NO_MATCH = 'E-mail address and password don’t match an account here. Check both, or ask an admin.';
const SIGN_IN_AGAIN = 'This device is signed out. Please sign in again; what is on it stays there.';

/** Who is who: signing in, staying signed in, and what a token is worth at this moment. */
export class Auth {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly passwords = new Passwords();
  readonly limiter: SignInLimiter;
  readonly #replica: Replica;
  readonly #log: Logger;
  readonly #tokens: AccessTokens;
  readonly #revocations = new Revocations();
  readonly #stopListening: () => void;

  private constructor({ replica, db, now, log, limiter }: AuthOptions, tokens: AccessTokens) {
    this.#replica = replica;
    this.#log = log;
    this.#tokens = tokens;
    this.limiter = limiter ?? new SignInLimiter(now);
    this.accounts = new Accounts(db, now);
    this.sessions = new Sessions(db, now, () => replica.newId(), this.#revocations);
    this.#stopListening = replica.onCommit(({ touched }) => {
      for (const { collection, id, after } of touched) {
        // Who leaves the directory is signed out for good; a changed role counts with the next request, for it is never stored in a session.
        if (collection === 'members' && (after === null || after.deletedAt !== null)) this.sessions.revokeAll(id);
      }
    });
  }

  static async open(options: AuthOptions): Promise<Auth> {
    const { replica, db, now } = options;
    return new Auth(options, await AccessTokens.open(db, replica.organization, now, () => replica.newId()));
  }

  /** Errors: the same words, after the same work, for an unknown address, a wrong password and a disabled account. */
  async login(input: LoginInput, address: string): Promise<Result<SignedIn, AuthProblem>> {
    const email = normalizeEmail(input.email);
    const wait = this.limiter.beginLogin(email, address);
    if (wait > 0) return err(tooManyTries(wait));
    const account = this.accounts.byEmail(email);
    const isRight = await this.passwords.verify(account?.passwordHash ?? null, input.password);
    if (account === null) return err({ code: 'refused', reason: 'unknown e-mail address', message: NO_MATCH });
    if (!isRight) return err({ code: 'refused', reason: 'wrong password', message: NO_MATCH });
    if (!this.isActive(account.memberId)) return err({ code: 'refused', reason: 'account disabled', message: NO_MATCH });
    this.limiter.loginSucceeded(email, address);
    return ok(await this.signIn(account.memberId, input.deviceId, input.deviceName));
  }

  /** Says no as `login` does, after the same work: where no organization could be found for the address. */
  async refuseLogin(input: LoginInput, address: string, reason: string): Promise<AuthProblem> {
    const wait = this.limiter.beginLogin(normalizeEmail(input.email), address);
    if (wait > 0) return tooManyTries(wait);
    await this.passwords.verify(null, input.password);
    return { code: 'refused', reason, message: NO_MATCH };
  }

  /** A person's own new password; their other sessions end, this one goes on. */
  async changePassword(caller: Caller, current: string, next: string, address: string): Promise<Result<void, AuthProblem>> {
    const account = this.accounts.byMember(caller.memberId);
    if (account === null) return err({ code: 'refused', reason: 'no account', message: NO_MATCH });
    const wait = this.limiter.beginLogin(account.email, address);
    if (wait > 0) return err(tooManyTries(wait));
    if (!(await this.passwords.verify(account.passwordHash, current)))
      return err({ code: 'bad_password', reason: 'wrong password', message: 'The current password is not right. Nothing was changed.' });
    this.limiter.loginSucceeded(account.email, address);
    const problem = passwordProblem(next);
    if (problem !== null) return err({ code: 'bad_password', reason: 'password too weak', message: problem });
    this.accounts.setPassword(caller.memberId, await this.passwords.hash(next));
    this.sessions.revokeOthers(caller.memberId, caller.sessionId);
    return ok(undefined);
  }

  /** Starts a session without asking for a password: for the person who has just made the company, or accepted an invitation. */
  async signIn(memberId: string, deviceId: string, deviceName?: string): Promise<SignedIn> {
    const { session, refreshToken } = this.sessions.start(memberId, deviceId, deviceName ?? null);
    this.#log.info({ actor: memberId, deviceId }, 'signed in');
    return this.#signedIn(memberId, deviceId, session.id, refreshToken);
  }

  /** Exchanges a refresh token for the next pair. Errors: the same words for every reason; the session may have been ended. */
  async refresh(refreshToken: string, deviceId: string, address = ''): Promise<Result<SignedIn, AuthProblem>> {
    const wait = this.limiter.beginRefresh(sessionOf(refreshToken), address);
    if (wait > 0) return err(tooManyTries(wait));
    const outcome = this.sessions.refresh(refreshToken, deviceId);
    if (outcome.kind === 'refused') {
      this.limiter.refreshFailed(address);
      if (outcome.reason === 'reused')
        this.#log.warn(
          { actor: outcome.session?.memberId, session: outcome.session?.id },
          'a used refresh token came back; its session was ended',
        );
      return err({ code: 'refused', reason: `refresh token: ${outcome.reason}`, message: SIGN_IN_AGAIN });
    }
    const { memberId, id } = outcome.session;
    if (!this.isActive(memberId)) {
      this.sessions.revokeAll(memberId);
      return err({ code: 'refused', reason: 'account disabled', message: SIGN_IN_AGAIN });
    }
    return ok(await this.#signedIn(memberId, deviceId, id, outcome.refreshToken));
  }

  /** The member an access token speaks for at this moment, or null: expired, revoked, disabled or not a token. */
  async authenticate(token: string): Promise<Caller | null> {
    const claims = await this.#tokens.verify(token);
    if (claims === null || this.sessions.live(claims.sessionId)?.memberId !== claims.memberId || !this.isActive(claims.memberId))
      return null;
    const role = this.#roleOf(claims.memberId);
    return role === null
      ? null
      : { memberId: claims.memberId, role, sessionId: claims.sessionId, deviceId: claims.deviceId, expiresAt: claims.expiresAt };
  }

  /** Tells at once of sessions that end before their time: signed out, password changed, disabled, removed, token stolen. */
  onRevoked(listener: (revocation: Revocation) => void): () => void {
    return this.#revocations.onRevoked(listener);
  }

  /** Whether the session goes on: neither ended nor expired, and its person may still sign in. */
  isSessionActive(sessionId: string): boolean {
    const session = this.sessions.live(sessionId);
    return session !== null && this.isActive(session.memberId);
  }

  close(): void {
    this.#stopListening();
  }

  /** Whether the person has an account that isn't disabled and is in the directory. */
  isActive(memberId: string): boolean {
    const account = this.accounts.byMember(memberId);
    return account !== null && account.disabledAt === null && this.#roleOf(memberId) !== null;
  }

  #roleOf(memberId: string): Role | null {
    const member = this.#replica.record('members', memberId);
    return member === null || member.deletedAt !== null ? null : member.role;
  }

  async #signedIn(memberId: string, deviceId: string, sessionId: string, refreshToken: string): Promise<SignedIn> {
    const member = this.#replica.record('members', memberId);
    if (member === null) throw new Error(`Member ${memberId} has an account but no record.`);
    const { token, expiresAt } = await this.#tokens.issue({ memberId, deviceId, sessionId });
    return {
      accessToken: token,
      accessExpiresAt: expiresAt,
      refreshToken,
      organization: this.#replica.organization,
      memberId,
      role: member.role,
      name: member.name,
    };
  }
}

function tooManyTries(seconds: number): AuthProblem {
  const minutes = Math.ceil(seconds / 60);
  return {
    code: 'too_many_tries',
    reason: 'too many tries',
    message: `Too many tries. Please wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, then try again.`,
  };
}
