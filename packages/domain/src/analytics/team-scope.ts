import type { Directory } from '../engine/types.ts';
import { teamTree } from '../hierarchy/team-tree.ts';
import type { IsoDate } from '../records/fields.ts';
import type { AnalyticsFilter, AnalyticsRow } from './types.ts';

interface TeamTime {
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/** Says whether a goal is one of some teams' (rule L2). */
export type TeamScope = (row: Pick<AnalyticsRow, 'ownerType' | 'ownerId' | 'periodStart' | 'periodEnd'>) => boolean;

/** Goals of the teams given and their sub-teams, and of whoever was in one of them on a day of the goal's period. */
export function scopeOfTeams(teamIds: readonly string[], { teams, memberships }: Pick<Directory, 'teams' | 'memberships'>): TeamScope {
  const tree = teamTree(teams);
  const within = new Set(teamIds.flatMap((id) => tree.withSubTeams(id)));
  const timesOf = new Map<string, TeamTime[]>();
  for (const { memberId, teamId, from, to } of memberships) {
    if (!within.has(teamId)) continue;
    const times = timesOf.get(memberId);
    if (times === undefined) timesOf.set(memberId, [{ from, to }]);
    else times.push({ from, to });
  }
  return ({ ownerType, ownerId, periodStart, periodEnd }) => {
    if (ownerType === 'company') return false;
    if (ownerType === 'team') return within.has(ownerId);
    return (timesOf.get(ownerId) ?? []).some(({ from, to }) => from <= periodEnd && (to === null || to >= periodStart));
  };
}

/** The teams somebody is compared with (rule L6): the filter's team, the team that owns, or the teams the member is in today; empty for none. */
export function comparedTeams(
  { teamId, ownerType, ownerId }: AnalyticsFilter,
  { teams, memberships }: Pick<Directory, 'teams' | 'memberships'>,
  today: IsoDate,
): readonly string[] {
  if (teamId !== undefined) return [teamId];
  if (ownerId === undefined) return [];
  if (ownerType !== 'individual' && teams.some(({ id }) => id === ownerId)) return [ownerId];
  return memberships
    .filter(({ memberId, from, to }) => memberId === ownerId && from <= today && (to === null || today <= to))
    .map((membership) => membership.teamId);
}
