import type { Instant } from '@fieldgoal/domain';
import { type Logger, type Replica, toInstant } from '@fieldgoal/replica';
import { Cron } from 'croner';
import type { Authority } from '../authority/authority.ts';
import type { ServerDatabase } from '../storage/server-database.ts';
import { JOB_NAMES, type Job, type JobName, type JobTrigger } from './job.ts';
import { JobRunner, type RunOutcome } from './runner.ts';
import { createProfileJob } from './profile-job.ts';
import { createSeriesJob } from './series-job.ts';
import { createSnapshotsJob } from './snapshots-job.ts';
import { createSweepJob } from './sweep-job.ts';

/** A job as an admin sees it. */
export interface JobRow {
  readonly name: JobName;
  readonly description: string;
  readonly schedule: string;
  readonly lastRunAt: Instant | null;
  readonly lastDurationMs: number | null;
  readonly lastResult: string | null;
  readonly lastOk: boolean | null;
  readonly isRunning: boolean;
  readonly nextRunAt: Instant | null;
}

export interface JobsOptions {
  readonly replica: Replica;
  readonly authority: Authority;
  readonly db: ServerDatabase;
  readonly now: () => number;
  readonly log: Logger;
}

/** The jobs of one organization: by the clock between `start` and `close`, and when an admin asks. */
export class Jobs {
  readonly #replica: Replica;
  readonly #now: () => number;
  readonly #log: Logger;
  readonly #runner: JobRunner;
  readonly #jobs: ReadonlyMap<JobName, Job>;
  readonly #running = new Set<Promise<unknown>>();
  #crons: Cron[] = [];
  #timeZone: string | null = null;
  #stopListening: (() => void) | null = null;

  constructor({ replica, authority, db, now, log }: JobsOptions) {
    this.#replica = replica;
    this.#now = now;
    this.#log = log;
    this.#runner = new JobRunner({ db, now, log, newId: () => replica.newId() });
    this.#jobs = new Map(
      [createProfileJob(replica), createSnapshotsJob(replica), createSweepJob(replica), createSeriesJob(replica, authority)].map((job) => [
        job.name,
        job,
      ]),
    );
  }

  /** Makes up for the time the server was off, then follows the clock of the organization's time zone. */
  start(): void {
    this.#schedule();
    this.#stopListening = this.#replica.onCommit(({ topics }) => {
      if (topics.has('settings')) this.#schedule();
      if (topics.has('goalSeries')) this.#inBackground(this.run('series', 'change'));
    });
    // The profile before what is forecast with it; the snapshots of missed days last, from days just derived anew and of goals that should be there.
    const caughtUp = this.run('profile', 'start')
      .then(() => this.run('sweep', 'start'))
      .then(() => this.run('series', 'start'))
      .then(() => this.run('snapshots', 'start'));
    this.#inBackground(caughtUp);
  }

  run(name: JobName, trigger: Exclude<JobTrigger, 'schedule'>): Promise<RunOutcome> {
    return this.#track(this.#runner.run(this.#job(name), trigger));
  }

  list(): JobRow[] {
    return JOB_NAMES.map((name) => {
      const { description, schedule, pattern } = this.#job(name);
      const last = this.#runner.lastRun(name);
      const next =
        this.#timeZone === null ? null : new Cron(pattern, { timezone: this.#timeZone, paused: true }).nextRun(new Date(this.#now()));
      return {
        name,
        description,
        schedule,
        lastRunAt: last?.startedAt ?? null,
        lastDurationMs: last?.durationMs ?? null,
        lastResult: last?.result ?? null,
        lastOk: last?.ok ?? null,
        isRunning: this.#runner.isRunning(name),
        nextRunAt: next === null ? null : toInstant(next.getTime()),
      };
    });
  }

  /** Stops following the clock; resolves when the jobs that run have ended. */
  async close(): Promise<void> {
    this.#stopListening?.();
    for (const cron of this.#crons) cron.stop();
    this.#crons = [];
    await Promise.allSettled([...this.#running]);
  }

  #schedule(): void {
    const timeZone = this.#replica.isReady() ? this.#replica.directory().settings.timeZone : null;
    if (timeZone === this.#timeZone) return;
    for (const cron of this.#crons) cron.stop();
    this.#timeZone = timeZone;
    this.#crons = timeZone === null ? [] : [...this.#jobs.values()].map((job) => this.#follow(job, timeZone));
  }

  #follow(job: Job, timezone: string): Cron {
    return new Cron(job.pattern, { timezone, unref: true }, () => {
      // Every process names the slot alike, so that it is run once by all of them.
      const slot = toInstant(this.#now()).slice(0, 16);
      this.#inBackground(this.#runner.run(job, 'schedule', slot));
    });
  }

  #job(name: JobName): Job {
    const job = this.#jobs.get(name);
    if (job === undefined) throw new Error(`There is no job "${name}".`);
    return job;
  }

  #track<T>(run: Promise<T>): Promise<T> {
    this.#running.add(run);
    const forget = (): void => void this.#running.delete(run);
    run.then(forget, forget);
    return run;
  }

  /** For a run nobody waits for: what can't even be recorded (a full disk) is logged, and the next run tries again. */
  #inBackground(run: Promise<unknown>): void {
    this.#track(run).catch((error: unknown) => this.#log.error({ error: String(error) }, 'a job could not be run'));
  }
}
