/** Remembers which goals' numbers changed while the page was open, so that they can light up. */
export interface LitStore {
  light(goalIds: readonly string[]): void;
  /** Counts up with every change of that goal; 0 when it never changed. */
  version(goalId: string): number;
  subscribe(listener: () => void): () => void;
}

export function createLitStore(): LitStore {
  const versions = new Map<string, number>();
  const listeners = new Set<() => void>();
  return {
    light(goalIds) {
      if (goalIds.length === 0) return;
      for (const id of goalIds) versions.set(id, (versions.get(id) ?? 0) + 1);
      for (const listener of listeners) listener();
    },
    version: (goalId) => versions.get(goalId) ?? 0,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
