import { formatRoom, mergeUpdates } from '@fieldgoal/documents';
import type { Actor } from '@fieldgoal/domain';
import type { Commit, Logger, Replica } from '@fieldgoal/replica';

import type { Revocation } from '../auth/revocations.ts';
import type { Authority } from '../authority/authority.ts';
import { GroupCommit } from './group-commit.ts';
import type { RoomLimits } from './limits.ts';
import { Presence } from './presence.ts';
import { TokenBucket } from './token-bucket.ts';

/** A member at one of their devices. */
export interface Caller extends Actor {
  readonly sessionId: string;
  /** When the token that says so runs out, in milliseconds since 1970; never where it isn't said. */
  readonly expiresAt?: number;
}

/** What a connection must be able to do for the hub to keep it in step. */
export interface Connection {
  /** Whose it is. */
  readonly memberId: string;
  readonly sessionId: string;
  /** When its token runs out, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** The session has ended: closes with 4401. */
  signOut(): void;
  /** Someone else's committed update of a room it watches. */
  update(room: string, update: Uint8Array): void;
  /** Rooms may have been added, or reach may have changed. */
  reconsider(): void;
  /** The feed has grown. */
  pumpFeed(): void;
  /** These people have come or gone. */
  presenceChanged(memberIds: ReadonlySet<string>): void;
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
  /** Calls `work` again and again, until the function it returns is called. */
  readonly every?: (milliseconds: number, work: () => void) => () => void;
}

const TICK_MS = 1000;
/** How long the account behind a member is believed; ended sessions are told at once. */
const BELIEVED_MS = 200;

interface Committed {
  readonly bytes: Uint8Array[];
  readonly sources: Set<unknown>;
}

/** Tells every connection what was committed, after it was committed. */
export class Hub {
  readonly replica: Replica;
  readonly authority: Authority;
  readonly log: Logger;
  readonly limits: RoomLimits;
  readonly authenticate: HubOptions['authenticate'];
  readonly commits: GroupCommit;
  /** Lets clients in at a set rate. */
  readonly admission: TokenBucket;
  readonly #isActive: HubOptions['isActive'];
  readonly #isSessionActive: HubOptions['isSessionActive'];
  readonly #connections = new Set<Connection>();
  readonly #feedReaders = new Set<Connection>();
  readonly #watchers = new Map<string, Set<Connection>>();
  readonly #presence = new Presence();
  readonly #perMember = new Map<string, number>();
  readonly #actors = new Map<string, { readonly actor: Actor | null; readonly until: number }>();
  readonly #directory: string;
  readonly #knownRooms: Set<string>;
  readonly #stop: (() => void)[];
  #committed = new Map<string, Committed>();
  #isReshaped = false;
  #isDue = false;
  #isPumpDue = false;

