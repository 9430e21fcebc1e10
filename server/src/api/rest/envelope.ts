import type { FieldProblem } from '@fieldgoal/domain';

/** Every answer of the API, good or bad. */
export interface Envelope {
  readonly success: boolean;
  readonly data: unknown;
  readonly message: string;
  /** Of a bad one: what is wrong, field by field. */
  readonly errors: readonly FieldProblem[];
}

const LONGEST_VALUE = 200;

export function succeeded(data: unknown, message: string): Envelope {
  return { success: true, data, message, errors: [] };
}

export function failed(message: string, errors: readonly FieldProblem[]): Envelope {
  return { success: false, data: null, message, errors: errors.map((error) => ({ ...error, value: shortened(error.value) })) };
}

/** What was sent comes back as it was, unless it is long. */
function shortened(value: unknown): unknown {
  const text = JSON.stringify(value) ?? 'null';
  return text.length <= LONGEST_VALUE ? (value ?? null) : `${text.slice(0, LONGEST_VALUE)}…`;
}
