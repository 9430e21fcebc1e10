import type { Workspace } from '../workspace.ts';
import { compareText } from './goal-cards.ts';

/** The names of the teams everyone is in or manages today, by member, as this device knows them. */
export function teamNamesByMember(workspace: Workspace | null): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  if (workspace?.replica.isReady() !== true) return names;
  const { teams, memberships } = workspace.lookup().directory;
  const today = workspace.replica.today();
  for (const team of teams) {
    const members = memberships.filter(({ teamId, from, to }) => teamId === team.id && from <= today && (to === null || to >= today));
    for (const memberId of new Set([...team.managerIds, ...members.map((membership) => membership.memberId)]))
      names.set(memberId, [...(names.get(memberId) ?? []), team.name].sort(compareText));
  }
  return names;
}
