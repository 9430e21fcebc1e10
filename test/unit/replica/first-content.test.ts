import type { Replica } from '@fieldgoal/replica';
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { update } from '../../fixtures/company.ts';
import { ANA, openServerReplica, openTestReplica } from '../../fixtures/replicas.ts';

/** What a device gets at its first sync: every room whole, one after the other. */
const ANAS = 'main/work/ana/2026-Q4';
const NOTHING = Uint8Array.of(0);
const REMOTE = { origin: 'remote', actorId: null } as const;
const opened: Replica[] = [];
afterEach(() => {
  for (const replica of opened.splice(0)) replica.close();
});

function open(replica: Replica): Replica {
  opened.push(replica);
  return replica;
}

function firstSync(server: Replica): Replica {
  const device = open(openTestReplica({ role: 'device', self: ANA }));
  for (const room of server.rooms()) expect(device.receive(room, server.missingFor(room, NOTHING), REMOTE).ok).toBe(true);
  return device;
}

function stateOf(replica: Replica, room: string): Y.Snapshot {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, replica.missingFor(room, NOTHING));
  return Y.snapshot(doc);
}

describe('a room that arrives whole', () => {
  test('is kept as its snapshot, deletions among it, so that nobody reads a log to know what it holds', () => {
    const server = open(openServerReplica());
    server.edit([update('deals', 'a1', { note: 'Called' })], { actor: ANA, origin: 'server' });
    server.edit([update('deals', 'a1', { note: 'Called twice' })], { actor: ANA, origin: 'server' });
    const device = firstSync(server);
    expect(device.sqlite.prepare('SELECT count(*) FROM updates').pluck().get()).toBe(0);
    for (const room of server.rooms()) {
      expect(device.stateVector(room), room).toEqual(server.stateVector(room));
      expect(Y.equalSnapshots(stateOf(device, room), stateOf(server, room)), room).toBe(true);
    }
  });

  test('takes what comes after it, of this device and of others, under numbers of their own', () => {
    const server = open(openServerReplica());
    const device = firstSync(server);
    const made = device.edit([update('deals', 'a1', { note: 'from here' })], { actor: ANA, origin: 'local' });
    server.edit([update('deals', 'a2', { note: 'from there' })], { actor: ANA, origin: 'server' });
    device.receive(ANAS, server.missingFor(ANAS, device.stateVector(ANAS)), REMOTE);
    expect(made.ok && made.value.seqs[0]?.seq).toBeGreaterThan(
      Number(device.sqlite.prepare('SELECT max(snapshot_seq) FROM rooms').pluck().get()),
    );
    expect(device.outbox.waiting(ANAS)).toHaveLength(1);
    expect(device.record('deals', 'a1')?.note).toBe('from here');
    expect(device.record('deals', 'a2')?.note).toBe('from there');
    expect(server.receive(ANAS, device.missingFor(ANAS, server.stateVector(ANAS)), { origin: 'client', actorId: 'ana' }).ok).toBe(true);
    expect(Y.equalSnapshots(stateOf(device, ANAS), stateOf(server, ANAS))).toBe(true);
  });

  test('does not stay in memory as a document when all of them together are too many', () => {
    const server = open(openServerReplica());
    const device = open(openTestReplica({ role: 'device', self: ANA }));
    device.keep({ documentBytes: 1, documentIdleMs: 60_000, answerBytes: 0 });
    for (const room of server.rooms()) {
      device.receive(room, server.missingFor(room, NOTHING), REMOTE);
      expect(device.openRooms()).toBe(0);
    }
  });

  test('is not opened to learn that there is nothing new', () => {
    const server = open(openServerReplica());
    const device = firstSync(server);
    device.keep({ documentBytes: 0, documentIdleMs: 60_000, answerBytes: 0 });
    expect(device.receive(ANAS, Uint8Array.of(0, 0), REMOTE)).toMatchObject({ ok: true, value: { seqs: [] } });
    expect(device.openRooms()).toBe(0);
  });
});
