import { describe, expect, it } from 'vitest';
import { type EventSink, type EventStreamOptions, streamEvents } from '../../../../server/src/api/events/event-stream.ts';
import { update } from '../../../fixtures/company.ts';
import { ADMIN, openServerReplica } from '../../../fixtures/replicas.ts';

/** A listener that takes what is written only when it is told to. */
class SlowSink implements EventSink {
  readonly written: string[] = [];
  readonly #drains = new Set<() => void>();
  readonly #onWrite: (() => void)[] = [];
  isFull = true;

  write(text: string): boolean {
    this.written.push(text);
    for (const told of this.#onWrite.splice(0)) told();
    return !this.isFull;
  }
  once(_event: 'drain', listener: () => void): void {
    this.#drains.add(listener);
  }
  off(_event: 'drain', listener: () => void): void {
    this.#drains.delete(listener);
  }
  drain(): void {
    for (const listener of [...this.#drains]) listener();
  }
  nextWrite(): Promise<void> {
    return new Promise((resolve) => this.#onWrite.push(resolve));
  }
}

function stream(sink: EventSink, options: Partial<EventStreamOptions> = {}) {
  const replica = openServerReplica();
  const end = new AbortController();
  const ended = streamEvents(sink, {
    ...{ replica, actor: () => ADMIN, after: null, heartbeatMs: 60_000, recheckMs: 60_000, stallMs: 60_000, signal: end.signal },
    ...options,
  });
  const change = (target: number): void => {
    const edited = replica.edit([update('goals', 'g-ana', { target })], { actor: ADMIN, origin: 'client' });
    if (!edited.ok) throw new Error(edited.error.message);
  };
  return { replica, end, ended, change };
}

describe('a stream of events', () => {
  it('reads no further while its listener takes nothing, and misses nothing by that', async () => {
    const sink = new SlowSink();
    const { change, end, ended, replica } = stream(sink);
    const first = sink.nextWrite();
    change(1);
    await first;
    for (let target = 2; target <= 200; target++) change(target);
    expect(sink.written).toHaveLength(1);
    sink.isFull = false;
    sink.drain();
    while (!sink.written.join('').includes('"target":200')) await sink.nextWrite();
    end.abort();
    await ended;
    replica.close();
  });

  it('lets a listener go that takes nothing for too long', async () => {
    const sink = new SlowSink();
    const { change, ended, replica } = stream(sink, { stallMs: 5 });
    change(1);
    await ended;
    expect(sink.written).toHaveLength(1);
    replica.close();
  });

  it('says every now and then that it is still there, and where it is', async () => {
    const sink = new SlowSink();
    sink.isFull = false;
    const { end, ended, replica } = stream(sink, { heartbeatMs: 2, recheckMs: 1 });
    await sink.nextWrite();
    expect(sink.written[0]).toMatch(/^id: \d+\n: still here\n\n$/);
    end.abort();
    await ended;
    replica.close();
  });

  it('ends as soon as its listener may listen no longer', async () => {
    const sink = new SlowSink();
    sink.isFull = false;
    let mayListen = true;
    const { ended, change, replica } = stream(sink, { actor: () => (mayListen ? ADMIN : null) });
    mayListen = false;
    change(5);
    await ended;
    expect(sink.written).toEqual([]);
    replica.close();
  });
});
