import { formatRoom } from '@fieldgoal/documents';
import type { Actor } from '@fieldgoal/domain';
import type { Commit, Logger, Replica } from '@fieldgoal/replica';
import type { Revocation } from '../auth/revocations.ts';
import type { Authority } from '../authority/authority.ts';
import type { RoomLimits } from './limits.ts';

/** A member at one of their devices. */
export interface Caller extends Actor {
  readonly sessionId: string;
}

/** What a connection must be able to do for the hub to keep it in step. */
export interface Connection {
  /** Whose it is. */
  readonly memberId: string;
  readonly sessionId: string;
  /** The session has ended: closes with 4401. */
  signOut(): void;
  /** Someone else's committed update of a room it has open. */
  update(room: string, update: Uint8Array): void;
  /** Rooms may have been added, or reach may have changed. */
  reconsider(): void;
  /** The feed has grown. */
  pumpFeed(): void;
}

/** What the hub of an organization needs from the rest of the server. */
export interface HubOptions {
  readonly replica: Replica;
  readonly authority: Authority;
  readonly log: Logger;
  readonly limits?: RoomLimits;
  readonly authenticate: (token: string) => Promise<Caller | null>;
  /** Whether the person's account may be used now. */
  readonly isActive: (memberId: string) => boolean;
  readonly isSessionActive: (sessionId: string) => boolean;
  readonly onRevoked: (listener: (revocation: Revocation) => void) => () => void;
}

/** Tells every connection what was committed, after it was committed. */
export class Hub {
  readonly replica: Replica;
  readonly authority: Authority;
  readonly log: Logger;
  readonly limits: RoomLimits;
  readonly authenticate: HubOptions['authenticate'];
  readonly #isActive: HubOptions['isActive'];
  readonly #isSessionActive: HubOptions['isSessionActive'];
  readonly #connections = new Set<Connection>();
  readonly #knownRooms: Set<string>;
  readonly #stop: (() => void)[];
  #isPumpDue = false;

  constructor(options: HubOptions & { readonly limits: RoomLimits }) {
    this.replica = options.replica;
    this.authority = options.authority;
    this.log = options.log;
    this.limits = options.limits;
    this.authenticate = options.authenticate;
    this.#isActive = options.isActive;
    this.#isSessionActive = options.isSessionActive;
    this.#knownRooms = new Set(this.replica.rooms());
    this.#stop = [
      this.replica.onCommit((commit) => this.#onCommit(commit)),
      this.replica.onFeed(() => this.#pump()),
      options.onRevoked((revocation) => this.#onRevoked(revocation)),
    ];
  }

  add(connection: Connection): void {
    this.#connections.add(connection);
    // Revoked between the check of its token and now, when nobody could be told yet.
    if (!this.#isSessionActive(connection.sessionId)) connection.signOut();
  }

  remove(connection: Connection): void {
    this.#connections.delete(connection);
  }

  /** The person as the directory and the accounts know them now: a role or an account taken away counts at once. */
  actorNow(actor: Actor): Actor | null {
    const member = this.replica.record('members', actor.memberId);
    return member === null || member.deletedAt !== null || !this.#isActive(actor.memberId)
      ? null
      : { memberId: member.id, role: member.role };
  }

  /** Logged only: the audit log is for known people, strangers could fill the disk with theirs. */
  refusedStranger(what: string): void {
    this.log.warn({ actor: null, what, code: 'unauthorized', reason: 'The access token is not valid.' }, 'refused');
  }

  close(): void {
    for (const stop of this.#stop) stop();
    this.#connections.clear();
  }

  #onRevoked({ memberId, sessionId }: Revocation): void {
    for (const connection of this.#connections) {
      if (connection.memberId === memberId && (sessionId === null || connection.sessionId === sessionId)) connection.signOut();
    }
  }

  #onCommit(commit: Commit): void {
    const directory = formatRoom(this.replica.organization, { kind: 'directory' });
    let isReshaped = commit.seqs.some(({ room }) => room === directory);
    for (const { room, bytes } of commit.seqs) {
      isReshaped ||= !this.#knownRooms.has(room);
      this.#knownRooms.add(room);
      for (const connection of this.#connections) if (connection !== commit.source) connection.update(room, bytes);
    }
    if (isReshaped) for (const connection of this.#connections) connection.reconsider();
    this.#pump();
  }

  /** Once what happens now is over, so that a change's acknowledgement is on its way before the results that account for it. */
  #pump(): void {
    if (this.#isPumpDue) return;
    this.#isPumpDue = true;
    setImmediate(() => {
      this.#isPumpDue = false;
      for (const connection of this.#connections) connection.pumpFeed();
    });
  }
}
