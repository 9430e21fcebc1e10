import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../../../server/src/jobs/job.ts';
import { JobLocks, LEASE_MS } from '../../../../server/src/jobs/locks.ts';
import { JobRunner } from '../../../../server/src/jobs/runner.ts';
import { openServerTables } from '../../../../server/src/storage/server-database.ts';
import { createTestLog, openTestReplica } from '../../../fixtures/replicas.ts';
import { createTestClock } from '../test-organization.ts';

/** Two processes on one database: two connections, two runners, one clock. */
let dir: string;
let clock: ReturnType<typeof createTestClock>;
let closers: (() => void)[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fieldgoal-jobs-'));
  clock = createTestClock();
  closers = [];
});
afterEach(() => {
  for (const close of closers) close();
  rmSync(dir, { recursive: true });
});

function openProcess(owner: string) {
  const replica = openTestReplica({ role: 'server', file: join(dir, 'org.db'), now: clock.now });
  closers.push(() => replica.close());
  const db = openServerTables(replica.sqlite);
  return {
    runner: new JobRunner({ db, now: clock.now, newId: () => replica.newId(), log: createTestLog(), owner }),
    locks: new JobLocks(db, owner, clock.now),
  };
}

function job(run: Job['run']): Job {
  return { name: 'sweep', description: '', schedule: '', pattern: '0 0 * * * *', run };
}

