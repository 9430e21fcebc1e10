import { createServer, type Server, type Socket, connect } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A bad network: a TCP proxy that holds everything back a while and cuts connections in the middle of what they carry. */
export interface BadNetwork {
  readonly port: number;
  /** Connections cut so far. */
  cuts(): number;
  /** Resolves when the next one has been cut. */
  nextCut(): Promise<void>;
  /** From now on nothing is cut. */
  heal(): void;
  close(): Promise<void>;
}

/**
 * `random` gives numbers in [0, 1). Each connection is cut after so many bytes in all, between 1 and `cutWithinBytes`; what is under way is
 * lost. Every piece is held back up to `latencyMs`, in order.
 */
export async function openBadNetwork(
  to: number,
  options: { latencyMs: number; cutWithinBytes: number; random: () => number },
): Promise<BadNetwork> {
  const { latencyMs, cutWithinBytes, random } = options;
  const sockets = new Set<Socket>();
  let cuts = 0;
  let isHealed = false;
  const listeners = new Set<() => void>();
  const server: Server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    let left = 1 + Math.floor(random() * cutWithinBytes);
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      let queue = Promise.resolve();
      from.on('data', (chunk: Buffer) => {
        queue = queue.then(async () => {
          await new Promise((resolve) => setTimeout(resolve, random() * latencyMs));
          const isCut = !isHealed && chunk.length >= left;
          into.write(isCut ? chunk.subarray(0, left) : chunk);
          left -= chunk.length;
          if (!isCut) return;
          cuts += 1;
          end();
          for (const listener of listeners) listener();
          listeners.clear();
        });
      });
      from.on('error', end);
      from.on('close', () => {
        sockets.delete(from);
        end();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cuts: () => cuts,
    nextCut: () => new Promise((resolve) => listeners.add(resolve)),
    heal: () => void (isHealed = true),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
