import { rmSync } from 'node:fs';
import { err, ok, type Result, SETTINGS_ID } from '@fieldgoal/domain';
import { type Logger, ReplicaOpenError } from '@fieldgoal/replica';
import { normalizeEmail } from './auth/accounts.ts';
import type { AuthProblem, LoginInput, SignedIn } from './auth/auth.ts';
import { RATE_LIMITS, type RateLimits } from './auth/rate-limits.ts';
import { sessionOf } from './auth/sessions.ts';
import { SignInLimiter } from './auth/sign-in-limiter.ts';
import type { NewCompany } from './company.ts';
import type { JobsSettings } from './jobs/jobs.ts';
import { Organization } from './organization.ts';
import { defaultOrganization, organizationsOf } from './storage/data-dir.ts';

/** Ids of new organizations: also names of files, on disks that may not tell capitals apart, and first parts of addresses. */
const NEW_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
const RESERVED: ReadonlySet<string> = new Set(['sync', 'trpc', 'api', 'health', 'ready', 'metrics', 'invitation', 'docs', 'admin']);

export interface OrganizationsOptions {
  /** The server's folder, held by this process. */
  readonly dir: { readonly path: string; databaseFile(organization: string): string };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
  readonly rateLimits?: RateLimits | undefined;
  readonly settings?: JobsSettings | undefined;
}

export interface FirstAdmin {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface OrganizationRow {
  readonly id: string;
  readonly companyName: string | null;
  readonly accounts: number;
  /** Why it isn't served; null when it is. */
  readonly problem: string | null;
}

/** What came of a sign-in: with whose organization it was about, or null where none was found for it. */
export interface LoginOutcome {
  readonly organization: Organization | null;
  readonly result: Result<SignedIn, AuthProblem>;
}

/**
 * The organizations of one server. Each has its own database, keys and jobs and knows nothing of the others; here is decided
 * which one a request is for.
 */
export class Organizations {
  readonly #options: OrganizationsOptions;
  readonly #limiter: SignInLimiter;
  readonly #byId = new Map<string, Organization>();
  readonly #adding = new Set<string>();
  readonly #problems = new Map<string, string>();
  #hasStarted = false;

  private constructor(options: OrganizationsOptions) {
    this.#options = options;
    this.#limiter = new SignInLimiter(options.now, options.rateLimits ?? RATE_LIMITS);
  }

