import type { LiveChange, Topic } from './views/session.ts';

/** What others do is told of this often: a thousand changes that arrive at once are a few messages, and a page that types in between. */
const TELL_EVERY_MS = 100;

/**
 * Collects what changed and hands it to every open page once per tick, so that a commit that touches a hundred goals
 * is one message. A page that reads slowly gets what it missed merged into one change, never a growing queue.
 */
export class LiveHub {
  readonly #pages = new Set<LivePage>();

  /** What the person here did: told at once. */
  announce(topics: Iterable<Topic>, goalIds: Iterable<string> = []): void {
    this.#add([...topics], [...goalIds], true);
  }

  /** What came from elsewhere: told at once after a pause, and every tenth of a second while there is more. */
  announceSoon(topics: Iterable<Topic>, goalIds: Iterable<string> = []): void {
    this.#add([...topics], [...goalIds], false);
  }

  #add(topics: readonly Topic[], goalIds: readonly string[], isUrgent: boolean): void {
    for (const page of this.#pages) page.add(topics, goalIds, isUrgent);
  }

  /** Yields until the signal is aborted or the hub is closed. */
  async *changes(signal: AbortSignal): AsyncIterable<LiveChange> {
    if (signal.aborted) return;
    const page = new LivePage();
    const end = (): void => page.end();
    this.#pages.add(page);
    signal.addEventListener('abort', end, { once: true });
    try {
      for (let change = await page.next(); change !== null; change = await page.next()) yield change;
    } finally {
      signal.removeEventListener('abort', end);
      this.#pages.delete(page);
    }
  }

  close(): void {
    for (const page of this.#pages) page.end();
  }
}

class LivePage {
  #topics = new Set<Topic>();
  #goalIds = new Set<string>();
  #isUrgent = false;
  #hasEnded = false;
  #toldAt = Number.NEGATIVE_INFINITY;
  #wake: (() => void) | null = null;

  add(topics: readonly Topic[], goalIds: readonly string[], isUrgent: boolean): void {
    for (const topic of topics) this.#topics.add(topic);
    for (const goalId of goalIds) this.#goalIds.add(goalId);
    this.#isUrgent ||= isUrgent;
    this.#wake?.();
  }

  end(): void {
    this.#hasEnded = true;
    this.#wake?.();
  }

  /** The next change, or null at the end. Waits one more tick after the first news, so that what belongs together comes together. */
  async next(): Promise<LiveChange | null> {
    while (!this.#hasEnded && this.#dueIn() > 0) await this.#news(this.#dueIn());
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.#hasEnded) return null;
    const change = { topics: [...this.#topics], goalIds: [...this.#goalIds] };
    this.#topics = new Set();
    this.#goalIds = new Set();
    this.#isUrgent = false;
    this.#toldAt = performance.now();
    return change;
  }

  /** Milliseconds until what is known is told; infinite while there is nothing. */
  #dueIn(): number {
    if (this.#topics.size === 0) return Number.POSITIVE_INFINITY;
    return this.#isUrgent ? 0 : this.#toldAt + TELL_EVERY_MS - performance.now();
  }

  /** Until there is more to tell, or the time has passed. */
  async #news(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (Number.isFinite(milliseconds)) timer = setTimeout(resolve, milliseconds);
    });
    this.#wake = null;
    clearTimeout(timer);
  }
}
