import { EventEmitter } from 'node:events';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

type Frame = string | Uint8Array;
const [CONNECTING, OPEN, CLOSING, CLOSED] = [0, 1, 2, 3];
const LOST = 1006;

/** The server's end of a connection, with what our server uses of `ws` and of the stream below it. */
export class ServerSocket extends EventEmitter {
  readonly OPEN = OPEN;
  readyState = OPEN;
  readonly bufferedAmount = 0;
  readonly writableLength = 0;
  #written: Buffer = Buffer.alloc(0);
  readonly #pipe: Pipe;

  constructor(pipe: Pipe) {
    super();
    this.#pipe = pipe;
  }

  send(data: Frame, done?: () => void): void {
    if (this.readyState === OPEN) this.#pipe.carry('device', data);
    done?.();
  }

  close(code = 1000): void {
    if (this.readyState !== OPEN) return;
    this.readyState = CLOSING;
    this.#pipe.hangUp('server', code);
  }

  terminate(): void {
    this.#pipe.cut();
  }

  /** WebSocket frames as the server writes them: whole, binary, not masked (RFC 6455). */
  write(bytes: Uint8Array): boolean {
    this.#written = Buffer.concat([this.#written, bytes]);
    for (let frame = firstFrame(this.#written); frame !== null; frame = firstFrame(this.#written)) {
      this.#written = this.#written.subarray(frame.end);
      this.send(frame.payload);
    }
    return true;
  }

  cork(): void {}
  uncork(): void {}

  ping(): void {}
  pause(): void {}
  resume(): void {}
}

function firstFrame(bytes: Buffer): { readonly payload: Uint8Array; readonly end: number } | null {
  const short = (bytes[1] ?? 0) & 127;
  const head = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < head) return null;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return bytes.length < head + length ? null : { payload: bytes.subarray(head, head + length), end: head + length };
}

type Listener = (event: { readonly data?: unknown; readonly code?: number }) => void;

/** A device's end, with what our client uses of `WebSocket`. */
export class DeviceSocket {
  static readonly CONNECTING = CONNECTING;
  static readonly OPEN = OPEN;
  static readonly CLOSING = CLOSING;
  static readonly CLOSED = CLOSED;
  binaryType = 'blob';
  readyState = CONNECTING;
  readonly bufferedAmount = 0;
  readonly #listeners: { readonly type: string; readonly listener: Listener }[] = [];
  #pipe: Pipe | null = null;

  attach(pipe: Pipe): void {
    this.#pipe = pipe;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.push({ type, listener });
  }

  emit(type: string, event: { readonly data?: unknown; readonly code?: number }): void {
    for (const entry of this.#listeners) if (entry.type === type) entry.listener(event);
  }

  send(data: Frame): void {
    if (this.readyState === OPEN) this.#pipe?.carry('server', data);
  }

  close(code = 1000): void {
    if (this.readyState >= CLOSING) return;
    this.readyState = CLOSING;
    this.#pipe?.hangUp('device', code);
  }
}

/** One connection: frames arrive in order, late, or, once it is cut, never. */
class Pipe {
  readonly device: DeviceSocket;
  readonly server: ServerSocket;
  readonly deviceName: string;
  isWhole = true;
  readonly #network: Network;
  readonly #lastArrival = { device: 0, server: 0 };
  /** What is on its way to the server, oldest first. */
  readonly toServer: Frame[] = [];

  constructor(network: Network, deviceName: string, device: DeviceSocket) {
    this.#network = network;
    this.deviceName = deviceName;
    this.device = device;
    this.server = new ServerSocket(this);
    device.attach(this);
  }

  carry(to: 'device' | 'server', data: Frame): void {
    if (!this.isWhole) return;
    // Those who send go on using their buffers.
    const frame = typeof data === 'string' ? data : new Uint8Array(data);
    if (to === 'server') this.toServer.push(frame);
    this.#arrive(to, () => this.deliver(to, frame));
  }

  deliver(to: 'device' | 'server', frame: Frame): void {
    if (to === 'server') {
      this.toServer.shift();
      if (this.server.readyState === OPEN)
        this.server.emit('message', typeof frame === 'string' ? Buffer.from(frame) : Buffer.from(frame), typeof frame !== 'string');
    } else if (this.device.readyState === OPEN) {
      this.device.emit('message', { data: typeof frame === 'string' ? frame : frame.slice().buffer });
    }
  }

