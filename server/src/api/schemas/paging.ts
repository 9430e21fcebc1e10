import { z } from 'zod';

const MOST_ROWS = 200;

/** How a list is asked for; every list answers alike. */
export const pageInput = {
  limit: z.int().min(1).max(MOST_ROWS).default(50).describe('How many to answer at most.'),
  cursor: z.string().max(120).optional().describe('`nextCursor` of the page before; with it, send the same filters and order.'),
  order: z
    .enum(['asc', 'desc'])
    .default('asc')
    .describe('By id, which is by when they were made for all that was made by hand or over the API.'),
  count: z.boolean().default(false).describe('Whether to count all that pass the filters.'),
};

/** A page of a list: what was there throughout is on exactly one page, whatever is added or deleted meanwhile. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Ask with it for the next page; null on the last one.'),
    total: z.int().min(0).nullable().describe('All that pass the filters, where `count` was asked for.'),
  });
}
