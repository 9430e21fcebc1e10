const WINDOW_MS = 3_600_000;

/** How many refusals an hour reach the audit log: of all strangers together, and of one known person. */
export interface RefusalLimits {
  readonly strangers: number;
  readonly member: number;
}

const REFUSAL_LIMITS: RefusalLimits = { strangers: 200, member: 500 };

interface Window {
  readonly until: number;
  written: number;
  left: number;
}

/**
 * Keeps refusals, which anyone can cause, from filling the disk: what is over the limit is counted and told in one entry
 * when the next hour begins. The log, whose size is its reader's to limit, has every one.
 */
export class RefusalBudget {
  readonly #limits: RefusalLimits;
  readonly #now: () => number;
  readonly #windows = new Map<string, Window>();

  constructor(now: () => number, limits: RefusalLimits = REFUSAL_LIMITS) {
    this.#now = now;
    this.#limits = limits;
  }

  /** Whether this one is written, and how many of the same were left out before it. `actorId` null is a stranger. */
  take(actorId: string | null): { readonly isWritten: boolean; readonly leftOutBefore: number } {
    const key = actorId ?? '';
    const known = this.#windows.get(key);
    const isOver = known === undefined || known.until <= this.#now();
    const window = isOver ? { until: this.#now() + WINDOW_MS, written: 0, left: 0 } : known;
    this.#windows.set(key, window);
    const isWritten = window.written < (actorId === null ? this.#limits.strangers : this.#limits.member);
    if (isWritten) window.written += 1;
    else window.left += 1;
    return { isWritten, leftOutBefore: isOver ? (known?.left ?? 0) : 0 };
  }
}
