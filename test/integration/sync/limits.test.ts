import { randomUUID } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { ENGINE_VERSION, SCHEMA_VERSION } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import { type RoomsOptions, roomLimitsSchema } from '@fieldgoal/server/rooms';
import { CAPABILITIES, createSyncClient, PROTOCOL_VERSION, type SyncClient, type ToDevice, toDeviceSchema } from '@fieldgoal/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { NOW } from '../../fixtures/company.ts';
import { serveReplica } from '../../fixtures/devices.ts';
import { ANA, createTestLog, openServerReplica, openTestReplica, until } from '../../fixtures/replicas.ts';

const MINUTE = 60_000;
const ROOM = 'main/work/ana/2026-Q4';
let now: number;
let server: Replica;
let served: { readonly url: string; close(): Promise<void> };
const cleanups: (() => void | Promise<void>)[] = [];

beforeEach(() => {
  now = NOW;
  server = openServerReplica({ now: () => now });
});
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
  await served.close();
  server.close();
});

async function serve(
  options: Partial<RoomsOptions> & { limitedTo?: Partial<ReturnType<typeof roomLimitsSchema.parse>> } = {},
): Promise<void> {
  const { limitedTo, ...others } = options;
  served = await serveReplica(server, { ...others, limits: roomLimitsSchema.parse(limitedTo ?? {}) });
}

const HELLO = {
  type: 'hello',
  protocol: PROTOCOL_VERSION,
  schema: SCHEMA_VERSION,
  engine: ENGINE_VERSION,
  capabilities: CAPABILITIES,
  epoch: null,
  deviceId: 'd1',
  token: 'ana',
  feedCursor: 0,
};

/** A socket that says what it is told to. */
async function dial(first: string | Uint8Array<ArrayBuffer>, path = '/sync') {
  const socket = new WebSocket(served.url.replace('/sync', path));
  socket.binaryType = 'arraybuffer';
  cleanups.push(() => socket.close());
  const heard: ToDevice[] = [];
  const listeners = new Set<() => void>();
  let closedWith: number | null = null;
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') heard.push(toDeviceSchema.parse(JSON.parse(data)));
    for (const listener of listeners) listener();
  });
  socket.addEventListener('close', ({ code }) => {
    closedWith = code;
    for (const listener of listeners) listener();
  });
  const waitFor = (condition: () => boolean): Promise<void> =>
    until(condition, (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    });
  await new Promise<void>((resolve) => socket.addEventListener('open', () => resolve()));
  socket.send(first);
  return {
    socket,
    heard,
    waitFor,
    closed: async (): Promise<number | null> => {
      await waitFor(() => closedWith !== null);
      return closedWith;
    },
  };
}

const hello = (fields: object = {}): string => JSON.stringify({ ...HELLO, ...fields });

describe('a device and a server of different versions', () => {
  test.each([
    ['an older protocol', { protocol: PROTOCOL_VERSION - 1 }, 'Please update the app'],
    ['a protocol the server does not know yet', { protocol: 99, oldestProtocol: 99 }, 'update the server'],
    ['an older schema', { schema: SCHEMA_VERSION - 1 }, 'Please update the app'],
    ['a newer schema', { schema: SCHEMA_VERSION + 1 }, 'update the server'],
    ['an older engine', { engine: ENGINE_VERSION - 1 }, 'Please update the app'],
    ['a newer engine', { engine: ENGINE_VERSION + 1 }, 'update the server'],
  ])('%s: the person is told which of the two to update', async (_what, fields, words) => {
    await serve();
    const device = await dial(hello(fields));
    expect(await device.closed()).toBe(4426);
    expect(device.heard).toEqual([
      expect.objectContaining({ type: 'rejected', code: 'please_update', message: expect.stringContaining(words) }),
    ]);
  });

  test('speak the highest version both know, and use what both can', async () => {
    await serve();
    const device = await dial(hello({ protocol: 99, oldestProtocol: PROTOCOL_VERSION, capabilities: ['token', 'telepathy'] }));
    await device.waitFor(() => device.heard.length > 0);
    expect(device.heard[0]).toMatchObject({ type: 'welcome', protocol: PROTOCOL_VERSION, capabilities: ['token'], epoch: server.epoch() });
  });
});

