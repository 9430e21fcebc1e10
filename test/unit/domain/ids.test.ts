import { createUlid } from '@fieldgoal/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const tenBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test('[R1] an id is written as the ULID specification says', () => {
  expect(createUlid(1_469_918_176_385, new Uint8Array(10))).toBe('01ARYZ6S410000000000000000');
  expect(createUlid(0, new Uint8Array(10).fill(255))).toBe('0000000000ZZZZZZZZZZZZZZZZ');
});

test('[R1] ids sort by their moment, and by their random part within it', () => {
  const key = (at: number, bytes: Uint8Array) =>
    at.toString(16).padStart(12, '0') + [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  fc.assert(
    fc.property(moment, moment, tenBytes, tenBytes, (a, b, x, y) => {
      expect(createUlid(a, x) < createUlid(b, y)).toBe(key(a, x) < key(b, y));
    }),
  );
});

test('[R1] a wrong time or too few random bytes are refused', () => {
  expect(() => createUlid(1.5, new Uint8Array(10))).toThrow('not 1.5');
  expect(() => createUlid(1, new Uint8Array(9))).toThrow('not 9');
});
