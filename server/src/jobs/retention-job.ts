import { toInstant } from '@fieldgoal/replica';
import { and, isNotNull, isNull, lt, max, notInArray, or } from 'drizzle-orm';
import { invitations, jobRuns, sessions } from '../storage/schema.ts';
import type { ServerDatabase } from '../storage/server-database.ts';
import type { Job } from './job.ts';

const DAY_MS = 86_400_000;

export interface RetentionSettings {
  readonly jobRunsDays: number;
  /** After a session has ended. */
  readonly sessionsDays: number;
}

/**
 * Removes what has had its time and is no fact: runs of jobs (each job's last one stays), sessions that have ended and
 * invitations nobody took.
 * Documents, snapshots, the ledger, the audit log and imports are facts and stay.
 */
export function createRetentionJob(db: ServerDatabase, now: () => number, { jobRunsDays, sessionsDays }: RetentionSettings): Job {
  return {
    name: 'retention',
    description: 'Removes old runs of jobs, ended sessions and lapsed invitations.',
    schedule: 'every night at 01:45',
    pattern: '0 45 1 * * *',
    async run({ breathe, write }) {
      await breathe();
      const before = (days: number): string => toInstant(now() - days * DAY_MS);
      return write(() => {
        const last = db
          .select({ at: max(jobRuns.startedAt) })
          .from(jobRuns)
          .where(isNotNull(jobRuns.ok))
          .groupBy(jobRuns.name)
          .all();
        const kept = last.flatMap(({ at }) => at ?? []);
        const runs = db
          .delete(jobRuns)
          .where(and(lt(jobRuns.startedAt, before(jobRunsDays)), notInArray(jobRuns.startedAt, kept)))
          .run().changes;
        const ended = before(sessionsDays);
        const gone = db
          .delete(sessions)
          .where(or(lt(sessions.expiresAt, ended), and(isNotNull(sessions.revokedAt), lt(sessions.revokedAt, ended))))
          .run().changes;
        const lapsed = db
          .delete(invitations)
          .where(and(isNull(invitations.acceptedAt), lt(invitations.expiresAt, ended)))
          .run().changes;
        return `${runs} old runs of jobs, ${gone} ended sessions and ${lapsed} lapsed invitations removed.`;
      });
    },
  };
}
