import type { Actor } from '@fieldgoal/domain';
import { parseRoom } from '@fieldgoal/documents';
import type { Replica } from '@fieldgoal/replica';
import { eventOfEntry } from './event-of-entry.ts';

/** Entries looked at in one go; no more are in memory for a listener. */
const PAGE = 100;

export interface EventStreamOptions {
  readonly replica: Replica;
  /** Who listens, as of now; null ends the stream. */
  readonly actor: () => Actor | null;
  /** Where the listener stopped, from `Last-Event-ID`; null listens from now on. */
  readonly after: number | null;
  readonly heartbeatMs: number;
  /** How often is looked whether the listener may still listen. */
  readonly recheckMs: number;
  /** A listener that takes nothing for so long is let go; it comes back with `Last-Event-ID`. */
  readonly stallMs: number;
  readonly signal: AbortSignal;
}

/** Where events are written to; a Node response is one. */
export interface EventSink {
  /** False when it has enough for now. */
  write(text: string): boolean;
  once(event: 'drain', listener: () => void): unknown;
  off(event: 'drain', listener: () => void): unknown;
}

/**
 * Writes what happens to a listener, from the feed: what they may not read is left out, nothing else is.
 *
 * Shape:  the feed is the buffer: a page is read when the one before has been taken, so a slow listener costs no memory. `id` is the place in
 *         the feed; of a goal's results that follow each other while nobody listened, the last one is told.
 * Errors: none; it resolves when the listener has gone, may listen no longer, or takes nothing any more.
 */
export async function streamEvents(sink: EventSink, options: EventStreamOptions): Promise<void> {
  const { replica, signal } = options;
  const wake = new Wake(replica, signal);
  try {
    let cursor = options.after ?? lastEntry(replica);
    if (cursor > lastEntry(replica)) {
      // The listener knows of more than there is: the server was restored from a backup.
      cursor = 0;
      if (!(await send(sink, options, 'event: reset\ndata: {"reason":"The server was restored; everything is told anew."}\n\n'))) return;
    }
    let toldAt = performance.now();
    while (!signal.aborted) {
      const actor = options.actor();
      if (actor === null) return;
      const isTold = wake.take();
      if (isTold) {
        const next = readPage(replica, cursor, actor);
        if (next.text !== '') toldAt = performance.now();
        if (next.text !== '' && !(await send(sink, options, next.text))) return;
        cursor = next.cursor;
        if (!next.isLast) wake.set();
        continue;
      }
      if (performance.now() - toldAt >= options.heartbeatMs) {
        toldAt = performance.now();
        // With the place in the feed, so that a listener who may read little doesn't look at it all again.
        if (!(await send(sink, options, `id: ${cursor}\n: still here\n\n`))) return;
      }
      await wake.wait(options.recheckMs);
    }
  } finally {
    wake.close();
  }
}

function readPage(replica: Replica, after: number, actor: Actor): { text: string; cursor: number; isLast: boolean } {
  const reach = replica.reach();
  const mayRead = (room: string | null): boolean => {
    if (room === null) return true;
    const address = parseRoom(replica.organization, room);
    return address.ok && reach.mayReadRoom(actor, address.value);
  };
  const batch = replica.readFeed(after, PAGE, mayRead);
  const parts = batch.entries.map((entry) => {
    const event = eventOfEntry(entry);
    return event === null ? '' : `id: ${entry.seq}\nevent: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`;
  });
  return { text: parts.join(''), cursor: batch.cursor, isLast: batch.through !== null };
}

/** The place of the feed's last entry, once what earlier commits left to be done stands in it. */
function lastEntry(replica: Replica): number {
  replica.settle();
  return replica.sqlite.prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'feed'`).pluck().get() ?? 0;
}

/** Resolves to false when the listener takes nothing any more, or has gone. */
function send(sink: EventSink, { stallMs, signal }: EventStreamOptions, text: string): Promise<boolean> {
  if (sink.write(text)) return Promise.resolve(!signal.aborted);
  return new Promise((resolve) => {
    const settle = (taken: boolean) => (): void => {
      clearTimeout(timer);
      sink.off('drain', onDrain);
      signal.removeEventListener('abort', onAbort);
      resolve(taken);
    };
    const [onDrain, onAbort] = [settle(true), settle(false)];
    const timer = setTimeout(onAbort, stallMs);
    sink.once('drain', onDrain);
    signal.addEventListener('abort', onAbort);
  });
}

/** Whether the feed has grown since it was last read: only then, and after the commit, is it read again. */
class Wake {
  readonly #stops: readonly (() => void)[];
  #isSet = true;
  #notify: (() => void) | null = null;

  constructor(replica: Replica, signal: AbortSignal) {
    const set = (): void => this.set();
    signal.addEventListener('abort', set);
    this.#stops = [replica.onCommit(set), replica.onFeed(set), () => signal.removeEventListener('abort', set)];
  }

  set(): void {
    this.#isSet = true;
    this.#notify?.();
  }

  take(): boolean {
    const was = this.#isSet;
    this.#isSet = false;
    return was;
  }

  wait(ms: number): Promise<void> {
    if (this.#isSet) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#notify?.(), ms);
      this.#notify = () => {
        clearTimeout(timer);
        this.#notify = null;
        resolve();
      };
    });
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#notify?.();
  }
}
