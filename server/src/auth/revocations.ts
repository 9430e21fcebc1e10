/** What is no longer let in: one session, or, with `sessionId` null, all of a person's. */
export interface Revocation {
  readonly memberId: string;
  readonly sessionId: string | null;
}

/** Tells whoever keeps something open for a session that it has ended. Nobody is told twice of the same ending. */
export class Revocations {
  readonly #listeners = new Set<(revocation: Revocation) => void>();

  /** Calls back at once, in the same turn, when a session ends before its time. Returns what ends the listening. */
  onRevoked(listener: (revocation: Revocation) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(revocation: Revocation): void {
    for (const listener of this.#listeners) listener(revocation);
  }
}