  /**
   * Opens every organization of the folder, or makes the first one. One of several that can't be opened is left out and logged, so
   * that it doesn't take the others down. Errors: throws `ReplicaOpenError` when none can be opened.
   */
  static async open(options: OrganizationsOptions): Promise<Organizations> {
    const organizations = new Organizations(options);
    const found = organizationsOf(options.dir.path);
    const ids = found.length === 0 ? [defaultOrganization(found)] : found;
    try {
      for (const id of ids) await organizations.#openFound(id, ids.length === 1);
      if (organizations.#byId.size === 0)
        throw new ReplicaOpenError('corrupt', `None of the organizations in ${options.dir.path} can be opened; the log says why.`);
      return organizations;
    } catch (error) {
      await organizations.close();
      throw error;
    }
  }

  /** Null for an id that isn't one of this server's. */
  get(id: string): Organization | null {
    return this.#byId.get(id) ?? null;
  }

  all(): Organization[] {
    return [...this.#byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The one that is meant where none is named. */
  get default(): Organization {
    const organization = this.get(defaultOrganization([...this.#byId.keys()].sort()));
    if (organization === null) throw new Error('There is no organization.');
    return organization;
  }

  /** Whose a request without a name for it can only be: null where there are several. */
  get only(): Organization | null {
    return this.#byId.size === 1 ? this.default : null;
  }

  /** Follows the clock: the jobs of all organizations, and of those added later. */
  startJobs(): void {
    this.#hasStarted = true;
    for (const organization of this.all()) organization.jobs.start();
  }

  /** Makes an organization with its company and first admin, or nothing. Errors: words. */
  async add(id: string, company: NewCompany, admin: FirstAdmin): Promise<Result<Organization, string>> {
    if (!NEW_ID.test(id) || RESERVED.has(id))
      return err(
        `"${id.slice(0, 100)}" can't be an organization's id. An id has up to 63 small letters, digits and -, and doesn't begin with -: for example acme.`,
      );
    if (this.#byId.has(id) || this.#adding.has(id) || organizationsOf(this.#options.dir.path).includes(id))
      return err(`There is an organization ${id} already.`);
    this.#adding.add(id);
    try {
      const organization = await this.#openOne(id);
      const made = await organization.people.foundCompany(company, admin);
      if (!made.ok) {
        await organization.close();
        for (const end of ['', '-wal', '-shm']) rmSync(`${this.#options.dir.databaseFile(id)}${end}`, { force: true });
        return made;
      }
      this.#byId.set(id, organization);
      if (this.#hasStarted) organization.jobs.start();
      return ok(organization);
    } finally {
      this.#adding.delete(id);
    }
  }

  /** Signs in where the person says, or where their address is the only one of its kind. */
  async login(input: LoginInput & { readonly organization?: string | undefined }, address: string): Promise<LoginOutcome> {
    const organization = this.#forLogin(input);
    if (organization !== null) return { organization, result: await organization.auth.login(input, address) };
    const reason = 'no organization found for this address';
    return { organization: null, result: err(await this.default.auth.refuseLogin(input, address, reason)) };
  }

  /** Errors: those of `Auth.refresh`. A token of one organization is worth nothing in another. */
  async refresh(refreshToken: string, deviceId: string, address: string): Promise<LoginOutcome> {
    const id = sessionOf(refreshToken);
    const organization = this.all().find(({ auth }) => auth.sessions.find(id) !== null) ?? null;
    return {
      organization: organization ?? this.only,
      result: await (organization ?? this.default).auth.refresh(refreshToken, deviceId, address),
    };
  }

  /** The code of an invitation says which organization it is of. Errors: those of `Invitations.accept`. */
  async acceptInvitation(
    input: { readonly code: string; readonly password: string; readonly deviceId: string; readonly deviceName?: string | undefined },
    address: string,
  ): Promise<LoginOutcome> {
    const organization = this.get(input.code.split('.')[0] ?? '');
    return { organization: organization ?? this.only, result: await (organization ?? this.default).invitations.accept(input, address) };
  }

  list(): OrganizationRow[] {
    const served = this.all().map(({ id, replica, auth }) => ({
      id,
      companyName: replica.record('settings', SETTINGS_ID)?.companyName ?? null,
      accounts: auth.accounts.list().length,
      problem: null,
    }));
    const leftOut = [...this.#problems].map(([id, problem]) => ({ id, companyName: null, accounts: 0, problem }));
    return [...served, ...leftOut];
  }

  async close(): Promise<void> {
    for (const organization of this.#byId.values()) await organization.close();
    this.#byId.clear();
  }

  #forLogin({ organization, email }: { readonly organization?: string | undefined; readonly email: string }): Organization | null {
    if (organization !== undefined) return this.get(organization);
    if (this.only !== null) return this.only;
    const [found, ...others] = this.all().filter(({ auth }) => auth.accounts.byEmail(normalizeEmail(email)) !== null);
    return others.length === 0 ? (found ?? null) : null;
  }

  async #openFound(id: string, isOnly: boolean): Promise<void> {
    try {
      this.#byId.set(id, await this.#openOne(id));
    } catch (error) {
      if (isOnly || !(error instanceof ReplicaOpenError)) throw error;
      this.#problems.set(id, error.message);
      this.#options.log.error({ organization: id, error: error.message }, 'an organization could not be opened; the others are served');
    }
  }

  #openOne(id: string): Promise<Organization> {
    const { dir, now, log, settings } = this.#options;
    return Organization.open({ file: dir.databaseFile(id), organization: id, now, log, limiter: this.#limiter, settings });
  }
}
