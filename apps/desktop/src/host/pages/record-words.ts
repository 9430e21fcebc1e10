import type { AnyRecord, Collection } from '@fieldgoal/domain';

const NOUNS: Readonly<Record<Collection, string>> = {
  settings: 'settings',
  members: 'member',
  teams: 'team',
  memberships: 'team membership',
  products: 'product',
  accounts: 'account',
  stages: 'stage',
  pipelines: 'pipeline',
  rates: 'exchange rate',
  goals: 'goal',
  goalSeries: 'recurring goal',
  adjustments: 'adjustment',
  edges: 'place in the goal hierarchy',
  deals: 'deal',
  activities: 'activity',
  tasks: 'task',
};

/** Fields by the words the pages use; the rest is shown as its name. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  amountMinor: 'amount',
  stageId: 'stage',
  closedOn: 'closing date',
  expectedCloseOn: 'expected closing date',
  productId: 'product',
  accountId: 'account',
  completedAt: 'completion',
  dueOn: 'due date',
  deletedAt: 'deletion',
  revokedAt: 'revocation',
  credits: 'shares of the credit',
};

/** A kind of record: "deal". */
export function nounOf(collection: Collection): string {
  return NOUNS[collection];
}

/** A record as one would speak of it: `The deal "Acme renewal"`. */
export function recordWords(collection: Collection, record: object | null): string {
  const name = nameOf(record);
  return `The ${NOUNS[collection]}${name === null ? '' : ` "${name}"`}`;
}

/** "amount, closing date". */
export function fieldWords(fields: readonly string[]): string {
  return fields
    .filter((field) => field !== 'revokedBy')
    .map((field) => FIELD_WORDS[field] ?? field)
    .join(', ');
}

/** The name, subject or title of a record; null where it has none. */
export function nameOf(record: object | null): string | null {
  if (record === null) return null;
  const { name, subject, title, justification }: { name?: unknown; subject?: unknown; title?: unknown; justification?: unknown } = record;
  return [name, subject, title, justification].find((text) => typeof text === 'string') ?? null;
}

/** Fields that are not the same in both. */
export function changedFields(before: AnyRecord, after: AnyRecord | null): readonly string[] {
  const [was, is] = [new Map<string, unknown>(Object.entries(before)), new Map<string, unknown>(Object.entries(after ?? {}))];
  return [...new Set([...was.keys(), ...is.keys()])].filter((field) => JSON.stringify(was.get(field)) !== JSON.stringify(is.get(field)));
}
