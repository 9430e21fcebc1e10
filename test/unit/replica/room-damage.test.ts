import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Replica, RoomDamaged } from '@fieldgoal/replica';
import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { update } from '../../fixtures/company.ts';
import { ANA, createTestLog, openServerReplica, openTestReplica, valueOf } from '../../fixtures/replicas.ts';

const ANAS = 'main/work/ana/2026-Q4';
const BENS = 'main/work/ben/2026-Q4';
const NOTHING = Y.encodeStateVector(new Y.Doc());
let folder: string;
let file: string;
const closers: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldgoal-damage-'));
  file = join(folder, 'org.db');
});
afterEach(() => {
  for (const close of closers.splice(0)) close();
  rmSync(folder, { recursive: true, force: true });
});

/** A server's replica in which Ana has renamed a deal a few times. */
function server(renames = 3): Replica {
  const replica = openServerReplica({ file });
  for (let i = 1; i <= renames; i++) rename(replica, 'a1', `Name ${i}`);
  return replica;
}

function rename(replica: Replica, id: string, name: string): void {
  const edited = replica.edit([update('deals', id, { name })], { actor: ANA, origin: 'server' });
  if (!edited.ok) throw new Error(edited.error.message);
}

function reopen(log = createTestLog()): Replica {
  const replica = openTestReplica({ role: 'server', file, log });
  closers.push(() => replica.close());
  return replica;
}

/** Another program than ours wrote into the file. */
function vandalize(sql: string, ...values: unknown[]): void {
  const sqlite = new BetterSqlite3(file);
  expect(sqlite.prepare(sql).run(...values).changes).toBeGreaterThan(0);
  sqlite.close();
}

function source(path: string): BetterSqlite3.Database {
  const sqlite = new BetterSqlite3(path, { readonly: true });
  closers.push(() => sqlite.close());
  return sqlite;
}

/** One byte of a blob, flipped. */
const FLIPPED = "substr(bytes, 1, 20) || x'ff' || substr(bytes, 22)";
const lastOf = (room: string): string => `seq = (SELECT max(seq) FROM updates WHERE room = '${room}')`;

describe('a stored update that has changed', () => {
  test('closes its room to readers and writers with the code room_damaged, and no other room', () => {
    server().close();
    vandalize(`UPDATE updates SET bytes = CAST(${FLIPPED} AS BLOB) WHERE ${lastOf(ANAS)}`);
    const replica = reopen();
    expect(() => replica.missingFor(ANAS, NOTHING)).toThrow(RoomDamaged);
    expect(() => replica.stateVector(ANAS)).toThrow(/checksum of its update \d+ is wrong/);
    const written = replica.edit([update('deals', 'a1', { name: 'x' })], { actor: ANA, origin: 'server' });
    expect(written).toMatchObject({ ok: false, error: { code: 'room_damaged', message: expect.stringContaining('room repair') } });
    const received = replica.receive(ANAS, Y.encodeStateAsUpdate(new Y.Doc()), { origin: 'client', actorId: 'ana' });
    expect(received).toMatchObject({ ok: false, error: { code: 'room_damaged' } });
    expect(replica.missingFor(BENS, NOTHING).length).toBeGreaterThan(2);
    expect(replica.edit([update('deals', 'b1', { name: 'goes on' })], { actor: ANA, origin: 'server' }).ok).toBe(true);
    // Goals are computed from records, which are whole.
    expect(valueOf(replica, 'g-company')).toBe(1_210_000);
  });

  test('is reported once, however often the room is asked for', () => {
    server().close();
    vandalize(`UPDATE updates SET checksum = checksum + 1 WHERE ${lastOf(ANAS)}`);
    const log = createTestLog();
    const replica = reopen(log);
    const heard: string[] = [];
    replica.onDamage(({ room }) => heard.push(room));
    for (let i = 0; i < 3; i++) expect(() => replica.stateVector(ANAS)).toThrow(RoomDamaged);
    expect(heard).toEqual([ANAS]);
    expect(log.entries.filter(({ message }) => message === 'a room is damaged')).toHaveLength(1);
    expect([...replica.damagedRooms().keys()]).toEqual([ANAS]);
  });

  test.each([
    [
      'bytes that are no update, from before there were checksums',
      `UPDATE updates SET bytes = x'ff00ff', checksum = NULL WHERE ${lastOf(ANAS)}`,
    ],
    [
      'an update that later ones build on and that is gone',
      `DELETE FROM updates WHERE seq = (SELECT max(seq) - 1 FROM updates WHERE room = '${ANAS}')`,
    ],
  ])('is found as %s', (_what, sql) => {
    server().close();
    vandalize(sql);
    expect(() => reopen().stateVector(ANAS)).toThrow(RoomDamaged);
  });

  test('is found whichever bit of it it is', () => {
    const whole = server();
    const { bytes } = whole.sqlite.prepare<[], { bytes: Buffer }>(`SELECT bytes FROM updates WHERE ${lastOf(ANAS)}`).get() ?? {
      bytes: Buffer.of(),
    };
    whole.close();
    const replica = reopen();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), (bit) => {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        replica.sqlite.prepare(`UPDATE updates SET bytes = ? WHERE ${lastOf(ANAS)}`).run(flipped);
        return replica.inspectRoom(ANAS).problem !== null;
      }),
      { numRuns: 200 },
    );
  });
});

