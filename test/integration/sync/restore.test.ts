import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import { Authority } from '@fieldgoal/server/authority';
import { attachRooms, type Rooms } from '@fieldgoal/server/rooms';
import { createSyncClient, type SyncClient } from '@fieldgoal/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { activity, create, deal, update, WON } from '../../fixtures/company.ts';
import { ADMIN, ANA, createTestLog, NORA, openServerReplica, openTestReplica, until, valueOf } from '../../fixtures/replicas.ts';

/** A server that is put back to a backup while devices know more. The access token is the member's id. */
let folder: string;
let http: Server;
let server: Replica;
let rooms: Rooms | null;
const devices: { readonly replica: Replica; client: SyncClient; readonly self: Actor }[] = [];

function plugIn(): void {
  rooms = attachRooms(http, {
    replica: server,
    authority: new Authority(server, createTestLog()),
    authenticate: async (token: string) => {
      const member = server.record('members', token);
      return member === null ? null : { memberId: member.id, role: member.role, sessionId: token };
    },
    isActive: () => true,
    isSessionActive: () => true,
    onRevoked: () => () => {},
    log: createTestLog(),
  });
}

/** Every room of a device holds what the server's holds, deletions among it. */
function expectSameRooms(device: Replica): void {
  const stateOf = (replica: Replica, room: string): Y.Snapshot => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, replica.missingFor(room, Uint8Array.of(0)));
    return Y.snapshot(doc);
  };
  for (const room of device.rooms()) expect(Y.equalSnapshots(stateOf(device, room), stateOf(server, room)), room).toBe(true);
}

function unplug(): void {
  rooms?.close();
  rooms = null;
}

