import {
  type AnyTRPCRouter,
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  isTrackedEnvelope,
  type TRPCErrorShape,
} from '@trpc/server';
import { z } from 'zod';

/**
 * The host's API over a MessagePort. Messages of the page:
 *   { id, method: 'query'|'mutation'|'subscription', path, input }     a call; `id` is the page's, unique per port
 *   { id, method: 'stop' }                                              nobody waits for it any more
 * and of the host, about a call:
 *   { id, type: 'data', data, eventId? }     the answer, or one of a subscription's values
 *   { id, type: 'error', error }             tRPC's error shape; the call is over
 *   { id, type: 'done' }                     the subscription is over
 */
const requestSchema = z.discriminatedUnion('method', [
  z.object({ id: z.number(), method: z.enum(['query', 'mutation', 'subscription']), path: z.string(), input: z.unknown().optional() }),
  z.object({ id: z.number(), method: z.literal('stop') }),
]);
type Call = Exclude<z.infer<typeof requestSchema>, { method: 'stop' }>;

export type PortReply =
  | { readonly id: number; readonly type: 'data'; readonly data: unknown; readonly eventId?: string }
  | { readonly id: number; readonly type: 'error'; readonly error: TRPCErrorShape }
  | { readonly id: number; readonly type: 'done' };

/** What the ports of Electron and of Node have in common. */
export interface ServedPort {
  post(reply: PortReply): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

export interface PortServerOptions {
  readonly router: AnyTRPCRouter;
  readonly context: unknown;
  /** Told of failures nobody expected; those a person can read went to the page. */
  onBug(error: unknown, path: string): void;
}

/** Answers calls that arrive on the port until it closes; then everything still running is aborted. */
export function servePort(port: ServedPort, options: PortServerOptions): void {
  const running = new Map<number, AbortController>();
  port.onMessage((message) => {
    const request = requestSchema.safeParse(message);
    // Only our own page has the other end: what can't be read can't be answered, but it must be seen.
    if (!request.success) return options.onBug(request.error, '');
    if (request.data.method === 'stop') return running.get(request.data.id)?.abort();
    const call = request.data;
    const abort = new AbortController();
    running.set(call.id, abort);
    void answer(call, port, options, abort.signal).finally(() => running.delete(call.id));
  });
  port.onClose(() => {
    for (const abort of running.values()) abort.abort();
  });
}

async function answer(call: Call, port: ServedPort, { router, context, onBug }: PortServerOptions, signal: AbortSignal): Promise<void> {
  const { id, method, path, input } = call;
  try {
    const result: unknown = await callTRPCProcedure({
      router,
      path,
      type: method,
      ctx: context,
      getRawInput: async () => input,
      signal,
      batchIndex: 0,
    });
    if (method === 'subscription') await passOn(id, result, port, signal);
    else if (!signal.aborted) port.post({ id, type: 'data', data: result });
  } catch (cause) {
    if (signal.aborted) return;
    const error = getTRPCErrorFromUnknown(cause);
    if (error.code === 'INTERNAL_SERVER_ERROR') onBug(error.cause ?? error, path);
    port.post({
      id,
      type: 'error',
      error: getTRPCErrorShape({ config: router._def._config, error, type: method, path, input, ctx: context }),
    });
  }
}

async function passOn(id: number, values: unknown, port: ServedPort, signal: AbortSignal): Promise<void> {
  if (!isAsyncIterable(values)) throw new TypeError('a subscription has to be an async iterable');
  for await (const value of values) {
    if (signal.aborted) return;
    if (!isTrackedEnvelope(value)) port.post({ id, type: 'data', data: value });
    else port.post({ id, type: 'data', eventId: value[0], data: { id: value[0], data: value[1] } });
  }
  if (!signal.aborted) port.post({ id, type: 'done' });
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
