import { type Fit, fitOf, queryOf } from '@fieldgoal/domain';

/** What is searched of one record. */
export interface Entry {
  readonly id: string;
  /** Folded, with a space before it. */
  readonly name: string;
  /** What else it is found by, folded: its owner, its account. */
  readonly other: string;
  /** A goal that runs, an open deal or task: comes before those that are over. */
  readonly isLive: boolean;
}

export interface Found {
  readonly entry: Entry;
  readonly fit: Fit;
}

/** The best fitting entries, best first, and how many fit at all. One pass; only `limit` of them are ever kept in order. */
export function bestOf(
  entries: Iterable<Entry>,
  words: readonly string[],
  limit: number,
): { readonly total: number; readonly best: readonly Found[] } {
  const query = queryOf(words);
  const best: Found[] = [];
  let total = 0;
  for (const entry of entries) {
    const fit = fitOf(entry.name, entry.other, query);
    if (fit === null) continue;
    total += 1;
    const found = { entry, fit };
    const last = best.length < limit ? undefined : best.at(-1);
    if (last !== undefined && compareFound(found, last) >= 0) continue;
    let at = best.length;
    while (at > 0 && isBefore(found, best[at - 1])) at -= 1;
    best.splice(at, 0, found);
    if (best.length > limit) best.pop();
  }
  return { total, best };
}

/** By how well it fits, then what is live, then the shorter name, then by name. */
function compareFound(a: Found, b: Found): number {
  if (a.fit !== b.fit) return a.fit - b.fit;
  if (a.entry.isLive !== b.entry.isLive) return a.entry.isLive ? -1 : 1;
  if (a.entry.name.length !== b.entry.name.length) return a.entry.name.length - b.entry.name.length;
  if (a.entry.name !== b.entry.name) return a.entry.name < b.entry.name ? -1 : 1;
  return a.entry.id < b.entry.id ? -1 : 1;
}

function isBefore(found: Found, other: Found | undefined): boolean {
  return other !== undefined && compareFound(found, other) < 0;
}
