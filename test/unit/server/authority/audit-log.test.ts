import type { Replica } from '@fieldgoal/replica';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatHead, parseHead } from '../../../../server/src/authority/audit-chain.ts';
import { AuditLog } from '../../../../server/src/authority/audit-log.ts';
import { Authority } from '../../../../server/src/authority/authority.ts';
import { update, WON } from '../../../fixtures/company.ts';
import { ADMIN, createTestLog, openServerReplica } from '../../../fixtures/replicas.ts';

let server: Replica;
let authority: Authority;
let log: AuditLog;

beforeEach(() => {
  server = openServerReplica();
  authority = new Authority(server, createTestLog());
  log = authority.auditLog;
});
afterEach(() => server.close());

function write(times: number): void {
  for (let i = 0; i < times; i++) authority.audit({ actorId: 'ada', action: 'test.line', sentence: `line ${i}` });
}

/** What someone with the file can do: the triggers are gone first. */
function tamper(sql: string): void {
  const triggers = server.sqlite.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'trigger'").pluck().all();
  for (const name of triggers) server.sqlite.exec(`DROP TRIGGER "${name}"`);
  server.sqlite.exec(sql);
}

describe('the audit log', () => {
  it('has every entry in its chain, written with the change it tells of', async () => {
    write(3);
    authority.edit([update('deals', 'a2', WON)], ADMIN);
    expect(await log.verify()).toEqual({ ok: true, head: { count: 4, hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(log.list(2).map(({ position, sentence }) => [position, sentence])).toEqual([
      [4, expect.stringContaining('closed the deal')],
      [3, 'line 2'],
    ]);
  });

  it('keeps nothing of a change that was rolled back', async () => {
    write(1);
    const before = log.head();
    expect(() =>
      authority.edit([update('deals', 'a2', WON)], ADMIN, null, () => {
        throw new Error('what belongs to the change could not be written');
      }),
    ).toThrow('could not be written');
    expect(server.record('deals', 'a2')?.stageId).toBe('proposal');
    expect(log.head()).toEqual(before);
    expect(await log.verify()).toMatchObject({ ok: true });
  });

  for (const sql of [
    "UPDATE audit SET sentence = 'nothing happened'",
    'DELETE FROM audit',
    "INSERT OR REPLACE INTO audit SELECT id, at, actor_id, actor_name, action, 'nothing', room, collection, record_id, goal_ids FROM audit LIMIT 1",
    "UPDATE audit_chain SET hash = 'x'",
    'DELETE FROM audit_chain WHERE position = 2',
    'UPDATE audit_head SET count = 1',
    'DELETE FROM audit_head',
  ]) {
    it(`is append-only: refuses ${sql.slice(0, 40)}`, () => {
      write(3);
      expect(() => server.sqlite.exec(sql)).toThrow('append-only');
    });
  }

  it('chains what an earlier version wrote, when it is opened first', async () => {
    write(3);
    tamper('DELETE FROM audit_chain; DELETE FROM audit_head');
    const reopened = new AuditLog(server);
    expect(reopened.head().count).toBe(3);
    expect(await reopened.verify()).toMatchObject({ ok: true });
  });
});

describe('verifying the audit log', () => {
  it('finds the first changed entry, whichever field was changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('at', 'actor_id', 'actor_name', 'action', 'sentence', 'room', 'collection', 'record_id', 'goal_ids'),
        async (position, column) => {
          const replica = openServerReplica();
          const own = new Authority(replica, createTestLog());
          for (let i = 0; i < 5; i++) own.audit({ actorId: 'ada', action: 'test.line', sentence: `line ${i}` });
          replica.sqlite.exec('DROP TRIGGER audit_no_update');
          replica.sqlite
            .prepare(`UPDATE audit SET ${column} = 'something else' WHERE id = (SELECT entry_id FROM audit_chain WHERE position = ?)`)
            .run(position);
          const verdict = await own.auditLog.verify();
          expect(verdict).toMatchObject({ ok: false, position, problem: 'the entry is not what was written' });
          replica.close();
        },
      ),
      { numRuns: 20 },
    );
  });

  const wrongs: Readonly<Record<string, readonly [string, object]>> = {
    'an entry that was taken out': ["DELETE FROM audit WHERE sentence = 'line 1'", { position: 2, problem: 'the entry is gone' }],
    'an entry that was taken out with its link': [
      "DELETE FROM audit WHERE sentence = 'line 1'; DELETE FROM audit_chain WHERE position = 2",
      { position: 3, problem: 'entry 2 is gone' },
    ],
    'a log whose end was cut off': [
      "DELETE FROM audit WHERE sentence = 'line 4'; DELETE FROM audit_chain WHERE position = 5",
      { position: null, problem: expect.stringContaining('entries at the end are gone') },
    ],
    'an entry put in beside the chain': [
      "INSERT INTO audit SELECT 'forged', at, actor_id, actor_name, action, 'forged', room, collection, record_id, goal_ids FROM audit LIMIT 1",
      { position: null, entryId: 'forged' },
    ],
    'two entries that changed places': [
      'UPDATE audit_chain SET position = -1 WHERE position = 2; UPDATE audit_chain SET position = 2 WHERE position = 3; UPDATE audit_chain SET position = 3 WHERE position = -1',
      { position: 2, problem: 'the entry is not what was written' },
    ],
    'a head that is gone': ['DELETE FROM audit_head', { position: null, problem: 'the head of the log is gone' }],
  };
  for (const [what, [sql, verdict]] of Object.entries(wrongs)) {
    it(`reports ${what}`, async () => {
      write(5);
      tamper(sql);
      expect(await log.verify()).toMatchObject({ ok: false, ...verdict });
    });
  }

  it('reports a log that was cut off together with its head, against the head that was kept elsewhere', async () => {
    write(3);
    const earlier = log.head();
    write(2);
    const kept = parseHead(formatHead(log.head()));
    tamper(
      `DELETE FROM audit WHERE id IN (SELECT entry_id FROM audit_chain WHERE position > 3); DELETE FROM audit_chain WHERE position > 3;
       UPDATE audit_head SET count = 3, hash = '${earlier.hash}'`,
    );
    expect(await log.verify()).toMatchObject({ ok: true });
    expect(await log.verify(kept)).toMatchObject({ ok: false, problem: expect.stringContaining('cut off') });
    write(4);
    expect(await log.verify(kept)).toMatchObject({ ok: false, problem: expect.stringContaining('written anew') });
    expect(await log.verify(earlier)).toMatchObject({ ok: true });
  });

  it('takes more entries than it looks at in one go, while others are written', async () => {
    server.sqlite.transaction(() => write(2500))();
    const verifying = log.verify();
    write(1);
    expect(await verifying).toMatchObject({ ok: true, head: { count: 2500 } });
  });
});

