import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GoalResult } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { companyChanges, create, deal, dealChanges, NOW, update } from '../../fixtures/company.ts';
import { ADMIN, openServerReplica, openTestReplica, valueOf } from '../../fixtures/replicas.ts';

const folder = mkdtempSync(join(tmpdir(), 'fieldgoal-follow-up-'));
const opened: Replica[] = [];

afterEach(() => {
  for (const replica of opened.splice(0)) replica.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LATE = deal({ id: 'late', ownerId: 'carl', stageId: 'won', closedOn: '2026-11-02', amountMinor: 400_000 });

/** A server's replica whose follow-up work waits until the test runs it. */
function server(file = ':memory:') {
  const waiting: (() => void)[] = [];
  const replica = openTestReplica({ role: 'server', file, defer: (work) => void waiting.push(work) });
  opened.push(replica);
  return { replica, followUp: () => waiting.splice(0).forEach((work) => work()) };
}

function edit(replica: Replica, ...changes: Parameters<Replica['edit']>[0]): void {
  const edited = replica.edit(changes, { actor: ADMIN, origin: 'server' });
  if (!edited.ok) throw new Error(edited.error.message);
}

/** What is stored, without asking the replica, which would settle it. */
function stored(replica: Replica, goalId: string): GoalResult {
  const json = replica.sqlite.prepare<[string], string>('SELECT json FROM results WHERE goal_id = ?').pluck().get(goalId);
  return JSON.parse(json ?? 'null') as GoalResult;
}

function published(replica: Replica, goalId: string): GoalResult | null {
  const json = replica.sqlite.prepare<[string], string>(`SELECT json FROM feed WHERE kind = 'result' AND key = ?`).pluck().get(goalId);
  return json === undefined ? null : (JSON.parse(json) as { result: GoalResult }).result;
}

describe('a commit and what follows it', () => {
  test('the new value is committed with the edit, up to the company; the forecast and the feed follow', () => {
    const source = openServerReplica({ file: join(folder, 'a.db') });
    source.settle();
    source.close();
    const { replica, followUp } = server(join(folder, 'a.db'));
    const before = stored(replica, 'g-company');
    edit(replica, create('deals', LATE));
    expect(stored(replica, 'g-company').value).toBe((before.value ?? 0) + 400_000);
    expect(published(replica, 'g-company')?.value).toBe(before.value);
    followUp();
    expect(published(replica, 'g-company')).toEqual(stored(replica, 'g-company'));
    expect(stored(replica, 'g-company').forecast).not.toEqual(before.forecast);
  });

  test('whoever reads a result before that sees it settled', () => {
    const replica = openServerReplica();
    opened.push(replica);
    edit(replica, create('deals', LATE));
    const read = replica.result('g-carl')?.result;
    expect(read?.forecast).toBeTruthy();
    expect(replica.recalculate('all').changed).toEqual([]);
    expect(read).toEqual(stored(replica, 'g-carl'));
  });

  test('the feed says up to which update its results account for', () => {
    const { replica, followUp } = server();
    const made = replica.edit([...companyChanges(), ...dealChanges()], { actor: ADMIN, origin: 'server' });
    if (!made.ok) throw new Error(made.error.message);
    followUp();
    const through = () => replica.readFeed(0, 10_000, () => true).through;
    const before = through();
    expect(before).toBe(replica.lastSeq());
    edit(replica, create('deals', LATE));
    expect(through()).toBe(before);
    followUp();
    expect(through()).toBe(replica.lastSeq());
    expect(replica.lastSeq()).toBeGreaterThan(before ?? 0);
  });

  test('of many commits on a server what follows is done once, a moment after the last time', () => {
    let now = NOW;
    const delays: number[] = [];
    const waiting: (() => void)[] = [];
    const replica = openTestReplica({
      role: 'server',
      now: () => now,
      defer: (work, delayMs) => {
        delays.push(delayMs);
        waiting.push(work);
      },
    });
    opened.push(replica);
    edit(replica, ...companyChanges(), ...dealChanges());
    edit(replica, create('deals', LATE));
    waiting.splice(0).forEach((work) => work());
    now += 50;
    edit(replica, update('deals', 'late', { amountMinor: 1 }));
    edit(replica, update('deals', 'late', { amountMinor: 2 }));
    expect(delays).toEqual([0, 150]);
  });

  test('a process that ends in between goes on when it starts again', () => {
    const file = join(folder, 'b.db');
    openServerReplica({ file }).close();
    const first = server(file);
    edit(first.replica, create('deals', LATE));
    first.replica.close();
    const { replica, followUp } = server(file);
    expect(published(replica, 'g-carl')?.value).not.toBe(stored(replica, 'g-carl').value);
    followUp();
    expect(published(replica, 'g-carl')).toEqual(stored(replica, 'g-carl'));
    expect(replica.recalculate('all').changed).toEqual([]);
  });

  test('a commit that fails leaves nothing behind, in memory neither', () => {
    const replica = openServerReplica();
    opened.push(replica);
    const before = valueOf(replica, 'g-carl');
    const fail = () =>
      replica.edit([create('deals', LATE)], {
        actor: ADMIN,
        origin: 'server',
        onWrite: () => {
          throw new Error('the disk is gone');
        },
      });
    expect(fail).toThrow('the disk is gone');
    expect(valueOf(replica, 'g-carl')).toBe(before);
    edit(replica, create('deals', { ...LATE, id: 'later' }));
    expect(valueOf(replica, 'g-carl')).toBe((before ?? 0) + 400_000);
    expect(replica.recount().changed).toEqual([]);
  });
});
