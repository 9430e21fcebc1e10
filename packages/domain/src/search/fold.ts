const PLAIN = /^[ -~]*$/;
const NOT_PLAIN_WORDS = /[^a-z0-9]+/g;
const NOT_WORDS = /[^\p{L}\p{N}]+/gu;
/** Letters that don't come apart into a base and a mark. */
const UNMARKED: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };

/** Text as it is searched by: its words with one space between them, without case, diacritics and punctuation, so that "muller" and "MÜLLER" find "Müller". */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return lower.replace(NOT_PLAIN_WORDS, ' ').trim();
  return lower
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => UNMARKED[letter] ?? letter)
    .replace(NOT_WORDS, ' ')
    .trim();
}

/** The words of what was typed, as they are searched by. */
export function searchWords(typed: string): readonly string[] {
  return foldText(typed).split(' ').filter(Boolean);
}
