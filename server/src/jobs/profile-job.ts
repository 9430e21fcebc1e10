import type { Replica } from '@fieldgoal/replica';
import type { Job } from './job.ts';
import { recalculateAll } from './recalculate-all.ts';

/**
 * Learns once a day how the company's deals end (rule F14), so that every forecast of that day, here and on the devices, stands on the same
 * facts: a deal that closes today changes its goals, not what all goals believe of their pipelines.
 */
export function createProfileJob(replica: Replica): Job {
  return {
    name: 'profile',
    description: 'Learns from closed deals how often and how soon open ones are won, for the forecasts.',
    schedule: 'just after midnight, and at start',
    pattern: '2 0 0 * * *',
    async run({ breathe, write }) {
      if (!replica.isReady()) return 'There is no company yet.';
      await breathe();
      const closed = write(() => replica.learnProfile());
      await recalculateAll(replica, { breathe, write });
      return closed === 0 ? 'No deal has closed yet.' : `Learnt from ${closed} closed ${closed === 1 ? 'deal' : 'deals'}.`;
    },
  };
}
