const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const SNIFFED_LINES = 25;
const SNIFFED_CHARACTERS = 100_000;

/** How often the delimiter stands outside quotes, per line of the beginning of a text. */
function countsPerLine(text: string, delimiter: string): number[] {
  const counts: number[] = [];
  let count = 0;
  let isQuoted = false;
  let isBlank = true;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === '\n' && !isQuoted) {
      if (!isBlank) counts.push(count);
      if (counts.length === SNIFFED_LINES) return counts;
      count = 0;
      isBlank = true;
      continue;
    }
    if (character.trim() !== '') isBlank = false;
    if (character === delimiter && !isQuoted) {
      count += 1;
      isBlank = false;
    }
  }
  if (!isBlank) counts.push(count);
  return counts;
}

/**
 * The delimiter of a text: the one the header uses and the rows repeat equally often.
 * A text without any (one column) is read with commas.
 */
export function sniffDelimiter(text: string): Delimiter {
  const beginning = text.slice(0, SNIFFED_CHARACTERS);
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = countsPerLine(beginning, delimiter);
    const header = counts[0] ?? 0;
    const agreeing = counts.filter((count) => count === header).length;
    const score = header * (agreeing / Math.max(1, counts.length));
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
