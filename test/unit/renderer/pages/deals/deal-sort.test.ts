import { describe, expect, it } from 'vitest';
import { parseSort, sortToText } from '../../../../../apps/desktop/src/renderer/pages/deals/deal-sort.ts';

describe('the sort in the address', () => {
  it('reads what it writes', () => {
    for (const text of ['amount', '-amount', 'close', '-owner']) expect(sortToText(parseSort(text))).toBe(text);
    expect(sortToText(null)).toBeUndefined();
  });

  it('ignores a column that does not exist, so that an old bookmark still opens', () => {
    expect(parseSort('-colour')).toBeNull();
    expect(parseSort(undefined)).toBeNull();
  });
});
