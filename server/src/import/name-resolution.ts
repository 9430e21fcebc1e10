import type { NameQuestion } from '@fieldgoal/domain';
import type { PlanContext } from './context.ts';
import { createSuggester, looseKey, nameKey } from './names.ts';
import type { FieldReader } from './reader.ts';
import type { TableRow } from './table.ts';

interface NamedRecord {
  readonly id: string;
  readonly name: string;
}

/** One place where a name is used. `previousId` is what the same row was matched to by an earlier import, if any. */
export interface NameUse {
  readonly name: string;
  readonly reader: FieldReader;
  readonly row: TableRow;
  readonly previousId: string | null;
}

interface NameRequest {
  readonly kind: NameQuestion['kind'];
  readonly field: string;
  /** Plural for sentences, e.g. `accounts`. */
  readonly plural: string;
  readonly known: readonly NamedRecord[];
  readonly uses: Iterable<NameUse>;
  /** Makes the record for a name nobody knows; null leaves the name without one. */
  readonly create: (name: string) => string | null;
}

interface FoundName {
  readonly first: NameUse;
  rows: number;
  readonly previousIds: Set<string | null>;
}

function collectNames(uses: Iterable<NameUse>): Map<string, FoundName> {
  const found = new Map<string, FoundName>();
  for (const use of uses) {
    const key = nameKey(use.name);
    const entry = found.get(key) ?? { first: use, rows: 0, previousIds: new Set() };
    entry.rows += 1;
    if (use.previousId !== null) entry.previousIds.add(use.previousId);
    found.set(key, entry);
  }
  return found;
}

function groupByKey(records: readonly NamedRecord[]): Map<string, NamedRecord[]> {
  const groups = new Map<string, NamedRecord[]>();
  for (const record of records) groups.set(nameKey(record.name), [...(groups.get(nameKey(record.name)) ?? []), record]);
  return groups;
}

/** The one known record that every row of this name was matched to before: the question was answered then. */
function earlierMatch(found: FoundName, suggestions: readonly NamedRecord[]): string | null {
  const [only] = found.previousIds;
  return found.previousIds.size === 1 && only !== undefined && suggestions.some(({ id }) => id === only) ? only : null;
}

function reportCreated(context: PlanContext, request: NameRequest, made: readonly NameUse[]): void {
  const first = made[0];
  if (first === undefined) return;
  const names = made.slice(0, 10).map(({ name }) => name);
  const more = made.length - names.length;
  const count = made.length === 1 ? `1 of the ${request.plural}` : `${made.length} ${request.plural}`;
  first.reader.warn(
    first.row,
    request.field,
    first.name,
    `Only named in deals, and created with nothing but the name: ${count} (${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}).`,
  );
}

/**
 * Finds the record that each name in the deals means.
 *
 * Shape:  uses of names → id by `nameKey`. Case and space don't matter; a name that is only close to known ones becomes a
 *         question with suggestions, unless it is answered in the options or by an earlier import of the same rows;
 *         a name close to nothing is created, with one warning for all of them.
 * Errors: two known records with the same name, and an answer that names nothing, are problems of the first row of that name.
 */
export function resolveNames(context: PlanContext, request: NameRequest): ReadonlyMap<string, string> {
  const resolved = new Map<string, string>();
  const known = groupByKey(request.known);
  const suggest = createSuggester(request.known.map(({ name }) => name));
  const madeByLooseKey = new Map<string, NamedRecord>();
  const made: NameUse[] = [];

  const make = (key: string, use: NameUse): void => {
    const id = request.create(use.name);
    if (id === null) return;
    resolved.set(key, id);
    made.push(use);
    madeByLooseKey.set(looseKey(use.name), { id, name: use.name });
  };

  for (const [key, found] of collectNames(request.uses)) {
    const { first } = found;
    const [match, ...others] = known.get(key) ?? [];
    if (match !== undefined) {
      resolved.set(key, match.id);
      if (others.length > 0) {
        const count = others.length + 1;
        first.reader.error(
          first.row,
          request.field,
          first.name,
          `${count} ${request.plural} are called "${first.name}". Rename all but one of them first.`,
        );
      }
      continue;
    }
    const twin = madeByLooseKey.get(looseKey(first.name));
    const names = twin === undefined ? suggest(first.name) : [twin.name];
    const suggestions = twin === undefined ? names.flatMap((name) => known.get(nameKey(name)) ?? []) : [twin];
    if (suggestions.length === 0) {
      make(key, first);
      continue;
    }
    const earlier = earlierMatch(found, suggestions);
    const question = { key: `${request.kind}:${first.name}`, kind: request.kind, found: first.name, rows: found.rows, suggestions: names };
    const answer = context.options.answers[question.key];
    if (answer === 'new') make(key, first);
    else if (answer !== undefined) {
      const chosen = known.get(nameKey(answer))?.[0] ?? suggestions.find(({ name }) => nameKey(name) === nameKey(answer));
      if (chosen !== undefined) resolved.set(key, chosen.id);
      else
        first.reader.error(
          first.row,
          request.field,
          first.name,
          `The answer "${answer}" is none of the ${request.plural}. Choose ${names.join(' or ')}, or "new".`,
        );
    } else if (earlier !== null) resolved.set(key, earlier);
    else context.questions.push(question);
  }
  reportCreated(context, request, made);
  return resolved;
}
