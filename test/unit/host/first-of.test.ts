import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstOf } from '../../../apps/desktop/src/host/first-of.ts';

it('gives what sorting all and cutting the rest off gives, equals in the order they came', () => {
  const item = fc.record({ key: fc.nat(9), at: fc.nat() });
  const byKey = (a: { key: number }, b: { key: number }): number => a.key - b.key;
  fc.assert(
    fc.property(fc.array(item, { maxLength: 60 }), fc.nat(12), (items, limit) => {
      expect(firstOf(items, limit, byKey)).toEqual(items.toSorted(byKey).slice(0, limit));
    }),
  );
});
