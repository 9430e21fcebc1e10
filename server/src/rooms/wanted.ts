import { type Actor, COMPANY_ID } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';

/**
 * The rooms a person's device should keep, of those that exist: what they may read, less the goals of teams that are
 * neither theirs, nor above theirs, nor reached by them (they get those results by the feed).
 */
export function wantedRooms(replica: Replica, actor: Actor): string[] {
  if (!replica.isReady()) return replica.rooms().filter((room) => replica.addressOf(room).kind === 'directory');
  const reach = replica.reach();
  const goalOwners = new Set([COMPANY_ID, ...reach.reachedTeams(actor), ...teamsAbove(replica, actor)]);
  return replica.rooms().filter((room) => {
    const address = replica.addressOf(room);
    return reach.mayReadRoom(actor, address) && (address.kind !== 'goals' || goalOwners.has(address.ownerId));
  });
}

/** The teams the person is or was in, and every team above those. */
function teamsAbove(replica: Replica, actor: Actor): string[] {
  const { memberships, teams } = replica.directory();
  const parentOf = new Map(teams.map(({ id, parentTeamId }) => [id, parentTeamId]));
  const found = new Set<string>();
  for (const { memberId, teamId } of memberships) {
    let next: string | null = memberId === actor.memberId ? teamId : null;
    while (next !== null && !found.has(next)) {
      found.add(next);
      next = parentOf.get(next) ?? null;
    }
  }
  return [...found];
}
