import { writeChanges } from '@fieldgoal/documents';
import type { Commit, Replica } from '@fieldgoal/replica';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { update, WON } from '../../fixtures/company.ts';
import { ANA, openServerReplica, valueOf } from '../../fixtures/replicas.ts';

const GOALS = ['g-ana', 'g-north', 'g-company'];
const ROOM = 'main/work/ana/2026-Q4';
const opened: Replica[] = [];

afterEach(() => {
  for (const replica of opened.splice(0)) replica.close();
});

function server(): Replica {
  const replica = openServerReplica();
  opened.push(replica);
  return replica;
}

/** A client that has the room as the server has it. */
function client(of: Replica): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, of.missingFor(ROOM, Y.encodeStateVector(doc)));
  return doc;
}

function updateOf(doc: Y.Doc, id: string, fields: Readonly<Record<string, unknown>>): Uint8Array {
  const before = Y.encodeStateVector(doc);
  writeChanges(doc, [update('deals', id, fields)], null);
  return Y.encodeStateAsUpdate(doc, before);
}

function receive(replica: Replica, bytes: Uint8Array, onWrite?: (commit: Commit) => void) {
  return replica.receive(ROOM, bytes, {
    origin: 'client',
    actorId: 'ana',
    authorize: (touched, raw) => replica.refusalOf(ANA, touched, raw),
    ...(onWrite === undefined ? {} : { onWrite }),
  });
}

describe('updates that arrive together', () => {
  test('a refused one does not spoil the others, and everybody is told when all of it is on disk', () => {
    const replica = server();
    const told: string[] = [];
    replica.onCommit((commit) => told.push(`${commit.touched.map(({ id }) => id).join()} ${replica.sqlite.inTransaction}`));
    const updates = [
      updateOf(client(replica), 'a1', WON),
      updateOf(client(replica), 'a1', { createdBy: 'carl' }),
      updateOf(client(replica), 'a2', { name: 'Renamed' }),
    ];
    const batch = replica.batch(() => {
      const made = updates.map((bytes) => receive(replica, bytes));
      expect(told).toEqual([]);
      return made;
    });
    const outcomes = batch.ok ? batch.value : [];
    expect(outcomes.map((outcome) => (outcome.ok ? 'taken' : outcome.error.code))).toEqual(['taken', 'immutable_field', 'taken']);
    expect(told).toEqual(['a1 false', 'a2 false']);
    expect(replica.record('deals', 'a1')).toMatchObject({ stageId: 'won', createdBy: 'ana' });
    expect(replica.record('deals', 'a2')?.name).toBe('Renamed');
    expect(valueOf(replica, 'g-company')).toBe(1_310_000);
  });

  test('each of them says which goals it changed, after they were evaluated together', () => {
    const replica = server();
    const written: (readonly string[])[] = [];
    const updates = [updateOf(client(replica), 'a1', WON), updateOf(client(replica), 'a2', { note: 'Call again' })];
    replica.batch(() => updates.map((bytes) => receive(replica, bytes, (commit) => written.push([...commit.goalIds].sort()))));
    expect(written).toEqual([[...GOALS].sort(), []]);
    replica.settle();
    const feed = replica.readFeed(0, 1000, () => true).entries.filter(({ kind, key }) => kind === 'result' && key === 'g-company');
    expect(JSON.parse(feed[0]?.json ?? '{}')).toMatchObject({ result: { value: 1_310_000 } });
  });

  test('nothing of them is kept when the disk is full, and they can be sent again', () => {
    const replica = server();
    const told: Commit[] = [];
    replica.onCommit((commit) => told.push(commit));
    const first = updateOf(client(replica), 'a1', WON);
    const large = updateOf(client(replica), 'a2', { note: 'x'.repeat(4000) });
    replica.sqlite.pragma(`max_page_count = ${Number(replica.sqlite.pragma('page_count', { simple: true }))}`);
    const full = replica.batch(() => [receive(replica, first), ...Array.from({ length: 50 }, () => receive(replica, large))]);
    expect(full.ok ? null : full.error.code).toBe('storage');
    expect(told).toEqual([]);
    expect(replica.record('deals', 'a1')?.stageId).toBe('proposal');
    expect(valueOf(replica, 'g-company')).toBe(1_210_000);
    replica.sqlite.pragma('max_page_count = 100000');
    const again = replica.batch(() => [receive(replica, first), receive(replica, large)]);
    expect(again.ok && again.value.every(({ ok }) => ok)).toBe(true);
    expect(valueOf(replica, 'g-company')).toBe(1_310_000);
  });

  test('leave what one after the other would leave', () => {
    const edit = fc.record({
      id: fc.constantFrom('a1', 'a2', 'a3'),
      fields: fc.oneof(
        fc.record({ amountMinor: fc.integer({ min: 0, max: 1_000_000 }) }),
        fc.constant({ ...WON }),
        fc.constant({ stageId: 'proposal', closedOn: null }),
        fc.constant({ createdBy: 'carl' }),
        fc.constant({ amountMinor: 'much' }),
      ),
    });
    fc.assert(
      fc.property(fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (turns) => {
        const [together, apart] = [openServerReplica(), openServerReplica()];
        const outcomesOf = (replica: Replica, all: boolean): string[] =>
          turns.flatMap((turn) => {
            const updates = turn.map(({ id, fields }, number) => {
              const doc = client(replica);
              doc.clientID = number + 1;
              return updateOf(doc, id, fields);
            });
            const take = (): string[] => updates.map((bytes) => receive(replica, bytes)).map((made) => (made.ok ? 'ok' : made.error.code));
            const taken = all ? replica.batch(take) : { ok: true as const, value: take() };
            return taken.ok ? taken.value : [];
          });
        expect(outcomesOf(together, true)).toEqual(outcomesOf(apart, false));
        expect(together.list('deals')).toEqual(apart.list('deals'));
        for (const id of GOALS) expect(together.result(id)).toEqual(apart.result(id));
        together.close();
        apart.close();
      }),
      { numRuns: 10 },
    );
  });
});
