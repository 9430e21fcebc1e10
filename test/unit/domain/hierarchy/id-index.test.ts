import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdIndex, IndexedMap } from '../../../../packages/domain/src/hierarchy/id-index.ts';

test('ids are numbered as they come, each once, and found again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 3, unit: 'binary' }), { maxLength: 300 }),
      fc.array(fc.string({ maxLength: 3 })),
      (ids, others) => {
        const index = new IdIndex(ids.length);
        const plain = new Map<string, number>();
        for (const id of ids) {
          if (!plain.has(id)) plain.set(id, plain.size);
          expect(index.add(id)).toBe(plain.get(id));
        }
        expect(index.ids).toEqual([...plain.keys()]);
        for (const id of [...ids, ...others]) expect(index.find(id)).toBe(plain.get(id) ?? -1);
      },
    ),
  );
});

test('an index that is full says so and goes on knowing what it has', () => {
  const index = new IdIndex(1);
  index.add('ana');
  expect(() => index.add('ben')).toThrow('The index has room for 1 ids, and ben is one more.');
  expect([index.add('ana'), index.find('ana'), index.find('ben')]).toEqual([0, 0, -1]);
});

test('an indexed map reads as a map whose ids are sorted', () => {
  const index = new IdIndex(3);
  for (const id of ['c', 'a', 'b']) index.add(id);
  const map = new IndexedMap(index, 2, (at) => [30, undefined, 20][at]);
  expect([map.size, map.get('c'), map.get('a'), map.has('a'), map.has('b'), map.get('d')]).toEqual([
    2,
    30,
    undefined,
    false,
    true,
    undefined,
  ]);
  expect([[...map], [...map.keys()], [...map.values()]]).toEqual([
    [
      ['b', 20],
      ['c', 30],
    ],
    ['b', 'c'],
    [20, 30],
  ]);
  const told: [string, number][] = [];
  map.forEach((value, id) => told.push([id, value]));
  expect(told).toEqual([...map.entries()]);
});