describe('a token', () => {
  let tick: () => void = () => {};
  const every: RoomsOptions['every'] = (_milliseconds, work) => {
    tick = work;
    return () => {};
  };
  const authenticate: RoomsOptions['authenticate'] = async (token) => ({ ...ANA, sessionId: 's', expiresAt: Number(token) });

  test('that has run out without a newer one closes the socket with 4401', async () => {
    await serve({ every, authenticate });
    const device = await dial(hello({ token: String(NOW + 15 * MINUTE) }));
    const stock = await dial(Uint8Array.of(0, 0, 1, 0), `/${ROOM}?token=${NOW + 15 * MINUTE}`);
    await device.waitFor(() => device.heard.length > 0);
    now += 15 * MINUTE - 1;
    tick();
    expect(device.socket.readyState).toBe(WebSocket.OPEN);
    now += 1;
    tick();
    expect(await device.closed()).toBe(4401);
    expect(await stock.closed()).toBe(4401);
    expect(device.heard.at(-1)).toMatchObject({ type: 'rejected', code: 'token_expired' });
  });

  test('is renewed on the open socket before it runs out', async () => {
    await serve({ every, authenticate });
    const replica = openTestReplica({ role: 'device', self: ANA, now: () => now });
    const timers: { readonly at: number; readonly work: () => void }[] = [];
    const client: SyncClient = createSyncClient({
      replica,
      url: served.url,
      deviceId: randomUUID(),
      accessToken: async () => String(now + 15 * MINUTE),
      log: createTestLog(),
      random: () => 0,
      after: (milliseconds, work) => {
        timers.push({ at: now + milliseconds, work });
        return () => {};
      },
    });
    cleanups.push(async () => {
      await client.close();
      replica.close();
    });
    const listen = (listener: () => void): (() => void) => client.onChange(listener);
    await until(() => replica.isUpToDate, listen);
    expect(timers.map(({ at }) => at)).toEqual([NOW + 14 * MINUTE]);
    now += 14 * MINUTE;
    timers[0]?.work();
    await until(() => timers.length === 2, listen);
    now += 2 * MINUTE;
    tick();
    expect(timers.map(({ at }) => at)).toEqual([NOW + 14 * MINUTE, NOW + 28 * MINUTE]);
    expect(client.state().connection).toBe('up_to_date');
  });
});

describe('when many come at once', () => {
  test('a device is told when to come back, and does not come earlier', async () => {
    await serve({ limitedTo: { connectBurst: 1, connectsPerSecond: 1 } });
    await dial(hello()).then((first) => first.waitFor(() => first.heard.length > 0));
    const second = await dial(hello());
    expect(await second.closed()).toBe(1013);
    expect(second.heard).toEqual([expect.objectContaining({ type: 'rejected', code: 'busy', retryAfterMs: 1000 })]);
    const replica = openTestReplica({ role: 'device', self: ANA });
    const waits: number[] = [];
    const client = createSyncClient({
      replica,
      url: served.url,
      deviceId: randomUUID(),
      accessToken: async () => 'ana',
      log: createTestLog(),
      random: () => 0.5,
      after: (milliseconds) => {
        waits.push(milliseconds);
        return () => {};
      },
    });
    cleanups.push(async () => {
      await client.close();
      replica.close();
    });
    await until(
      () => waits.length > 0,
      (listener) => client.onChange(() => queueMicrotask(listener)),
    );
    expect(waits).toEqual([1500]);
    const stock = await upgradeAnswer(`${served.url.replace('ws', 'http').replace('/sync', '')}/${ROOM}?token=ana`);
    expect([stock.statusCode, stock.headers['retry-after']]).toEqual([503, '1']);
  });

  test('one account has no more sockets than allowed', async () => {
    await serve({ limitedTo: { socketsPerAccount: 1 } });
    const first = await dial(hello());
    await first.waitFor(() => first.heard.length > 0);
    const second = await dial(hello());
    expect(await second.closed()).toBe(4429);
    first.socket.close();
    await first.closed();
    const third = await dial(hello());
    await third.waitFor(() => third.heard.length > 0);
    expect(third.heard[0]).toMatchObject({ type: 'welcome' });
  });
});

