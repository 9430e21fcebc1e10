import type { z } from 'zod';
import { err, ok, type Result } from '../result.ts';
import { COLLECTIONS, type Collection, type RecordOf } from './collections.ts';
import { recordRuleViolations } from './rules.ts';

const MOST_PROBLEMS_TOLD = 5;
const LONGEST_VALUE_TOLD = 60;

/**
 * One record as it came from outside, parsed (rules R1–R9).
 *
 * Shape:  a collection's name and any value → the record with unknown fields left out, or words for a person.
 * Errors: the words name each field, its value and the rule it breaks, at most five of them.
 */
export function validateRecord<C extends Collection>(collection: C, value: unknown): Result<RecordOf<C>, string> {
  // The compiler can't follow that COLLECTIONS[C] parses to RecordOf<C>; this is the parse.
  const parsed = COLLECTIONS[collection].safeParse(value) as z.ZodSafeParseResult<RecordOf<C>>;
  if (!parsed.success)
    return err(
      tell(
        collection,
        value,
        parsed.error.issues.map((issue) => describeIssue(issue, value)),
      ),
    );
  const broken = recordRuleViolations(collection, parsed.data);
  return broken.length === 0 ? ok(parsed.data) : err(tell(collection, value, broken));
}

function tell(collection: Collection, value: unknown, problems: readonly string[]): string {
  const id = fieldAt(value, ['id']);
  const told = problems.slice(0, MOST_PROBLEMS_TOLD).join('; ');
  const more = problems.length > MOST_PROBLEMS_TOLD ? `; and ${problems.length - MOST_PROBLEMS_TOLD} more` : '';
  return `${collection}${typeof id === 'string' ? ` ${shorten(id)}` : ''}: ${told}${more}.`;
}

function describeIssue(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.path.length === 0) return `the record is ${showValue(value)}: ${issue.message}`;
  return `${issue.path.map(String).join('.')} is ${showValue(fieldAt(value, issue.path))}: ${issue.message}`;
}

function fieldAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}

function showValue(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return `"${shorten(value)}"`;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null ? 'null' : typeof value;
}

function shorten(text: string): string {
  return text.length > LONGEST_VALUE_TOLD ? `${text.slice(0, LONGEST_VALUE_TOLD)}…` : text;
}
