import { MessageChannel } from 'node:worker_threads';
import { createTRPCClient, type TRPCLink } from '@trpc/client';
import { initTRPC } from '@trpc/server';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { servePort } from '../../../../apps/desktop/src/host/port-server.ts';
import { portLink } from '../../../../apps/desktop/src/renderer/lib/port-link.ts';

const t = initTRPC.context<Host>().create();
const router = t.router({
  name: t.procedure.query(({ ctx }) => ctx.answer('name')),
  save: t.procedure.input(z.string()).mutation(({ ctx, input }) => ctx.answer(input)),
  changes: t.procedure.subscription(async function* ({ ctx, signal }) {
    yield ctx.name;
    await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
  }),
});

/** A host that answers when it is told to, and what it was asked. */
class Host {
  readonly name: string;
  readonly asked: string[] = [];
  answers = true;
  constructor(name: string) {
    this.name = name;
  }
  answer(what: string): Promise<string> {
    this.asked.push(what);
    return this.answers ? Promise.resolve(`${this.name}: ${what}`) : new Promise(() => {});
  }
}

/** A page whose hosts come and go. */
function page() {
  let hand: (port: MessagePort | null) => void = () => {};
  const link = portLink({
    onPort: (listener) => {
      hand = listener;
    },
  }) as unknown as TRPCLink<typeof router>;
  return {
    client: createTRPCClient<typeof router>({ links: [link] }),
    start(host: Host): void {
      const { port1, port2 } = new MessageChannel();
      servePort(
        {
          post: (reply) => port1.postMessage(reply),
          onMessage: (listen) => port1.on('message', listen),
          onClose: (listen) => port1.on('close', listen),
        },
        { router, context: host, onBug: () => {} },
      );
      onTestFinished(() => port1.close());
      hand(port2 as unknown as MessagePort);
    },
    lose: () => hand(null),
  };
}

const slow = (name: string) => Object.assign(new Host(name), { answers: false });

describe('a host that is started again', () => {
  it('is asked again what nobody answered, and the page never notices', async () => {
    const { client, start, lose } = page();
    const first = slow('first');
    start(first);
    const answer = client.name.query();
    await vi.waitFor(() => expect(first.asked).toEqual(['name']));
    lose();
    start(new Host('second'));
    expect(await answer).toBe('second: name');
  });

  it('is asked again also where the new port comes before anyone has said that the old one is lost', async () => {
    const { client, start } = page();
    const first = slow('first');
    start(first);
    const answer = client.name.query();
    await vi.waitFor(() => expect(first.asked).toEqual(['name']));
    start(new Host('second'));
    expect(await answer).toBe('second: name');
  });

  it('gets everything that was asked while there was none, edits too', async () => {
    const { client, start, lose } = page();
    start(new Host('first'));
    lose();
    const answers = [client.name.query(), client.save.mutate('deal')];
    start(new Host('second'));
    expect(await Promise.all(answers)).toEqual(['second: name', 'second: deal']);
  });

  it('never gets an edit twice: one that was on its way is refused in words', async () => {
    const { client, start, lose } = page();
    const first = slow('first');
    const second = new Host('second');
    start(first);
    const edit = client.save.mutate('deal').catch((error: unknown) => error);
    await vi.waitFor(() => expect(first.asked).toEqual(['deal']));
    lose();
    expect(await edit).toMatchObject({ message: expect.stringContaining('Look whether it is there before you do it again') });
    start(second);
    expect(await client.name.query()).toBe('second: name');
    expect(second.asked).toEqual(['name']);
  });

  it('goes on telling the page what changes, after the page has heard that nobody did', async () => {
    const { client, start, lose } = page();
    const heard: string[] = [];
    const subscription = client.changes.subscribe(undefined, {
      onStarted: () => heard.push('started'),
      onData: (value) => heard.push(value),
      onConnectionStateChange: ({ state, error }) => heard.push(`${state}: ${error?.message ?? ''}`),
    });
    start(new Host('first'));
    await vi.waitFor(() => expect(heard.at(-1)).toBe('first'));
    lose();
    start(new Host('second'));
    await vi.waitFor(() => expect(heard.at(-1)).toBe('second'));
    subscription.unsubscribe();
    expect(heard).toEqual(['started', 'first', 'connecting: Fieldgoal on this device is not answering.', 'started', 'second']);
  });

  it('is not asked for what nobody waits for any more', async () => {
    const { client, start, lose } = page();
    const first = slow('first');
    const second = new Host('second');
    start(first);
    const abort = new AbortController();
    const query = client.name.query(undefined, { signal: abort.signal });
    await vi.waitFor(() => expect(first.asked).toEqual(['name']));
    lose();
    abort.abort();
    await expect(query).rejects.toThrow();
    start(second);
    await client.save.mutate('deal');
    expect(second.asked).toEqual(['deal']);
  });
});
