import type { Logger } from '@fieldgoal/replica';
import { EditRefused } from '../edit-refused.ts';
import { Emitter } from '../emitter.ts';
import type { SecretStore } from './secret-store.ts';
import { type NewCompany, type ServerApi, ServerCallError, type SignedInAnswer } from './server-api.ts';
import { loadSession, type StoredMember, type StoredSession, saveSession } from './stored-session.ts';

/** An access token is renewed this long before it ends, so that none ends on its way. */
const RENEW_BEFORE_MS = 60_000;

export interface SessionOptions {
  readonly store: SecretStore;
  /** Wins over the stored address; null takes the stored one. */
  readonly serverUrl: string | null;
  readonly newDeviceId: () => string;
  /** What the person knows this device by, for the list of their sessions. */
  readonly deviceName?: string | undefined;
  readonly api: (serverUrl: string, accessToken: () => Promise<string | null>) => ServerApi;
  readonly now: () => number;
  readonly log: Logger;
}

const DEFAULT_SERVER = 'http://127.0.0.1:4600';

/**
 * Who is signed in on this device. It survives restarts without the server: a person stays signed in until the server refuses
 * the session or they sign out; either way the data of the device stays where it is.
 */
export class Session {
  readonly changed = new Emitter<void>();
  readonly #options: SessionOptions;
  #stored: StoredSession;
  #api: ServerApi;
  #access: { readonly token: string; readonly expiresAt: number } | null = null;
  #renewal: Promise<string | null> | null = null;
  #words: string | null = null;
  #storeProblem: string | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    const loaded = loadSession(
      options.store,
      { deviceId: options.newDeviceId(), serverUrl: options.serverUrl ?? DEFAULT_SERVER },
      options.log,
    );
    this.#stored = { ...loaded, serverUrl: options.serverUrl ?? loaded.serverUrl };
    this.#api = this.#connect(this.#stored.serverUrl);
    this.#save();
  }

  get serverUrl(): string {
    return this.#stored.serverUrl;
  }

  get deviceId(): string {
    return this.#stored.deviceId;
  }

  /** The person signed in, or null. */
  get member(): StoredMember | null {
    const { member } = this.#stored;
    return member?.refreshToken == null ? null : member;
  }

  /** Why the person has to sign in again; null when there is nothing to say. */
  get words(): string | null {
    return this.#words;
  }

  /** Set while the session can't be stored: it lives until the next restart only. */
  get storeProblem(): string | null {
    return this.#storeProblem;
  }

  get api(): ServerApi {
    return this.#api;
  }

  /** Errors: `EditRefused` with words for the person. */
  async signIn(input: { readonly serverUrl: string; readonly email: string; readonly password: string }): Promise<void> {
    const { serverUrl, organization } = readAddress(input.serverUrl);
    const api = this.#connect(serverUrl);
    const answer = await inWords(api.login({ organization, email: input.email.trim(), password: input.password, ...this.#device() }));
    this.#begin(serverUrl, api, answer);
  }

  /** Joins by the link of an invitation, `https://goals.example.com/invitation#code`. Errors: `EditRefused` with words. */
  async join(input: { readonly link: string; readonly password: string }): Promise<void> {
    const { serverUrl, code } = readInvitation(input.link);
    const api = this.#connect(serverUrl);
    const answer = await inWords(api.acceptInvitation({ code, password: input.password, ...this.#device() }));
    this.#begin(serverUrl, api, answer);
  }

  async createCompany(input: NewCompany): Promise<void> {
    const answer = await inWords(this.#api.createCompany({ ...input, deviceId: this.deviceId }));
    this.#begin(this.serverUrl, this.#api, answer);
  }

  /** Tells the server when it can be reached; signs out on this device in any case. */
  async signOut(): Promise<void> {
    try {
      await this.#api.logout();
    } catch (error) {
      this.#options.log.info({ reason: String(error) }, 'signed out without telling the server; its session ends by itself');
    }
    this.#end(null);
  }

  /** A valid access token, renewed when needed; null when signed out or the server can't be reached. */
  accessToken(): Promise<string | null> {
    if (this.member === null) return Promise.resolve(null);
    if (this.#access !== null && this.#access.expiresAt - RENEW_BEFORE_MS > this.#options.now()) return Promise.resolve(this.#access.token);
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  #device(): { readonly deviceId: string; readonly deviceName?: string | undefined } {
    return { deviceId: this.deviceId, deviceName: this.#options.deviceName };
  }

  async #renew(): Promise<string | null> {
    const refreshToken = this.member?.refreshToken ?? null;
    if (refreshToken === null) return null;
    try {
      const answer = await this.#api.refresh({ refreshToken, deviceId: this.deviceId });
      // Signed out, or in as someone else, while the answer was on its way.
      if (this.member?.refreshToken !== refreshToken) return null;
      this.#stored = {
        ...this.#stored,
        member: { ...this.member, refreshToken: answer.refreshToken, accessExpiresAt: answer.accessExpiresAt },
      };
      this.#access = { token: answer.accessToken, expiresAt: Date.parse(answer.accessExpiresAt) };
      this.#save();
      return answer.accessToken;
    } catch (error) {
      if (error instanceof ServerCallError && error.kind === 'unauthorized' && this.member?.refreshToken === refreshToken) {
        this.#end('The server ended this session. Sign in again; everything you saved is still on this device.');
      } else {
        this.#options.log.info({ reason: String(error) }, 'the session could not be renewed now');
      }
      return null;
    }
  }

  #begin(serverUrl: string, api: ServerApi, answer: SignedInAnswer): void {
    const { organization, memberId, name, role, refreshToken, accessExpiresAt } = answer;
    this.#stored = {
      ...this.#stored,
      serverUrl,
      member: { organization, memberId, name, role, refreshToken, accessExpiresAt },
    };
    // The token getter of `api` belongs to this session whichever address it was made for.
    this.#api = api;
    this.#access = { token: answer.accessToken, expiresAt: Date.parse(accessExpiresAt) };
    this.#words = null;
    this.#save();
    this.changed.emit();
  }

  #end(words: string | null): void {
    const { member } = this.#stored;
    this.#stored = { ...this.#stored, member: member === null ? null : { ...member, refreshToken: null } };
    this.#access = null;
    this.#words = words;
    this.#save();
    this.changed.emit();
  }

  #connect(serverUrl: string): ServerApi {
    return this.#options.api(serverUrl, () => this.accessToken());
  }

  #save(): void {
    try {
      saveSession(this.#options.store, this.#stored);
      this.#storeProblem = null;
    } catch (error) {
      this.#options.log.error({ error }, 'the session could not be stored');
      this.#storeProblem =
        'This device cannot store your session: its disk is full or its folder cannot be written. Free some space or make the folder writable.';
    }
  }
}

/** The server's own words, as an error the page shows. */
export async function inWords<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ServerCallError) throw new EditRefused(error.message, { cause: error });
    throw error;
  }
}

/** A server's address; a company's id may follow it, where several companies share the server. */
function readAddress(text: string): { readonly serverUrl: string; readonly organization: string | undefined } {
  const url = webAddress(text);
  if (url === null)
    throw new EditRefused(`Server address "${text}": it must begin with http:// or https://, for example https://goals.example.com.`);
  const [, organization] = /^\/([A-Za-z0-9_-]{1,64})\/?$/.exec(url.pathname) ?? [];
  return { serverUrl: url.origin, organization };
}

function readInvitation(text: string): { readonly serverUrl: string; readonly code: string } {
  const url = webAddress(text);
  const code = url?.hash.slice(1) ?? '';
  if (url !== null && code !== '') return { serverUrl: url.origin, code };
  // Without the text itself, which may be the better part of a secret.
  throw new EditRefused('Invitation: copy the whole link; it looks like https://goals.example.com/invitation#… and doesn’t end at the #.');
}

function webAddress(text: string): URL | null {
  const url = URL.parse(text.trim());
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null;
}
