import { isComposite } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import type { JobContext } from './job.ts';

/** Goals evaluated between two breaths: well under a second even when all of them are forecast anew. */
const GOALS_AT_ONCE = 50;

/** Evaluates every goal for today, others getting a turn in between; composites come last, after what they are made of. */
export async function recalculateAll(replica: Replica, { breathe, write }: Pick<JobContext, 'breathe' | 'write'>): Promise<void> {
  const { goals } = replica.goalIndex();
  const ids = [...goals.filter((goal) => !isComposite(goal)), ...goals.filter((goal) => isComposite(goal))].map(({ id }) => id);
  for (let from = 0; from < ids.length; from += GOALS_AT_ONCE) {
    await breathe();
    write(() => replica.recalculate(ids.slice(from, from + GOALS_AT_ONCE)));
  }
}