  /** One end closes: what it sent before still arrives. */
  hangUp(by: 'device' | 'server', code: number): void {
    if (!this.isWhole) {
      this.#close(by, LOST, 0);
      return;
    }
    this.#arrive(by === 'device' ? 'server' : 'device', () => {
      this.isWhole = false;
      this.#network.forget(this);
      this.#close('device', code, 0);
      this.#close('server', code, 0);
    });
  }

  /** Nothing on its way arrives; each end learns of it in its own time. */
  cut(): void {
    if (!this.isWhole) return;
    this.isWhole = false;
    this.#network.forget(this);
    this.#close('device', LOST, this.#network.noticeMs());
    this.#close('server', LOST, this.#network.noticeMs());
  }

  #close(end: 'device' | 'server', code: number, afterMs: number): void {
    const { time } = this.#network;
    time.schedule(
      afterMs,
      () => {
        const socket = end === 'device' ? this.device : this.server;
        if (socket.readyState === CLOSED) return;
        socket.readyState = CLOSED;
        if (end === 'device') this.device.emit('close', { code });
        else this.server.emit('close', code);
      },
      this.#ownerOf(end),
    );
  }

  #arrive(to: 'device' | 'server', happen: () => void): void {
    const { time } = this.#network;
    // What is on its way sleeps as well: nothing sent after waking overtakes it.
    const at = Math.max(this.#lastArrival[to], time.awake + this.#network.delayMs());
    this.#lastArrival[to] = at;
    time.schedule(at - time.awake, () => this.isWhole && happen(), this.#ownerOf(to));
  }

  #ownerOf(end: 'device' | 'server'): string {
    return end === 'device' ? this.deviceName : this.#network.serverName;
  }
}

/** Every connection between devices and the server. */
export class Network {
  readonly time: VirtualTime;
  readonly #random: Random;
  readonly #pipes = new Set<Pipe>();
  readonly #isolated = new Set<string>();
  readonly #dead = new Set<string>();
  /** What the server does with a new connection; null while it is down. */
  serve: ((socket: ServerSocket) => void) | null = null;
  /** Another one after each start, so that timers of the last one end with it. */
  serverName = 'server';

  constructor(time: VirtualTime, random: Random) {
    this.time = time;
    this.#random = random;
  }

  delayMs(): number {
    return this.#random.chance(0.1) ? this.#random.int(5000) : 5 + this.#random.int(60);
  }

  noticeMs(): number {
    return this.#random.chance(0.2) ? this.#random.int(20_000) : this.#random.int(50);
  }

  connect(deviceName: string, device: DeviceSocket): void {
    this.time.schedule(
      this.delayMs(),
      () => {
        if (this.#dead.has(deviceName)) return;
        if (this.serve === null || this.#isolated.has(machineOf(deviceName))) {
          this.time.schedule(0, () => this.#refuse(device), deviceName);
          return;
        }
        const pipe = new Pipe(this, deviceName, device);
        this.#pipes.add(pipe);
        const { serve } = this;
        this.time.schedule(0, () => serve(pipe.server), this.serverName);
        this.time.schedule(
          this.delayMs(),
          () => {
            if (!pipe.isWhole || device.readyState !== CONNECTING) return;
            device.readyState = OPEN;
            device.emit('open', {});
          },
          deviceName,
        );
      },
      'world',
    );
  }

  isolate(machine: string): void {
    this.#isolated.add(machine);
    this.cut(machine);
  }

  rejoin(machine: string): void {
    this.#isolated.delete(machine);
  }

  /** A device's process has ended: nothing reaches it any more. */
  kill(deviceName: string): void {
    this.#dead.add(deviceName);
    this.cut(machineOf(deviceName));
  }

  rejoinAll(): void {
    this.#isolated.clear();
  }

  cut(machine: string): void {
    for (const pipe of this.#pipes) if (machineOf(pipe.deviceName) === machine) pipe.cut();
  }

  cutAll(): void {
    for (const pipe of this.#pipes) pipe.cut();
  }

  /** The server dies while it works on the frame that came next: whatever it would have answered is never sent. */
  dieWorking(): void {
    const [pipe] = [...this.#pipes].filter(({ toServer }) => toServer.length > 0);
    const frame = pipe?.toServer[0];
    this.cutAll();
    if (pipe !== undefined && frame !== undefined) pipe.deliver('server', frame);
  }

  forget(pipe: Pipe): void {
    this.#pipes.delete(pipe);
  }

  #refuse(device: DeviceSocket): void {
    device.readyState = CLOSED;
    device.emit('error', {});
    device.emit('close', { code: LOST });
  }
}

/** A device's processes are numbered: `ana-1.p3` is the third of the machine `ana-1`. */
function machineOf(process: string): string {
  return process.split('.')[0] ?? process;
}

/** The `WebSocket` of the simulation; a device's process is the host of its address. */
export function webSocketOf(network: Network): unknown {
  return class extends DeviceSocket {
    constructor(url: string) {
      super();
      network.connect(new URL(url).hostname, this);
    }
  };
}
