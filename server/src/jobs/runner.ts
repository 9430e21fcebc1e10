import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Logger, toInstant } from '@fieldgoal/replica';
import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import { jobRuns } from '../storage/schema.ts';
import type { ServerDatabase } from '../storage/server-database.ts';
import type { Job, JobContext, JobName, JobTrigger } from './job.ts';
import { JobLocks, LeaseLost } from './locks.ts';

/** Runs kept per job; older ones go when a new one begins. */
const RUNS_KEPT = 500;

export type JobRun = typeof jobRuns.$inferSelect;
export type RunOutcome =
  | { readonly kind: 'ran'; readonly ok: boolean; readonly result: string; readonly durationMs: number }
  /** Someone else runs it at this moment (then until when, if it has died), or has done so in this slot of the schedule. */
  | { readonly kind: 'left_to_other'; readonly until: number | null };

/** The server stops; the job goes on at its next run. */
class JobStopped extends Error {
  constructor() {
    super('The server was stopped during this run; the next one goes on from there.');
    this.name = 'JobStopped';
  }
}

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
  readonly #listeners = new Set<(run: { readonly name: JobName; readonly ok: boolean }) => void>();
  #isStopping = false;

  constructor(options: JobRunnerOptions) {
    this.#options = options;
    this.#locks = new JobLocks(options.db, options.owner ?? randomUUID(), options.now);
  }

  /** Runs a job now, unless another process does. A failing job is recorded and logged, never thrown. */
  async run(job: Job, trigger: JobTrigger, slot: string | null = null): Promise<RunOutcome> {
    const { now, log } = this.#options;
    const lease = this.#locks.acquire(job.name);
    if (lease === null) return { kind: 'left_to_other', until: this.#locks.heldUntil(job.name) };
    const id = this.#begin(job.name, trigger, slot);
    if (id === null) {
      this.#locks.release(lease);
      return { kind: 'left_to_other', until: null };
    }
    const startedAt = now();
    const breathe = async (): Promise<void> => {
      if (this.#isStopping) throw new JobStopped();
      this.#locks.renew(lease);
      await setImmediate();
    };
    const write: JobContext['write'] = (work) => this.#locks.write(lease, work);
    try {
      const result = await job.run({ trigger, breathe, write });
      this.#locks.release(lease);
      return this.#end(id, job.name, true, result, now() - startedAt);
    } catch (error) {
      if (!(error instanceof JobStopped))
        log.error({ job: job.name, error: error instanceof Error ? error.stack : String(error) }, 'a job failed');
      if (!(error instanceof LeaseLost)) this.#locks.release(lease);
      return this.#end(id, job.name, false, error instanceof Error ? error.message : String(error), now() - startedAt);
    }
  }

  isRunning(name: JobName): boolean {
    return this.#locks.heldUntil(name) !== null;
  }

  /** Jobs that run end at their next breath. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Hears of every run that ended. */
  onRun(listener: (run: { readonly name: JobName; readonly ok: boolean }) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
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
        // Whoever holds the lock runs alone: a run without an end is one of a process that has died.
        tx.update(jobRuns)
          .set({ slot: null, ok: false, result: 'The process ended during this run.' })
          .where(and(eq(jobRuns.name, name), isNull(jobRuns.ok)))
          .run();
        const isDone =
          slot !== null &&
          tx
            .select()
            .from(jobRuns)
            .where(and(eq(jobRuns.name, name), eq(jobRuns.slot, slot)))
            .get() !== undefined;
        if (isDone) return null;
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
    for (const listener of this.#listeners) listener({ name, ok: isOk });
    log.info({ job: name, ok: isOk, durationMs, result }, 'a job ran');
    return { kind: 'ran', ok: isOk, result, durationMs };
  }
}
