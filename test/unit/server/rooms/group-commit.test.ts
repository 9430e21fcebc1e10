import { writeChanges } from '@fieldgoal/documents';
import type { Replica } from '@fieldgoal/replica';
import { Authority } from '@fieldgoal/server/authority';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { GroupCommit } from '../../../../server/src/rooms/group-commit.ts';
import { update } from '../../../fixtures/company.ts';
import { ANA, createTestLog, openServerReplica } from '../../../fixtures/replicas.ts';

const ROOM = 'main/work/ana/2026-Q4';
let replica: Replica;
let commits: GroupCommit;

beforeEach(() => {
  replica = openServerReplica();
  commits = new GroupCommit({ replica, authority: new Authority(replica, createTestLog()), roomBytes: 1_000_000 });
});
afterEach(() => replica.close());

function edit(id: string, fields: Readonly<Record<string, unknown>>): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, replica.missingFor(ROOM, Uint8Array.of(0)));
  const before = Y.encodeStateVector(doc);
  writeChanges(doc, [update('deals', id, fields)], null);
  return Y.encodeStateAsUpdate(doc, before);
}

const logged = (): unknown => replica.sqlite.prepare('SELECT count(*) FROM updates').pluck().get();

/** Sends updates in one turn; resolves with their outcomes when all were answered. */
function send(updates: readonly Uint8Array[]): Promise<string[]> {
  const outcomes: string[] = [];
  return new Promise((resolve) => {
    for (const bytes of updates) {
      commits.push({
        room: ROOM,
        update: bytes,
        actor: ANA,
        source: null,
        done: (outcome) => {
          outcomes.push(outcome.ok ? 'taken' : outcome.error.code);
          if (outcomes.length === updates.length) resolve(outcomes);
        },
      });
    }
  });
}

describe('what arrives in one turn', () => {
  test('is in one transaction, and answered after it', async () => {
    let commitsTold = 0;
    let wasInside = false;
    replica.onCommit(() => {
      commitsTold += 1;
      wasInside ||= replica.sqlite.inTransaction;
    });
    const order: string[] = [];
    const sent = send([edit('a1', { note: '1' }), edit('a2', { note: '2' }), edit('a3', { note: '3' })]);
    commits.afterWaiting(() => order.push(`read ${String(replica.record('deals', 'a3')?.note)}`));
    expect(commitsTold).toBe(0);
    expect(await sent).toEqual(['taken', 'taken', 'taken']);
    expect([commitsTold, wasInside, order]).toEqual([3, false, ['read 3']]);
  });

  test('is refused one by one', async () => {
    expect(await send([edit('a1', { note: '1' }), edit('a2', { createdBy: 'x' }), Uint8Array.of(9, 9), edit('a3', { note: '3' })])).toEqual(
      ['taken', 'immutable_field', 'invalid_record', 'taken'],
    );
    expect(replica.record('deals', 'a3')?.note).toBe('3');
  });

  test('is kept as one where one person brings much back from offline, and taken apart again where some of it is refused', async () => {
    const note = 'x'.repeat(1500);
    const before = Number(logged());
    expect(await send([edit('a1', { note, name: note.slice(0, 200) }), edit('a2', { note, name: note.slice(0, 199) })].map(large))).toEqual(
      ['taken', 'taken'],
    );
    expect(logged()).toBe(before + 1);
    expect(await send([edit('a1', { note: `${note}1` }), edit('a2', { note: `${note}2`, createdBy: 'x' })].map(large))).toEqual([
      'taken',
      'immutable_field',
    ]);
    expect(logged()).toBe(before + 2);
    expect(replica.record('deals', 'a2')?.note).toBe(note);
  });
});

/** Two edits of the same person, of which the second repeats the first's text so that it is large enough to be merged. */
function large(bytes: Uint8Array): Uint8Array {
  if (bytes.length >= 2048) return bytes;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, replica.missingFor(ROOM, Uint8Array.of(0)));
  const before = Y.encodeStateVector(doc);
  Y.applyUpdate(doc, bytes);
  writeChanges(doc, [update('deals', 'a3', { note: 'y'.repeat(1500) })], null);
  return Y.encodeStateAsUpdate(doc, before);
}
