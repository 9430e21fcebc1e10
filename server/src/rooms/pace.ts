import type { WebSocket } from 'ws';
import { TokenBucket } from './token-bucket.ts';

/** Reads a socket no faster than allowed: what comes faster waits with its sender, and nothing of it is dropped. */
export class Pace {
  readonly #socket: WebSocket;
  readonly #bucket: TokenBucket;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(socket: WebSocket, rate: { readonly perSecond: number; readonly burst: number; readonly now: () => number }) {
    this.#socket = socket;
    this.#bucket = new TokenBucket(rate);
  }

  spend(): void {
    const wait = this.#bucket.spend();
    if (wait <= 0 || this.#timer !== null) return;
    this.#socket.pause();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#socket.resume();
    }, wait);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
