import { ENGINE_VERSION, type Instant } from '@fieldgoal/domain';
import { isPermanent, type ToDevice, type ToServer, toDeviceSchema } from './control.ts';
import { decodeFrame, encodeFrame, type Frame, PROTOCOL_VERSION } from './frames.ts';

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
  stateVector(room: string): Uint8Array;
  receive(
    room: string,
    bytes: Uint8Array,
    context: { readonly origin: 'remote'; readonly actorId: null },
  ): { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };
  acknowledge(seq: number, serverSeq: number): void;
  refuse(seq: number, room: string, problem: { readonly code: string; readonly message: string }): void;
  markSynced(room: string): void;
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
}

export type ConnectionState = 'offline' | 'connecting' | 'syncing' | 'up_to_date';

export interface SyncState {
  readonly connection: ConnectionState;
  readonly upToDateAt: Instant | null;
  /** A sentence about why there is no connection, when it is more than a missing network. */
  readonly problem: string | null;
  readonly rooms: readonly { readonly room: string; readonly isSynced: boolean; readonly toSend: number }[];
}

export interface SyncClient {
  state(): SyncState;
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 15_000;
const PING_EVERY_MS = 10_000;
const ROOM_ORDER = ['directory', 'hierarchy', 'goals', 'work'];

interface OpenRoom {
  readonly room: string;
  readonly channel: number;
  isSynced: boolean;
  isClosed: boolean;
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
  #awaitsPong = false;
  #connection: ConnectionState = 'offline';
  #problem: string | null = null;
  #upToDateAt: Instant | null = null;
  #attempts = 0;
  #retry: ReturnType<typeof setTimeout> | null = null;
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
    const rooms = [...this.#byRoom.values()].map(({ room, isSynced }) => ({ room, isSynced, toSend: waiting.get(room) ?? 0 }));
    for (const [room, toSend] of waiting) if (!this.#byRoom.has(room)) rooms.push({ room, isSynced: false, toSend });
    return { connection: this.#connection, upToDateAt: this.#upToDateAt, problem: this.#problem, rooms };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopListening();
    if (this.#retry !== null) clearTimeout(this.#retry);
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
    this.#setConnection('connecting');
    const socket = new WebSocket(this.#options.url);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#send({
        type: 'hello',
        protocol: PROTOCOL_VERSION,
        engine: ENGINE_VERSION,
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
        this.#replica.beginCatchUp();
        this.#setConnection('syncing');
        this.#openRooms([...message.rooms, ...this.#replica.outbox.countByRoom().keys()]);
        break;
      case 'rooms':
        this.#openRooms(message.rooms);
        break;
      case 'closed': {
        const room = this.#byChannel.get(message.channel);
        if (room === undefined) break;
        room.isClosed = true;
        this.#options.log.warn({ room: room.room, code: message.code, reason: message.message }, 'the server closed a room');
        // Damage on the server is repaired there; what waits is sent then.
        if (message.code === 'room_damaged') break;
        for (const { seq } of this.#replica.outbox.waiting(room.room)) this.#replica.refuse(seq, room.room, message);
        break;
      }
      case 'feed':
        this.#replica.applyFeed(message);
        this.#isFeedDrained = message.through !== null;
        break;
      case 'pong':
        this.#awaitsPong = false;
        break;
      case 'rejected':
        this.#problem = message.message;
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
        if (frame.kind === 'step2' && !room.isClosed) {
          room.isSynced = true;
          this.#replica.markSynced(room.room);
          this.#sendWaiting(room.room);
        }
        break;
      case 'ack':
        this.#replica.acknowledge(frame.seq, frame.serverSeq);
        break;
      case 'refused':
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
    this.#frame({ kind: 'step1', channel: room.channel, stateVector: this.#replica.stateVector(room.room) });
  }

  #openRooms(rooms: readonly string[]): void {
    const rank = (room: string): number => ROOM_ORDER.indexOf(room.split('/')[1] ?? '');
    for (const room of [...new Set(rooms)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))) this.#openRoom(room);
  }

  #openRoom(room: string): void {
    if (this.#byRoom.has(room)) return;
    const open: OpenRoom = { room, channel: this.#byRoom.size + 1, isSynced: false, isClosed: false, sentThrough: 0 };
    this.#byRoom.set(room, open);
    this.#byChannel.set(open.channel, open);
    this.#send({ type: 'open', channel: open.channel, room });
    this.#frame({ kind: 'step1', channel: open.channel, stateVector: this.#replica.stateVector(room) });
  }

  #sendWaiting(room: string): void {
    if (!this.#isWelcome) return;
    const open = this.#byRoom.get(room);
    if (open === undefined) {
      this.#openRoom(room);
      return;
    }
    if (!open.isSynced || open.isClosed) return;
    for (const { seq, bytes } of this.#replica.outbox.waiting(room)) {
      if (seq <= open.sentThrough) continue;
      open.sentThrough = seq;
      this.#frame({ kind: 'push', channel: open.channel, seq, update: bytes });
    }
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
    if (isPermanent(code)) this.#attempts = Math.max(this.#attempts, 6);
    this.#retryLater();
  }

  #hangUp(): void {
    if (this.#ping !== null) clearInterval(this.#ping);
    this.#ping = null;
    this.#socket = null;
    this.#byRoom = new Map();
    this.#byChannel = new Map();
    this.#isWelcome = false;
    this.#isFeedDrained = false;
    this.#awaitsPong = false;
    this.#replica.isUpToDate = false;
    this.#replica.endCatchUp();
  }

  #retryLater(): void {
    this.#setConnection('offline');
    const ceiling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    this.#retry = setTimeout(() => void this.#connect(), ceiling / 2 + (ceiling / 2) * this.#options.random());
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
