import { TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { PortReply } from '../../host/port-server.ts';
import type { HostRouter } from '../../host/router.ts';

/** What Electron's preload puts into the page; a page in a browser has none. */
export interface Shell {
  /** Asks for a port to the host; it arrives as a message of the window. */
  connect(): void;
}

/** The message that carries the port; the preload sends the same. */
const PORT_MESSAGE = 'fieldgoal:port';

/** The shell this page runs in, or null in a browser. */
export function shellOf(page: object): Shell | null {
  const shell: unknown = 'fieldgoalShell' in page ? page.fieldgoalShell : null;
  return isShell(shell) ? shell : null;
}

/** Resolves with a port to the host. */
export function portFrom(shell: Shell, page: Window): Promise<MessagePort> {
  return new Promise((resolve) => {
    page.addEventListener('message', function receive(event: MessageEvent<unknown>) {
      const [port] = event.ports;
      // Anything else that posts to this window is not the preload.
      if (event.source !== page || event.data !== PORT_MESSAGE || port === undefined) return;
      page.removeEventListener('message', receive);
      resolve(port);
    });
    shell.connect();
  });
}

/** The end of every chain of links in Electron: calls go to the host over a MessagePort (messages: host/port-server.ts). */
export function portLink(arriving: Promise<MessagePort>): TRPCLink<HostRouter> {
  const waiting = new Map<number, (reply: PortReply) => void>();
  let lastId = 0;
  const opened = arriving.then((port) => {
    port.onmessage = (event: MessageEvent<PortReply>) => waiting.get(event.data.id)?.(event.data);
    return port;
  });
  return () =>
    ({ op }) =>
      observable((observer) => {
        // Our own count: that of `op.id` begins anew with every client that shares this link.
        const id = ++lastId;
        const { path, input, type } = op;
        const stop = () => {
          if (waiting.delete(id)) void opened.then((port) => port.postMessage({ id, method: 'stop' }));
        };
        waiting.set(id, (reply) => {
          if (reply.type === 'data') {
            const { data, eventId } = reply;
            observer.next({ result: eventId === undefined ? { type: 'data', data } : { type: 'data', data, id: eventId } });
            if (type === 'subscription') return;
          }
          waiting.delete(id);
          if (reply.type === 'error') observer.error(TRPCClientError.from({ error: reply.error }));
          else observer.complete();
        });
        void opened.then((port) => {
          if (!waiting.has(id)) return;
          port.postMessage({ id, method: type, path, input });
          if (type === 'subscription') observer.next({ result: { type: 'started' } });
        });
        op.signal?.addEventListener(
          'abort',
          () => {
            stop();
            observer.error(TRPCClientError.from(new DOMException('Nobody waits for the answer any more.', 'AbortError')));
          },
          { once: true },
        );
        return stop;
      });
}

function isShell(value: unknown): value is Shell {
  return typeof value === 'object' && value !== null && 'connect' in value && typeof value.connect === 'function';
}
