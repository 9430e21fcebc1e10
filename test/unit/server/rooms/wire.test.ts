import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageOf, Wire } from '../../../../server/src/rooms/wire.ts';

const OPEN_SOCKET = { readyState: 1, OPEN: 1, send: () => {}, terminate: () => {} };

describe('a message', () => {
  test('of any length arrives as it was put together', async () => {
    const http = createServer();
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const lengths = [0, 1, 124, 125, 126, 65_534, 65_535, 65_536, 200_000];
    http.on('upgrade', (request, connection) => {
      const accept = createHash('sha1')
        .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
        .digest('base64');
      connection.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      const wire = new Wire({ socket: OPEN_SOCKET, connection, mostBacklog: 2 ** 30, onSlow: () => {} });
      for (const length of lengths) wire.send(messageOf(Uint8Array.of(7), new Uint8Array(length).fill(length % 251)));
    });
    const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
    client.binaryType = 'arraybuffer';
    const heard: Uint8Array[] = [];
    await new Promise<void>((resolve) => {
      client.addEventListener('message', ({ data }) => {
        heard.push(new Uint8Array(data as ArrayBuffer));
        if (heard.length === lengths.length) resolve();
      });
    });
    expect(heard).toEqual(lengths.map((length) => Uint8Array.from([7, ...new Uint8Array(length).fill(length % 251)])));
    client.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });

  test('is the same bytes for everyone, large or small', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.integer({ min: 0, max: 40_000 }), (head, length) => {
        const frame = Buffer.concat(messageOf(head, new Uint8Array(length)));
        const size = head.length + length;
        const announced = size < 126 ? frame[1] : frame.readUInt16BE(2);
        expect(announced).toBe(size);
        expect(frame.length).toBe(size + (size < 126 ? 2 : 4));
      }),
    );
  });
});

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
