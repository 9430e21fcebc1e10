/** Why a job runs. */
export type JobTrigger = 'schedule' | 'start' | 'admin' | 'change';
export const JOB_NAMES = ['snapshots', 'sweep', 'series', 'profile', 'compaction', 'retention', 'backup'] as const;
export type JobName = (typeof JOB_NAMES)[number];

export interface JobContext {
  readonly trigger: JobTrigger;
  /**
   * Gives others a turn and extends the lock; to be awaited between pieces of work that each take well under a second.
   * Errors: throws `LeaseLost` when another process has taken over, `JobStopped` when the server stops; the job must end then.
   */
  breathe(): Promise<void>;
  /**
   * Writes in a transaction that begins by making sure that the lock is still this run's (fencing): what a process that was overtaken
   * in its sleep still does is not stored.
   * Errors: throws `LeaseLost`.
   */
  write<T>(work: () => T extends PromiseLike<unknown> ? never : T): T;
}

/** Something the server does by the clock. */
export interface Job {
  readonly name: JobName;
  readonly description: string;
  /** The schedule in words. */
  readonly schedule: string;
  /** The schedule as a cron pattern with seconds, in the organization's time zone; null runs only when asked to. */
  readonly pattern: string | null;
  /** Does the work; returns what came of it, in words. */
  run(context: JobContext): Promise<string>;
}
