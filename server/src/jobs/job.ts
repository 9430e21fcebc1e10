/** Why a job runs. */
export type JobTrigger = 'schedule' | 'start' | 'admin' | 'change';
export const JOB_NAMES = ['snapshots', 'sweep', 'series', 'profile'] as const;
export type JobName = (typeof JOB_NAMES)[number];

interface JobContext {
  readonly trigger: JobTrigger;
  /**
   * Gives others a turn and extends the lock; to be awaited between pieces of work that each take well under a second.
   * Errors: throws `LeaseLost` when another process has taken over; the job must end then.
   */
  breathe(): Promise<void>;
}

/** Something the server does by the clock. */
export interface Job {
  readonly name: JobName;
  readonly description: string;
  /** The schedule in words. */
  readonly schedule: string;
  /** The schedule as a cron pattern with seconds, in the organization's time zone. */
  readonly pattern: string;
  /** Does the work; returns what came of it, in words. */
  run(context: JobContext): Promise<string>;
}
