import type { Collection, RecordOf } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import type { PageStart } from './cursor.ts';

type Value = string | number | null;

/** A condition on a record's field, as SQL with its values; the field's name is one of ours, never a caller's. */
interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** Conditions on records; what is undefined is not asked for. */
export const where = {
  field: (name: string, value: string | undefined): Condition[] =>
    value === undefined ? [] : [{ sql: `json ->> '${name}' = ?`, values: [value] }],
  from: (name: string, value: string | undefined): Condition[] =>
    value === undefined ? [] : [{ sql: `json ->> '${name}' >= ?`, values: [value] }],
  to: (name: string, value: string | undefined): Condition[] =>
    value === undefined ? [] : [{ sql: `json ->> '${name}' <= ?`, values: [value] }],
  isSet: (name: string, value: boolean | undefined): Condition[] =>
    value === undefined ? [] : [{ sql: `json ->> '${name}' IS ${value ? 'NOT ' : ''}NULL`, values: [] }],
  oneOf: (name: string, values: readonly string[] | undefined): Condition[] =>
    values === undefined ? [] : [{ sql: `json ->> '${name}' IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(values)] }],
  externalId: (value: string | undefined): Condition[] => (value === undefined ? [] : [{ sql: 'external_id = ?', values: [value] }]),
};

/** Which work records are asked for. */
export interface WorkQuery {
  /** Whose; those the caller reaches. */
  readonly ownerIds: readonly string[];
  readonly conditions: readonly Condition[];
}

/** Live records in the order of their ids, one more than `limit` where there are more. */
export function readPage<C extends Collection>(
  replica: Replica,
  collection: C,
  query: WorkQuery,
  start: PageStart,
  limit: number,
): RecordOf<C>[] {
  const { sql, values } = filterOf(collection, query);
  const beyond = start.after === null ? '' : ` AND id ${start.order === 'asc' ? '>' : '<'} ?`;
  return replica.sqlite
    .prepare<Value[], string>(
      `SELECT json FROM records WHERE ${sql}${beyond} ORDER BY id ${start.order === 'asc' ? 'ASC' : 'DESC'} LIMIT ?`,
    )
    .pluck()
    .all(...values, ...(start.after === null ? [] : [start.after]), limit + 1)
    .map((json) => JSON.parse(json) as RecordOf<C>);
}

export function countAll(replica: Replica, collection: Collection, query: WorkQuery): number {
  const { sql, values } = filterOf(collection, query);
  return (
    replica.sqlite
      .prepare<Value[], number>(`SELECT count(*) FROM records WHERE ${sql}`)
      .pluck()
      .get(...values) ?? 0
  );
}

function filterOf(collection: Collection, { ownerIds, conditions }: WorkQuery): Condition {
  const owners: Condition = { sql: 'owner_id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(ownerIds)] };
  const all = [{ sql: 'collection = ?', values: [collection] }, { sql: 'is_deleted = 0', values: [] }, owners, ...conditions];
  return { sql: all.map(({ sql }) => sql).join(' AND '), values: all.flatMap(({ values }) => values) };
}
