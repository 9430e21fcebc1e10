import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeChanges } from '@fieldgoal/documents';
import type { Replica } from '@fieldgoal/replica';
import { Authority } from '@fieldgoal/server/authority';
import { attachRooms, type Rooms } from '@fieldgoal/server/rooms';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { update, WON } from '../fixtures/company.ts';
import { createTestLog, openServerReplica, until, valueOf } from '../fixtures/replicas.ts';

/** The unchanged y-websocket 3 client: room in the path, token as a parameter. */
let http: Server;
let rooms: Rooms;
let server: Replica;
let url: string;
const providers: WebsocketProvider[] = [];

beforeEach(async () => {
  server = openServerReplica();
  http = createServer();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const authenticate = async (token: string) => {
    const member = server.record('members', token);
    return member === null ? null : { memberId: member.id, role: member.role, sessionId: token };
  };
  rooms = attachRooms(http, {
    replica: server,
    authority: new Authority(server, createTestLog()),
    authenticate,
    isActive: () => true,
    isSessionActive: () => true,
    onRevoked: () => () => {},
    log: createTestLog(),
  });
});

afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy();
  rooms.close();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
  server.close();
});

function connect(room: string, token: string): WebsocketProvider {
  const provider = new WebsocketProvider(url, room, new Y.Doc(), { params: { token }, disableBc: true });
  providers.push(provider);
  return provider;
}

describe('a stock y-websocket client', () => {
  test('receives a room, sends a change that is validated and recalculated, and sees the change of another', async () => {
    const room = 'main/work/ana/2026-Q4';
    const ana = connect(room, 'ana');
    const nora = connect(room, 'nora');
    await Promise.all([ana, nora].map((provider) => new Promise<void>((resolve) => provider.once('sync', () => resolve()))));
    const nameAtNora = (): unknown => nora.doc.getMap<Y.Map<unknown>>('deals').get('a2')?.get('stageId');
    expect(nameAtNora()).toBe('proposal');
    writeChanges(ana.doc, [update('deals', 'a2', WON)], null);
    await until(
      () => nameAtNora() === 'won',
      (listener) => {
        nora.doc.on('update', listener);
        return () => nora.doc.off('update', listener);
      },
    );
    expect(valueOf(server, 'g-company')).toBe(1_460_000);
  });

  test('is shut out, for good, when it writes what its role does not allow', async () => {
    const provider = connect('main/directory', 'ana');
    await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    const closed = new Promise<number | undefined>((resolve) => provider.once('connection-close', (event) => resolve(event?.code)));
    writeChanges(provider.doc, [update('members', 'ana', { role: 'admin' })], null);
    expect(await closed).toBe(4403);
    expect(server.record('members', 'ana')?.role).toBe('member');
  });

  test('gets nothing of a room it may not read', async () => {
    const provider = connect('main/work/carl/2026-Q4', 'ana');
    await new Promise<void>((resolve) => provider.once('connection-error', () => resolve()));
    expect(provider.doc.getMap('deals').size).toBe(0);
  });
});
