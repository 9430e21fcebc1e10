import type { FieldProblem } from '@fieldgoal/domain';
import type { z } from 'zod';

/** What a schema found wrong, a problem per field; of unknown fields one each, with its name. */
export function problemsOf(error: z.core.$ZodError, input: unknown): FieldProblem[] {
  return error.issues.flatMap((issue): FieldProblem[] => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: [...path, key].join('.'),
        value: valueAt(input, [...path, key]),
        rule: 'unknown_field',
        message: `There is no field "${key}" here. Leave it out.`,
      }));
    }
    return [{ field: path.length === 0 ? null : path.join('.'), value: valueAt(input, path), rule: issue.code, message: issue.message }];
  });
}

function valueAt(input: unknown, path: readonly string[]): unknown {
  let at: unknown = input;
  for (const key of path) at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : null;
  return at ?? null;
}
