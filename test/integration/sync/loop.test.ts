import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Authority } from '@fieldgoal/server/authority';
import { attachRooms, type Rooms } from '@fieldgoal/server/rooms';
import type { Actor } from '@fieldgoal/domain';
import { type Replica, tables } from '@fieldgoal/replica';
import { createSyncClient, type SyncClient } from '@fieldgoal/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { create, deal, edge, goal, update, WON } from '../../fixtures/company.ts';
import {
  ADMIN,
  ANA,
  createTestLog,
  NORA,
  openServerReplica,
  openTestReplica,
  until as untilAny,
  valueOf,
} from '../../fixtures/replicas.ts';

/** A server and devices in one process, over real sockets. The access token is the member's id. */
let http: Server;
let rooms: Rooms | null;
let server: Replica;
let port: number;
const open: { replica: Replica; client: SyncClient }[] = [];

const authenticate = async (token: string) => {
  const member = server.record('members', token);
  return member === null ? null : { memberId: member.id, role: member.role, sessionId: token };
};

function plugIn(): void {
  rooms = attachRooms(http, {
    replica: server,
    authority: new Authority(server, createTestLog()),
    authenticate,
    isActive: () => true,
    isSessionActive: () => true,
    onRevoked: () => () => {},
    log: createTestLog(),
  });
}

function unplug(): void {
  rooms?.close();
  rooms = null;
}

function device(self: Actor): Replica {
  const replica = openTestReplica({ role: 'device', self });
  const client = createSyncClient({
    replica,
    url: `ws://127.0.0.1:${port}/sync`,
    deviceId: randomUUID(),
    accessToken: async () => self.memberId,
    log: createTestLog(),
    random: () => 0,
  });
  open.push({ replica, client });
  return replica;
}

function until(replica: Replica, condition: () => boolean): Promise<void> {
  const client = open.find((entry) => entry.replica === replica)?.client;
  if (client === undefined) throw new Error('not a device of this test');
  return untilAny(condition, (listener) => client.onChange(listener));
}

const online = (replica: Replica) => open.find((entry) => entry.replica === replica)?.client.state().online ?? [];
const isSettled = (replica: Replica) => () => replica.isUpToDate;

beforeEach(async () => {
  server = openServerReplica();
  http = createServer((_request, response) => response.writeHead(503).end());
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  port = (http.address() as AddressInfo).port;
  plugIn();
});

afterEach(async () => {
  for (const { client, replica } of open.splice(0)) {
    await client.close();
    replica.close();
  }
  unplug();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
  server.close();
});

