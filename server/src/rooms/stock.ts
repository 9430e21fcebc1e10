import { isStateVector } from '@fieldgoal/documents';
import type { Duplex } from 'node:stream';
import type { Result } from '@fieldgoal/domain';
import { type CommitProblem, RoomDamaged } from '@fieldgoal/replica';
import { CLOSE } from '@fieldgoal/sync';
import * as decoding from 'lib0/decoding';
import type { WebSocket } from 'ws';
import type { Caller, Connection, Hub } from './hub.ts';
import { Pace } from './pace.ts';
import { STOCK } from './stock-messages.ts';
import type { StockRooms } from './stock-rooms.ts';
import { TokenBucket } from './token-bucket.ts';
import { type Message, Wire } from './wire.ts';

const TRY_AGAIN_LATER = 1013;
/** What a client sends that has nothing the server lacks. */
const EMPTY_UPDATE_BYTES = 2;

/** A stock y-websocket client: one socket for one room, at `/{room}?token=…` (wire format: `stock-messages.ts`). */
export class StockConnection implements Connection {
  readonly #hub: Hub;
  readonly #socket: WebSocket;
  readonly #wire: Wire;
  readonly #room: string;
  readonly #caller: Caller;
  readonly #rooms: StockRooms;
  readonly #pace: Pace;
  readonly #awarenessPace: TokenBucket;
  #isOver = false;

  constructor(options: { hub: Hub; socket: WebSocket; connection: Duplex; room: string; caller: Caller; rooms: StockRooms }) {
    const { hub, socket, connection, room, caller, rooms } = options;
    const { limits } = hub;
    this.#hub = hub;
    this.#socket = socket;
    this.#room = room;
    this.#caller = caller;
    this.#rooms = rooms;
    this.#wire = new Wire({
      socket,
      connection,
      mostBacklog: limits.backlogBytes,
      onSlow: () => hub.log.warn({ actor: caller.memberId, room }, 'a client reads too slowly and was cut off'),
    });
    this.#pace = new Pace(socket, { perSecond: limits.updatesPerSecond, burst: limits.updateBurst, now: () => hub.now() });
    this.#awarenessPace = new TokenBucket({
      perSecond: limits.awarenessPerSecond,
      burst: limits.awarenessBurst,
      now: () => hub.now(),
    });
    socket.on('message', (data) => this.#onMessage(data as Buffer));
    socket.on('close', () => this.#onClose());
    socket.on('error', (error) => hub.log.warn({ error: String(error) }, 'a client socket failed'));
    hub.add(this, { readsFeed: false });
    hub.watch(room, this);
    this.#ifWhole(() => this.send(rooms.messages.step1(hub.replica.stateVector(room))));
    rooms.join(room, this);
  }

  get memberId(): string {
    return this.#caller.memberId;
  }

  get sessionId(): string {
    return this.#caller.sessionId;
  }

  get expiresAt(): number {
    return this.#caller.expiresAt ?? Number.POSITIVE_INFINITY;
  }

  signOut(): void {
    this.#end(CLOSE.unauthorized, 'unauthorized');
  }

  update(_room: string, update: Uint8Array): void {
    this.send(this.#rooms.messages.update(update));
  }

  reconsider(): void {
    const { replica } = this.#hub;
    const actor = this.#hub.actorNow(this.#caller);
    if (actor === null || !replica.reach().mayReadRoom(actor, replica.addressOf(this.#room))) this.#end(CLOSE.forbidden, 'forbidden');
  }

  pumpFeed(): void {}

  presenceChanged(): void {}

  send(message: Message): void {
    this.#wire.send(message);
  }

  #onMessage(data: Buffer): void {
    if (this.#isOver) return;
    try {
      this.#ifWhole(() => this.#read(data));
    } catch (error) {
      const about = { actor: this.#caller.memberId, room: this.#room, error: String(error) };
      this.#hub.log.warn(about, 'a client sent something that is not a message');
      this.#end(CLOSE.badRequest, 'bad message');
    }
  }

  #read(data: Buffer): void {
    const decoder = decoding.createDecoder(data);
    const type = decoding.readVarUint(decoder);
    if (type === STOCK.sync) {
      const step = decoding.readVarUint(decoder);
      const body = decoding.readVarUint8Array(decoder);
      if (step === STOCK.step1 && !isStateVector(body)) throw new Error('a state vector that is none');
      if (step === STOCK.step1) this.#hub.commits.afterWaiting(() => this.#answer(body));
      else if (step === STOCK.step2 || step === STOCK.update) this.#receive(body);
      else throw new Error(`a sync message of the unknown step ${step}`);
    } else if (type === STOCK.awareness) {
      this.#awareness(decoding.readVarUint8Array(decoder));
    } else if (type === STOCK.queryAwareness) {
      this.#rooms.tellAll(this.#room, this);
    } else {
      throw new Error(`a message of the unknown type ${type}`);
    }
    if (decoding.hasContent(decoder)) throw new Error('a message with something behind it');
  }

  #answer(vector: Uint8Array): void {
    this.#ifWhole(() => {
      const { messages } = this.#rooms;
      const updates = this.#hub.replica.lacking(this.#room, vector);
      this.#wire.together(() =>
        updates.forEach((update, number) => this.send(number === updates.length - 1 ? messages.step2(update) : messages.update(update))),
      );
    });
  }

  #receive(update: Uint8Array): void {
    if (update.length <= EMPTY_UPDATE_BYTES && update.every((byte) => byte === 0)) return;
    const actor = this.#hub.actorNow(this.#caller);
    if (actor === null) {
      this.signOut();
      return;
    }
    this.#pace.spend();
    const done = (outcome: Result<number, CommitProblem>): void => this.#onOutcome(outcome);
    this.#hub.commits.push({ room: this.#room, update, actor, source: this, done });
  }

  /** What is committed comes back to the others; a stock client is only told when it was refused. */
  #onOutcome(outcome: Result<number, CommitProblem>): void {
    if (outcome.ok) return;
    const { code } = outcome.error;
    const isOurs = code === 'storage' || code === 'room_damaged';
    this.#end(
      isOurs ? TRY_AGAIN_LATER : code === 'too_large' ? CLOSE.tooLarge : code === 'invalid_record' ? CLOSE.badRequest : CLOSE.forbidden,
      code,
    );
  }

  #awareness(entries: Uint8Array): void {
    if (entries.length > this.#hub.limits.awarenessBytes) throw new Error(`an awareness update of ${entries.length} bytes`);
    if (!this.#awarenessPace.take()) {
      this.#end(CLOSE.tooMany, 'too many awareness updates');
      return;
    }
    this.#rooms.awareness(this.#room, this, entries);
  }

  /** A room that is damaged here is closed to its clients until it is repaired. */
  #ifWhole(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof RoomDamaged)) throw error;
      this.#end(TRY_AGAIN_LATER, 'room_damaged');
    }
  }

  /** What still arrives before the other side has closed is not looked at. */
  #end(code: number, reason: string): void {
    this.#isOver = true;
    this.#socket.close(code, reason);
  }

  #onClose(): void {
    this.#isOver = true;
    this.#pace.close();
    this.#rooms.leave(this.#room, this);
    this.#hub.unwatch(this.#room, this);
    this.#hub.remove(this);
  }
}
