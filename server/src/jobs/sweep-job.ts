import type { Replica } from '@fieldgoal/replica';
import type { Job } from './job.ts';
import { recalculateAll } from './recalculate-all.ts';

/**
 * The safety net under the calculation at every change: counts all goals again, by the clock from the events, else from the records themselves.
 * A goal that differs is a bug, so their number is reported; at the same time every result becomes that of today.
 */
export function createSweepJob(replica: Replica): Job {
  return {
    name: 'sweep',
    description: 'Calculates all goals again from the records and counts the ones that were different.',
    schedule: 'every 15 minutes, and at start',
    pattern: '10 */15 * * * *',
    async run({ trigger, breathe, write }) {
      if (!replica.isReady()) return 'There is no company yet.';
      await breathe();
      // By the clock from what the records say to the engine; when the server starts or an admin asks, from the records themselves.
      const { changed } = write(() => (trigger === 'schedule' ? replica.recount() : replica.rebuild()));
      await recalculateAll(replica, { breathe, write });
      const all = replica.goalBook().goals.length;
      return changed.length === 0 ? `All ${all} goals were right.` : `${changed.length} of ${all} goals were different and are right now.`;
    },
  };
}
