import { type Goal, type IsoDate, type Member, type Team } from '@fieldgoal/domain';
import type { GoalCard } from '../views/goal-card.ts';
import type { TeamMemberRow, TeamPageView, TeamView } from '../views/team.ts';
import type { Workspace } from '../workspace.ts';
import { byUrgency, compareText, goalCard, isRunning, needOf } from './goal-cards.ts';

/** The teams this person reaches, as a tree written out: a team before its sub-teams. */
export function teamPage(workspace: Workspace): TeamPageView {
  const { replica } = workspace;
  const today = replica.today();
  const reached = replica.reach().reachedTeams(workspace.actor());
  const context: TeamContext = {
    workspace,
    today,
    cardsOf: runningCards(workspace, today),
    openDeals: countOpenDeals(workspace),
    lastActivityOn: lastActivities(workspace),
  };
  const teams = treeOrder(replica.directory().teams).filter(({ team }) => reached.has(team.id));
  return { today, teams: teams.map(({ team, level }) => teamView(context, team, level)) };
}

interface TeamContext {
  readonly workspace: Workspace;
  readonly today: IsoDate;
  readonly cardsOf: ReadonlyMap<string, readonly GoalCard[]>;
  readonly openDeals: ReadonlyMap<string, number>;
  readonly lastActivityOn: ReadonlyMap<string, IsoDate>;
}

function teamView(context: TeamContext, team: Team, level: number): TeamView {
  const lookup = context.workspace.lookup();
  const members = lookup.membersOf(team.id, context.today).map((member) => memberRow(context, member));
  return {
    id: team.id,
    name: team.name,
    managerNames: team.managerIds.map((id) => lookup.memberName(id)),
    level,
    goals: context.cardsOf.get(team.id) ?? [],
    members: members.sort((a, b) => needOf(a.goals) - needOf(b.goals) || gap(a) - gap(b) || compareText(a.name, b.name)),
  };
}

function memberRow({ workspace, cardsOf, openDeals, lastActivityOn }: TeamContext, member: Member): TeamMemberRow {
  return {
    memberId: member.id,
    name: member.name,
    role: member.role,
    goals: cardsOf.get(member.id) ?? [],
    openDeals: openDeals.get(member.id) ?? 0,
    lastActivityOn: lastActivityOn.get(member.id) ?? null,
    isOnline: member.id === workspace.memberId ? null : (workspace.online()?.has(member.id) ?? null),
  };
}

/** Lowest pace of a member's goals: the smaller, the further behind. */
function gap({ goals }: TeamMemberRow): number {
  return goals.reduce((least, { pace }) => Math.min(least, pace ?? 1), Number.MAX_VALUE);
}

function runningCards(workspace: Workspace, today: IsoDate): ReadonlyMap<string, readonly GoalCard[]> {
  const byOwner = new Map<string, GoalCard[]>();
  const add = (goal: Goal): void => {
    const cards = byOwner.get(goal.ownerId);
    if (cards === undefined) byOwner.set(goal.ownerId, [goalCard(workspace, goal)]);
    else cards.push(goalCard(workspace, goal));
  };
  for (const goal of workspace.replica.goalIndex().goals) if (isRunning(goal, today) && !goal.isPersonal) add(goal);
  for (const cards of byOwner.values()) cards.sort(byUrgency);
  return byOwner;
}

function countOpenDeals(workspace: Workspace): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { ownerId } of workspace.openDeals.all().values()) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
  return counts;
}

/** One look into the index a person: there are many more activities than people. */
function lastActivities({ replica }: Workspace): ReadonlyMap<string, IsoDate> {
  const last = replica.sqlite
    .prepare<[string], IsoDate | null>(`SELECT max(counts_on) FROM events WHERE owner_id = ? AND collection = 'activities'`)
    .pluck();
  return new Map(
    replica.directory().members.flatMap(({ id }) => {
      const on = last.get(id) ?? null;
      return on === null ? [] : [[id, on] as const];
    }),
  );
}

/** Depth-first from the company down; a team whose parent is unknown hangs under the company, and one in a circle is listed there too. */
function treeOrder(teams: readonly Team[]): readonly { readonly team: Team; readonly level: number }[] {
  const ids = new Set(teams.map(({ id }) => id));
  const parentOf = ({ parentTeamId }: Team): string | null => (parentTeamId !== null && ids.has(parentTeamId) ? parentTeamId : null);
  const inOrder: { team: Team; level: number }[] = [];
  const seen = new Set<string>();
  const visit = (team: Team, level: number): void => {
    if (seen.has(team.id)) return;
    seen.add(team.id);
    inOrder.push({ team, level });
    for (const child of teams) if (parentOf(child) === team.id) visit(child, level + 1);
  };
  const byName = [...teams].sort((a, b) => compareText(a.name, b.name));
  for (const team of byName) if (parentOf(team) === null) visit(team, 0);
  for (const team of byName) visit(team, 0);
  return inOrder;
}
