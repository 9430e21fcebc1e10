import { addDays, type Deal, type Goal, type IsoDate } from '@fieldgoal/domain';
import type { DashboardView } from '../views/dashboard.ts';
import type { GoalCard } from '../views/goal-card.ts';
import type { Workspace } from '../workspace.ts';
import { dealWorth } from './currencies.ts';
import { dealRows } from './deals.ts';
import { byUrgency, compareText, goalCard, isRunning } from './goal-cards.ts';
import { taskRows } from './work.ts';

const CLOSING_SOON_DAYS = 14;
const CLOSING_SOON_ROWS = 8;
const DUE_DAYS = 7;
const DUE_ROWS = 10;

/** What a person looks at first in the morning. */
export function dashboard(workspace: Workspace): DashboardView {
  const { replica } = workspace;
  const today = replica.today();
  const own = ownRunningGoals(workspace, today);
  return {
    today,
    memberName: workspace.lookup().memberName(workspace.memberId),
    mine: own.goals.map((goal) => goalCard(workspace, goal)).sort(byUrgency),
    above: goalsAbove(workspace, own.goals, today),
    tasksDue: taskRows(
      workspace,
      (task) => task.ownerId === workspace.memberId && task.completedAt === null && (task.dueOn ?? '9') <= addDays(today, DUE_DAYS),
    ).slice(0, DUE_ROWS),
    openDeals: openDeals(workspace, own.memberIds, today),
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

/** Rows are made only of those that are shown: a manager's people have thousands of open deals. */
function openDeals(workspace: Workspace, memberIds: ReadonlySet<string>, today: IsoDate): DashboardView['openDeals'] {
  const { replica } = workspace;
  const worthOf = dealWorth(workspace);
  const soon = addDays(today, CLOSING_SOON_DAYS);
  const isOpen = (deal: Deal): boolean => memberIds.has(deal.ownerId) && replica.stageKind(deal.stageId) === 'open';
  let count = 0;
  let amountMinor = 0;
  for (const deal of workspace.deals.all()) {
    if (!isOpen(deal)) continue;
    count += 1;
    amountMinor += worthOf(deal, false).worthMinor ?? 0;
  }
  const closingSoon = dealRows(workspace, (deal) => deal.expectedCloseOn !== null && deal.expectedCloseOn <= soon && isOpen(deal))
    .sort((a, b) => compareText(a.expectedCloseOn ?? '', b.expectedCloseOn ?? '') || compareText(a.id, b.id))
    .slice(0, CLOSING_SOON_ROWS);
  return { count, amountMinor, closingSoon };
}
