/**
 * What is wrong with one field of something that was asked for.
 *
 * Shape: `field` is a path such as `filter.productIds`, null for what concerns the whole; `rule` is a word a program can branch on, or the
 *        number of a rule of SPEC.md; `message` is for a person and says what to do.
 */
export interface FieldProblem {
  readonly field: string | null;
  readonly value: unknown;
  readonly rule: string;
  readonly message: string;
}

export function problem(field: string | null, value: unknown, rule: string, message: string): FieldProblem {
  return { field, value: value ?? null, rule, message };
}
