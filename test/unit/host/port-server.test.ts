import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { initTRPC, TRPCError, tracked } from '@trpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { servePort } from '../../../apps/desktop/src/host/port-server.ts';
import { portLink } from '../../../apps/desktop/src/renderer/lib/port-link.ts';

/** A small API with every kind of procedure, and a note of what was aborted. */
const t = initTRPC.context<{ greeting: string; aborted: () => void }>().create();
const router = t.router({
  greet: t.procedure.input(z.string().min(2)).query(({ ctx, input }) => `${ctx.greeting}, ${input}`),
  deal: t.router({ close: t.procedure.input(z.object({ id: z.string() })).mutation(({ input }) => ({ closed: input.id })) }),
  refused: t.procedure.mutation(() => {
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'The amount is missing. Enter one.' });
  }),
  bug: t.procedure.query(() => {
    throw new Error('not foreseen');
  }),
  never: t.procedure.query(({ signal, ctx }) => {
    return new Promise<string>(() => signal?.addEventListener('abort', ctx.aborted));
  }),
  count: t.procedure.input(z.number()).subscription(async function* ({ input }) {
    for (let n = 1; n <= input; n += 1) yield n;
  }),
  feed: t.procedure.subscription(async function* () {
    yield tracked('17', 'first');
  }),
  endless: t.procedure.subscription(async function* ({ signal, ctx }) {
    yield 'began';
    await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    ctx.aborted();
  }),
});

let channel: MessageChannel;
let client: ReturnType<typeof createClient>;
let bugs: unknown[];
let aborted: Promise<void>;

beforeEach(() => {
  channel = new MessageChannel();
  bugs = [];
  let tell = () => {};
  aborted = new Promise((resolve) => {
    tell = resolve;
  });
  const { port1 } = channel;
  servePort(
    {
      post: (reply) => port1.postMessage(reply),
      onMessage: (listen) => port1.on('message', listen),
      onClose: (listen) => port1.on('close', listen),
    },
    { router, context: { greeting: 'Hello', aborted: tell }, onBug: (error) => bugs.push(error) },
  );
  client = createClient();
});
afterEach(() => channel.port1.close());

function createClient() {
  // The link is typed for the host's router; here it carries another one over the same messages.
  const link = portLink({ onPort: (take) => take(channel.port2 as unknown as MessagePort) }) as unknown as TRPCLink<typeof router>;
  return createTRPCClient<typeof router>({ links: [link] });
}

describe('calls over a MessagePort', () => {
  it('answers a query and a nested mutation', async () => {
    expect(await client.greet.query('Ana')).toBe('Hello, Ana');
    expect(await client.deal.close.mutate({ id: 'd1' })).toEqual({ closed: 'd1' });
  });

  it('keeps calls that run at the same time apart', async () => {
    const { greet } = client;
    expect(await Promise.all(['Ana', 'Max', 'Ada'].map((name) => greet.query(name)))).toEqual(['Hello, Ana', 'Hello, Max', 'Hello, Ada']);
  });

  it('brings a refusal to the page in its words, and does not call it a bug', async () => {
    const error = await client.refused.mutate().catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(TRPCClientError);
    expect(error).toMatchObject({ message: 'The amount is missing. Enter one.', data: { code: 'BAD_REQUEST' } });
    expect(bugs).toEqual([]);
  });

  it('refuses an input the procedure does not take, and a procedure that does not exist', async () => {
    await expect(client.greet.query('A')).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } });
    const unknownPath = client as unknown as { missing: { query(): Promise<unknown> } };
    await expect(unknownPath.missing.query()).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
  });

  it('tells the log of a bug and goes on answering', async () => {
    await expect(client.bug.query()).rejects.toThrow();
    expect(bugs).toMatchObject([{ message: 'not foreseen' }]);
    expect(await client.greet.query('Ana')).toBe('Hello, Ana');
  });

  it('tells the log of a message that is no call and goes on answering', async () => {
    channel.port2.postMessage({ nonsense: true });
    expect(await client.greet.query('Ana')).toBe('Hello, Ana');
    expect(bugs).toHaveLength(1);
  });

  it('aborts a query nobody waits for any more', async () => {
    const abort = new AbortController();
    const query = client.never.query(undefined, { signal: abort.signal });
    await client.greet.query('Ana');
    abort.abort();
    await expect(query).rejects.toThrow();
    await aborted;
  });
});

describe('subscriptions over a MessagePort', () => {
  it('passes every value on, in order, and ends', async () => {
    const values: number[] = [];
    await new Promise<void>((resolve, reject) => {
      client.count.subscribe(3, { onData: (value) => values.push(value), onComplete: resolve, onError: reject });
    });
    expect(values).toEqual([1, 2, 3]);
  });

  it('keeps the id of a tracked value', async () => {
    const value = await new Promise((resolve, reject) => {
      client.feed.subscribe(undefined, { onData: resolve, onError: reject });
    });
    expect(value).toEqual({ id: '17', data: 'first' });
  });

  it('stops at the host when the page unsubscribes', async () => {
    await new Promise<void>((resolve) => {
      const subscription = client.endless.subscribe(undefined, {
        onData: () => {
          subscription.unsubscribe();
          resolve();
        },
      });
    });
    await aborted;
  });

  it('stops at the host when the page goes away without a word', async () => {
    await new Promise<void>((resolve) => {
      client.endless.subscribe(undefined, { onData: () => resolve() });
    });
    channel.port2.close();
    await Promise.all([aborted, once(channel.port1, 'close')]);
  });
});
