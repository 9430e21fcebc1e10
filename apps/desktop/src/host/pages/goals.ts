import type { GoalType, OwnerType } from '@fieldgoal/domain';
import type { GoalCard } from '../views/goal-card.ts';
import type { Workspace } from '../workspace.ts';
import { compareText, goalCard, isRunning } from './goal-cards.ts';

const OWNER_ORDER: readonly OwnerType[] = ['company', 'team', 'individual'];

export interface GoalsFilter {
  /** Part of the goal's or its owner's name. */
  readonly q?: string | undefined;
  readonly ownerType?: OwnerType | undefined;
  readonly type?: GoalType | undefined;
  readonly running?: boolean | undefined;
}

/** Active goals that pass the filter: the company's first, then teams', then members'; of one owner the latest period first. */
export function goalCards(workspace: Workspace, filter: GoalsFilter): readonly GoalCard[] {
  const { replica } = workspace;
  const today = replica.today();
  const q = (filter.q ?? '').trim().toLowerCase();
  return replica
    .goalIndex()
    .goals.filter((goal) => goal.status === 'active')
    .filter((goal) => filter.ownerType === undefined || goal.ownerType === filter.ownerType)
    .filter((goal) => filter.type === undefined || goal.type === filter.type)
    .filter((goal) => filter.running === undefined || isRunning(goal, today) === filter.running)
    .map((goal) => goalCard(workspace, goal))
    .filter((card) => q === '' || card.name.toLowerCase().includes(q) || card.ownerName.toLowerCase().includes(q))
    .sort(
      (a, b) =>
        OWNER_ORDER.indexOf(a.ownerType) - OWNER_ORDER.indexOf(b.ownerType) ||
        compareText(a.ownerName, b.ownerName) ||
        compareText(b.periodStart, a.periodStart) ||
        compareText(a.periodEnd, b.periodEnd) ||
        compareText(a.type, b.type) ||
        compareText(a.id, b.id),
    );
}
