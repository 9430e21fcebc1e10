/** Characters an adjustment's justification needs after trimming (rule A1). */
export const JUSTIFICATION_LENGTH = 10;

/** How many characters are still missing; 0 when it is long enough. */
export function missingJustification(text: string): number {
  return Math.max(0, JUSTIFICATION_LENGTH - text.trim().length);
}