describe('a job', () => {
  it('is run by one of two processes, never by both at a time', async () => {
    const [a, b] = [openProcess('a'), openProcess('b')];
    let runs = 0;
    const seen: string[] = [];
    const counted = job(async ({ breathe }) => {
      runs += 1;
      seen.push((await b.runner.run(counted, 'admin')).kind);
      await breathe();
      seen.push((await b.runner.run(counted, 'admin')).kind);
      return 'done';
    });
    expect(await a.runner.run(counted, 'admin')).toMatchObject({ kind: 'ran', ok: true, result: 'done' });
    expect(seen).toEqual(['left_to_other', 'left_to_other']);
    expect(runs).toBe(1);
  });

  it('is run once per slot of the schedule by all processes together', async () => {
    const [a, b] = [openProcess('a'), openProcess('b')];
    const quick = job(async () => 'done');
    const outcomes = [await a.runner.run(quick, 'schedule', '2026-11-16T15:00'), await b.runner.run(quick, 'schedule', '2026-11-16T15:00')];
    expect(outcomes.map(({ kind }) => kind)).toEqual(['ran', 'left_to_other']);
    expect(await b.runner.run(quick, 'schedule', '2026-11-16T15:15')).toMatchObject({ kind: 'ran' });
  });

  it('is recorded with duration and result, as a failure too', async () => {
    const { runner } = openProcess('a');
    await runner.run(
      job(async () => (clock.advance(1234), 'all well')),
      'admin',
    );
    expect(runner.lastRun('sweep')).toMatchObject({ ok: true, durationMs: 1234, result: 'all well', trigger: 'admin' });
    clock.advance(1000);
    const failing = job(() => Promise.reject(new Error('the disk is full')));
    expect(await runner.run(failing, 'start')).toMatchObject({ kind: 'ran', ok: false, result: 'the disk is full' });
    expect(runner.lastRun('sweep')).toMatchObject({ ok: false, result: 'the disk is full' });
    expect(runner.isRunning('sweep')).toBe(false);
  });

  it('is taken over when its process has died, and its slot is run again', async () => {
    const [a, b] = [openProcess('a'), openProcess('b')];
    let die: () => void = () => {};
    const started = new Promise<void>((resolve) => {
      void a.runner.run(
        job(() => {
          resolve();
          return new Promise((finish) => (die = () => finish('too late')));
        }),
        'schedule',
        '2026-11-16T15:00',
      );
    });
    await started;
    expect(
      await b.runner.run(
        job(async () => 'b'),
        'schedule',
        '2026-11-16T15:00',
      ),
    ).toEqual({ kind: 'left_to_other', until: clock.now() + LEASE_MS });
    clock.advance(LEASE_MS + 1);
    expect(
      await b.runner.run(
        job(async () => 'b'),
        'schedule',
        '2026-11-16T15:00',
      ),
    ).toMatchObject({ kind: 'ran', result: 'b' });
    die();
  });

  it('stops at its next breath when another process has taken over', async () => {
    const [a, b] = [openProcess('a'), openProcess('b')];
    let reached = 'before';
    const overtaken = job(async ({ breathe }) => {
      clock.advance(LEASE_MS + 1);
      expect(b.locks.acquire('sweep')).toMatchObject({ token: 2 });
      await breathe();
      reached = 'after';
      return '';
    });
    expect(await a.runner.run(overtaken, 'admin')).toMatchObject({ kind: 'ran', ok: false, result: expect.stringContaining('taken over') });
    expect(reached).toBe('before');
    expect(b.locks.heldUntil('sweep')).toBe(clock.now() + LEASE_MS);
  });

  it('keeps its lock while it runs longer than a lease', async () => {
    const [a, b] = [openProcess('a'), openProcess('b')];
    const long = job(async ({ breathe }) => {
      for (let i = 0; i < 4; i++) {
        clock.advance(LEASE_MS - 1000);
        await breathe();
        expect(b.locks.acquire('sweep')).toBeNull();
      }
      return 'done';
    });
    expect(await a.runner.run(long, 'admin')).toMatchObject({ ok: true });
  });

  it('that was overtaken in its sleep stores nothing any more, even before its next breath', async () => {
    const [a, b] = [openProcess('a'), openProcess('b')];
    const written: string[] = [];
    const overtaken = job(async ({ write }) => {
      write(() => written.push('before'));
      clock.advance(LEASE_MS + 1);
      expect(b.locks.acquire('sweep')).toMatchObject({ token: 2 });
      write(() => written.push('after'));
      return 'done';
    });
    expect(await a.runner.run(overtaken, 'admin')).toMatchObject({ ok: false, result: expect.stringContaining('taken over') });
    expect(written).toEqual(['before']);
  });

  it('ends at its next breath when the server stops, with its lock given back', async () => {
    const [a, b] = [openProcess('a'), openProcess('b')];
    const stopped = job(async ({ breathe }) => {
      a.runner.stop();
      await breathe();
      return 'done';
    });
    expect(await a.runner.run(stopped, 'admin')).toMatchObject({ ok: false, result: expect.stringContaining('server was stopped') });
    expect(
      await b.runner.run(
        job(async () => 'b'),
        'admin',
      ),
    ).toMatchObject({ kind: 'ran', ok: true });
  });

  it('[law] is never run twice at a time nor twice in a slot, whatever the order of starts, stalls, deaths and the clock', async () => {
    const step = fc.record({
      who: fc.nat({ max: 2 }),
      slot: fc.nat({ max: 3 }),
      does: fc.constantFrom('run', 'breathe', 'die', 'end'),
      minutes: fc.nat({ max: 15 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const shared = openTestReplica({ role: 'server', file: ':memory:', now: clock.now });
        const db = openServerTables(shared.sqlite);
        const runners = ['a', 'b', 'c'].map(
          (owner) => new JobRunner({ db, now: clock.now, newId: () => shared.newId(), log: createTestLog(), owner }),
        );
        const stored: string[] = [];
        type Open = { slot: string; breathe: () => Promise<unknown>; end: () => void; store: () => void; over: Promise<unknown> };
        const open: (Open | null)[] = [null, null, null];
        const start = async (who: number, slot: string): Promise<void> => {
          let begun: (running: Omit<Open, 'over'>) => void = () => {};
          const running = new Promise<Omit<Open, 'over'>>((resolve) => (begun = resolve));
          const over = runners[who]!.run(
            job(
              ({ breathe, write }) =>
                new Promise((resolve, reject) => {
                  const store = (): void => {
                    try {
                      write(() => stored.push(slot));
                    } catch (error) {
                      reject(error as Error);
                    }
                  };
                  begun({
                    slot,
                    breathe: () => breathe().catch(reject),
                    end: () => {
                      store();
                      resolve('done');
                    },
                    store,
                  });
                }),
            ),
            'schedule',
            slot,
          );
          const first = await Promise.race([running, over]);
          if ('slot' in (first as object)) open[who] = { ...(first as Omit<Open, 'over'>), over };
        };
        for (const { who, slot, does, minutes } of steps) {
          clock.advance(minutes * 60_000);
          const running = open[who];
          if (running === null || running === undefined) {
            if (does === 'run') await start(who, `slot-${slot}`);
          } else if (does === 'breathe') await running.breathe();
          else if (does === 'end') {
            running.end();
            await running.over;
            open[who] = null;
          } else if (does === 'die') open[who] = null;
        }
        // Whatever was stored was stored once a slot: the lock and the slot together allow no second.
        expect(new Set(stored).size).toBe(stored.length);
        shared.close();
      }),
      { numRuns: 60 },
    );
  });
});
