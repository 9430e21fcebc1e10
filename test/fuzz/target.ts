import { EventEmitter } from 'node:events';
import { ENGINE_VERSION, SCHEMA_VERSION } from '@fieldgoal/domain';
import { openReplica, type Replica } from '@fieldgoal/replica';
import { PROTOCOL_VERSION } from '@fieldgoal/sync';
import { Authority } from '../../server/src/authority/authority.ts';
import { DeviceConnection } from '../../server/src/rooms/device.ts';
import { Hub } from '../../server/src/rooms/hub.ts';
import { roomLimitsSchema } from '../../server/src/rooms/limits.ts';
import { StockConnection } from '../../server/src/rooms/stock.ts';
import { StockRooms } from '../../server/src/rooms/stock-rooms.ts';
import { NOW } from '../fixtures/company.ts';
import type { MachineFiles } from '../simulation/machine-files.ts';
import { logOf, type LoggedError } from '../simulation/machines.ts';
import { Random } from '../simulation/random.ts';
import type { Templates } from '../simulation/templates.ts';
import { settle } from '../simulation/virtual-time.ts';

export const ROOM = 'main/work/ana/2026-Q4';
export const ANA = { memberId: 'ana', role: 'member', sessionId: 'ana' } as const;

/** A server's end of a socket that swallows what it is told. */
class Sink extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  readonly bufferedAmount = 0;
  readonly writableLength = 0;
  send(_data: unknown, done?: () => void): void {
    done?.();
  }
  close(): void {
    this.readyState = 3;
    this.emit('close');
  }
  terminate(): void {
    this.close();
  }
  write(): boolean {
    return true;
  }
  cork(): void {}
  uncork(): void {}
  pause(): void {}
  resume(): void {}
}

/** The server that inputs are thrown at: the real one over a copy of the small company, without what it would do later. */
export class Target {
  readonly replica: Replica;
  readonly authority: Authority;
  readonly errors: LoggedError[] = [];
  /** Updates to begin with. */
  readonly pool: { readonly valid: Uint8Array[]; readonly odd: Uint8Array[] } = { valid: [], odd: [] };
  readonly #hub: Hub;
  readonly #stock = new StockRooms();
  #device: Sink | null = null;

  constructor(files: MachineFiles, templates: Templates) {
    const random = new Random(1);
    const log = logOf('server', this.errors);
    this.replica = openReplica({
      file: files.next('fuzz', templates.server),
      organization: 'main',
      role: 'server',
      now: () => NOW,
      randomBytes: (size) => random.bytes(size),
      log,
      defer: () => {},
    });
    this.authority = new Authority(this.replica, log);
    this.#hub = new Hub({
      ...{ replica: this.replica, authority: this.authority, log, limits: roomLimitsSchema.parse({}) },
      authenticate: async (token) => (token === 'ana' ? ANA : null),
      isActive: () => true,
      isSessionActive: () => true,
      onRevoked: () => () => {},
    });
  }

  /** A message on a socket of our own device that has said hello and opened its rooms. */
  async device(message: Uint8Array | string): Promise<void> {
    const socket = this.#device ?? (await this.#welcome());
    this.#device = socket;
    socket.emit('message', Buffer.from(message as string), typeof message !== 'string');
    if (typeof message === 'string') await settle();
    if (socket.readyState !== socket.OPEN) this.#device = null;
  }

  /** A message of a stock y-websocket client. */
  stock(message: Uint8Array): void {
    const socket = new Sink();
    void new StockConnection({
      hub: this.#hub,
      socket: socket as never,
      connection: socket as never,
      room: ROOM,
      caller: ANA,
      rooms: this.#stock,
    });
    socket.emit('message', Buffer.from(message));
    socket.close();
  }

  close(): void {
    this.#device?.close();
    this.#hub.close();
    this.replica.close();
  }

  async #welcome(): Promise<Sink> {
    const socket = new Sink();
    void new DeviceConnection(this.#hub, socket as never, socket as never);
    const say = (message: object): void => void socket.emit('message', Buffer.from(JSON.stringify(message)), false);
    say({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      engine: ENGINE_VERSION,
      schema: SCHEMA_VERSION,
      deviceId: 'fuzz',
      token: 'ana',
      feedCursor: 0,
    });
    await settle();
    say({ type: 'open', channel: 1, room: ROOM });
    say({ type: 'open', channel: 2, room: 'main/directory' });
    return socket;
  }
}
