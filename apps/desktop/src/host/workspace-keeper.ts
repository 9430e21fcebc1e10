import { join } from 'node:path';
import { type Logger, openReplica, ReplicaOpenError } from '@fieldgoal/replica';
import type { createSyncClient } from '@fieldgoal/sync';
import type { LiveHub } from './live.ts';
import type { Session } from './session/session.ts';
import type { StoredMember } from './session/stored-session.ts';
import { Workspace } from './workspace.ts';

export interface KeeperOptions {
  readonly dataDir: string;
  readonly session: Session;
  readonly live: LiveHub;
  readonly connect: typeof createSyncClient;
  readonly now: () => number;
  readonly random: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly log: Logger;
}

/** By then a page has its files, and is busy running them before it asks for anything (measured: 120 ms and 400 ms are slower). */
const READ_FIRST_AFTER_MS = 250;
/** Nothing more is read ahead while the first page is asked for. */
const WARM_UP_AFTER_MS = 2_000;

/** Opens the signed-in member's workspace, closes it at sign-out, and never has two of one member open at once. */
export class WorkspaceKeeper {
  readonly #options: KeeperOptions;
  #current: Workspace | null = null;
  #problem: ReplicaOpenError | null = null;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  get current(): Workspace | null {
    return this.#current;
  }

  /** Why the member's data could not be opened; null when it is open or nobody is signed in. */
  get problem(): ReplicaOpenError | null {
    return this.#problem;
  }

  /** Brings the open workspace in line with who is signed in; resolves when that is done. */
  follow(): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      const { member } = this.#options.session;
      if (
        this.#current !== null &&
        (member === null || member.memberId !== this.#current.memberId || member.organization !== this.#current.replica.organization)
      ) {
        await this.#closeCurrent();
      }
      if (member !== null && this.#current === null) this.#open(member);
      if (member === null) this.#problem = null;
    });
    return this.#turn;
  }

  async close(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#closeCurrent());
    await this.#turn;
  }

  #open(member: StoredMember): void {
    const { dataDir, session, live, connect, now, random, randomBytes, log } = this.#options;
    const { organization, memberId, role } = member;
    try {
      const replica = openReplica({
        file: join(dataDir, `replica-${organization}-${memberId}.db`),
        organization,
        role: 'device',
        now,
        randomBytes,
        log,
        self: () => this.#current?.actor() ?? { memberId, role },
      });
      const workspace = new Workspace({ replica, memberId, role, live, log });
      this.#current = workspace;
      this.#problem = null;
      workspace.turnDay();
      setTimeout(() => workspace.readFirst(), READ_FIRST_AFTER_MS).unref();
      setTimeout(() => workspace.warmUp(), WARM_UP_AFTER_MS).unref();
      workspace.attachSync(
        connect({
          replica,
          url: syncUrl(session.serverUrl, member.organization),
          deviceId: session.deviceId,
          accessToken: () => session.accessToken(),
          log,
          random,
        }),
      );
    } catch (error) {
      if (!(error instanceof ReplicaOpenError)) throw error;
      if (this.#problem?.message !== error.message) log.error({ error, code: error.code }, "the member's data could not be opened");
      this.#problem = error;
    }
  }

  async #closeCurrent(): Promise<void> {
    const workspace = this.#current;
    this.#current = null;
    await workspace?.close();
  }
}

function syncUrl(serverUrl: string, organization: string): string {
  const url = new URL('/sync', serverUrl);
  url.searchParams.set('organization', organization);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