function connect(replica: Replica, self: Actor): SyncClient {
  return createSyncClient({
    replica,
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/sync`,
    deviceId: randomUUID(),
    accessToken: async () => self.memberId,
    log: createTestLog(),
    random: () => 0,
  });
}

async function device(self: Actor): Promise<Replica> {
  const replica = openTestReplica({ role: 'device', self });
  const client = connect(replica, self);
  devices.push({ replica, client, self });
  await settled(replica);
  return replica;
}

function clientOf(replica: Replica): SyncClient {
  const found = devices.find((entry) => entry.replica === replica);
  if (found === undefined) throw new Error('not a device of this test');
  return found.client;
}

const when = (replica: Replica, condition: () => boolean): Promise<void> =>
  until(condition, (listener) => clientOf(replica).onChange(listener));
const settled = (replica: Replica): Promise<void> => when(replica, () => replica.isUpToDate);

function edit(replica: Replica, actor: Actor, changes: Parameters<Replica['edit']>[0]): void {
  const made = replica.edit(changes, { actor, origin: 'local' });
  if (!made.ok) throw new Error(made.error.message);
}

async function restore(file: string): Promise<void> {
  unplug();
  server.close();
  server = openTestReplica({ role: 'server', file });
  server.renewEpoch();
  plugIn();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fieldgoal-restore-'));
  server = openServerReplica({ file: join(folder, 'server.db') });
  http = createServer((_request, response) => response.writeHead(503).end());
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  plugIn();
});

afterEach(async () => {
  for (const { client, replica } of devices.splice(0)) {
    await client.close();
    replica.close();
  }
  unplug();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a server put back to a backup', () => {
  test('gets back from the devices everything it had acknowledged since, and all come to the same', async () => {
    const [ana, nora] = [await device(ANA), await device(NORA)];
    const backup = join(folder, 'backup.db');
    await server.backup(backup);
    const made = deal({ id: 'a8', ownerId: 'ana', createdAt: '2026-11-16T14:00:00.000Z', amountMinor: 40_000 });
    edit(ana, ANA, [update('deals', 'a2', WON)]);
    edit(ana, ANA, [create('deals', { ...made, ...WON })]);
    edit(ana, ANA, [
      create('activities', activity({ id: 'v1', ownerId: 'ana', createdAt: '2026-07-10T10:00:00.000Z', completedAt: null })),
    ]);
    await settled(ana);
    await when(nora, () => nora.record('activities', 'v1') !== null && nora.isUpToDate);
    edit(nora, NORA, [update('deals', 'a2', { note: 'Well done' })]);
    edit(nora, NORA, [update('goals', 'g-ana', { target: 2_000_000 })]);
    await settled(nora);
    await when(ana, () => ana.record('deals', 'a2')?.note === 'Well done' && ana.isUpToDate);
    edit(ana, ANA, [update('deals', 'a2', { name: 'Named after the note' })]);
    await settled(ana);
    const before = ['g-ana', 'g-north', 'g-company'].map((id) => valueOf(server, id));

    await restore(backup);
    expect(valueOf(server, 'g-company')).toBe(1_210_000);
    for (const replica of [ana, nora]) {
      await when(replica, () => replica.isUpToDate && replica.serverEpoch() === server.epoch());
    }
    await when(ana, () => ana.isUpToDate && ana.result('g-company')?.state === 'confirmed');
    await when(nora, () => nora.isUpToDate && nora.result('g-company')?.state === 'confirmed');

    expect(['g-ana', 'g-north', 'g-company'].map((id) => valueOf(server, id))).toEqual(before);
    expect(server.record('deals', 'a2')).toMatchObject({ stageId: 'won', note: 'Well done', name: 'Named after the note' });
    expect(server.record('goals', 'g-ana')?.target).toBe(2_000_000);
    expect(server.record('deals', 'a8')).toMatchObject({ amountMinor: 40_000, createdBy: 'ana' });
    expect(server.roomOf('activities', 'v1')).toBe('main/work/ana/2026-Q3');
    for (const replica of [ana, nora]) {
      expect(replica.refusals()).toEqual([]);
      for (const id of ['g-ana', 'g-north', 'g-company']) expect(replica.result(id)?.result).toEqual(server.result(id)?.result);
      expectSameRooms(replica);
    }
  });

  test('gets back an edit that builds on another person’s, which its author cannot bring back, once that person’s device returns', async () => {
    const [nora, ada] = [await device(NORA), await device(ADMIN)];
    const backup = join(folder, 'backup.db');
    await server.backup(backup);
    edit(ada, ADMIN, [update('goals', 'g-company', { target: 7_000_000 })]);
    await when(nora, () => nora.record('goals', 'g-company')?.target === 7_000_000);
    edit(nora, NORA, [update('goals', 'g-north', { target: 3_500_000 })]);
    await settled(nora);
    await clientOf(ada).close();
    await restore(backup);
    await when(nora, () => nora.isUpToDate && server.record('goals', 'g-north')?.target === 3_500_000);
    expect(server.record('goals', 'g-company')?.target).toBe(6_000_000);
    expect(nora.refusals()).toEqual([]);
    const entry = devices.find(({ replica }) => replica === ada);
    if (entry !== undefined) entry.client = connect(ada, ADMIN);
    await when(ada, () => ada.isUpToDate && ada.serverEpoch() === server.epoch());
    expect(server.record('goals', 'g-company')?.target).toBe(7_000_000);
    await when(nora, () => nora.isUpToDate && valueOf(nora, 'g-company') === valueOf(server, 'g-company'));
    expectSameRooms(nora);
  });

  test('is recognized also when its files were put back by hand, as long as it has said less than a device has read', async () => {
    const ana = await device(ANA);
    const backup = join(folder, 'backup.db');
    await server.backup(backup);
    edit(ana, ANA, [update('deals', 'a2', WON)]);
    await settled(ana);
    await when(ana, () => ana.isUpToDate && ana.result('g-company')?.state === 'confirmed');
    unplug();
    server.close();
    server = openTestReplica({ role: 'server', file: backup });
    expect(server.record('deals', 'a2')?.stageId).toBe('proposal');
    plugIn();
    await when(ana, () => ana.isUpToDate && server.record('deals', 'a2')?.stageId === 'won');
    expect(ana.refusals()).toEqual([]);
  });
});
