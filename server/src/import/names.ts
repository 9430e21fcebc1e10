/** A name for comparing: letter case and amount of space don't matter. */
export function nameKey(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** A name for guessing: accents, spaces and punctuation don't matter either. */
export function looseKey(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const LONGEST_TYPO = 2;
const SHORTEST_FOR_TYPOS = 5;
const MOST_COMPARISONS = 4_000_000;
const MOST_SUGGESTIONS = 5;

/** Edits between two words, or `LONGEST_TYPO + 1` as soon as it is clear that there are more. */
function typoDistance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > LONGEST_TYPO) return LONGEST_TYPO + 1;
  let previous = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replace = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replace, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    if (Math.min(...current) > LONGEST_TYPO) return LONGEST_TYPO + 1;
    previous = current;
  }
  return previous[right.length] ?? LONGEST_TYPO + 1;
}

/** A suggester of known names that a found one may be meant to be; nearest first. Typos are compared up to a total effort. */
export function createSuggester(known: readonly string[]): (found: string) => readonly string[] {
  const candidates = known.map((name) => ({ name, key: looseKey(name) }));
  let comparisons = 0;
  return (found) => {
    const key = looseKey(found);
    if (key === '') return [];
    const compares = found.length >= SHORTEST_FOR_TYPOS && comparisons + candidates.length <= MOST_COMPARISONS;
    if (compares) comparisons += candidates.length;
    return candidates
      .map((candidate) => ({
        name: candidate.name,
        distance: candidate.key === key ? 0 : compares ? typoDistance(candidate.key, key) : LONGEST_TYPO + 1,
      }))
      .filter(({ distance }) => distance <= LONGEST_TYPO)
      .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
      .slice(0, MOST_SUGGESTIONS)
      .map(({ name }) => name);
  };
}
