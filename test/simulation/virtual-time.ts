import { setImmediate as nextTurn } from 'node:timers/promises';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly owner: string;
  readonly run: () => void;
  readonly everyMs: number | null;
}

/** What `setTimeout` gives back: an object, as Node's is. */
class Timer {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

/** A clock that moves only from event to event, and the timers of everything that runs in the simulation. */
export class VirtualTime {
  #now: number;
  #slept = 0;
  #order = 0;
  readonly #due = new Map<number, Due>();
  /** The machine whose code runs now; its timers end with it. */
  owner = 'world';

  constructor(startMs: number) {
    this.#now = startMs;
  }

  get now(): number {
    return this.#now;
  }

  /** The clock without the hours slept through. */
  get awake(): number {
    return this.#now - this.#slept;
  }

  schedule(delayMs: number, run: () => void, owner = this.owner, everyMs: number | null = null): Timer {
    const id = ++this.#order;
    this.#due.set(id, { at: this.#now + Math.max(0, Math.round(delayMs)), order: id, owner, run, everyMs });
    return new Timer(id);
  }

  cancel(timer: unknown): void {
    if (timer instanceof Timer) this.#due.delete(timer.id);
  }

  /** A machine stopped: none of its timers goes off any more. */
  cancelAllOf(owner: string): void {
    for (const [id, due] of this.#due) if (due.owner === owner) this.#due.delete(id);
  }

  /** Runs code as a machine's own, up to the end of what it does at once. */
  async as<T>(owner: string, run: () => T): Promise<T> {
    this.owner = owner;
    const done = run();
    await settle();
    this.owner = 'world';
    return done;
  }

  /** Lets time pass, and all that is due happen in order. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (let next = this.#next(); next !== undefined && next[1].at <= until; next = this.#next()) await this.#run(...next);
    this.#now = until;
  }

  /** Everything sleeps through some hours: the clocks go on, and what was due in a minute is due in a minute after waking. */
  sleep(ms: number): void {
    this.#now += ms;
    this.#slept += ms;
    for (const [id, due] of this.#due) this.#due.set(id, { ...due, at: due.at + ms });
  }

  #next(): [number, Due] | undefined {
    let first: [number, Due] | undefined;
    for (const entry of this.#due) {
      if (first === undefined || entry[1].at < first[1].at || (entry[1].at === first[1].at && entry[1].order < first[1].order))
        first = entry;
    }
    return first;
  }

  async #run(id: number, due: Due): Promise<void> {
    this.#now = due.at;
    if (due.everyMs === null) this.#due.delete(id);
    else this.#due.set(id, { ...due, at: due.at + Math.round(due.everyMs), order: ++this.#order });
    await this.as(due.owner, due.run);
  }

  /** Puts this clock's timers and a `WebSocket` in the place of the platform's; returns how to put those back. */
  install(webSocket: unknown): () => void {
    const { setTimeout, clearTimeout, setInterval, clearInterval, WebSocket } = globalThis;
    const before = { setTimeout, clearTimeout, setInterval, clearInterval, WebSocket };
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms = 0) => this.schedule(ms, run),
      clearTimeout: (timer: unknown) => this.cancel(timer),
      setInterval: (run: () => void, ms = 0) => this.schedule(ms, run, this.owner, ms),
      clearInterval: (timer: unknown) => this.cancel(timer),
      WebSocket: webSocket,
    });
    return () => void Object.assign(globalThis, before);
  }
}

/** Until everything has run that was to run at once: promises, and what waits for its turn. */
export async function settle(): Promise<void> {
  await nextTurn();
  await nextTurn();
}
