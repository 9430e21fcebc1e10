import type { Replica } from '@fieldgoal/replica';
import type { Job } from './job.ts';

/**
 * The safety net under the calculation at every change: derives all goals from the records again.
 * A goal that differs is a bug, so their number is reported; at the same time every result becomes that of today.
 */
export function createSweepJob(replica: Replica): Job {
  return {
    name: 'sweep',
    description: 'Calculates all goals again from the records and counts the ones that were different.',
    schedule: 'every 15 minutes, and at start',
    pattern: '10 */15 * * * *',
    async run({ breathe }) {
      if (!replica.isReady()) return 'There is no company yet.';
      await breathe();
      const { changed } = replica.rebuild();
      const all = replica.goalBook().goals.length;
      return changed.length === 0 ? `All ${all} goals were right.` : `${changed.length} of ${all} goals were different and are right now.`;
    },
  };
}
