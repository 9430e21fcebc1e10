import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeChanges } from '@fieldgoal/documents';
import { type Replica, RoomDamaged } from '@fieldgoal/replica';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { update } from '../../fixtures/company.ts';
import { openServerReplica } from '../../fixtures/replicas.ts';

const ROOM = 'main/work/ana/2026-Q4';
const LIMITS = { documentBytes: 1_000_000, documentIdleMs: 1000, answerBytes: 1_000_000 };
let folder: string;
let now: number;
const opened: Replica[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldgoal-states-'));
  now = Date.UTC(2026, 10, 16, 15, 0, 0);
});
afterEach(() => {
  for (const replica of opened.splice(0)) replica.close();
  rmSync(folder, { recursive: true, force: true });
});

function server(): Replica {
  const replica = openServerReplica({ file: join(folder, `${opened.length}.db`), now: () => now });
  opened.push(replica);
  return replica;
}

function catchUp(replica: Replica, doc: Y.Doc): void {
  for (const bytes of replica.lacking(ROOM, Y.encodeStateVector(doc))) Y.applyUpdate(doc, bytes);
}

function edit(replica: Replica, doc: Y.Doc, id: string, note: string): void {
  const before = Y.encodeStateVector(doc);
  writeChanges(doc, [update('deals', id, { note })], null);
  const made = replica.receive(ROOM, Y.encodeStateAsUpdate(doc, before), { origin: 'client', actorId: 'ana' });
  expect(made.ok).toBe(true);
}

describe('what a reader lacks of a room', () => {
  test('brings every reader to the same document, whatever they have, and whatever was rewritten or closed in between', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('edit' as const), client: fc.nat(2), id: fc.constantFrom('a1', 'a2', 'a3') }),
      fc.record({ kind: fc.constant('join' as const), client: fc.nat(2) }),
      fc.record({ kind: fc.constantFrom('compact' as const, 'idle' as const, 'forget' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const replica = server();
        const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
        for (const doc of docs) catchUp(replica, doc);
        steps.forEach((taken, number) => {
          const doc = 'client' in taken ? docs[taken.client] : undefined;
          if (taken.kind === 'edit' && doc !== undefined) edit(replica, doc, taken.id, `note ${number}`);
          else if (taken.kind === 'join' && doc !== undefined) catchUp(replica, doc);
          else if (taken.kind === 'compact') replica.compactRoom(ROOM);
          else {
            now += 2000;
            replica.keep({ ...LIMITS, answerBytes: taken.kind === 'forget' ? 0 : 1_000_000 });
          }
        });
        docs.push(new Y.Doc());
        for (const doc of docs) catchUp(replica, doc);
        for (const doc of docs) {
          expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(docs[0] ?? doc));
          expect(doc.getMap('deals').toJSON()).toEqual(docs[0]?.getMap('deals').toJSON());
          expect(doc.store.pendingStructs).toBeNull();
        }
        const known = new Map(Y.decodeStateVector(replica.stateVector(ROOM)));
        expect(known).toEqual(Y.decodeStateVector(Y.encodeStateVector(docs[0] ?? new Y.Doc())));
      }),
      { numRuns: 12 },
    );
  });

  test('is made once for all who have the same, and goes on being so while others write', () => {
    const replica = server();
    const [first] = replica.lacking(ROOM, Uint8Array.of(0));
    expect(replica.lacking(ROOM, Uint8Array.of(0))[0]).toBe(first);
    const writer = new Y.Doc();
    catchUp(replica, writer);
    edit(replica, writer, 'a1', 'Called');
    expect(replica.lacking(ROOM, Uint8Array.of(0))[0]).toBe(first);
    expect(replica.lacking(ROOM, Uint8Array.of(0))).toHaveLength(2);
  });

  test('is one snapshot after a busy room has been left alone, also when it was busy before a restart', () => {
    const replica = server();
    const writer = new Y.Doc();
    catchUp(replica, writer);
    for (let n = 0; n < 60; n += 1) edit(replica, writer, 'a1', `note ${n}`);
    replica.keep(LIMITS);
    expect(replica.sqlite.prepare('SELECT count(*) n FROM updates WHERE room = ?').get(ROOM)).toEqual({ n: 61 });
    now += 2000;
    replica.keep(LIMITS);
    expect(replica.sqlite.prepare('SELECT count(*) n FROM updates WHERE room = ?').get(ROOM)).toEqual({ n: 0 });
    expect(replica.lacking(ROOM, Uint8Array.of(0))).toHaveLength(1);
  });

  test('is refused to everyone while a stored byte is wrong', () => {
    const replica = server();
    replica.sqlite.prepare(`UPDATE updates SET bytes = x'0000' WHERE room = ?`).run(ROOM);
    replica.keep({ ...LIMITS, answerBytes: 0 });
    expect(() => replica.lacking(ROOM, Uint8Array.of(0))).toThrow(RoomDamaged);
    expect(() => replica.stateVector(ROOM)).toThrow(RoomDamaged);
    expect([...replica.damagedRooms().keys()]).toEqual([ROOM]);
  });
});
