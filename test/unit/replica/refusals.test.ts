import { type RecordChange, writeChanges } from '@fieldgoal/documents';
import type { Actor } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { create, deal, edge, update } from '../../fixtures/company.ts';
import { ANA, NORA, openServerReplica, openTestReplica } from '../../fixtures/replicas.ts';

const opened: Replica[] = [];
afterEach(() => {
  for (const replica of opened.splice(0)) replica.close();
});

const ROOM = 'main/work/ana/2026-Q4';
const REFUSED = { code: 'forbidden', message: 'You may not.' };

/** A server and a device that has everything of it. */
function pair(self: Actor): { readonly server: Replica; readonly device: Replica } {
  const server = openServerReplica();
  const device = openTestReplica({ role: 'device', self });
  opened.push(server, device);
  bring(server, device);
  return { server, device };
}

function bring(from: Replica, to: Replica): void {
  for (const room of from.rooms()) to.receive(room, from.missingFor(room, to.stateVector(room)), { origin: 'remote', actorId: null });
}

function save(replica: Replica, actor: Actor, changes: readonly RecordChange[]): void {
  const edited = replica.edit(changes, { actor, origin: 'local' });
  if (!edited.ok) throw new Error(edited.error.message);
}

test('what was made after a refused change and can’t stand without it is among the refusals too, and nothing waits for ever', () => {
  const { device } = pair(ANA);
  save(device, ANA, [create('deals', deal({ id: 'new', ownerId: 'ana' }))]);
  save(device, ANA, [update('deals', 'new', { name: 'Renamed' })]);
  save(device, ANA, [update('deals', 'a1', { name: 'Stands by itself' })]);
  device.refuse(device.outbox.waiting(ROOM)[0]?.seq ?? 0, ROOM, REFUSED);
  const refused = device.refusals().flatMap(({ changes }) => changes.map(({ kind, id }) => `${kind} ${id}`));
  expect(refused.sort()).toEqual(['create new', 'update new']);
  expect(device.refusals().every(({ reason }) => reason !== '')).toBe(true);
  expect(device.outbox.waiting(ROOM)).toHaveLength(1);
  expect(device.record('deals', 'a1')?.name).toBe('Stands by itself');
});

test('the same move made on two devices at once is one edge, and neither move is lost', () => {
  const { server, device } = pair(NORA);
  const move = edge('g-ana', 'g-south', 5, 'nora');
  save(device, NORA, [move]);
  server.edit([edge('g-ana', 'g-south', 2, 'ada')], { actor: { memberId: 'ada', role: 'admin' }, origin: 'server' });
  const [waiting] = device.outbox.waiting('main/hierarchy');
  const context = { origin: 'client', actorId: 'nora' } as const;
  const received = server.receive('main/hierarchy', waiting?.bytes ?? new Uint8Array(), context);
  expect(received.ok ? '' : received.error.code).toBe('exists');
  bring(server, device);
  if (!received.ok) device.refuse(waiting?.seq ?? 0, 'main/hierarchy', received.error);
  expect(device.refusals()).toEqual([]);
  const [again] = device.outbox.waiting('main/hierarchy');
  expect(server.receive('main/hierarchy', again?.bytes ?? new Uint8Array(), context)).toMatchObject({ ok: true });
  expect(server.record('edges', 'g-ana_g-south')).toMatchObject({ counter: 5, createdBy: 'ada' });
});

test('a client can’t put another map in a record’s place, in which edits of others would vanish', () => {
  const { server } = pair(ANA);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, server.missingFor(ROOM, Y.encodeStateVector(doc)));
  const known = Y.encodeStateVector(doc);
  doc.getMap('deals').delete('a1');
  writeChanges(doc, [create('deals', deal({ id: 'a1', ownerId: 'ana' }))], null);
  const received = server.receive(ROOM, Y.encodeStateAsUpdate(doc, known), { origin: 'client', actorId: 'ana' });
  expect(received.ok ? '' : received.error.code).toBe('exists');
  expect(server.record('deals', 'a1')?.name).toBe('Deal a1');
});
