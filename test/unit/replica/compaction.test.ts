import { setImmediate } from 'node:timers/promises';
import type { Replica } from '@fieldgoal/replica';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { create, deal, update } from '../../fixtures/company.ts';
import { ANA, createTestLog, openServerReplica } from '../../fixtures/replicas.ts';

const ANAS = 'main/work/ana/2026-Q4';
const opened: Replica[] = [];
afterEach(() => {
  for (const replica of opened.splice(0)) replica.close();
});

function server(log = createTestLog()): Replica {
  const replica = openServerReplica({ log });
  opened.push(replica);
  return replica;
}

function content(replica: Replica): unknown {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, replica.missingFor(ANAS, Y.encodeStateVector(doc)));
  return { deals: doc.getMap('deals').toJSON(), vector: Y.encodeStateVector(doc) };
}

function updatesOf(replica: Replica): number {
  return replica.sqlite.prepare<[string], number>('SELECT count(*) FROM updates WHERE room = ?').pluck().get(ANAS) ?? 0;
}

describe('compacting a room', () => {
  test('changes nothing anyone can read, whatever was edited, and leaves no log', () => {
    const edit = fc.tuple(
      fc.constantFrom('a1', 'a2', 'a3'),
      fc.string({ maxLength: 20, minLength: 1 }).filter((name) => name.trim() !== ''),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
        const replica = server();
        for (const [id, name] of edits) replica.edit([update('deals', id, { name: name.trim() })], { actor: ANA, origin: 'server' });
        const before = content(replica);
        replica.compactRoom(ANAS);
        expect(updatesOf(replica)).toBe(0);
        expect(content(replica)).toEqual(before);
        expect(replica.inspectRoom(ANAS)).toMatchObject({ problem: null, updates: 0, unchecked: 0 });
        replica.edit([create('deals', deal({ id: 'a9', ownerId: 'ana' }))], { actor: ANA, origin: 'server' });
        expect(replica.inspectRoom(ANAS)).toMatchObject({ problem: null, updates: 1 });
      }),
      { numRuns: 25 },
    );
  });

  test('keeps the log of a damaged room', () => {
    const replica = server();
    const before = updatesOf(replica);
    replica.sqlite.prepare('UPDATE updates SET checksum = 1 WHERE room = ?').run(ANAS);
    expect(() => replica.compactRoom(ANAS)).toThrow(/damaged/);
    expect(updatesOf(replica)).toBe(before);
  });

  test('that goes wrong after a commit does not make the commit look failed', async () => {
    const log = createTestLog();
    const replica = server(log);
    for (let i = 0; i < 198; i++) replica.edit([update('deals', 'a1', { name: `n${i}` })], { actor: ANA, origin: 'server' });
    replica.sqlite.exec(`CREATE TRIGGER full_disk BEFORE UPDATE ON rooms BEGIN SELECT raise(ABORT, 'no space'); END`);
    for (let i = 0; i < 3; i++) {
      expect(replica.edit([update('deals', 'a1', { name: `m${i}` })], { actor: ANA, origin: 'server' }).ok).toBe(true);
    }
    await setImmediate();
    expect(log.entries.some(({ message }) => message === 'a room could not be compacted')).toBe(true);
    expect(replica.record('deals', 'a1')?.name).toBe('m2');
  });
});
