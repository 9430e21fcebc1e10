import type { GoalType, OwnerType } from '@fieldgoal/domain';
import type { DirectoryView, GoalCard } from '../../../host/views.ts';

interface Draft {
  readonly type: GoalType;
  readonly ownerType: OwnerType;
  readonly ownerId: string;
  readonly periodStart: string;
  readonly periodEnd: string;
}

const RANK: Readonly<Record<OwnerType, number>> = { company: 0, team: 1, individual: 2 };

/**
 * Goals a new goal could add up to: same type, a period that holds its own, an owner above. The likeliest first: the owner's
 * own team (or its parent team), then the shortest period. The host has the last word; this only keeps the list short.
 */
export function parentCandidates(goals: readonly GoalCard[], draft: Draft, directory: DirectoryView): readonly GoalCard[] {
  const above = ownersAbove(draft, directory);
  return goals
    .filter((goal) => goal.type === draft.type && goal.periodStart <= draft.periodStart && goal.periodEnd >= draft.periodEnd)
    .filter((goal) => goal.ownerId !== draft.ownerId && above.includes(goal.ownerId) && RANK[goal.ownerType] <= RANK[draft.ownerType])
    .sort((a, b) => above.indexOf(a.ownerId) - above.indexOf(b.ownerId) || lengthOf(a) - lengthOf(b) || (a.id < b.id ? -1 : 1));
}

/** The owner's team, its parents, and the company: nearest first. */
function ownersAbove(draft: Draft, directory: DirectoryView): readonly string[] {
  if (draft.ownerType === 'company') return [];
  const teams = new Map(directory.teams.map((team) => [team.id, team]));
  const first =
    draft.ownerType === 'individual'
      ? (directory.members.find((member) => member.id === draft.ownerId)?.teamId ?? null)
      : (teams.get(draft.ownerId)?.parentTeamId ?? null);
  const chain: string[] = [];
  for (let id = first; id !== null && !chain.includes(id); id = teams.get(id)?.parentTeamId ?? null) chain.push(id);
  return [...chain, 'company'];
}

function lengthOf(goal: GoalCard): number {
  return Date.parse(goal.periodEnd) - Date.parse(goal.periodStart);
}
