import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageOf, Wire } from '../../../../server/src/rooms/wire.ts';

const OPEN_SOCKET = { readyState: 1, OPEN: 1, send: () => {}, terminate: () => {} };

describe('a message', () => {
  test('of any length is one whole WebSocket frame that says how long it is, and carries the bytes as they are', () => {
    const length = fc.oneof(fc.integer({ min: 0, max: 40_000 }), fc.constantFrom(0, 124, 125, 126, 65_534, 65_535, 65_536, 200_000));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), length, (head, size) => {
        const body = new Uint8Array(size).fill(size % 251);
        const frame = Buffer.concat(messageOf(head, body));
        const { payload, first } = readFrame(frame);
        expect(first).toBe(0x82);
        expect(payload.equals(Buffer.concat([head, body]))).toBe(true);
      }),
    );
  });
});

/** RFC 6455, section 5.2, of an unmasked frame. */
function readFrame(frame: Buffer): { readonly first: number | undefined; readonly payload: Buffer } {
  const short = frame[1] ?? 0;
  const [begin, length] = short < 126 ? [2, short] : short === 126 ? [4, frame.readUInt16BE(2)] : [10, Number(frame.readBigUInt64BE(2))];
  expect(frame.length).toBe(begin + length);
  return { first: frame[0], payload: frame.subarray(begin) };
}

describe('a reader that does not keep up', () => {
  test('is cut off when more than allowed waits for it; until then nothing is left out', () => {
    const written: Uint8Array[] = [];
    const connection = new Duplex({ read() {}, write: (chunk: Uint8Array) => void written.push(chunk), highWaterMark: 10 });
    const calls: string[] = [];
    const socket = { ...OPEN_SOCKET, terminate: () => calls.push('terminated') };
    const wire = new Wire({ socket, connection, mostBacklog: 1000, onSlow: () => calls.push('slow') });
    for (let n = 0; n < 9; n += 1) wire.send(messageOf(new Uint8Array(), new Uint8Array(100)));
    expect([calls, connection.writableLength]).toEqual([[], 918]);
    wire.send(messageOf(new Uint8Array(), new Uint8Array(100)));
    expect(calls).toEqual(['slow', 'terminated']);
  });
});
