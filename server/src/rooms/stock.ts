import { RoomDamaged } from '@fieldgoal/replica';
import { CLOSE } from '@fieldgoal/sync';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { WebSocket } from 'ws';
import type { Caller, Connection, Hub } from './hub.ts';

/**
 * A stock y-websocket client: one socket for one room, at `/{room}?token=…`.
 *
 *   message   = type varUint · body
 *   type 0    sync: step varUint (0 step 1 · state vector, 1 step 2 · update, 2 update · update)
 *   type 1    awareness: passed on to the room's other stock clients, not looked into
 *   type 3    query awareness: answered by whoever sends awareness next
 */
const SYNC = 0;
const AWARENESS = 1;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

export type PassOn = (from: StockConnection, message: Uint8Array) => void;

export class StockConnection implements Connection {
  readonly #hub: Hub;
  readonly #socket: WebSocket;
  readonly #room: string;
  readonly #actor: Caller;
  readonly #passOn: PassOn;
  #isSignedOut = false;

  constructor(hub: Hub, socket: WebSocket, room: string, actor: Caller, passOn: PassOn) {
    this.#hub = hub;
    this.#socket = socket;
    this.#room = room;
    this.#actor = actor;
    this.#passOn = passOn;
    socket.on('message', (data) => this.#onMessage(data as Buffer));
    socket.on('close', () => hub.remove(this));
    socket.on('error', (error) => hub.log.warn({ error: String(error) }, 'a client socket failed'));
    hub.add(this);
    this.#begin();
  }

  #begin(): void {
    try {
      this.#sync(STEP_1, this.#hub.replica.stateVector(this.#room));
    } catch (error) {
      if (!(error instanceof RoomDamaged)) throw error;
      this.#socket.close(1013, 'room_damaged');
    }
  }

  get room(): string {
    return this.#room;
  }

  get memberId(): string {
    return this.#actor.memberId;
  }

  get sessionId(): string {
    return this.#actor.sessionId;
  }

  /** What still arrives before the other side has closed is not looked at. */
  signOut(): void {
    this.#isSignedOut = true;
    this.#socket.close(CLOSE.unauthorized, 'unauthorized');
  }

  update(room: string, update: Uint8Array): void {
    if (room === this.#room) this.#sync(UPDATE, update);
  }

  reconsider(): void {
    const actor = this.#hub.actorNow(this.#actor);
    if (actor === null || !this.#hub.replica.reach().mayReadRoom(actor, this.#hub.replica.addressOf(this.#room)))
      this.#socket.close(CLOSE.forbidden, 'forbidden');
  }

  pumpFeed(): void {}

  send(message: Uint8Array): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(message);
  }

  #onMessage(data: Buffer): void {
    if (this.#isSignedOut) return;
    try {
      const decoder = decoding.createDecoder(data);
      const type = decoding.readVarUint(decoder);
      if (type === AWARENESS) this.#passOn(this, data);
      if (type !== SYNC) return;
      const step = decoding.readVarUint(decoder);
      const body = decoding.readVarUint8Array(decoder);
      if (step === STEP_1) this.#sync(STEP_2, this.#hub.replica.missingFor(this.#room, body));
      else this.#receive(body);
    } catch (error) {
      if (error instanceof RoomDamaged) {
        this.#socket.close(1013, 'room_damaged');
        return;
      }
      this.#hub.log.warn(
        { actor: this.#actor.memberId, room: this.#room, error: String(error) },
        'a client sent something that is not a message',
      );
      this.#socket.close(CLOSE.badRequest, 'bad message');
    }
  }

  #receive(update: Uint8Array): void {
    const actor = this.#hub.actorNow(this.#actor);
    if (actor === null) {
      this.#socket.close(CLOSE.unauthorized, 'unauthorized');
      return;
    }
    const committed = this.#hub.authority.receive(this.#room, update, actor, this);
    if (committed.ok) return;
    const isOurs = committed.error.code === 'storage' || committed.error.code === 'room_damaged';
    this.#socket.close(isOurs ? 1013 : CLOSE.forbidden, committed.error.code);
  }

  #sync(step: number, body: Uint8Array): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, body);
    this.send(encoding.toUint8Array(encoder));
  }
}
