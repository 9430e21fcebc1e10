import type { Duplex } from 'node:stream';
import { isStateVector, parseRoom } from '@fieldgoal/documents';
import type { Actor, Result } from '@fieldgoal/domain';
import { type CommitProblem, RoomDamaged } from '@fieldgoal/replica';
import { CLOSE, decodeFrame, encodeFrame, type Frame, type ToDevice, type ToServer, toServerSchema } from '@fieldgoal/sync';
import type { WebSocket } from 'ws';
import { agree, type Hello, versionProblem } from './handshake.ts';
import type { Caller, Connection, Hub } from './hub.ts';
import { Pace } from './pace.ts';
import { wantedRooms } from './wanted.ts';
import { messageOf, Wire } from './wire.ts';

const FEED_PAGE = 200;
const HELLO_WITHIN_MS = 10_000;
const NO_BODY = new Uint8Array();

/** One device's socket (wire format: `@fieldgoal/sync` frames and control messages). */
export class DeviceConnection implements Connection {
  readonly #hub: Hub;
  readonly #socket: WebSocket;
  readonly #wire: Wire;
  readonly #pace: Pace;
  readonly #roomOf = new Map<number, string>();
  readonly #channelOf = new Map<string, number>();
  readonly #helloTimer: ReturnType<typeof setTimeout>;
  #caller: Caller | null = null;
  #actor: Actor | null = null;
  #feedCursor = 0;
  #rooms = '';
  #hearsPresence = false;
  #toldOnline = '';
  /** It knew another epoch: what it has that the server lacks is asked for. */
  #reconciles = false;
  /** Of each channel the last push that was committed and not yet acknowledged. */
  readonly #toAck = new Map<number, { readonly seq: number; readonly serverSeq: number }>();

