import type { Directory } from '../engine/types.ts';
import { teamTree } from '../hierarchy/team-tree.ts';
import { pairRules } from '../hierarchy/validate.ts';
import type { Goal } from '../records/goals.ts';
import { isComposite } from '../engine/measure.ts';
import { daysBetween } from '../time/civil.ts';

/**
 * The goal that a new one most likely adds up to, where none was chosen (rule B6): of the active ones that could take it, composites aside, the nearest team's,
 * else the company's; of one owner the shortest period's.
 */
export function likelyParent(child: Goal, goals: readonly Goal[], { teams }: Pick<Directory, 'teams'>): Goal | null {
  const tree = teamTree(teams);
  const path = child.ownerType === 'team' ? tree.pathUp(child.ownerId) : [];
  const distance = ({ ownerType, ownerId }: Goal): number => (ownerType === 'team' ? path.indexOf(ownerId) : path.length);
  const length = ({ periodStart, periodEnd }: Goal): number => daysBetween(periodStart, periodEnd);
  const fitting = goals.filter(
    (goal) => goal.status === 'active' && goal.deletedAt === null && !isComposite(goal) && pairRules(child, goal, tree).length === 0,
  );
  fitting.sort((a, b) => distance(a) - distance(b) || length(a) - length(b) || (a.id < b.id ? -1 : 1));
  return fitting[0] ?? null;
}
