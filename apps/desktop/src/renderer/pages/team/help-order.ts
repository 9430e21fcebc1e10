import { type GoalType, type Health, rankNeeds, type RecoverableGap, recoverableGap } from '@fieldgoal/domain';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { TeamMemberRow, TeamView } from '../../../host/views/team.ts';

/** Lower needs help sooner. A missed goal can no longer be helped, so it stands behind the running ones. */
const URGENCY: Readonly<Record<Health, number>> = {
  off_track: 0,
  at_risk: 1,
  no_data: 2,
  missed: 3,
  on_track: 4,
  not_started: 5,
  achieved: 6,
};

/** The health that a text names, of an address. */
export function healthNamed(text: unknown): Health | undefined {
  return HEALTHS.find((health) => health === text);
}

const HEALTHS: readonly Health[] = ['off_track', 'at_risk', 'no_data', 'missed', 'on_track', 'not_started', 'achieved'];

/** Order of goals by who needs help: health first, then the chance of getting there, then how far behind pace. */
function compareUrgency(a: GoalCard, b: GoalCard): number {
  return (
    URGENCY[a.health] - URGENCY[b.health] ||
    (a.forecast?.probability ?? 1) - (b.forecast?.probability ?? 1) ||
    (a.pace ?? 1) - (b.pace ?? 1) ||
    (a.id < b.id ? -1 : 1)
  );
}

export interface HelpItem {
  readonly member: TeamMemberRow;
  readonly team: TeamView;
  /** The goal of which most can be won back. */
  readonly goal: GoalCard;
  readonly recovery: RecoverableGap;
}

/** The people who need help, those first of whose goals most can still be won back (rules N1–N3). */
export function whoNeedsHelp(teams: readonly TeamView[], limit: number): readonly HelpItem[] {
  const items = new Map<string, HelpItem>();
  for (const team of teams) {
    for (const member of team.members) {
      for (const goal of member.goals) {
        const recovery = recoverableGap(goal, goal.direction);
        if (recovery !== null) items.set(goal.id, { member, team, goal, recovery });
      }
    }
  }
  const needs = [...items.values()].map(({ member, goal, recovery }) => ({ memberId: member.memberId, goalId: goal.id, recovery }));
  return rankNeeds(needs)
    .slice(0, limit)
    .flatMap(({ goalId }) => items.get(goalId) ?? []);
}

const TYPE_ORDER: Readonly<Record<GoalType, number>> = { revenue: 0, deals: 1, activities: 2, tasks: 3, performance: 4 };

export interface GoalColumn {
  readonly key: string;
  readonly type: GoalType;
  readonly metric: GoalCard['metric'];
  readonly periodLabel: string;
}

function columnKey(goal: GoalCard): string {
  return `${goal.type}|${goal.metric ?? ''}|${goal.periodStart}|${goal.periodEnd}`;
}

/** The columns of a team's table: what its members have goals for, each type and period once; shorter periods first within a type. */
export function goalColumns(members: readonly TeamMemberRow[]): readonly GoalColumn[] {
  const columns = new Map<string, GoalColumn & { readonly end: string }>();
  for (const member of members) {
    for (const goal of member.goals) {
      columns.set(columnKey(goal), {
        key: columnKey(goal),
        type: goal.type,
        metric: goal.metric,
        periodLabel: goal.periodLabel,
        end: goal.periodEnd,
      });
    }
  }
  return [...columns.values()].sort(
    (a, b) => TYPE_ORDER[a.type] - TYPE_ORDER[b.type] || (a.end < b.end ? -1 : a.end > b.end ? 1 : a.key < b.key ? 1 : -1),
  );
}

/** A member's goals in one column; usually one, more when two goals of the same type and period filter differently. */
export function goalsInColumn(member: TeamMemberRow, column: GoalColumn): readonly GoalCard[] {
  return member.goals.filter((goal) => columnKey(goal) === column.key);
}

/** How somebody stands: as their most urgent running goal does; nothing without one. */
export function worstHealth({ goals }: TeamMemberRow): Health | undefined {
  return [...goals].sort(compareUrgency)[0]?.health;
}

/** How many people of a team stand where, by their worst running goal; people without goals are counted as none. */
export function healthCounts(members: readonly TeamMemberRow[]): ReadonlyMap<Health, number> {
  const counts = new Map<Health, number>();
  for (const member of members) {
    const worst = worstHealth(member);
    if (worst !== undefined) counts.set(worst, (counts.get(worst) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => URGENCY[a] - URGENCY[b]));
}
