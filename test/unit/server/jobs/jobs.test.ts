import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JobRunner } from '../../../../server/src/jobs/runner.ts';
import { createSnapshotsJob } from '../../../../server/src/jobs/snapshots-job.ts';
import { openServerTables } from '../../../../server/src/storage/server-database.ts';
import { update, WON } from '../../../fixtures/company.ts';
import { ADMIN, createTestLog } from '../../../fixtures/replicas.ts';
import { openEmptyOrganization, openTestOrganization, type TestOrganization } from '../test-organization.ts';

const DAY_MS = 86_400_000;
let opened: TestOrganization;
beforeEach(async () => {
  opened = await openTestOrganization();
});
afterEach(() => opened.organization.close());

function snapshots(): { goal_id: string; date: string; value: number; backfilled: number }[] {
  return opened.organization.replica.sqlite
    .prepare<[], { goal_id: string; date: string; value: number; backfilled: number }>('SELECT * FROM snapshots ORDER BY date, goal_id')
    .all();
}

describe('[S1] the snapshots job', () => {
  it('backfills every day since the goals began, with the values of those days', async () => {
    await opened.organization.jobs.run('snapshots', 'start');
    const ana = snapshots().filter(({ goal_id }) => goal_id === 'g-ana');
    expect(ana).toHaveLength(46); // 1 Oct to 15 Nov 2026
    expect(ana.every(({ backfilled }) => backfilled === 1)).toBe(true);
    const on = (day: string) => ana.find(({ date }) => date === day)?.value;
    expect([on('2026-10-19'), on('2026-10-20'), on('2026-11-15')]).toEqual([0, 300_000, 300_000]);
  });

  it('changes nothing when it runs twice, and adds one day when a day has passed', async () => {
    const { jobs } = opened.organization;
    await jobs.run('snapshots', 'start');
    const before = snapshots();
    expect(await jobs.run('snapshots', 'admin')).toMatchObject({ result: 'Nothing was missing.' });
    expect(snapshots()).toEqual(before);
    opened.clock.advance(DAY_MS);
    expect(await jobs.run('snapshots', 'admin')).toMatchObject({ result: '6 snapshots of 1 day.' });
  });

  it('reports the day as it happened only in the run at midnight', async () => {
    const { organization, clock } = opened;
    await organization.jobs.run('snapshots', 'start');
    const db = openServerTables(organization.replica.sqlite);
    const runner = new JobRunner({ db, now: clock.now, newId: () => organization.replica.newId(), log: createTestLog() });
    clock.advance(2 * DAY_MS);
    await runner.run(createSnapshotsJob(organization.replica), 'schedule', '2026-11-17T23:00');
    const ana = snapshots().filter(({ goal_id, date }) => goal_id === 'g-ana' && date > '2026-11-15');
    expect(ana.map(({ date, backfilled }) => [date, backfilled])).toEqual([
      ['2026-11-16', 1],
      ['2026-11-17', 0],
    ]);
  });
});

describe('the sweep', () => {
  it('finds all goals right, because every change was calculated at once', async () => {
    expect(await opened.organization.jobs.run('sweep', 'admin')).toMatchObject({ ok: true, result: 'All 6 goals were right.' });
  });

  it('puts a damaged number right and counts it', async () => {
    const { replica, jobs } = opened.organization;
    const counterId = replica.goalIndex().sliceOf('g-ana')?.counterId;
    expect(replica.sqlite.prepare('DELETE FROM counter_months WHERE counter_id = ?').run(counterId).changes).toBeGreaterThan(0);
    expect(await jobs.run('sweep', 'admin')).toMatchObject({ result: '1 of 6 goals were different and are right now.' });
    expect(replica.result('g-ana')?.result.value).toBe(300_000);
  });
});

