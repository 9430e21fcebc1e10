/** Who has a device connected. Changes are collected, so that a thousand devices coming back are told once a tick and not each by itself. */
export class Presence {
  readonly #devices = new Map<string, number>();
  #changed = new Set<string>();

  come(memberId: string): void {
    const before = this.#devices.get(memberId) ?? 0;
    this.#devices.set(memberId, before + 1);
    if (before === 0) this.#changed.add(memberId);
  }

  go(memberId: string): void {
    const left = (this.#devices.get(memberId) ?? 0) - 1;
    if (left > 0) {
      this.#devices.set(memberId, left);
      return;
    }
    this.#devices.delete(memberId);
    this.#changed.add(memberId);
  }

  /** Sorted. */
  among(memberIds: ReadonlySet<string>): readonly string[] {
    return [...this.#devices.keys()].filter((id) => memberIds.has(id)).sort();
  }

  /** Who came or went since the last time. */
  takeChanges(): ReadonlySet<string> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }
}
