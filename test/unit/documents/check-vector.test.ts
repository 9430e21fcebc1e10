import { isStateVector } from '@fieldgoal/documents';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';

test('what documents say they have is taken, and cut off or lengthened it is not', () => {
  const doc = new Y.Doc();
  doc.getMap('deals').set('a', 1);
  const vector = Y.encodeStateVector(doc);
  expect(isStateVector(vector)).toBe(true);
  expect(isStateVector(Uint8Array.of(0))).toBe(true);
  expect(isStateVector(vector.subarray(0, -1))).toBe(false);
  expect(isStateVector(Uint8Array.of(...vector, 0))).toBe(false);
  expect(isStateVector(new Uint8Array())).toBe(false);
});

test('whatever is taken can be read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      if (isStateVector(bytes)) expect(() => Y.decodeStateVector(bytes)).not.toThrow();
    }),
    { numRuns: 2000 },
  );
});
