import { TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { PortReply } from '../../host/port-server.ts';
import type { HostRouter } from '../../host/router.ts';
import type { HostPorts } from './shell.ts';
import { t } from './words.ts';

interface Call {
  readonly method: 'query' | 'mutation' | 'subscription';
  readonly path: string;
  readonly input: unknown;
  /** The call goes to a host from now on. */
  started(): void;
  replied(reply: PortReply): void;
  /** The host is gone; true when the call goes to the next one. */
  lost(): boolean;
}

/** A call somebody waits for. */
interface Waiting {
  readonly id: number;
  readonly call: Call;
  isSent: boolean;
}

/**
 * The end of every chain of links in Electron: calls go to the host over a MessagePort (messages: host/port-server.ts).
 * When the host is started again, a new port comes: queries are asked again, subscriptions go on, calls made meanwhile are sent then,
 * and an edit that was on its way is refused in words, because nobody knows whether it was saved.
 */
export function portLink(ports: HostPorts): TRPCLink<HostRouter> {
  const connection = new Connection(ports);
  return () =>
    ({ op }) =>
      observable((observer) => {
        const { path, input, type } = op;
        const stop = connection.call({
          method: type,
          path,
          input,
          started: () => {
            if (type === 'subscription') observer.next({ result: { type: 'started' } });
          },
          replied: (reply) => {
            if (reply.type === 'error') observer.error(TRPCClientError.from({ error: reply.error }));
            else if (reply.type === 'done') observer.complete();
            else {
              const { data, eventId } = reply;
              observer.next({ result: eventId === undefined ? { type: 'data', data } : { type: 'data', data, id: eventId } });
              if (type !== 'subscription') observer.complete();
            }
          },
          lost: () => {
            if (type === 'mutation') observer.error(TRPCClientError.from(new Error(unsure())));
            if (type === 'subscription')
              observer.next({
                result: {
                  type: 'state',
                  state: 'connecting',
                  error: TRPCClientError.from(new Error(t('Fieldgoal on this device is not answering.'))),
                },
              });
            return type !== 'mutation';
          },
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

/** The port of the moment and the calls that wait for its answers. */
class Connection {
  readonly #waiting = new Map<number, Waiting>();
  #port: MessagePort | null = null;
  #lastId = 0;

  constructor(ports: HostPorts) {
    ports.onPort((port) => {
      this.#lose();
      if (port !== null) this.#use(port);
    });
  }

  /** Sends the call now or with the next port; the answer takes it back. */
  call(call: Call): () => void {
    const id = ++this.#lastId;
    const waiting: Waiting = { id, call, isSent: false };
    this.#waiting.set(id, waiting);
    if (this.#port !== null) send(waiting, this.#port);
    return () => {
      if (this.#waiting.delete(id) && waiting.isSent) this.#port?.postMessage({ id, method: 'stop' });
    };
  }

  #use(port: MessagePort): void {
    this.#port = port;
    port.onmessage = ({ data: reply }: MessageEvent<PortReply>) => {
      const waiting = this.#waiting.get(reply.id);
      if (reply.type !== 'data' || waiting?.call.method !== 'subscription') this.#waiting.delete(reply.id);
      waiting?.call.replied(reply);
    };
    for (const waiting of [...this.#waiting.values()]) send(waiting, port);
  }

  #lose(): void {
    if (this.#port === null) return;
    this.#port.onmessage = null;
    this.#port.close();
    this.#port = null;
    for (const [id, waiting] of [...this.#waiting]) {
      if (!waiting.isSent) continue;
      waiting.isSent = false;
      if (!waiting.call.lost()) this.#waiting.delete(id);
    }
  }
}

function send(waiting: Waiting, port: MessagePort): void {
  const { method, path, input, started } = waiting.call;
  port.postMessage({ id: waiting.id, method, path, input });
  waiting.isSent = true;
  started();
}

/** Said of an edit that was on its way when the host ended: it may be saved, so it is not sent again by itself. */
function unsure(): string {
  return t(
    'Fieldgoal on this device was restarted while this was being saved. Look whether it is there before you do it again; everything else is safe.',
  );
}