describe('a refusal, which anyone can cause', () => {
  const problem = { code: 'unauthorized', message: 'no' };

  it('is audited up to a number an hour of strangers, and the rest is told in one entry in the next hour', () => {
    let at = 0;
    const replica = openServerReplica({ now: () => Date.UTC(2026, 10, 16, 15) + at });
    const own = new Authority(replica, createTestLog());
    for (let i = 0; i < 1000; i++) own.refused(null, 'auth.login', problem);
    expect(own.auditLog.head().count).toBe(200);
    own.refused(ADMIN, 'jobs.run', problem);
    expect(own.auditLog.head().count).toBe(201);
    at = 3_600_001;
    own.refused(null, 'auth.login', problem);
    expect(own.auditLog.list(2).map(({ sentence }) => sentence)).toEqual([
      'was refused: no',
      "was refused 800 more times; the server's log has each",
    ]);
    replica.close();
  });

  it('can’t write a line of its own into the log, nor turn around what is read', () => {
    authority.refused(null, 'auth.login', { code: 'unauthorized', message: 'x\nada: made y an admin\u202e\u001b[2K' });
    expect(log.list(1)[0]?.sentence).toBe('was refused: x\\u000aada: made y an admin\\u202e\\u001b[2K');
  });
});

describe('the head of the log', () => {
  it('is read as it was printed, and anything else isn’t one', () => {
    const head = { count: 12, hash: 'a'.repeat(64) };
    expect(parseHead(` ${formatHead(head)}\n`)).toEqual(head);
    fc.assert(fc.property(fc.string(), (text) => parseHead(text) === null));
  });
});
