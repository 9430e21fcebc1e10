import type { Duplex } from 'node:stream';

/** One binary message as the bytes of its WebSocket frame; the same for every socket it goes to. */
export type Message = readonly Uint8Array[];

/** What is needed of a WebSocket. */
interface Socket {
  readonly readyState: number;
  readonly OPEN: number;
  send(text: string): void;
  terminate(): void;
}

/** Small messages are put together once; of large ones the body is written as it lies in memory. */
const COPY_UP_TO = 16 * 1024;

/** RFC 6455: a whole binary message, not masked, as a server sends it. */
export function messageOf(head: Uint8Array, body: Uint8Array): Message {
  const length = head.length + body.length;
  const frame = frameHead(length);
  const begin = Buffer.allocUnsafe(frame.length + head.length + (length <= COPY_UP_TO ? body.length : 0));
  begin.set(frame);
  begin.set(head, frame.length);
  if (length > COPY_UP_TO) return [begin, body];
  begin.set(body, frame.length + head.length);
  return [begin];
}

function frameHead(length: number): Uint8Array {
  const FINAL_BINARY = 0x82;
  if (length < 126) return Uint8Array.of(FINAL_BINARY, length);
  if (length < 65_536) return Uint8Array.of(FINAL_BINARY, 126, length >> 8, length & 255);
  const head = Buffer.alloc(10);
  head[0] = FINAL_BINARY;
  head[1] = 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

/**
 * The sending half of a socket. Frames are written to the connection below the WebSocket, so that one that many receive is encoded once;
 * the library's own frames (text, ping, close) go the same way and can't come in between, since nothing is compressed.
 */
export class Wire {
  readonly #socket: Socket;
  readonly #connection: Duplex;
  readonly #mostBacklog: number;
  readonly #onSlow: () => void;

  /** `onSlow`: the other side reads so slowly that it is cut off; it comes back and catches up from disk. No frame is ever left out. */
  constructor(options: { socket: Socket; connection: Duplex; mostBacklog: number; onSlow: () => void }) {
    this.#socket = options.socket;
    this.#connection = options.connection;
    this.#mostBacklog = options.mostBacklog;
    this.#onSlow = options.onSlow;
  }

  send(message: Message): void {
    const [only] = message;
    if (this.#socket.readyState !== this.#socket.OPEN || only === undefined) return;
    if (message.length === 1) this.#connection.write(only);
    else this.together(() => message.forEach((part) => this.#connection.write(part)));
    this.#checkBacklog();
  }

  text(message: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(message);
    this.#checkBacklog();
  }

  /** What `work` sends goes out in one piece. */
  together(work: () => void): void {
    this.#connection.cork();
    try {
      work();
    } finally {
      this.#connection.uncork();
    }
  }

  #checkBacklog(): void {
    if (this.#connection.writableLength <= this.#mostBacklog) return;
    this.#onSlow();
    // Whoever doesn't read doesn't read a close frame either.
    this.#socket.terminate();
  }
}
