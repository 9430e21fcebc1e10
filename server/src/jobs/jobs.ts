import type { Instant } from '@fieldgoal/domain';
import { type Logger, type Replica, toInstant } from '@fieldgoal/replica';
import { Cron } from 'croner';
import type { Authority } from '../authority/authority.ts';
import type { ServerDatabase } from '../storage/server-database.ts';
import { type BackupSettings, createBackupJob } from './backup-job.ts';
import { createCompactionJob } from './compaction-job.ts';
import { JOB_NAMES, type Job, type JobName, type JobTrigger } from './job.ts';
import { JobRunner, type RunOutcome } from './runner.ts';
import { createProfileJob } from './profile-job.ts';
import { createRetentionJob, type RetentionSettings } from './retention-job.ts';
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
  readonly settings?: JobsSettings | undefined;
}

/** What of the server's settings is about jobs. */
export interface JobsSettings {
  /** Patterns in place of the jobs' own. */
  readonly jobs: Readonly<Partial<Record<JobName, string>>>;
  readonly retention: RetentionSettings;
  readonly backup: BackupSettings;
}

const DEFAULT_SETTINGS: JobsSettings = {
  jobs: {},
  retention: { jobRunsDays: 90, sessionsDays: 30 },
  backup: { schedule: null, folder: null, keep: 14 },
};
/** After the end of a dead process's lock. */
const TAKE_OVER_AFTER_MS = 1000;

/** The jobs of one organization: by the clock between `start` and `close`, and when an admin asks. */
export class Jobs {
  readonly #replica: Replica;
  readonly #now: () => number;
  readonly #log: Logger;
  readonly #runner: JobRunner;
  readonly #jobs: ReadonlyMap<JobName, Job>;
  readonly #running = new Set<Promise<unknown>>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #crons: Cron[] = [];
  #timeZone: string | null = null;
  #stopListening: (() => void) | null = null;

  constructor({ replica, authority, db, now, log, settings = DEFAULT_SETTINGS }: JobsOptions) {
    this.#replica = replica;
    this.#now = now;
    this.#log = log;
    this.#runner = new JobRunner({ db, now, log, newId: () => replica.newId() });
    const jobs = [
      createProfileJob(replica),
      createSnapshotsJob(replica),
      createSweepJob(replica),
      createSeriesJob(replica, authority),
      createCompactionJob(replica),
      createRetentionJob(db, now, settings.retention),
      createBackupJob(replica, settings.backup),
    ];
    this.#jobs = new Map(jobs.map((job) => [job.name, { ...job, pattern: settings.jobs[job.name] ?? job.pattern }]));
  }

  /** Hears of every run that ended. */
  onRun(listener: (run: { readonly name: JobName; readonly ok: boolean }) => void): () => void {
    return this.#runner.onRun(listener);
  }

  /** Makes up for the time the server was off, then follows the clock of the organization's time zone. */
  start(): void {
    this.#schedule();
    this.#stopListening = this.#replica.onCommit(({ topics }) => {
      if (topics.has('settings')) this.#schedule();
      if (topics.has('goalSeries')) this.#inBackground(this.run('series', 'change'));
    });
    // The profile before what is forecast with it; the snapshots of missed days last, from days just derived anew and of goals that should be there.
    const caughtUp = this.#runOrTakeOver('profile')
      .then(() => this.#runOrTakeOver('sweep'))
      .then(() => this.#runOrTakeOver('series'))
      .then(() => this.#runOrTakeOver('snapshots'));
    this.#inBackground(caughtUp);
  }

  /** What a killed process was at is done as soon as its lock has ended. */
  async #runOrTakeOver(name: JobName): Promise<void> {
    const outcome = await this.#runner.run(this.#job(name), 'start');
    if (outcome.kind === 'left_to_other' && outcome.until !== null) this.#later(name, outcome.until, () => this.#runOrTakeOver(name));
  }

  #later(name: JobName, until: number, run: () => Promise<unknown>): void {
    this.#log.info(
      { job: name, until: toInstant(until) },
      'another process runs this job, or has died in it; looked at again when its lock ends',
    );
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.#inBackground(run());
      },
      until - this.#now() + TAKE_OVER_AFTER_MS,
    );
    timer.unref();
    this.#timers.add(timer);
  }

  run(name: JobName, trigger: Exclude<JobTrigger, 'schedule'>): Promise<RunOutcome> {
    return this.#track(this.#runner.run(this.#job(name), trigger));
  }

  list(): JobRow[] {
    return JOB_NAMES.map((name) => {
      const { description, schedule, pattern } = this.#job(name);
      const last = this.#runner.lastRun(name);
      const next =
        this.#timeZone === null || pattern === null
          ? null
          : new Cron(pattern, { timezone: this.#timeZone, paused: true }).nextRun(new Date(this.#now()));
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

  /** Stops following the clock; resolves when the jobs that run have ended, which they do at their next breath. */
  async close(): Promise<void> {
    this.#runner.stop();
    this.#stopListening?.();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    for (const cron of this.#crons) cron.stop();
    this.#crons = [];
    await Promise.allSettled([...this.#running]);
  }

  #schedule(): void {
    const timeZone = this.#replica.isReady() ? this.#replica.directory().settings.timeZone : null;
    if (timeZone === this.#timeZone) return;
    for (const cron of this.#crons) cron.stop();
    this.#timeZone = timeZone;
    this.#crons =
      timeZone === null
        ? []
        : [...this.#jobs.values()].flatMap((job) => (job.pattern === null ? [] : [this.#follow(job, job.pattern, timeZone)]));
  }

  #follow(job: Job, pattern: string, timezone: string): Cron {
    return new Cron(pattern, { timezone, unref: true }, () => {
      // Every process names the slot alike, so that it is run once by all of them.
      this.#inBackground(this.#runSlot(job, toInstant(this.#now()).slice(0, 16)));
    });
  }

  async #runSlot(job: Job, slot: string): Promise<void> {
    const outcome = await this.#runner.run(job, 'schedule', slot);
    if (outcome.kind === 'left_to_other' && outcome.until !== null) this.#later(job.name, outcome.until, () => this.#runSlot(job, slot));
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
