/** How well a name fits what was typed, best first. */
export const FIT = { namePrefix: 0, wordPrefix: 1, inName: 2, inOther: 3 } as const;
export type Fit = (typeof FIT)[keyof typeof FIT];

/** What was typed, as it is compared with every record. */
export interface Query {
  readonly words: readonly string[];
  /** Each word as it begins another one: with a space before it. */
  readonly beginnings: readonly string[];
  readonly whole: string;
}

/** Of folded words (`searchWords`). */
export function queryOf(words: readonly string[]): Query {
  return { words, beginnings: words.map((word) => ` ${word}`), whole: ` ${words.join(' ')}` };
}

/**
 * Whether all words typed are in a record, and how well they fit: the name begins with them, each begins a word of it, they are
 * somewhere in it, or some are only in what else is known by (its owner, its account).
 *
 * Shape:  `name` is folded with a space before it, and so are all words; `other` is folded.
 * Errors: null when a word is nowhere.
 */
export function fitOf(name: string, other: string, { words, beginnings, whole }: Query): Fit | null {
  let isInName = true;
  for (const word of words) {
    if (name.includes(word)) continue;
    if (!other.includes(word)) return null;
    isInName = false;
  }
  if (!isInName) return FIT.inOther;
  if (name.startsWith(whole)) return FIT.namePrefix;
  for (const beginning of beginnings) if (!name.includes(beginning)) return FIT.inName;
  return FIT.wordPrefix;
}
