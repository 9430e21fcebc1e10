import { decodeFrame, encodeFrame, type Frame } from '@fieldgoal/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const channel = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const number = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const bytes = fc.uint8Array({ maxLength: 200 });
const frame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({ kind: fc.constant('step1' as const), channel, stateVector: bytes }),
  fc.record({ kind: fc.constantFrom('step2' as const, 'update' as const, 'offer' as const), channel, update: bytes }),
  fc.record({ kind: fc.constant('push' as const), channel, seq: number, update: bytes }),
  fc.record({ kind: fc.constant('ack' as const), channel, seq: number, serverSeq: number }),
  fc.record({ kind: fc.constant('refused' as const), channel, seq: number, code: fc.string(), message: fc.string({ unit: 'grapheme' }) }),
);

describe('frames of a device’s socket', () => {
  test('every frame reads as it was written', () => {
    fc.assert(
      fc.property(frame, (written) => {
        expect(decodeFrame(encodeFrame(written))).toEqual(written);
      }),
    );
  });

  test('a frame that was cut off, or has something behind it, is refused', () => {
    fc.assert(
      fc.property(frame, fc.uint8Array({ minLength: 1, maxLength: 5 }), (written, tail) => {
        const whole = encodeFrame(written);
        expect(() => decodeFrame(whole.slice(0, -1))).toThrow();
        expect(() => decodeFrame(new Uint8Array([...whole, ...tail]))).toThrow();
      }),
    );
  });

  test('bytes that are no frame are refused and never taken for one of an unknown kind', () => {
    expect(() => decodeFrame(new Uint8Array([1, 99]))).toThrow('unknown kind');
    expect(() => decodeFrame(new Uint8Array())).toThrow();
  });
});