describe('[F14] the profile job', () => {
  it('learns from closed deals, tells the devices once, and does so again only when something was closed since', async () => {
    const { replica, jobs } = opened.organization;
    const told = () => replica.readFeed(0, 10_000, () => true).entries.filter(({ kind }) => kind === 'profile');
    expect(await jobs.run('profile', 'admin')).toMatchObject({ ok: true, result: 'Learnt from 4 closed deals.' });
    expect(await jobs.run('profile', 'admin')).toMatchObject({ ok: true });
    expect(told()).toHaveLength(1);
    const seq = told()[0]?.seq;
    replica.edit([update('deals', 'a2', WON)], { actor: ADMIN, origin: 'server' });
    expect(await jobs.run('profile', 'admin')).toMatchObject({ result: 'Learnt from 5 closed deals.' });
    expect(told()).toHaveLength(1);
    expect(told()[0]?.seq).toBeGreaterThan(seq ?? 0);
  });
});

describe('the compaction job', () => {
  it('rewrites long logs, changes no number, and names a damaged room without stopping at it', async () => {
    const { replica, jobs } = opened.organization;
    for (let i = 0; i < 25; i++) replica.edit([update('deals', 'a1', { name: `Name ${i}` })], { actor: ADMIN, origin: 'server' });
    expect(await jobs.run('compaction', 'admin')).toMatchObject({ ok: true, result: expect.stringMatching(/rooms checked, 1 rewritten/) });
    expect(replica.record('deals', 'a1')?.name).toBe('Name 24');
    replica.sqlite.prepare(`UPDATE updates SET checksum = 1 WHERE room = 'main/directory'`).run();
    const found = await jobs.run('compaction', 'admin');
    expect(found).toMatchObject({ ok: false, result: expect.stringMatching(/1 damaged: main\/directory/) });
    expect(replica.sqlite.prepare(`SELECT sentence FROM audit WHERE action = 'room.damaged'`).pluck().all()).toEqual([
      expect.stringContaining('main/directory'),
    ]);
  });
});

describe('the retention job', () => {
  it('removes runs of jobs and ended sessions that are old, keeps each job’s last run, and no fact', async () => {
    const { jobs, replica, auth } = opened.organization;
    await jobs.run('snapshots', 'admin');
    await jobs.run('snapshots', 'admin');
    auth.sessions.start('ana', 'device-0001');
    const count = (table: string) => replica.sqlite.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get();
    const facts = ['updates', 'rooms', 'records', 'snapshots', 'ledger'].map(count);
    opened.clock.advance(89 * DAY_MS);
    expect(await jobs.run('retention', 'admin')).toMatchObject({
      result: '0 old runs of jobs, 0 ended sessions and 0 lapsed invitations removed.',
    });
    opened.clock.advance(2 * DAY_MS);
    await jobs.run('sweep', 'admin');
    expect(await jobs.run('retention', 'admin')).toMatchObject({ ok: true, result: expect.stringContaining('1 ended session') });
    expect(jobs.list().find(({ name }) => name === 'snapshots')?.lastOk).toBe(true);
    expect(['updates', 'rooms', 'records', 'snapshots', 'ledger'].map(count)).toEqual(facts);
  });
});

describe('the list of jobs', () => {
  it('tells last run, duration, result and next run in the organization’s time zone', async () => {
    const { jobs } = opened.organization;
    const caughtUp = new Promise<void>((resolve) => jobs.onRun(({ name }) => name === 'snapshots' && resolve()));
    jobs.start();
    await caughtUp;
    await jobs.close();
    const [snapshotsRow, sweepRow] = jobs.list();
    expect(snapshotsRow).toMatchObject({ name: 'snapshots', lastOk: true, lastRunAt: '2026-11-16T15:00:00.000Z', isRunning: false });
    // Midnight of Berlin is 23:00 UTC in November.
    expect(snapshotsRow?.nextRunAt).toBe('2026-11-16T23:00:05.000Z');
    expect(sweepRow).toMatchObject({ name: 'sweep', lastOk: true, nextRunAt: '2026-11-16T15:00:10.000Z' });
  });

  it('is there before the company is, with nothing to do', async () => {
    const empty = await openEmptyOrganization();
    expect(await empty.organization.jobs.run('sweep', 'admin')).toMatchObject({ ok: true, result: 'There is no company yet.' });
    expect(empty.organization.jobs.list().every(({ nextRunAt }) => nextRunAt === null)).toBe(true);
    await empty.organization.close();
  });
});