describe('hostile bytes', () => {
  const frames: readonly [string, readonly number[]][] = [
    ['nothing', []],
    ['an unknown type', [9, 1, 1]],
    ['a sync message that was cut off', [0, 0, 50, 1, 2]],
    ['a state vector of two thousand million clients', [0, 0, 5, 255, 255, 255, 255, 15]],
    ['an unknown step', [0, 7, 1, 0]],
    ['an update that is none', [0, 2, 3, 9, 9, 9]],
    ['an endless number', [0, 2, ...Array.from({ length: 60 }, () => 255)]],
    ['awareness of two thousand million clients', [1, 5, 255, 255, 255, 255, 15]],
    ['something behind a message', [0, 0, 1, 0, 1]],
  ];
  test.each(frames)('of a stock client (%s) close its socket with 4400, and nobody else’s', async (_what, bytes) => {
    await serve();
    const bystander = await dial(hello());
    await bystander.waitFor(() => bystander.heard.length > 0);
    const hostile = await dial(Uint8Array.from(bytes), `/${ROOM}?token=ana`);
    expect(await hostile.closed()).toBe(4400);
    bystander.socket.send(JSON.stringify({ type: 'ping' }));
    await bystander.waitFor(() => bystander.heard.at(-1)?.type === 'pong');
    expect(server.list('deals')).toHaveLength(6);
  });

  test.each([
    ['a frame that is none', Uint8Array.of(1, 99)],
    ['text that is no message', '{"type":"sudo"}'],
    ['a second hello', hello()],
  ])('of a device (%s) close its socket with 4400', async (_what, bytes) => {
    await serve();
    const device = await dial(hello());
    await device.waitFor(() => device.heard.length > 0);
    device.socket.send(bytes);
    expect([4400, 1011]).toContain(await device.closed());
  });

  test('a room does not become larger than allowed', async () => {
    await serve({ limitedTo: { roomBytes: 64 * 1024 } });
    const doc = new Y.Doc();
    doc.getMap('deals').set('x', 'y'.repeat(70_000));
    const message = Buffer.concat([Buffer.from([0, 2]), lengthOf(Y.encodeStateAsUpdate(doc)), Y.encodeStateAsUpdate(doc)]);
    const client = await dial(Uint8Array.from(message), `/${ROOM}?token=ana`);
    expect(await client.closed()).toBe(4413);
  });
});

describe('who is in a room', () => {
  function join(clientId: number): WebsocketProvider {
    const doc = new Y.Doc();
    doc.clientID = clientId;
    const provider = new WebsocketProvider(served.url.replace('/sync', ''), ROOM, doc, { params: { token: 'ana' }, disableBc: true });
    provider.awareness.setLocalState({ name: `client ${clientId}` });
    cleanups.push(() => provider.destroy());
    return provider;
  }
  const sees = (provider: WebsocketProvider, ids: readonly number[]): Promise<void> =>
    until(
      () => JSON.stringify([...provider.awareness.getStates().keys()].sort((a, b) => a - b)) === JSON.stringify(ids),
      (listener) => {
        provider.awareness.on('change', listener);
        return () => provider.awareness.off('change', listener);
      },
    );

  test('is seen by stock clients, also by those who come later, and by those who stay when one leaves', async () => {
    await serve();
    const first = join(1);
    const second = join(2);
    await sees(first, [1, 2]);
    const third = join(3);
    await sees(third, [1, 2, 3]);
    second.destroy();
    await sees(first, [1, 3]);
    await sees(third, [1, 3]);
  });

  test('is told at a bounded rate and size', async () => {
    await serve({ limitedTo: { awarenessBurst: 5, awarenessPerSecond: 1, awarenessBytes: 300 } });
    const large = await dial(awareness(1, 1, JSON.stringify('x'.repeat(400))), `/${ROOM}?token=ana`);
    expect(await large.closed()).toBe(4400);
    const often = await dial(awareness(2, 1, '{}'), `/${ROOM}?token=ana`);
    for (let clock = 2; clock <= 6; clock += 1) often.socket.send(awareness(2, clock, '{}'));
    expect(await often.closed()).toBe(4429);
  });
});

/** What a server answers that does not upgrade a connection. */
function upgradeAnswer(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { connection: 'Upgrade', upgrade: 'websocket' } })
      .on('response', resolve)
      .on('error', reject)
      .end();
  });
}

function lengthOf(bytes: Uint8Array): Uint8Array {
  const length: number[] = [];
  let rest = bytes.length;
  for (; rest > 127; rest >>= 7) length.push((rest & 127) | 128);
  return Uint8Array.from([...length, rest]);
}

function awareness(client: number, clock: number, json: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(json);
  const entries = Buffer.concat([Buffer.from([1, client, clock]), lengthOf(text), text]);
  return Uint8Array.from(Buffer.concat([Buffer.from([1]), lengthOf(entries), entries]));
}
