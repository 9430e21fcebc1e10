import { parseRoom } from '@fieldgoal/documents';
import { type Actor, ENGINE_VERSION } from '@fieldgoal/domain';
import {
  CLOSE,
  decodeFrame,
  encodeFrame,
  type Frame,
  PROTOCOL_VERSION,
  type ToDevice,
  type ToServer,
  toServerSchema,
} from '@fieldgoal/sync';
import { RoomDamaged } from '@fieldgoal/replica';
import type { WebSocket } from 'ws';
import type { Caller, Connection, Hub } from './hub.ts';
import { wantedRooms } from './wanted.ts';

const FEED_PAGE = 200;
const HELLO_WITHIN_MS = 10_000;

/** One device's socket (wire format: `@fieldgoal/sync` frames and control messages). */
export class DeviceConnection implements Connection {
  readonly #hub: Hub;
  readonly #socket: WebSocket;
  readonly #roomOf = new Map<number, string>();
  readonly #channelOf = new Map<string, number>();
  readonly #helloTimer: ReturnType<typeof setTimeout>;
  #caller: Caller | null = null;
  #actor: Actor | null = null;
  #feedCursor = 0;
  #rooms = '';

  constructor(hub: Hub, socket: WebSocket) {
    this.#hub = hub;
    this.#socket = socket;
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

  signOut(): void {
    this.#actor = null;
    this.#reject(CLOSE.unauthorized, 'unauthorized', 'This device was signed out. Please sign in again; what is on it stays there.');
  }

  update(room: string, update: Uint8Array): void {
    const channel = this.#channelOf.get(room);
    if (channel !== undefined) this.#frame({ kind: 'update', channel, update });
  }

  reconsider(): void {
    const actor = this.#current();
    if (actor === null) return;
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
      case 'ping':
        this.#send({ type: 'pong' });
    }
  }

  async #hello(hello: Extract<ToServer, { type: 'hello' }>): Promise<void> {
    clearTimeout(this.#helloTimer);
    if (hello.protocol !== PROTOCOL_VERSION || hello.engine !== ENGINE_VERSION) {
      this.#reject(
        CLOSE.pleaseUpdate,
        'please_update',
        'This version of the app and the server do not fit together. Please update the older one.',
      );
      return;
    }
    const authenticated = await this.#hub.authenticate(hello.token);
    this.#caller = authenticated;
    this.#actor = authenticated === null ? null : this.#hub.actorNow(authenticated);
    if (this.#actor === null) {
      this.#hub.refusedStranger('sync');
      this.#reject(CLOSE.unauthorized, 'unauthorized', 'Please sign in again.');
      return;
    }
    const { replica } = this.#hub;
    const rooms = wantedRooms(replica, this.#actor);
    this.#rooms = rooms.join(' ');
    this.#feedCursor = hello.feedCursor;
    this.#hub.add(this);
    this.#send({
      type: 'welcome',
      memberId: this.#actor.memberId,
      organization: replica.organization,
      serverTime: replica.nowInstant(),
      rooms,
    });
    this.pumpFeed();
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
  }

  #onFrame(frame: Frame): void {
    const room = this.#roomOf.get(frame.channel);
    const actor = this.#current();
    if (room === undefined || actor === null) return;
    if (frame.kind === 'step1') {
      this.#answer(frame.channel, room, frame.stateVector);
    } else if (frame.kind === 'push') {
      this.#push(frame.channel, room, frame.seq, frame.update, actor);
    }
  }

  /** What the device lacks of a room; a room that is damaged here is closed, and the others go on. */
  #answer(channel: number, room: string, stateVector: Uint8Array): void {
    try {
      this.#frame({ kind: 'step2', channel, update: this.#hub.replica.missingFor(room, stateVector) });
    } catch (error) {
      if (!(error instanceof RoomDamaged)) throw error;
      this.#closeRoom(channel, room, error.message, 'room_damaged');
    }
  }

  #push(channel: number, room: string, seq: number, update: Uint8Array, actor: Actor): void {
    const committed = this.#hub.authority.receive(room, update, actor, this);
    if (committed.ok) {
      this.#frame({ kind: 'ack', channel, seq, serverSeq: committed.value.seqs[0]?.seq ?? this.#hub.replica.lastSeq() });
    } else if (committed.error.code === 'storage') {
      this.#socket.close(1013);
    } else if (committed.error.code === 'room_damaged') {
      // Not the fault of the change: it waits on its device until the room is repaired.
      this.#closeRoom(channel, room, committed.error.message, 'room_damaged');
    } else {
      this.#frame({ kind: 'refused', channel, seq, code: committed.error.code, message: committed.error.message });
    }
  }

  #closeRoom(channel: number, room: string, message: string, code = 'forbidden'): void {
    this.#roomOf.delete(channel);
    this.#channelOf.delete(room);
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
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message), () => this.#checkBacklog());
  }

  #frame(frame: Frame): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(encodeFrame(frame), () => this.#checkBacklog());
  }

  #checkBacklog(): void {
    if (this.#socket.bufferedAmount > this.#hub.limits.backlogBytes) this.#socket.close(1013);
  }

  #reject(closeCode: number, code: string, message: string): void {
    this.#send({ type: 'rejected', code, message });
    this.#socket.close(closeCode, code);
  }

  #onClose(): void {
    clearTimeout(this.#helloTimer);
    this.#hub.remove(this);
  }
}
