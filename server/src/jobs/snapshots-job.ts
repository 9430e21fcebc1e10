import { addDays, type IsoDate } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import type { Job } from './job.ts';
import { missingSnapshotDays } from './snapshot-days.ts';

/**
 * Keeps what every goal stood at when a day ended (rule S1): just after midnight for the day before, and for
 * every day that was missed. Only the run at midnight itself reports a day as it happened; the rest is marked as backfilled.
 */
export function createSnapshotsJob(replica: Replica): Job {
  return {
    name: 'snapshots',
    description: 'Keeps the value of every goal at the end of each day, for its history.',
    schedule: 'just after midnight, and at start for missed days',
    pattern: '5 0 0 * * *',
    async run({ trigger, breathe, write }) {
      if (!replica.isReady()) return 'There is no company yet.';
      const yesterday = addDays(replica.today(), -1);
      const { closeAfterDays } = replica.directory().settings;
      const days = missingSnapshotDays(replica.goalBook().goals, lastSnapshots(replica), yesterday, closeAfterDays);
      let taken = 0;
      for (const day of days) {
        await breathe();
        taken += write(() => replica.takeSnapshots(day, { backfilled: trigger !== 'schedule' || day !== yesterday }));
      }
      return taken === 0
        ? 'Nothing was missing.'
        : `${taken} ${taken === 1 ? 'snapshot' : 'snapshots'} of ${days.length} ${days.length === 1 ? 'day' : 'days'}.`;
    },
  };
}

function lastSnapshots(replica: Replica): Map<string, IsoDate> {
  const rows = replica.sqlite.prepare<[], [string, IsoDate]>('SELECT goal_id, max(date) FROM snapshots GROUP BY goal_id').raw().all();
  return new Map(rows);
}
