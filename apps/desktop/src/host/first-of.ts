/**
 * The first `limit` in an order, in that order, as sorting all of them would give: one pass that keeps the best so far, for the few rows a
 * page shows of hundreds of thousands.
 */
export function firstOf<T>(items: Iterable<T>, limit: number, order: (a: T, b: T) => number): T[] {
  if (limit <= 0) return [];
  let kept: T[] = [];
  let last: T | undefined;
  const settle = (): void => {
    kept = kept.sort(order).slice(0, limit);
    last = kept.length === limit ? kept.at(-1) : undefined;
  };
  for (const item of items) {
    if (last !== undefined && order(item, last) >= 0) continue;
    kept.push(item);
    if (kept.length >= 2 * limit) settle();
  }
  settle();
  return kept;
}
