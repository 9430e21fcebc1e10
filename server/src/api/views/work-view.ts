import type { Activity, Deal, Task } from '@fieldgoal/domain';
import type { z } from 'zod';
import type { Acting } from '../acting.ts';
import type * as schemas from '../schemas/work.ts';
import { memberName } from './goal-view.ts';

export function dealView({ replica }: Acting, deal: Deal): z.infer<typeof schemas.dealView> {
  const stage = replica.record('stages', deal.stageId);
  return {
    ...said(deal),
    ownerName: memberName(replica, deal.ownerId),
    stageName: stage?.name ?? 'Former stage',
    outcome: stage?.kind ?? 'open',
  };
}

export function activityView({ replica }: Acting, activity: Activity): z.infer<typeof schemas.activityView> {
  return { ...said(activity), ownerName: memberName(replica, activity.ownerId) };
}

export function taskView({ replica }: Acting, task: Task): z.infer<typeof schemas.taskView> {
  return { ...said(task), ownerName: memberName(replica, task.ownerId) };
}

function said<R extends Deal | Activity | Task>({
  importId: _importId,
  deletedAt: _deletedAt,
  ...record
}: R): Omit<R, 'importId' | 'deletedAt'> {
  return record;
}
