import { addDays, type Goal, type IsoDate } from '@fieldgoal/domain';
import type { DashboardView } from '../views/dashboard.ts';
import type { GoalCard } from '../views/goal-card.ts';
import type { Workspace } from '../workspace.ts';
import { dealWorth } from './currencies.ts';
import { byUrgency, compareText, goalCard, isRunning } from './goal-cards.ts';
import { goalsWithGaps } from './goal-gaps.ts';
import { movesOf } from './moves.ts';
import { taskRows } from './work.ts';

const DUE_DAYS = 7;
const DUE_ROWS = 10;

/** What a person looks at first in the morning. */
export function dashboard(workspace: Workspace): DashboardView {
  const { replica } = workspace;
  const today = replica.today();
  const own = ownRunningGoals(workspace, today);
  const mine = [...goalsWithGaps(workspace, own.goals)].sort(byUrgency);
  const { moves, closingSoon } = movesOf(workspace, mine, own.memberIds);
  return {
    today,
    memberName: workspace.lookup().memberName(workspace.memberId),
    mine,
    moves,
    above: goalsAbove(workspace, own.goals, today),
    tasksDue: taskRows(
      workspace,
      (task) => task.ownerId === workspace.memberId && task.completedAt === null && (task.dueOn ?? '9') <= addDays(today, DUE_DAYS),
    ).slice(0, DUE_ROWS),
    openDeals: { ...openInAll(workspace, own.memberIds), closingSoon },
  };
}

/** My own goals; a manager or admin who has none looks at those of their teams, or of the company, and of everyone's deals in them. */
export function ownRunningGoals(workspace: Workspace, today: IsoDate): { goals: readonly Goal[]; memberIds: ReadonlySet<string> } {
  const { replica, memberId } = workspace;
  const running = replica.goalIndex().goals.filter((goal) => isRunning(goal, today));
  const mine = running.filter((goal) => goal.ownerType === 'individual' && goal.ownerId === memberId);
  if (mine.length > 0) return { goals: mine, memberIds: new Set([memberId]) };
  const reach = replica.reach();
  const actor = workspace.actor();
  const memberIds = reach.reachedMembers(actor);
  const managed = new Set(
    replica
      .directory()
      .teams.filter(({ managerIds }) => managerIds.includes(memberId))
      .map(({ id }) => id),
  );
  const ofMyTeams = running.filter((goal) => goal.ownerType === 'team' && managed.has(goal.ownerId));
  if (ofMyTeams.length > 0) return { goals: ofMyTeams, memberIds };
  return { goals: actor.role === 'admin' ? running.filter((goal) => goal.ownerType === 'company') : [], memberIds };
}

/** Every running goal above these, each once; the nearest level first. */
function goalsAbove(workspace: Workspace, goals: readonly Goal[], today: IsoDate): readonly GoalCard[] {
  const index = workspace.replica.goalIndex();
  const shown = new Set(goals.map(({ id }) => id));
  const above = new Set(goals.flatMap(({ id }) => index.ancestorsOf(id)).filter((id) => !shown.has(id)));
  const depth = (id: string): number => index.hierarchy.depthOf.get(id) ?? 0;
  return [...above]
    .flatMap((id) => index.goal(id) ?? [])
    .filter((goal) => isRunning(goal, today))
    .map((goal) => goalCard(workspace, goal))
    .sort(
      (a, b) =>
        depth(b.id) - depth(a.id) || compareText(a.periodEnd, b.periodEnd) || compareText(a.type, b.type) || compareText(a.id, b.id),
    );
}

/** How many deals are open and what they are worth together. */
function openInAll(workspace: Workspace, memberIds: ReadonlySet<string>): { readonly count: number; readonly amountMinor: number } {
  const worthOf = dealWorth(workspace);
  let count = 0;
  let amountMinor = 0;
  for (const deal of workspace.openDeals.all().values()) {
    if (!memberIds.has(deal.ownerId)) continue;
    count += 1;
    amountMinor += worthOf(deal, false).worthMinor ?? 0;
  }
  return { count, amountMinor };
}
