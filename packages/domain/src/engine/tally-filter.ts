import type { Reading } from './tally-reading.ts';
import { type CodeColumn, valueAt } from './tally-page.ts';
import type { FilterIn, TallyKind } from './tally-plan.ts';

/** Whether a row passes every filter of a kind (`passesFilter`, on columns). */
export type RowFilter = (reading: Reading, row: number) => boolean;

/** null where everything passes. */
export function createRowFilter({ collection, filters }: TallyKind, textOf: (code: number) => string): RowFilter | null {
  const tests = filters.flatMap((one) => testsOf(one, collection, textOf));
  if (tests.length === 0) return null;
  return (reading, row) => tests.every((test) => test(reading, row));
}

function testsOf({ filter, currency }: FilterIn, collection: TallyKind['collection'], textOf: (code: number) => string): RowFilter[] {
  const tests: RowFilter[] = [];
  const add = (
    wanted: readonly string[],
    columnOf: (reading: Reading) => CodeColumn,
    isIn = (text: string) => wanted.includes(text),
  ): void => {
    if (wanted.length === 0) return;
    // What a code means never changes, so that each is looked at once.
    const known: (boolean | undefined)[] = [];
    tests.push((reading, row) => {
      const code = valueAt(columnOf(reading), row);
      return (known[code] ??= code > 0 && isIn(textOf(code)));
    });
  };
  add(
    filter.tags,
    ({ page }) => page.tags,
    (text) => tagsOf(text).some((tag) => filter.tags.includes(tag)),
  );
  if (collection === 'activities') add(filter.activityKinds, ({ page }) => page.kind);
  if (collection !== 'deals') return tests;
  add(filter.productIds, ({ page }) => page.product);
  add(filter.pipelineIds, ({ page }) => page.pipeline);
  const least = filter.minimumAmountMinor;
  // An amount that isn't known, or can't be converted, is below 0 there and counts as 0 here.
  if (least !== null) tests.push((reading, row) => Math.max(0, reading.amountsIn(currency)[row] ?? 0) >= least);
  return tests;
}

function tagsOf(json: string): readonly string[] {
  // Written by `packPage` alone.
  return JSON.parse(json) as string[];
}
