import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEASE_MS } from '../../../server/src/jobs/locks.ts';
import { JobRunner } from '../../../server/src/jobs/runner.ts';
import { openServerTables } from '../../../server/src/storage/server-database.ts';
import { PROJECT_DIR, type TemporaryDir, temporaryDir } from '../../fixtures/processes.ts';
import { createTestLog, openTestReplica } from '../../fixtures/replicas.ts';

let root: TemporaryDir;
let file: string;
let child: ChildProcess | null = null;
beforeEach(() => {
  root = temporaryDir('jobs');
  file = join(root.path, 'org-main.db');
  openTestReplica({ role: 'server', file, now: Date.now }).close();
});
afterEach(() => {
  child?.kill('SIGKILL');
  child = null;
  root.remove();
});

/** Another process on the same database, in the middle of a job. */
async function startJobElsewhere(): Promise<{ readonly process: ChildProcess; nextLine(): Promise<string> }> {
  const started = (child = spawn(process.execPath, ['test/fixtures/job-child.ts', file, 'elsewhere'], {
    cwd: PROJECT_DIR,
    stdio: ['pipe', 'pipe', 'inherit'],
  }));
  const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => String((await lines.next()).value);
  expect(await nextLine()).toBe('started');
  return { process: started, nextLine };
}

/** This process on that database, its clock so far ahead. */
function openHere(aheadMs: number) {
  const now = (): number => Date.now() + aheadMs;
  const replica = openTestReplica({ role: 'server', file, now });
  const db = openServerTables(replica.sqlite);
  const runner = new JobRunner({ db, now, newId: () => replica.newId(), log: createTestLog(), owner: 'here' });
  const run = () =>
    runner.run(
      { name: 'sweep', description: '', schedule: '', pattern: null, run: async () => 'done here' },
      'schedule',
      '2026-11-16T15:00',
    );
  return { replica, run };
}

describe('a job of another process', () => {
  it('is not run here while that one has it, and is taken over after its lock has ended when that one was killed', async () => {
    const other = await startJobElsewhere();
    const now = openHere(0);
    expect(await now.run()).toMatchObject({ kind: 'left_to_other', until: expect.any(Number) });
    const gone = once(other.process, 'exit');
    other.process.kill('SIGKILL');
    await gone;
    expect(await now.run()).toMatchObject({ kind: 'left_to_other' });
    now.replica.close();
    const later = openHere(LEASE_MS + 1000);
    expect(await later.run()).toMatchObject({ kind: 'ran', ok: true, result: 'done here' });
    const runs = later.replica.sqlite.prepare('SELECT ok, result FROM job_runs ORDER BY started_at').all();
    expect(runs).toEqual([
      { ok: 0, result: 'The process ended during this run.' },
      { ok: 1, result: 'done here' },
    ]);
    later.replica.close();
  });

  it('that stood still past its lock can store nothing any more once it was taken over', async () => {
    const other = await startJobElsewhere();
    other.process.kill('SIGSTOP');
    const later = openHere(LEASE_MS + 1000);
    expect(await later.run()).toMatchObject({ kind: 'ran', ok: true });
    other.process.kill('SIGCONT');
    other.process.stdin?.write('write\n');
    expect(JSON.parse(await other.nextLine())).toMatchObject({ kind: 'ran', ok: false, result: expect.stringContaining('taken over') });
    expect(later.replica.sqlite.prepare(`SELECT value FROM meta WHERE key = 'written_by'`).pluck().get()).toBeUndefined();
    later.replica.close();
  });
});
