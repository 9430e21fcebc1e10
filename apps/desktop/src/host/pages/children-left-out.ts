import { childrenLeftOut } from '@fieldgoal/domain';
import type { ChildLeftOutView } from '../views/goal-card.ts';
import type { Workspace } from '../workspace.ts';
import { goalLink } from './record-names.ts';

/** The goals below whose targets a goal's sum of targets lacks, by name (rule W13). */
export function leftOutRows(workspace: Workspace, goalId: string): readonly ChildLeftOutView[] {
  const { replica } = workspace;
  return childrenLeftOut(replica.goalIndex(), goalId, replica.directory().settings.currency).flatMap((child) => {
    const goal = goalLink(workspace, child.goalId);
    return goal === null ? [] : [{ goal, target: child.target, currency: child.currency, missing: child.missing }];
  });
}