  constructor(options: HubOptions & { readonly limits: RoomLimits }) {
    const { replica, authority, limits } = options;
    this.replica = replica;
    this.authority = authority;
    this.log = options.log;
    this.limits = limits;
    this.authenticate = options.authenticate;
    this.commits = new GroupCommit({ replica, authority, roomBytes: limits.roomBytes });
    this.admission = new TokenBucket({ perSecond: limits.connectsPerSecond, burst: limits.connectBurst, now: () => this.now() });
    this.#isActive = options.isActive;
    this.#isSessionActive = options.isSessionActive;
    this.#directory = formatRoom(replica.organization, { kind: 'directory' });
    this.#knownRooms = new Set(replica.rooms());
    this.#stop = [
      replica.onCommit((commit) => this.#onCommit(commit)),
      replica.onFeed(() => this.#pumpSoon()),
      options.onRevoked((revocation) => this.#onRevoked(revocation)),
      (options.every ?? everyReally)(TICK_MS, () => this.#tick()),
    ];
  }

  now(): number {
    return this.replica.now();
  }

  add(connection: Connection, options: { readonly readsFeed: boolean }): void {
    this.#connections.add(connection);
    if (options.readsFeed) {
      this.#feedReaders.add(connection);
      this.#presence.come(connection.memberId);
    }
    this.#perMember.set(connection.memberId, this.socketsOf(connection.memberId) + 1);
    // Revoked between the check of its token and now, when nobody could be told yet.
    if (!this.#isSessionActive(connection.sessionId)) connection.signOut();
  }

  remove(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    if (this.#feedReaders.delete(connection)) this.#presence.go(connection.memberId);
    for (const [room, watchers] of this.#watchers) {
      if (watchers.delete(connection) && watchers.size === 0) this.#watchers.delete(room);
    }
    const left = this.socketsOf(connection.memberId) - 1;
    if (left > 0) this.#perMember.set(connection.memberId, left);
    else this.#perMember.delete(connection.memberId);
  }

  /** Who of these people has a device connected. */
  onlineAmong(memberIds: ReadonlySet<string>): readonly string[] {
    return this.#presence.among(memberIds);
  }

  /** Sockets a person has open, all devices together. */
  socketsOf(memberId: string): number {
    return this.#perMember.get(memberId) ?? 0;
  }

  watch(room: string, connection: Connection): void {
    const watchers = this.#watchers.get(room);
    if (watchers === undefined) this.#watchers.set(room, new Set([connection]));
    else watchers.add(connection);
  }

  unwatch(room: string, connection: Connection): void {
    this.#watchers.get(room)?.delete(connection);
  }

  /** The person as the directory and the accounts know them now: a role taken away counts at once, and so does a session that was ended. */
  actorNow(actor: Actor): Actor | null {
    const known = this.#actors.get(actor.memberId);
    if (known !== undefined && this.now() < known.until) return known.actor;
    const member = this.replica.record('members', actor.memberId);
    const isMember = member !== null && member.deletedAt === null && this.#isActive(actor.memberId);
    const current = isMember ? { memberId: member.id, role: member.role } : null;
    this.#actors.set(actor.memberId, { actor: current, until: this.now() + BELIEVED_MS });
    return current;
  }

  /** Logged only: the audit log is for known people, strangers could fill the disk with theirs. */
  refusedStranger(what: string): void {
    this.log.warn({ actor: null, what, code: 'unauthorized', reason: 'The access token is not valid.' }, 'refused');
  }

  close(): void {
    this.commits.flush();
    for (const stop of this.#stop) stop();
    this.#connections.clear();
    this.#feedReaders.clear();
    this.#watchers.clear();
  }

  #onRevoked({ memberId, sessionId }: Revocation): void {
    this.#actors.delete(memberId);
    for (const connection of this.#connections) {
      if (connection.memberId === memberId && (sessionId === null || connection.sessionId === sessionId)) connection.signOut();
    }
  }

  #onCommit(commit: Commit): void {
    for (const { room, bytes } of commit.seqs) {
      if (room === this.#directory) this.#actors.clear();
      this.#isReshaped ||= room === this.#directory || !this.#knownRooms.has(room);
      this.#knownRooms.add(room);
      const committed = this.#committed.get(room);
      if (committed === undefined) this.#committed.set(room, { bytes: [bytes], sources: new Set([commit.source]) });
      else {
        committed.bytes.push(bytes);
        committed.sources.add(commit.source);
      }
    }
    this.#tellSoon();
  }

  /** Once what happens now is over, so that a change's acknowledgement is on its way before it is passed on, and before results that account for it. */
  #tellSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => this.#tell());
  }

  /** One update a room, however many were committed. */
  #tell(): void {
    this.#isDue = false;
    const rooms = this.#committed;
    const isReshaped = this.#isReshaped;
    this.#committed = new Map();
    this.#isReshaped = false;
    for (const [room, { bytes, sources }] of rooms) {
      const [only] = bytes;
      const update = bytes.length === 1 && only !== undefined ? only : mergeUpdates(bytes);
      // Who sent one of several gets it back with the others, which does no harm.
      for (const connection of this.#watchers.get(room) ?? [])
        if (bytes.length > 1 || !sources.has(connection)) connection.update(room, update);
    }
    if (isReshaped) for (const connection of this.#connections) connection.reconsider();
    this.#pumpSoon();
  }

  #pumpSoon(): void {
    if (this.#isPumpDue) return;
    this.#isPumpDue = true;
    setImmediate(() => {
      this.#isPumpDue = false;
      for (const connection of this.#feedReaders) connection.pumpFeed();
    });
  }

  #tick(): void {
    for (const connection of this.#connections) if (connection.expiresAt <= this.now()) connection.signOut();
    this.#actors.clear();
    const moved = this.#presence.takeChanges();
    if (moved.size > 0) for (const connection of this.#feedReaders) connection.presenceChanged(moved);
    const { documentBytes, documentIdleSeconds, answerBytes } = this.limits;
    this.replica.keep({ documentBytes, documentIdleMs: documentIdleSeconds * 1000, answerBytes });
  }
}

function everyReally(milliseconds: number, work: () => void): () => void {
  const timer = setInterval(work, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
