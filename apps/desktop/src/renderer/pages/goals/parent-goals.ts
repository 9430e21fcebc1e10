import type { Direction, GoalType, Metric, OwnerType, PeriodKind } from '@fieldgoal/domain';
import type { DirectoryView } from '../../../host/views/directory.ts';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { SeriesRow } from '../../../host/views/series.ts';

interface Draft {
  readonly type: GoalType;
  readonly metric?: Metric | null;
  readonly direction?: Direction;
  readonly ownerType: OwnerType;
  readonly ownerId: string;
}
type Measured = Pick<GoalCard, 'type' | 'metric' | 'direction' | 'ownerType' | 'ownerId'>;

const RANK: Readonly<Record<OwnerType, number>> = { company: 0, team: 1, individual: 2 };
const KIND_LENGTH: readonly PeriodKind[] = ['week', 'month', 'quarter', 'half_year', 'year'];

/**
 * Goals a new goal could add up to: they measure the same, or are a composite; a period that holds its own, an owner above. The likeliest
 * first: the same measure, the owner's own team (or its parent team), then the shortest period. The host has the last word; this only keeps the list short.
 */
export function parentCandidates(
  goals: readonly GoalCard[],
  draft: Draft & { readonly periodStart: string; readonly periodEnd: string },
  directory: DirectoryView,
): readonly GoalCard[] {
  const above = ownersAbove(draft, directory);
  return goals
    .filter((goal) => isAbove(goal, draft, above) && goal.periodStart <= draft.periodStart && goal.periodEnd >= draft.periodEnd)
    .sort(
      (a, b) =>
        compositesLast(a, b) || above.indexOf(a.ownerId) - above.indexOf(b.ownerId) || lengthOf(a) - lengthOf(b) || (a.id < b.id ? -1 : 1),
    );
}

/** Recurring goals that a new one's goals could hang under: whose periods are at least as long. */
export function parentSeries(
  series: readonly SeriesRow[],
  draft: Draft & { readonly periodKind: PeriodKind },
  directory: DirectoryView,
): readonly SeriesRow[] {
  const above = ownersAbove(draft, directory);
  const length = (kind: PeriodKind): number => KIND_LENGTH.indexOf(kind);
  return series
    .filter((row) => row.state !== 'ended' && isAbove(row, draft, above) && length(row.periodKind) >= length(draft.periodKind))
    .sort(
      (a, b) =>
        compositesLast(a, b) ||
        above.indexOf(a.ownerId) - above.indexOf(b.ownerId) ||
        length(a.periodKind) - length(b.periodKind) ||
        (a.id < b.id ? -1 : 1),
    );
}

function isAbove(goal: Measured, draft: Draft, above: readonly string[]): boolean {
  const isSame = goal.type === draft.type && goal.metric === (draft.metric ?? null) && goal.direction === (draft.direction ?? 'higher');
  return (
    (isSame || goal.metric === 'composite') &&
    goal.ownerId !== draft.ownerId &&
    above.includes(goal.ownerId) &&
    RANK[goal.ownerType] <= RANK[draft.ownerType]
  );
}

/** A composite takes anything, so it is rarely what was meant. */
function compositesLast(a: Measured, b: Measured): number {
  return Number(a.metric === 'composite') - Number(b.metric === 'composite');
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
