/** Line ends, control characters, and marks that reorder what is shown. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** A text from outside that can't begin a line of its own in a log, a table or a terminal: what could is shown as `\u…`. */
export function oneLine(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
