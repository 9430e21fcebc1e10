import { id as idSchema } from '@fieldgoal/domain';
import { invalid } from './problem.ts';

export type Order = 'asc' | 'desc';

/** Where a page of a list in the order of ids begins. */
export interface PageStart {
  readonly order: Order;
  /** The last id of the page before; null on the first page. */
  readonly after: string | null;
}

/** A cursor is `{order}.{last id}` in base64url. Errors: throws for one that isn't, or of the other order. */
export function pageStart(cursor: string | undefined, order: Order): PageStart {
  if (cursor === undefined) return { order, after: null };
  const [kind, after = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('.', 2);
  if (kind === order && idSchema.safeParse(after).success) return { order, after };
  const message = `It isn't a "nextCursor" of a list in the order "${order}". Begin without one.`;
  throw invalid([{ field: 'cursor', value: cursor, rule: 'cursor', message }]);
}

/** One row more than a page was read; the page and the cursor of the next one. */
export function pageFrom<T extends { readonly id: string }>(
  rows: readonly T[],
  limit: number,
  order: Order,
): { items: readonly T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last !== undefined ? Buffer.from(`${order}.${last.id}`).toString('base64url') : null,
  };
}
