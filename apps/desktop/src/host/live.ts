import type { LiveChange, Topic } from './views/session.ts';

/**
 * Collects what changed and hands it to every open page once per tick, so that a commit that touches a hundred goals
 * is one message. A page that reads slowly gets what it missed merged into one change, never a growing queue.
 */
export class LiveHub {
  readonly #pages = new Set<LivePage>();

  announce(topics: Iterable<Topic>, goalIds: Iterable<string> = []): void {
    const topicList = [...topics];
    const goalList = [...goalIds];
    for (const page of this.#pages) page.add(topicList, goalList);
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
  #hasEnded = false;
  #wake: (() => void) | null = null;

  add(topics: readonly Topic[], goalIds: readonly string[]): void {
    for (const topic of topics) this.#topics.add(topic);
    for (const goalId of goalIds) this.#goalIds.add(goalId);
    this.#wake?.();
  }

  end(): void {
    this.#hasEnded = true;
    this.#wake?.();
  }

  /** The next change, or null at the end. Waits one more tick after the first news, so that what belongs together comes together. */
  async next(): Promise<LiveChange | null> {
    if (!this.#hasEnded && this.#topics.size === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.#hasEnded) return null;
    const change = { topics: [...this.#topics], goalIds: [...this.#goalIds] };
    this.#topics = new Set();
    this.#goalIds = new Set();
    return change;
  }
}
