import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeChanges } from '@fieldgoal/documents';
import { openDatabase, openReplica, type Replica, ReplicaOpenError, tables } from '@fieldgoal/replica';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { adjustment, create, deal, edge, update, WON } from '../../fixtures/company.ts';
import { ADMIN, ANA, NORA, openServerReplica, openTestReplica, valueOf } from '../../fixtures/replicas.ts';

const GOALS = ['g-ana', 'g-ben', 'g-carl', 'g-north', 'g-south', 'g-company'];
let folder: string;
const opened: Replica[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldgoal-replica-'));
});
afterEach(() => {
  for (const replica of opened.splice(0)) replica.close();
  rmSync(folder, { recursive: true, force: true });
});

function server(file = ':memory:'): Replica {
  const replica = openServerReplica({ file });
  opened.push(replica);
  return replica;
}

/** A document holding what a replica has of a room, as another device would have it. */
function copyOf(replica: Replica, room: string): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, replica.missingFor(room, Y.encodeStateVector(doc)));
  return doc;
}

describe('opening', () => {
  test('a database of a newer version is refused in words, and not one byte of it changes', () => {
    const file = join(folder, 'newer.db');
    const { sqlite } = openDatabase(file);
    sqlite.pragma('user_version = 999');
    sqlite.close();
    const before = readFileSync(file);
    expect(() => openDatabase(file)).toThrow(ReplicaOpenError);
    expect(() => openDatabase(file)).toThrow(/newer version.*Please update/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('a file that is no database is refused in words', async () => {
    const file = join(folder, 'text.db');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(
      file,
      'this is a text file that is longer than one hundred bytes, so that it has a header to be looked at by us '.repeat(3),
    );
    expect(() => openDatabase(file)).toThrow(ReplicaOpenError);
  });

  test('what was committed is there after opening again, without having been closed', () => {
    const file = join(folder, 'org.db');
    const first = server(file);
    first.edit([update('deals', 'a2', WON)], { actor: ANA, origin: 'server' });
    const second = openTestReplica({ role: 'server', file });
    opened.push(second);
    expect(second.record('deals', 'a2')).toMatchObject(WON);
    expect(valueOf(second, 'g-company')).toBe(1_460_000);
  });
});

describe('a change', () => {
  test('[C1] counts in the goals of its owner, the team and the company when the deal is won, and leaves them when it is reopened', () => {
    const replica = server();
    replica.edit([update('deals', 'a2', WON)], { actor: ANA, origin: 'server' });
    expect(GOALS.map((id) => valueOf(replica, id))).toEqual([550_000, 400_000, 510_000, 950_000, 510_000, 1_460_000]);
    replica.edit([update('deals', 'a2', { stageId: 'proposal', closedOn: null })], { actor: ANA, origin: 'server' });
    expect(GOALS.map((id) => valueOf(replica, id))).toEqual([300_000, 400_000, 510_000, 700_000, 510_000, 1_210_000]);
  });

  test('is all or nothing over several rooms', () => {
    const replica = server();
    const edited = replica.edit([update('deals', 'b1', { amountMinor: 1 }), update('deals', 'a1', { amountMinor: -5 })], {
      actor: ADMIN,
      origin: 'server',
    });
    expect(edited.ok).toBe(false);
    expect(edited.ok ? '' : edited.error.message).toMatch(/amountMinor is -5/);
    expect(replica.record('deals', 'b1')?.amountMinor).toBe(400_000);
    expect(copyOf(replica, 'main/work/ben/2026-Q4').getMap<Y.Map<unknown>>('deals').get('b1')?.get('amountMinor')).toBe(400_000);
  });

  test('is refused in words when the disk is full; nothing is changed and the replica goes on', () => {
    const replica = server(join(folder, 'full.db'));
    const pages = Number(replica.sqlite.pragma('page_count', { simple: true }));
    replica.sqlite.pragma(`max_page_count = ${pages}`);
    const many = Array.from({ length: 200 }, (_, n) => create('deals', deal({ id: `x${n}`, ownerId: 'ana', note: 'n'.repeat(3000) })));
    const edited = replica.edit(many, { actor: ANA, origin: 'server' });
    expect(edited.ok ? '' : edited.error).toMatchObject({ code: 'storage', message: expect.stringContaining('Nothing was changed') });
    expect(replica.record('deals', 'x0')).toBeNull();
    replica.sqlite.pragma('max_page_count = 1000000');
    expect(replica.edit(many, { actor: ANA, origin: 'server' }).ok).toBe(true);
    expect(replica.list('deals', { ownerIds: ['ana'] })).toHaveLength(203);
  });

  test('[V3] of an immutable field is refused on the device that makes it', () => {
    const replica = server();
    const edited = replica.edit([update('deals', 'a1', { createdBy: 'ben' })], { actor: ANA, origin: 'local' });
    expect(edited.ok ? '' : edited.error).toMatchObject({ code: 'immutable_field', message: expect.stringContaining('createdBy') });
  });

  test('[X2] of a colleague’s deal is refused, and allowed to their manager', () => {
    const replica = server();
    expect(replica.edit([update('deals', 'b1', { name: 'Mine now' })], { actor: ANA, origin: 'local' }).ok).toBe(false);
    expect(replica.edit([update('deals', 'b1', { name: 'Checked' })], { actor: NORA, origin: 'local' }).ok).toBe(true);
  });

  test('that arrives before what it builds on is refused as a gap, and computed from only when it is whole', () => {
    const replica = server();
    const room = 'main/work/ana/2026-Q4';
    const doc = copyOf(replica, room);
    const updates: Uint8Array[] = [];
    doc.on('update', (bytes: Uint8Array) => updates.push(bytes));
    writeChanges(doc, [update('deals', 'a1', { name: 'First' })], null);
    writeChanges(doc, [update('deals', 'a1', { name: 'Second' })], null);
    const [first, second] = updates;
    const context = { origin: 'client' as const, actorId: 'ana' };
    const early = replica.receive(room, second ?? new Uint8Array(), context);
    expect(early.ok ? '' : early.error.code).toBe('gap');
    expect(replica.record('deals', 'a1')?.name).toBe('Deal a1');
    expect(replica.receive(room, first ?? new Uint8Array(), context).ok).toBe(true);
    expect(replica.receive(room, second ?? new Uint8Array(), context).ok).toBe(true);
    expect(replica.record('deals', 'a1')?.name).toBe('Second');
  });

  test('of bytes that are no update is refused and harms nothing', () => {
    const replica = server();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (bytes) => {
        replica.receive('main/work/ana/2026-Q4', bytes, { origin: 'client', actorId: 'ana' });
        expect(valueOf(replica, 'g-company')).toBe(1_210_000);
      }),
      { numRuns: 200 },
    );
  });
});

test('a record that a merge made invalid is put aside with the reason on a device, not counted, and comes back when it is mended', () => {
  const source = server();
  const device = openTestReplica({ role: 'device', self: NORA });
  opened.push(device);
  for (const room of source.rooms())
    device.receive(room, source.missingFor(room, device.stateVector(room)), { origin: 'remote', actorId: null });
  const room = 'main/work/ana/2026-Q4';
  const doc = copyOf(device, room);
  writeChanges(doc, [{ collection: 'deals', id: 'a3', kind: 'update', fields: { amountMinor: 'a lot' } }], null);
  expect(device.receive(room, Y.encodeStateAsUpdate(doc), { origin: 'remote', actorId: null }).ok).toBe(true);
  expect(device.db.select().from(tables.quarantine).all()).toMatchObject([{ id: 'a3', reason: expect.stringContaining('amountMinor') }]);
  expect(valueOf(device, 'g-ana')).toBe(0);
  writeChanges(doc, [{ collection: 'deals', id: 'a3', kind: 'update', fields: { amountMinor: 300_000 } }], null);
  device.receive(room, Y.encodeStateAsUpdate(doc), { origin: 'remote', actorId: null });
  expect(device.db.select().from(tables.quarantine).all()).toEqual([]);
  expect(valueOf(device, 'g-ana')).toBe(300_000);
});

test('[H7] a goal moved under one that its reader doesn’t see hangs at the top there, not where it hung before; what is left is counted as on the server', () => {
  const source = server();
  const device = openTestReplica({ role: 'device', self: NORA });
  opened.push(device);
  const send = (): void => {
    // A device keeps the goals of its person's teams and of the company.
    for (const room of source.rooms().filter((one) => !/goals\/south|work\/(carl|olga)/.test(one)))
      device.receive(room, source.missingFor(room, device.stateVector(room)), { origin: 'remote', actorId: null });
    source.settle();
    device.applyFeed(source.readFeed(device.feedCursor(), 1000, (room) => room === null));
  };
  send();
  expect(device.goalIndex().goal('g-south')).toBeUndefined();
  expect(device.goalIndex().hierarchy.parentOf.get('g-ana')).toBe('g-north');
  const moved = source.edit([edge('g-ana', 'g-south', 2)], { actor: ADMIN, origin: 'server' });
  expect(moved.ok ? null : moved.error).toBeNull();
  send();
  expect(device.goalIndex().hierarchy.parentOf.get('g-ana')).toBeUndefined();
  expect(source.goalIndex().hierarchy.parentOf.get('g-ana')).toBe('g-south');
  for (const goalId of ['g-north', 'g-company']) {
    expect(device.isComplete(goalId)).toBe(false);
    expect(device.result(goalId)?.result).toEqual(source.result(goalId)?.result);
  }
});

describe('laws', () => {
  const dealIds = ['a1', 'a2', 'a3', 'b1', 'c1', 'c2'];
  const someEdit = fc.oneof(
    fc.record({
      kind: fc.constant('close' as const),
      id: fc.constantFrom(...dealIds),
      on: fc.constantFrom('2026-10-03', '2026-11-12', '2027-01-05'),
    }),
    fc.record({ kind: fc.constant('reopen' as const), id: fc.constantFrom(...dealIds) }),
    fc.record({ kind: fc.constant('amount' as const), id: fc.constantFrom(...dealIds), amount: fc.integer({ min: 0, max: 1_000_000 }) }),
    fc.record({ kind: fc.constant('delete' as const), id: fc.constantFrom(...dealIds), isDeleted: fc.boolean() }),
    fc.record({
      kind: fc.constant('move' as const),
      child: fc.constantFrom('g-ana', 'g-ben', 'g-carl', 'g-north'),
      parent: fc.constantFrom('g-north', 'g-south', 'g-company', null),
    }),
    fc.record({
      kind: fc.constant('adjust' as const),
      goalId: fc.constantFrom(...GOALS),
      delta: fc.integer({ min: -100_000, max: 100_000 }),
    }),
    fc.record({ kind: fc.constant('leave' as const), to: fc.constantFrom('2026-10-10', '2026-11-30', null) }),
  );

  test('[E5] incremental results equal those from scratch after any sequence of edits, moves and deletions', () => {
    fc.assert(
      fc.property(fc.array(someEdit, { minLength: 1, maxLength: 12 }), (edits) => {
        const replica = openServerReplica();
        try {
          edits.forEach((edit, n) => {
            const change = {
              close: () => update('deals', 'id' in edit ? edit.id : '', { stageId: 'won', closedOn: 'on' in edit ? edit.on : null }),
              reopen: () => update('deals', 'id' in edit ? edit.id : '', { stageId: 'proposal', closedOn: null }),
              amount: () => update('deals', 'id' in edit ? edit.id : '', { amountMinor: 'amount' in edit ? edit.amount : null }),
              delete: () =>
                update('deals', 'id' in edit ? edit.id : '', {
                  deletedAt: 'isDeleted' in edit && edit.isDeleted ? '2026-11-16T12:00:00.000Z' : null,
                }),
              move: () => ('child' in edit ? edge(edit.child, edit.parent, n + 2) : edge('g-ana', null)),
              adjust: () =>
                create(
                  'adjustments',
                  adjustment({
                    id: `adj${n}`,
                    goalId: 'goalId' in edit ? edit.goalId : '',
                    delta: 'delta' in edit ? edit.delta : 0,
                    createdBy: 'ada',
                  }),
                ),
              leave: () => update('memberships', 'ana-north', { to: 'to' in edit ? edit.to : null }),
            }[edit.kind]();
            const edited = replica.edit([change], { actor: ADMIN, origin: 'server' });
            if (!edited.ok) throw new Error(edited.error.message);
          });
          const incremental = GOALS.map((id) => [replica.result(id)?.result, replica.series(id)]);
          expect(replica.rebuild().changed).toEqual([]);
          expect(replica.recalculate('all').changed).toEqual([]);
          expect(GOALS.map((id) => [replica.result(id)?.result, replica.series(id)])).toEqual(incremental);
        } finally {
          replica.close();
        }
      }),
      { numRuns: 60 },
    );
  });

  test('[S1] taking a day’s snapshots twice changes nothing, and a later deal does not change them', () => {
    const replica = server();
    expect(replica.takeSnapshots('2026-11-15', { backfilled: false })).toBe(6);
    const taken = replica.db.select().from(tables.snapshots).all();
    replica.edit([update('deals', 'a2', { stageId: 'won', closedOn: '2026-11-10' })], { actor: ANA, origin: 'server' });
    expect(replica.takeSnapshots('2026-11-15', { backfilled: false })).toBe(0);
    expect(replica.db.select().from(tables.snapshots).all()).toEqual(taken);
    expect(taken.find(({ goalId }) => goalId === 'g-company')?.value).toBe(1_210_000);
  });

  test('a replica that never had its settings computes nothing and says so', () => {
    const replica = openReplica({
      file: ':memory:',
      organization: 'main',
      role: 'device',
      now: () => 0,
      randomBytes: (n) => new Uint8Array(n),
      log: console,
    });
    opened.push(replica);
    const edited = replica.edit([create('deals', deal({ id: 'x', ownerId: 'ana' }))], { actor: ANA, origin: 'local' });
    expect(edited.ok ? '' : edited.error.message).toMatch(/has not arrived on this device yet/);
  });
});