describe('the local-first loop', () => {
  test('a rep receives their own rooms, and the levels above by the feed, all confirmed', async () => {
    const ana = device(ANA);
    await until(ana, isSettled(ana));
    expect(ana.list('deals').map(({ id }) => id)).toEqual(['a1', 'a2', 'a3']);
    expect([valueOf(ana, 'g-ana'), valueOf(ana, 'g-north'), valueOf(ana, 'g-company')]).toEqual([300_000, 700_000, 1_210_000]);
    expect(['g-ana', 'g-north', 'g-company'].map((id) => ana.result(id)?.state)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(ana.isComplete('g-north')).toBe(false);
  });

  test('a manager computes their team from the records themselves', async () => {
    const nora = device(NORA);
    await until(nora, isSettled(nora));
    expect(nora.isComplete('g-north')).toBe(true);
    expect(nora.list('deals').map(({ id }) => id)).toEqual(['a1', 'a2', 'a3', 'b1']);
    expect(nora.result('g-north')?.state).toBe('confirmed');
    expect(nora.result('g-north')?.result).toEqual(server.result('g-north')?.result);
  });

  test('a goal and its place are made together, in a room the server has never heard of, with the goal first on the wire', async () => {
    const nora = device(NORA);
    await until(nora, isSettled(nora));
    const make = (id: string, periodStart: string, periodEnd: string) => {
      const own = { createdBy: 'nora', periodStart, periodEnd };
      const [team, ana] = [`${id}-team`, `${id}-ana`];
      const made = nora.edit(
        [
          create('goals', goal({ id: team, ownerType: 'team', ownerId: 'north', ...own })),
          create('goals', goal({ id: ana, ownerType: 'individual', ownerId: 'ana', ...own })),
          edge(ana, team, 1, 'nora'),
        ],
        { actor: NORA, origin: 'local' },
      );
      expect(made.ok).toBe(true);
      return [ana, team];
    };
    const online = make('q1', '2027-01-01', '2027-03-31');
    await until(nora, () => nora.waitingChanges() === 0);
    unplug();
    const offline = [make('q2', '2027-04-01', '2027-06-30'), make('q3', '2028-07-01', '2028-09-30')];
    plugIn();
    await until(nora, () => nora.waitingChanges() === 0 && nora.isUpToDate);
    expect(nora.refusals()).toEqual([]);
    for (const [ana, team] of [online, ...offline]) expect(server.goalIndex().hierarchy.parentOf.get(ana ?? '')).toBe(team);
  });

  test('[X2] [X3] [X7] who is connected is told to those who reach them, and to nobody else', async () => {
    const ana = device(ANA);
    await until(ana, isSettled(ana));
    const nora = device(NORA);
    await until(nora, () => online(nora).includes('ana'));
    expect(online(nora)).toEqual(['ana']);
    // Carl is in Olga's team: Nora doesn't reach him, Olga does, and an admin reaches all.
    const carl = device({ memberId: 'carl', role: 'member' });
    const olga = device({ memberId: 'olga', role: 'manager' });
    const ada = device(ADMIN);
    await until(olga, () => online(olga).includes('carl'));
    await until(ada, () => online(ada).length === 4);
    expect([online(nora), online(olga), online(ana), online(carl), online(ada)]).toEqual([
      ['ana'],
      ['carl'],
      [],
      [],
      ['ana', 'carl', 'nora', 'olga'],
    ]);
    await open.find(({ replica }) => replica === ana)?.client.close();
    await until(nora, () => online(nora).length === 0);
    await until(ada, () => !online(ada).includes('ana'));
  });

  test('[X3] who leaves the team is no longer seen by its manager', async () => {
    const ana = device(ANA);
    const nora = device(NORA);
    await until(nora, () => online(nora).includes('ana'));
    const moved = server.edit([update('teams', 'north', { managerIds: ['olga'] })], { actor: ADMIN, origin: 'server' });
    expect(moved.ok).toBe(true);
    await until(nora, () => online(nora).length === 0);
    expect(online(ana)).toEqual([]);
  });

  test('a deal won offline moves all goals up to the company at once, then the server confirms and the manager sees it', async () => {
    const nora = device(NORA);
    const ana = device(ANA);
    await until(nora, isSettled(nora));
    await until(ana, isSettled(ana));
    unplug();
    const edited = ana.edit([update('deals', 'a2', WON)], { actor: ANA, origin: 'local' });
    expect(edited.ok).toBe(true);
    expect(ana.waitingChanges()).toBe(1);
    expect([valueOf(ana, 'g-ana'), valueOf(ana, 'g-north'), valueOf(ana, 'g-company')]).toEqual([550_000, 950_000, 1_460_000]);
    expect(ana.result('g-company')?.state).toBe('provisional');
    expect(valueOf(server, 'g-company')).toBe(1_210_000);

    plugIn();
    await until(ana, () => ana.isUpToDate && ana.waitingChanges() === 0);
    await until(nora, () => valueOf(nora, 'g-company') === 1_460_000);
    expect(['g-ana', 'g-north', 'g-company'].map((id) => ana.result(id)?.state)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(valueOf(server, 'g-company')).toBe(1_460_000);
    expect(valueOf(nora, 'g-north')).toBe(950_000);
    await until(nora, () =>
      nora.db
        .select()
        .from(tables.audit)
        .all()
        .some(({ sentence }) => sentence.includes('Deal a2')),
    );
    const line = nora.db
      .select()
      .from(tables.audit)
      .all()
      .find(({ action }) => action === 'deals.won');
    expect(line).toMatchObject({ actorName: 'Ana Ames', recordId: 'a2' });
    expect(JSON.parse(line?.goalIds ?? '[]')).toEqual(expect.arrayContaining(['g-ana', 'g-north', 'g-company']));
  });

  test('a record made offline in a room that does not exist yet reaches the server and the manager', async () => {
    const nora = device(NORA);
    const ana = device(ANA);
    await until(ana, isSettled(ana));
    await until(nora, isSettled(nora));
    const made = deal({ id: 'a9', ownerId: 'ana', createdAt: '2026-11-16T14:00:00.000Z', openedOn: '2026-07-01' });
    ana.edit([create('deals', { ...made, createdAt: '2026-07-01T09:00:00.000Z' })], { actor: ANA, origin: 'local' });
    await until(nora, () => nora.record('deals', 'a9') !== null);
    expect(server.roomOf('deals', 'a9')).toBe('main/work/ana/2026-Q3');
  });

  test('the server refuses what the role does not allow; the edit is kept for its author and later edits go on', async () => {
    const nora = device(NORA);
    const ana = device(ANA);
    await until(ana, isSettled(ana));
    await until(nora, isSettled(nora));
    unplug();
    // Ana loses her right to be Ana's owner: while she is offline an admin makes the deal's creation immutable fields differ.
    const forged = ana.edit(
      [create('deals', deal({ id: 'forged', ownerId: 'ana', createdBy: 'ana', createdAt: '2026-11-16T14:59:00.000Z' }))],
      {
        actor: ANA,
        origin: 'local',
      },
    );
    expect(forged.ok).toBe(true);
    const also = ana.edit([update('deals', 'a1', { name: 'Renamed later' })], { actor: ANA, origin: 'local' });
    expect(also.ok).toBe(true);
    server.edit([create('deals', deal({ id: 'forged', ownerId: 'carl' }))], {
      actor: { memberId: 'ada', role: 'admin' },
      origin: 'server',
    });
    plugIn();
    await until(ana, () => ana.isUpToDate && ana.refusals().length === 1);
    expect(ana.refusals()[0]).toMatchObject({ code: 'wrong_room' });
    expect(ana.refusals()[0]?.changes[0]).toMatchObject({ id: 'forged' });
    expect(ana.record('deals', 'forged')).toBeNull();
    expect(server.record('deals', 'a1')?.name).toBe('Renamed later');
  });

  test('a room that is damaged on the server is closed to its devices, whose edits wait there; other rooms go on, and all arrives after the repair', async () => {
    const room = 'main/work/ana/2026-Q4';
    const ana = device(ANA);
    const nora = device(NORA);
    await until(ana, isSettled(ana));
    await until(nora, isSettled(nora));
    unplug();
    ana.edit([update('deals', 'a2', WON)], { actor: ANA, origin: 'local' });
    nora.edit([update('deals', 'b1', { name: 'Goes on' })], { actor: NORA, origin: 'local' });
    server.sqlite.prepare('UPDATE updates SET checksum = checksum + 1 WHERE room = ?').run(room);
    expect(server.inspectRoom(room).problem).toContain('checksum');
    plugIn();
    await until(nora, () => nora.waitingChanges() === 0);
    await until(ana, () => open.find(({ replica }) => replica === ana)?.client.state().connection === 'syncing');
    expect(server.record('deals', 'b1')?.name).toBe('Goes on');
    expect([ana.waitingChanges(), ana.refusals()]).toEqual([1, []]);
    expect(server.record('deals', 'a2')?.stageId).toBe('proposal');

    unplug();
    server.sqlite.prepare('UPDATE updates SET checksum = checksum - 1 WHERE room = ?').run(room);
    server.repairRoom(room, [], { acceptLoss: false });
    plugIn();
    await until(ana, () => ana.isUpToDate && ana.waitingChanges() === 0);
    expect(server.record('deals', 'a2')?.stageId).toBe('won');
  });

  test('a rep cannot open the room of a colleague, and the refusal is audited', async () => {
    const ana = device(ANA);
    await until(ana, isSettled(ana));
    const [entry] = open;
    expect(entry?.client.state().rooms.map(({ room }) => room)).not.toContain('main/work/ben/2026-Q4');
    const socket = new WebSocket(`ws://127.0.0.1:${port}/main/work/ben/2026-Q4?token=ana`);
    await new Promise<void>((resolve) => socket.addEventListener('error', () => resolve()));
    expect(server.db.select().from(tables.audit).all()).toContainEqual(
      expect.objectContaining({ actorId: 'ana', action: 'refused.forbidden' }),
    );
  });
});