describe('repairing a room', () => {
  test('takes from a backup what is damaged here, keeps what is newer here, and opens the room again', () => {
    server().close();
    const backup = join(folder, 'backup.db');
    copyFileSync(file, backup);
    const later = reopen();
    rename(later, 'a2', 'After the backup');
    const damaged = later.sqlite
      .prepare<[string], number>('SELECT max(seq) FROM updates WHERE room = ? AND seq < (SELECT max(seq) FROM updates)')
      .pluck()
      .get(ANAS);
    later.close();
    vandalize('UPDATE updates SET bytes = zeroblob(length(bytes)) WHERE seq = ?', damaged);
    const replica = reopen();
    expect(() => replica.stateVector(ANAS)).toThrow(RoomDamaged);
    expect(replica.repairRoom(ANAS, [source(backup)], { acceptLoss: false })).toMatchObject({ taken: 1, hasLoss: false });
    expect([replica.record('deals', 'a1')?.name, replica.record('deals', 'a2')?.name]).toEqual(['Name 3', 'After the backup']);
    expect(replica.damagedRooms().size).toBe(0);
    rename(replica, 'a1', 'Goes on');
    expect(replica.inspectRoom(ANAS)).toMatchObject({ problem: null });
    expect(valueOf(replica, 'g-company')).toBe(1_210_000);
  });

  test('changes nothing without a word when something would be lost; what is left is whole once that is accepted', () => {
    server().close();
    const backup = join(folder, 'backup.db');
    copyFileSync(file, backup);
    const later = reopen();
    rename(later, 'a1', 'Only here');
    later.close();
    vandalize(`UPDATE updates SET bytes = x'00' WHERE ${lastOf(ANAS)}`);
    const replica = reopen();
    expect(() => replica.repairRoom(ANAS, [source(backup)], { acceptLoss: false })).toThrow(/Nothing was changed/);
    expect(() => replica.stateVector(ANAS)).toThrow(RoomDamaged);
    expect(replica.repairRoom(ANAS, [source(backup)], { acceptLoss: true })).toMatchObject({ hasLoss: true });
    expect(replica.record('deals', 'a1')?.name).toBe('Name 3');
    expect(replica.inspectRoom(ANAS).problem).toBeNull();
  });

  test('does not trust the numbers of a backup from before a restore, which are those of other updates', () => {
    server().close();
    const backup = join(folder, 'backup.db');
    copyFileSync(file, backup);
    const restored = reopen();
    restored.renewEpoch();
    restored.close();
    vandalize(`UPDATE updates SET bytes = x'00' WHERE ${lastOf(ANAS)}`);
    expect(() => reopen().repairRoom(ANAS, [source(backup)], { acceptLoss: false })).toThrow(/Nothing was changed/);
  });

  test('gets back from a device what the server has lost', () => {
    const whole = server();
    const device = openTestReplica({ role: 'device', file: join(folder, 'device.db'), self: ANA });
    for (const room of whole.rooms()) device.receive(room, whole.missingFor(room, NOTHING), { origin: 'remote', actorId: null });
    device.edit([update('deals', 'a1', { name: 'Not accepted by anyone' })], { actor: ANA, origin: 'local' });
    device.close();
    whole.close();
    vandalize(`UPDATE updates SET bytes = x'00' WHERE ${lastOf(ANAS)}`);
    const replica = reopen();
    replica.repairRoom(ANAS, [source(join(folder, 'device.db'))], { acceptLoss: true });
    expect(replica.record('deals', 'a1')?.name).toBe('Name 3');
  });
});

describe('the epoch of a server', () => {
  test('stays over restarts and is another one after it was renewed', () => {
    const first = server();
    const epoch = first.epoch();
    first.close();
    const second = reopen();
    expect(second.epoch()).toBe(epoch);
    expect(second.renewEpoch()).not.toBe(epoch);
  });
});
