import type { Organization } from '../organization.ts';

/** Asked more often than that, the last answer is given again: a look costs a write to the disk. */
const LOOK_EVERY_MS = 5000;

/** Whether the server can take and keep changes at this moment. */
export class Readiness {
  readonly #organizations: () => readonly Organization[];
  readonly #now: () => number;
  #isStopping = false;
  #lastLook: { readonly at: number; readonly problems: readonly string[] } | null = null;

  constructor(organizations: () => readonly Organization[], now: () => number) {
    this.#organizations = organizations;
    this.#now = now;
  }

  /** From now on nobody new should be sent here. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Why it isn't ready; none when it is. */
  problems(): readonly string[] {
    if (this.#isStopping) return ['The server is stopping.'];
    const last = this.#lastLook;
    if (last !== null && this.#now() - last.at < LOOK_EVERY_MS) return last.problems;
    const problems = this.#organizations().flatMap((organization) => problemOf(organization) ?? []);
    this.#lastLook = { at: this.#now(), problems };
    return problems;
  }
}

/** Databases are opened and brought up to date before the server listens; what can go wrong later is the disk. */
function problemOf({ id, replica }: Organization): string | null {
  if (!replica.sqlite.open) return `The database of ${id} is closed.`;
  try {
    replica.sqlite.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('ready_at', ?)`).run(replica.nowInstant());
    return null;
  } catch (error) {
    return `The database of ${id} can't be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
