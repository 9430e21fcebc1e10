import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Logger, toInstant } from '@fieldgoal/replica';
import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { jobRuns } from '../storage/schema.ts';
import type { ServerDatabase } from '../storage/server-database.ts';
import type { Job, JobName, JobTrigger } from './job.ts';
import { JobLocks, LeaseLost } from './locks.ts';

/** Runs kept per job; older ones go when a new one begins. */
const RUNS_KEPT = 500;

export type JobRun = typeof jobRuns.$inferSelect;
export type RunOutcome =
  | { readonly kind: 'ran'; readonly ok: boolean; readonly result: string; readonly durationMs: number }
  /** Someone else runs it at this moment, or has done so in this slot of the schedule. */
  | { readonly kind: 'left_to_other' };

export interface JobRunnerOptions {
  readonly db: ServerDatabase;
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Logger;
  readonly owner?: string;
}

/** Runs jobs under their lock and keeps a record of every run. */
export class JobRunner {
  readonly #options: JobRunnerOptions;
  readonly #locks: JobLocks;

  constructor(options: JobRunnerOptions) {
    this.#options = options;
    this.#locks = new JobLocks(options.db, options.owner ?? randomUUID(), options.now);
  }

  /** Runs a job now, unless another process does. A failing job is recorded and logged, never thrown. */
  async run(job: Job, trigger: JobTrigger, slot: string | null = null): Promise<RunOutcome> {
    const { now, log } = this.#options;
    const lease = this.#locks.acquire(job.name);
    if (lease === null) return { kind: 'left_to_other' };
    const id = this.#begin(job.name, trigger, slot);
    if (id === null) {
      this.#locks.release(lease);
      return { kind: 'left_to_other' };
    }
    const startedAt = now();
    const breathe = async (): Promise<void> => {
      this.#locks.renew(lease);
      await setImmediate();
    };
    try {
      const result = await job.run({ trigger, breathe });
      this.#locks.release(lease);
      return this.#end(id, job.name, true, result, now() - startedAt);
    } catch (error) {
      log.error({ job: job.name, error: error instanceof Error ? error.stack : String(error) }, 'a job failed');
      if (!(error instanceof LeaseLost)) this.#locks.release(lease);
      return this.#end(id, job.name, false, error instanceof Error ? error.message : String(error), now() - startedAt);
    }
  }

  isRunning(name: JobName): boolean {
    return this.#locks.isHeld(name);
  }

  /** The last finished run. */
  lastRun(name: JobName): JobRun | null {
    const { db } = this.#options;
    return (
      db
        .select()
        .from(jobRuns)
        .where(and(eq(jobRuns.name, name), isNotNull(jobRuns.ok)))
        .orderBy(desc(jobRuns.startedAt), desc(jobRuns.id))
        .get() ?? null
    );
  }

  /** Records the beginning; null when the slot was run already. A slot whose run never ended (its process was killed) is run again. */
  #begin(name: JobName, trigger: JobTrigger, slot: string | null): string | null {
    const { db, newId, now } = this.#options;
    const id = newId();
    return db.transaction(
      (tx) => {
        if (slot !== null) {
          const earlier = tx
            .select()
            .from(jobRuns)
            .where(and(eq(jobRuns.name, name), eq(jobRuns.slot, slot)))
            .get();
          if (earlier !== undefined && earlier.ok !== null) return null;
          if (earlier !== undefined)
            tx.update(jobRuns)
              .set({ slot: null, ok: false, result: 'The process ended during this run.' })
              .where(eq(jobRuns.id, earlier.id))
              .run();
        }
        tx.insert(jobRuns)
          .values({ id, name, trigger, slot, startedAt: toInstant(now()) })
          .run();
        const oldest = tx
          .select({ id: jobRuns.id })
          .from(jobRuns)
          .where(eq(jobRuns.name, name))
          .orderBy(desc(jobRuns.startedAt))
          .limit(1)
          .offset(RUNS_KEPT)
          .get();
        if (oldest !== undefined) tx.delete(jobRuns).where(eq(jobRuns.id, oldest.id)).run();
        return id;
      },
      { behavior: 'immediate' },
    );
  }

  #end(id: string, name: JobName, isOk: boolean, result: string, durationMs: number): RunOutcome {
    const { db, log } = this.#options;
    db.update(jobRuns).set({ ok: isOk, result, durationMs }).where(eq(jobRuns.id, id)).run();
    log.info({ job: name, ok: isOk, durationMs, result }, 'a job ran');
    return { kind: 'ran', ok: isOk, result, durationMs };
  }
}