  constructor(hub: Hub, socket: WebSocket, connection: Duplex) {
    const { limits } = hub;
    this.#hub = hub;
    this.#socket = socket;
    this.#wire = new Wire({
      socket,
      connection,
      mostBacklog: limits.backlogBytes,
      onSlow: () => hub.log.warn({ actor: this.memberId }, 'a device reads too slowly and was cut off'),
    });
    this.#pace = new Pace(socket, { perSecond: limits.updatesPerSecond, burst: limits.updateBurst, now: () => hub.now() });
    this.#helloTimer = setTimeout(() => this.#reject(CLOSE.badRequest, 'no_hello', 'The device did not say who it is.'), HELLO_WITHIN_MS);
    socket.on('message', (data, isBinary) => this.#onMessage(data as Buffer, isBinary));
    socket.on('close', () => this.#onClose());
    socket.on('error', (error) => hub.log.warn({ error: String(error) }, 'a device socket failed'));
  }

  get memberId(): string {
    return this.#caller?.memberId ?? '';
  }

  get sessionId(): string {
    return this.#caller?.sessionId ?? '';
  }

  get expiresAt(): number {
    return this.#caller?.expiresAt ?? Number.POSITIVE_INFINITY;
  }

  signOut(): void {
    this.#actor = null;
    const hasRunOut = this.expiresAt <= this.#hub.now();
    const words = hasRunOut
      ? 'The access token of this connection has run out.'
      : 'This device was signed out. Please sign in again; what is on it stays there.';
    this.#reject(CLOSE.unauthorized, hasRunOut ? 'token_expired' : 'unauthorized', words);
  }

  update(room: string, update: Uint8Array): void {
    const channel = this.#channelOf.get(room);
    if (channel !== undefined) this.#frame({ kind: 'update', channel, update });
  }

  presenceChanged(memberIds: ReadonlySet<string>): void {
    const reached = this.#reached();
    if ([...memberIds].some((id) => reached.has(id))) this.#tellPresence(reached);
  }

  reconsider(): void {
    const actor = this.#current();
    if (actor === null) return;
    // Who is no longer reached is no longer told of.
    this.#tellPresence(this.#reached());
    for (const [channel, room] of this.#roomOf) {
      if (!this.#mayRead(actor, room)) this.#closeRoom(channel, room, 'You may no longer read this room.');
    }
    const rooms = wantedRooms(this.#hub.replica, actor);
    const key = rooms.join(' ');
    if (key === this.#rooms) return;
    this.#rooms = key;
    this.#send({ type: 'rooms', rooms });
  }

  pumpFeed(): void {
    const actor = this.#current();
    if (actor === null) return;
    const { replica } = this.#hub;
    const batch = replica.readFeed(this.#feedCursor, FEED_PAGE, (room) => room === null || this.#mayRead(actor, room));
    this.#feedCursor = batch.cursor;
    this.#send({ type: 'feed', entries: [...batch.entries], cursor: batch.cursor, through: batch.through });
    if (batch.through === null) setImmediate(() => this.pumpFeed());
  }

  #onMessage(data: Buffer, isBinary: boolean): void {
    try {
      if (isBinary) this.#onFrame(decodeFrame(data));
      else this.#onControl(toServerSchema.parse(JSON.parse(data.toString('utf8'))));
    } catch (error) {
      this.#hub.log.warn({ actor: this.#actor?.memberId ?? null, error: String(error) }, 'a device sent something that is not a message');
      this.#reject(CLOSE.badRequest, 'bad_message', 'The server did not understand this device.');
    }
  }

  #onControl(message: ToServer): void {
    switch (message.type) {
      case 'hello':
        void this.#hello(message).catch((error: unknown) => {
          this.#hub.log.error({ error: String(error) }, 'a device could not be welcomed');
          this.#socket.close(1011);
        });
        break;
      case 'open':
        this.#open(message.channel, message.room);
        break;
      case 'token':
        void this.#renew(message.token).catch((error: unknown) => {
          this.#hub.log.error({ error: String(error) }, 'a token could not be checked');
          this.#socket.close(1011);
        });
        break;
      case 'ping':
        this.#send({ type: 'pong' });
    }
  }

  async #hello(hello: Hello): Promise<void> {
    if (this.#caller !== null) throw new Error('a second hello');
    clearTimeout(this.#helloTimer);
    const outdated = versionProblem(hello);
    if (outdated !== null) {
      this.#reject(CLOSE.pleaseUpdate, 'please_update', outdated);
      return;
    }
    if (!this.#hub.admission.take()) {
      this.#reject(
        CLOSE.tryAgainLater,
        'busy',
        'Many devices are coming back at once; this one is let in shortly.',
        this.#hub.admission.waitMs(),
      );
      return;
    }
    const authenticated = await this.#hub.authenticate(hello.token);
    const actor = authenticated === null ? null : this.#hub.actorNow(authenticated);
    if (authenticated === null || actor === null) {
      this.#hub.refusedStranger('sync');
      this.#reject(CLOSE.unauthorized, 'unauthorized', 'Please sign in again.');
      return;
    }
    const most = this.#hub.limits.socketsPerAccount;
    if (this.#hub.socketsOf(actor.memberId) >= most) {
      this.#reject(
        CLOSE.tooMany,
        'too_many_sockets',
        `This account has ${most} connections open, which is the most. Please close the app on other devices.`,
      );
      return;
    }
    if (this.#socket.readyState === this.#socket.OPEN) this.#welcome(hello, authenticated, actor);
  }

  #welcome(hello: Hello, caller: Caller, actor: Actor): void {
    const { replica, limits } = this.#hub;
    const { protocol, capabilities } = agree(hello);
    const rooms = wantedRooms(replica, actor);
    const epoch = replica.epoch();
    // A server put back by copying files keeps its epoch, but is behind what the device has read.
    const isBehind = hello.feedCursor > replica.lastFeedSeq();
    this.#caller = caller;
    this.#actor = actor;
    this.#rooms = rooms.join(' ');
    this.#reconciles = capabilities.includes('reconcile') && ((hello.epoch !== null && hello.epoch !== epoch) || isBehind);
    this.#feedCursor = this.#reconciles ? 0 : hello.feedCursor;
    this.#hub.add(this, { readsFeed: true });
    this.#send({
      type: 'welcome',
      memberId: actor.memberId,
      organization: replica.organization,
      serverTime: replica.nowInstant(),
      rooms,
      protocol,
      capabilities: [...capabilities],
      epoch,
      reconcile: this.#reconciles,
      tokenExpiresInMs: this.#expiresInMs(),
      messageBytes: limits.messageBytes,
    });
    this.#hearsPresence = capabilities.includes('presence');
    this.#tellPresence(this.#reached());
    this.pumpFeed();
  }

  /** The others whose work this person may see (rules X2–X7); nobody where that isn't known. */
  #reached(): ReadonlySet<string> {
    const { replica } = this.#hub;
    const actor = this.#current();
    if (!this.#hearsPresence || actor === null || !replica.isReady()) return new Set();
    const reached = new Set(replica.reach().reachedMembers(actor));
    reached.delete(actor.memberId);
    return reached;
  }

  /** Only what is different from what was told before. */
  #tellPresence(reached: ReadonlySet<string>): void {
    const online = this.#hub.onlineAmong(reached);
    const key = online.join(' ');
    if (key === this.#toldOnline) return;
    this.#toldOnline = key;
    this.#send({ type: 'presence', online: [...online] });
  }

  /** A newer token of the same session goes on where the older one runs out. */
  async #renew(token: string): Promise<void> {
    const caller = await this.#hub.authenticate(token);
    if (this.#caller === null || caller?.memberId !== this.#caller.memberId || caller.sessionId !== this.#caller.sessionId) {
      this.#hub.refusedStranger('sync');
      this.#reject(CLOSE.unauthorized, 'unauthorized', 'Please sign in again.');
      return;
    }
    this.#caller = caller;
    this.#send({ type: 'token', tokenExpiresInMs: this.#expiresInMs() });
  }

  #expiresInMs(): number | null {
    return Number.isFinite(this.expiresAt) ? this.expiresAt - this.#hub.now() : null;
  }

  #open(channel: number, room: string): void {
    const actor = this.#current();
    if (actor === null) return;
    const address = parseRoom(this.#hub.replica.organization, room);
    if (!address.ok || !this.#mayRead(actor, room)) {
      const problem = { code: 'forbidden', message: address.ok ? `You may not read the room ${room}.` : address.error };
      this.#hub.authority.refused(actor, room, problem);
      this.#send({ type: 'closed', channel, ...problem });
      return;
    }
    this.#roomOf.set(channel, room);
    this.#channelOf.set(room, channel);
    this.#hub.watch(room, this);
  }

  #onFrame(frame: Frame): void {
    const room = this.#roomOf.get(frame.channel);
    const actor = this.#current();
    if (room === undefined || actor === null) return;
    switch (frame.kind) {
      case 'step1':
        // Answered later, when nobody is there to catch what is wrong with it.
        if (!isStateVector(frame.stateVector)) throw new Error('a state vector that is none');
        this.#hub.commits.afterWaiting(() => this.#answer(frame.channel, room, frame.stateVector));
        break;
      case 'push':
        this.#pace.spend();
        this.#hub.commits.push({
          room,
          update: frame.update,
          actor,
          source: this,
          done: (outcome) => this.#onOutcome(frame.channel, room, frame.seq, outcome),
        });
        break;
      case 'offer':
        this.#pace.spend();
        this.#hub.commits.push({
          room,
          update: frame.update,
          actor,
          source: this,
          done: (outcome) => this.#onOffered(frame.channel, room, outcome),
        });
        break;
      default:
        throw new Error(`a frame ${frame.kind} from a device`);
    }
  }

  /** What the device lacks of a room; a room that is damaged here is closed, and the others go on. */
  #answer(channel: number, room: string, stateVector: Uint8Array): void {
    const { replica } = this.#hub;
    try {
      const updates = replica.lacking(room, stateVector);
      this.#wire.together(() => {
        if (this.#reconciles) this.#frame({ kind: 'step1', channel, stateVector: replica.stateVector(room) });
        updates.forEach((update, number) => this.#frame({ kind: number === updates.length - 1 ? 'step2' : 'update', channel, update }));
      });
    } catch (error) {
      if (!(error instanceof RoomDamaged)) throw error;
      this.#closeRoom(channel, room, error.message, 'room_damaged');
    }
  }

  #onOutcome(channel: number, room: string, seq: number, outcome: Result<number, CommitProblem>): void {
    if (outcome.ok) {
      if (this.#toAck.size === 0) queueMicrotask(() => this.#acknowledge());
      this.#toAck.set(channel, { seq, serverSeq: outcome.value });
      return;
    }
    this.#acknowledge();
    const { code, message } = outcome.error;
    if (code === 'storage') this.#socket.close(CLOSE.tryAgainLater);
    // Not the fault of the change: it waits on its device until the room is repaired.
    else if (code === 'room_damaged') this.#closeRoom(channel, room, message, 'room_damaged');
    else this.#frame({ kind: 'refused', channel, seq, code, message });
  }

  /** One acknowledgement a channel for all that was committed in this turn. */
  #acknowledge(): void {
    this.#wire.together(() => {
      for (const [channel, { seq, serverSeq }] of this.#toAck) this.#frame({ kind: 'ack', channel, seq, serverSeq });
    });
    this.#toAck.clear();
  }

  /** Answered like a push with the number 0. What others made may be more than this person may write; whoever made it brings it back then. */
  #onOffered(channel: number, room: string, outcome: Result<number, CommitProblem>): void {
    if (!outcome.ok) {
      const { code, message } = outcome.error;
      if (code === 'storage') this.#socket.close(CLOSE.tryAgainLater);
      else this.#frame({ kind: 'refused', channel, seq: 0, code, message });
      return;
    }
    this.#hub.log.info({ actor: this.memberId, room }, 'a device brought back what this server lacked');
    this.#frame({ kind: 'ack', channel, seq: 0, serverSeq: outcome.value });
  }

  #closeRoom(channel: number, room: string, message: string, code = 'forbidden'): void {
    this.#roomOf.delete(channel);
    this.#channelOf.delete(room);
    this.#hub.unwatch(room, this);
    this.#send({ type: 'closed', channel, code, message });
  }

  #mayRead(actor: Actor, room: string): boolean {
    const address = parseRoom(this.#hub.replica.organization, room);
    if (!address.ok) return false;
    return this.#hub.replica.isReady() ? this.#hub.replica.reach().mayReadRoom(actor, address.value) : false;
  }

  #current(): Actor | null {
    if (this.#actor === null) return null;
    const actor = this.#hub.actorNow(this.#actor);
    if (actor === null) this.#reject(CLOSE.unauthorized, 'unauthorized', 'This account was closed. Please ask an admin.');
    this.#actor = actor;
    return actor;
  }

  #send(message: ToDevice): void {
    this.#wire.text(JSON.stringify(message));
  }

  #frame(frame: Frame): void {
    this.#wire.send(messageOf(encodeFrame(frame), NO_BODY));
  }

  #reject(closeCode: number, code: string, message: string, retryAfterMs: number | null = null): void {
    this.#send({ type: 'rejected', code, message, retryAfterMs });
    this.#socket.close(closeCode, code);
  }

  #onClose(): void {
    clearTimeout(this.#helloTimer);
    this.#pace.close();
    this.#hub.remove(this);
  }
}
