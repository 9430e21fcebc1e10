import { ENGINE_VERSION, type Instant, SCHEMA_VERSION } from '@fieldgoal/domain';
import { CAPABILITIES, isPermanent, type ToDevice, type ToServer, toDeviceSchema } from './control.ts';
import { decodeFrame, encodeFrame, type Frame, OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from './frames.ts';

/** What the client needs of a replica; `@fieldgoal/replica`'s has it. */
export interface SyncReplica {
  isUpToDate: boolean;
  beginCatchUp(): void;
  endCatchUp(): void;
  readonly outbox: {
    waiting(room: string): readonly { readonly seq: number; readonly bytes: Uint8Array }[];
    count(): number;
    countByRoom(): ReadonlyMap<string, number>;
  };
  nowInstant(): Instant;
  rooms(): readonly string[];
  serverEpoch(): string | null;
  beginReconcile(): void;
  reconcileRoom(room: string, serverVector: Uint8Array): Uint8Array | null;
  endReconcile(epoch: string): void;
  stateVector(room: string): Uint8Array;
  receive(
    room: string,
    bytes: Uint8Array,
    context: { readonly origin: 'remote'; readonly actorId: null },
  ): { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };
  acknowledge(seq: number, serverSeq: number): void;
  refuse(seq: number, room: string, problem: { readonly code: string; readonly message: string }): void;
  feedCursor(): number;
  applyFeed(batch: {
    entries: readonly Extract<ToDevice, { type: 'feed' }>['entries'][number][];
    cursor: number;
    through: number | null;
  }): void;
  onCommit(
    listener: (commit: {
      readonly origin: string;
      readonly seqs: readonly { readonly room: string; readonly seq: number; readonly bytes: Uint8Array }[];
    }) => void,
  ): () => void;
}

interface SyncLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface SyncClientOptions {
  readonly replica: SyncReplica;
  /** `ws://host:port/sync` */
  readonly url: string;
  readonly deviceId: string;
  /** A valid access token, or null while there is none (signed out, server not reachable). */
  readonly accessToken: () => Promise<string | null>;
  readonly log: SyncLogger;
  /** 0–1, for the jitter of reconnects. */
  readonly random: () => number;
  /** Runs `work` once, later, unless the function it returns is called before. */
  readonly after?: (milliseconds: number, work: () => void) => () => void;
}

export type ConnectionState = 'offline' | 'connecting' | 'syncing' | 'up_to_date';

export interface SyncState {
  readonly connection: ConnectionState;
  readonly upToDateAt: Instant | null;
  /** A sentence about why there is no connection, when it is more than a missing network. */
  readonly problem: string | null;
  /** What kind of reason that is: the server's code (`unauthorized`, `please_update`, `too_many_sockets`, `busy` …). */
  readonly problemCode: string | null;
  /** How far this device's clock was behind the server's when they last met, in milliseconds; negative where it was ahead. */
  readonly clockBehindMs: number | null;
  readonly rooms: readonly { readonly room: string; readonly isSynced: boolean; readonly toSend: number; readonly isDamaged: boolean }[];
  /** Who of those this person reaches is connected; empty while it isn't itself. */
  readonly online: readonly string[];
}

export interface SyncClient {
  state(): SyncState;
  onChange(listener: () => void): () => void;
  /** Connects at once instead of after the pause; one that is open is made anew, which compares the clocks again. */
  retryNow(): void;
  close(): Promise<void>;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 15_000;
/** The server said no for good: only an update, a new sign-in or an admin changes that. */
const REFUSED_RETRY_MS = 60_000;
const PING_EVERY_MS = 10_000;
/** A newer token is asked for that long before the old one runs out. */
const RENEW_BEFORE_MS = 60_000;
/** What a frame has around its update. */
const FRAME_BYTES = 64;
const ROOM_ORDER = ['directory', 'hierarchy', 'goals', 'work'];

interface OpenRoom {
  readonly room: string;
  readonly channel: number;
  isSynced: boolean;
  isClosed: boolean;
  /** The server's copy is damaged; it is repaired there. */
  isDamaged: boolean;
  /** What the server lacks of it was offered, and not taken (yet). */
  offer: 'none' | 'open' | 'refused';
  /** A change of this device builds on one that the server lacks; tried again when something of the room has arrived. */
  isBlocked: boolean;
  /** Highest local update sent on this socket. */
  sentThrough: number;
}

/** Keeps a device's replica in step with the server over one socket; reconnects by itself, with jittered exponential back-off. */
export function createSyncClient(options: SyncClientOptions): SyncClient {
  return new Client(options);
}

class Client implements SyncClient {
  readonly #options: SyncClientOptions;
  readonly #replica: SyncReplica;
  readonly #listeners = new Set<() => void>();
  readonly #stopListening: () => void;
  #socket: WebSocket | null = null;
  #byRoom = new Map<string, OpenRoom>();
  #byChannel = new Map<number, OpenRoom>();
  #isWelcome = false;
  #isFeedDrained = false;
  #online: readonly string[] = [];
  #awaitsPong = false;
  #connection: ConnectionState = 'offline';
  #problem: { readonly code: string; readonly message: string } | null = null;
  #clockBehindMs: number | null = null;
  #upToDateAt: Instant | null = null;
  #attempts = 0;
  #retry: (() => void) | null = null;
  #renewal: (() => void) | null = null;
  #retryAfterMs: number | null = null;
  #messageBytes: number | null = null;
  /** The epoch to be remembered when everything has been reconciled with it; null while that can't be said. */
  #epoch: string | null = null;
  #ping: ReturnType<typeof setInterval> | null = null;
  #isClosed = false;

  constructor(options: SyncClientOptions) {
    this.#options = options;
    this.#replica = options.replica;
    this.#stopListening = this.#replica.onCommit(({ origin, seqs }) => {
      if (origin !== 'local') return;
      for (const { room } of seqs) this.#sendWaiting(room);
      this.#refresh();
    });
    void this.#connect();
  }

  state(): SyncState {
    const waiting = this.#replica.outbox.countByRoom();
    const rooms = [...this.#byRoom.values()].map(({ room, isSynced, isDamaged }) => ({
      room,
      isSynced,
      isDamaged,
      toSend: waiting.get(room) ?? 0,
    }));
    for (const [room, toSend] of waiting) if (!this.#byRoom.has(room)) rooms.push({ room, isSynced: false, isDamaged: false, toSend });
    return {
      connection: this.#connection,
      upToDateAt: this.#upToDateAt,
      problem: this.#problem?.message ?? null,
      problemCode: this.#problem?.code ?? null,
      clockBehindMs: this.#clockBehindMs,
      rooms,
      online: this.#online,
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  retryNow(): void {
    if (this.#retry === null) {
      if (this.#isWelcome) this.#socket?.close(4000);
      return;
    }
    this.#retry();
    void this.#connect();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopListening();
    this.#retry?.();
    const socket = this.#socket;
    if (socket !== null && socket.readyState !== WebSocket.CLOSED) {
      await new Promise<void>((resolve) => {
        socket.addEventListener('close', () => resolve());
        socket.addEventListener('error', () => resolve());
        socket.close(1000);
      });
    }
    this.#hangUp();
    this.#listeners.clear();
  }

  async #connect(): Promise<void> {
    this.#retry = null;
    const token = await this.#options.accessToken().catch(() => null);
    if (this.#isClosed) return;
    if (token === null) {
      this.#retryLater();
      return;
    }
    // Of an earlier attempt; this one may fail for another reason, or for none that the server gives.
    this.#problem = null;
    this.#setConnection('connecting');
    const socket = new WebSocket(this.#options.url);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#send({
        type: 'hello',
        protocol: PROTOCOL_VERSION,
        oldestProtocol: OLDEST_PROTOCOL_VERSION,
        schema: SCHEMA_VERSION,
        engine: ENGINE_VERSION,
        capabilities: [...CAPABILITIES],
        epoch: this.#replica.serverEpoch(),
        deviceId: this.#options.deviceId,
        token,
        feedCursor: this.#replica.feedCursor(),
      });
    });
    socket.addEventListener('message', ({ data }) => this.#guard(socket, () => this.#onMessage(data)));
    socket.addEventListener('close', ({ code }) => this.#onClose(socket, code));
    this.#ping = setInterval(() => this.#checkAlive(socket), PING_EVERY_MS);
  }

  /** A message that can't be handled ends the connection, not the app: the next one starts from what is on disk. */
  #guard(socket: WebSocket, handle: () => void): void {
    if (socket !== this.#socket) return;
    try {
      handle();
    } catch (error) {
      this.#options.log.error({ error: String(error) }, 'a message of the server could not be handled; reconnecting');
      socket.close(4000);
    }
  }

  #onMessage(data: unknown): void {
    if (data instanceof ArrayBuffer) this.#onFrame(decodeFrame(new Uint8Array(data)));
    else if (typeof data === 'string') this.#onControl(toDeviceSchema.parse(JSON.parse(data)));
  }

  #onControl(message: ToDevice): void {
    switch (message.type) {
      case 'welcome':
        this.#attempts = 0;
        this.#problem = null;
        this.#isWelcome = true;
        this.#clockBehindMs = Date.parse(message.serverTime) - Date.parse(this.#replica.nowInstant());
        this.#epoch = message.epoch;
        this.#messageBytes = message.messageBytes;
        this.#renewBefore(message.tokenExpiresInMs);
        this.#replica.beginCatchUp();
        this.#setConnection('syncing');
        if (message.reconcile) this.#reconcile();
        else if (message.epoch !== null && message.epoch !== this.#replica.serverEpoch()) this.#replica.endReconcile(message.epoch);
        this.#openRooms([...message.rooms, ...this.#replica.outbox.countByRoom().keys()]);
        break;
      case 'token':
        this.#renewBefore(message.tokenExpiresInMs);
        break;
      case 'rooms':
        this.#openRooms(message.rooms);
        break;
      case 'closed': {
        const room = this.#byChannel.get(message.channel);
        if (room === undefined) break;
        room.isClosed = true;
        room.isDamaged = message.code === 'room_damaged';
        this.#options.log.warn({ room: room.room, code: message.code, reason: message.message }, 'the server closed a room');
        // Damage on the server is repaired there; what waits is sent then.
        if (message.code === 'room_damaged') break;
        // What came after a refused change is made again, under a new number.
        for (let [next] = this.#replica.outbox.waiting(room.room); next !== undefined; [next] = this.#replica.outbox.waiting(room.room))
          this.#replica.refuse(next.seq, room.room, message);
        break;
      }
      case 'feed':
        this.#replica.applyFeed(message);
        this.#isFeedDrained = message.through !== null;
        break;
      case 'pong':
        this.#awaitsPong = false;
        break;
      case 'presence':
        this.#online = message.online;
        break;
      case 'rejected':
        this.#problem = message;
        this.#retryAfterMs = message.retryAfterMs;
        this.#options.log.warn({ code: message.code }, message.message);
    }
    this.#refresh();
  }

  #onFrame(frame: Frame): void {
    const room = this.#byChannel.get(frame.channel);
    if (room === undefined) return;
    switch (frame.kind) {
      case 'step2':
      case 'update':
        this.#receive(room, frame.update);
        room.isBlocked = false;
        if (frame.kind === 'update') {
          if (room.offer === 'refused') this.#ask(room);
          this.#sendWaiting(room.room);
        }
        if (frame.kind === 'step2' && !room.isClosed) {
          room.isSynced = true;
          this.#sendWaiting(room.room);
        }
        break;
      case 'step1':
        this.#offer(room, frame.stateVector);
        break;
      case 'ack':
        if (frame.seq === 0) room.offer = 'none';
        else this.#replica.acknowledge(frame.seq, frame.serverSeq);
        break;
      case 'refused':
        if (frame.seq === 0) {
          // Whoever made it brings it back; until then it is offered again whenever something of the room arrives, and with every connection.
          room.offer = 'refused';
          break;
        }
        if (frame.code === 'gap') {
          room.isBlocked = true;
          room.sentThrough = 0;
          break;
        }
        this.#options.log.warn({ room: room.room, code: frame.code, reason: frame.message }, 'the server refused a change');
        room.sentThrough = 0;
        this.#replica.refuse(frame.seq, room.room, frame);
        this.#sendWaiting(room.room);
        break;
      default:
        break;
    }
    this.#refresh();
  }

  #receive(room: OpenRoom, update: Uint8Array): void {
    const received = this.#replica.receive(room.room, update, { origin: 'remote', actorId: null });
    if (received.ok) return;
    if (received.error.code !== 'gap') throw new Error(received.error.message);
    room.isSynced = false;
    this.#ask(room);
  }

  #ask({ channel, room }: OpenRoom): void {
    this.#frame({ kind: 'step1', channel, stateVector: this.#replica.stateVector(room) });
  }

  #openRooms(rooms: readonly string[]): void {
    const rank = (room: string): number => ROOM_ORDER.indexOf(room.split('/')[1] ?? '');
    for (const room of [...new Set(rooms)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))) this.#openRoom(room);
  }

  #openRoom(room: string): void {
    // One that was closed is opened anew: its person may read it again, and what was said in between has to be asked for.
    if (this.#byRoom.get(room)?.isClosed === false) return;
    const open: OpenRoom = {
      room,
      channel: this.#byChannel.size + 1,
      isSynced: false,
      isClosed: false,
      isDamaged: false,
      offer: 'none',
      isBlocked: false,
      sentThrough: 0,
    };
    this.#byRoom.set(room, open);
    this.#byChannel.set(open.channel, open);
    this.#send({ type: 'open', channel: open.channel, room });
    this.#ask(open);
  }

  /** The server was put back to an earlier state: every room that is here is gone through with it, also those it has never heard of. */
  #reconcile(): void {
    this.#options.log.warn({}, 'the server was restored from a backup; this device hands in what it lacks');
    this.#replica.beginReconcile();
    this.#openRooms(this.#replica.rooms());
  }

  #offer(room: OpenRoom, serverVector: Uint8Array): void {
    const lacking = this.#replica.reconcileRoom(room.room, serverVector);
    room.offer = lacking === null ? 'none' : 'open';
    if (lacking === null) return;
    this.#frame({ kind: 'offer', channel: room.channel, update: lacking });
  }

  /** Asks for a newer token before the old one runs out; without one the server closes the connection, and the next begins with a new one. */
  #renewBefore(expiresInMs: number | null): void {
    this.#renewal?.();
    this.#renewal = null;
    if (expiresInMs === null) return;
    const renew = async (): Promise<void> => {
      const token = await this.#options.accessToken().catch(() => null);
      if (token !== null && this.#isWelcome) this.#send({ type: 'token', token });
    };
    this.#renewal = this.#after(Math.max(expiresInMs / 2, expiresInMs - RENEW_BEFORE_MS), () => void renew());
  }

  #after(milliseconds: number, work: () => void): () => void {
    return (this.#options.after ?? afterReally)(milliseconds, work);
  }

  #sendWaiting(room: string): void {
    if (!this.#isWelcome) return;
    const open = this.#byRoom.get(room);
    if (open === undefined) {
      this.#openRoom(room);
      return;
    }
    if (!open.isSynced || open.isClosed || open.isBlocked) return;
    for (const { seq, bytes } of this.#replica.outbox.waiting(room)) {
      if (seq <= open.sentThrough) continue;
      if (isHierarchy(room) && this.#isHeldBack(seq)) return;
      if (this.#messageBytes !== null && bytes.length + FRAME_BYTES > this.#messageBytes) {
        const message = `This change has ${bytes.length} bytes; the server takes ${this.#messageBytes} at once. Make it in smaller parts.`;
        this.#replica.refuse(seq, room, { code: 'too_large', message });
        this.#sendWaiting(room);
        return;
      }
      open.sentThrough = seq;
      this.#frame({ kind: 'push', channel: open.channel, seq, update: bytes });
    }
    if (isGoals(room)) for (const other of this.#byRoom.keys()) if (isHierarchy(other)) this.#sendWaiting(other);
  }

  /**
   * Whether goals made before a move are not on their way yet. The server judges a move by the goal that is moved: without it the move would
   * be refused, as one of a goal that its person may not move. A room that the server closed holds nothing back.
   */
  #isHeldBack(seq: number): boolean {
    return [...this.#replica.outbox.countByRoom().keys()].filter(isGoals).some((room) => {
      const open = this.#byRoom.get(room);
      if (open?.isClosed === true) return false;
      return this.#replica.outbox.waiting(room).some((one) => one.seq < seq && one.seq > (open?.sentThrough ?? 0));
    });
  }

  #send(message: ToServer): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #frame(frame: Frame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(encodeFrame(frame));
  }

  #checkAlive(socket: WebSocket): void {
    if (this.#awaitsPong || !this.#isWelcome) {
      this.#options.log.warn({}, 'the server does not answer; reconnecting');
      this.#onClose(socket, 1006);
      socket.close(4000);
      return;
    }
    this.#awaitsPong = true;
    this.#send({ type: 'ping' });
  }

  #onClose(socket: WebSocket, code: number): void {
    if (socket !== this.#socket) return;
    this.#hangUp();
    if (this.#isClosed) return;
    this.#retryLater(isPermanent(code) ? REFUSED_RETRY_MS : this.#retryAfterMs);
  }

  #hangUp(): void {
    if (this.#ping !== null) clearInterval(this.#ping);
    this.#ping = null;
    this.#renewal?.();
    this.#renewal = null;
    this.#epoch = null;
    this.#socket = null;
    this.#byRoom = new Map();
    this.#byChannel = new Map();
    this.#isWelcome = false;
    this.#isFeedDrained = false;
    this.#online = [];
    this.#awaitsPong = false;
    this.#replica.isUpToDate = false;
    this.#replica.endCatchUp();
  }

  /** Exponential and jittered; not before the time the server asked for, and spread over as long again. */
  #retryLater(atLeastMs: number | null = null): void {
    this.#setConnection('offline');
    const ceiling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    this.#retryAfterMs = null;
    const [least, spread] = atLeastMs === null ? [ceiling / 2, ceiling / 2] : [atLeastMs, Math.max(atLeastMs, ceiling)];
    this.#retry = this.#after(least + spread * this.#options.random(), () => void this.#connect());
  }

  /** Says whether this device has everything the server has, after anything that may have changed it. */
  #refresh(): void {
    if (this.#isWelcome) {
      const isDone =
        this.#isFeedDrained &&
        [...this.#byRoom.values()].every(({ isSynced, isClosed }) => isSynced || isClosed) &&
        this.#replica.outbox.count() === 0;
      this.#replica.isUpToDate = isDone;
      if (isDone) this.#replica.endCatchUp();
      if (isDone && this.#epoch !== null && [...this.#byRoom.values()].every(({ offer }) => offer === 'none')) {
        if (this.#epoch !== this.#replica.serverEpoch()) this.#replica.endReconcile(this.#epoch);
        this.#epoch = null;
      }
      if (isDone) this.#upToDateAt = this.#replica.nowInstant();
      this.#connection = isDone ? 'up_to_date' : 'syncing';
    }
    for (const listener of this.#listeners) listener();
  }

  #setConnection(connection: ConnectionState): void {
    this.#connection = connection;
    for (const listener of this.#listeners) listener();
  }
}

function isHierarchy(room: string): boolean {
  return room.split('/')[1] === 'hierarchy';
}

function isGoals(room: string): boolean {
  return room.split('/')[1] === 'goals';
}

function afterReally(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}
