import type { Directory } from './engine/types.ts';
import { teamTree } from './hierarchy/team-tree.ts';
import type { Role } from './records/directory.ts';
import { COMPANY_ID, type Goal } from './records/goals.ts';

/** Someone who has proved who they are; the role is the one the server knows. */
export interface Actor {
  readonly memberId: string;
  readonly role: Role;
}

/** One document: what it holds decides who may read and write it. */
export type RoomAddress =
  | { readonly kind: 'directory' }
  | { readonly kind: 'hierarchy' }
  | { readonly kind: 'goals'; readonly ownerId: string; readonly fiscalYear: number }
  | { readonly kind: 'work'; readonly memberId: string; readonly quarter: string };

type OwnedGoal = Pick<Goal, 'ownerType' | 'ownerId' | 'periodStart' | 'periodEnd'> & { readonly isPersonal?: boolean };

/** Who may read or write what (law 6, rules X1–X9): rooms, feed entries, rows and menu items all ask this. */
export interface Reach {
  mayReadRoom(actor: Actor, room: RoomAddress): boolean;
  mayWriteRoom(actor: Actor, room: RoomAddress): boolean;
  /** The actor and everyone whose work they may see and change. */
  reachedMembers(actor: Actor): ReadonlySet<string>;
  /** The teams they lead with all below, a team before its sub-teams; none for someone who leads nobody. */
  reachedTeams(actor: Actor): ReadonlySet<string>;
  mayReadGoal(actor: Actor, goal: OwnedGoal): boolean;
  mayEditGoal(actor: Actor, goal: OwnedGoal): boolean;
  mayAdjustGoal(actor: Actor, goal: OwnedGoal): boolean;
  /** Whether they may hang this goal under another, or unlink it. */
  mayLinkGoal(actor: Actor, childGoal: OwnedGoal): boolean;
  mayAdminister(actor: Actor): boolean;
}

/** Shape: the directory's live records; answers are worked out once per actor and kept as long as this object. */
export function createReach(directory: Pick<Directory, 'members' | 'teams' | 'memberships'>): Reach {
  const tree = teamTree(directory.teams);
  const members = new Set(directory.members.map(({ id }) => id));
  const managersOf = new Map(directory.teams.map(({ id, managerIds }) => [id, managerIds]));
  const reachedTeams = rememberPerActor((actor) => {
    if (actor.role === 'admin') return new Set(tree.topDown);
    if (actor.role === 'member') return new Set<string>();
    const led = tree.topDown.filter((teamId) => managersOf.get(teamId)?.includes(actor.memberId));
    const reached = new Set(led.flatMap((teamId) => tree.withSubTeams(teamId)));
    return new Set(tree.topDown.filter((teamId) => reached.has(teamId)));
  });
  const reachedMembers = rememberPerActor((actor) => {
    if (actor.role === 'admin') return new Set([actor.memberId, ...members]);
    const teams = reachedTeams(actor);
    const inTeams = directory.memberships.filter(({ teamId }) => teams.has(teamId)).map(({ memberId }) => memberId);
    // Whoever leads a team below one of the actor's is below the actor; a fellow manager of the same team is not.
    const leaders = [...teams].filter((teamId) =>
      tree
        .pathUp(teamId)
        .slice(1)
        .some((upper) => teams.has(upper)),
    );
    return new Set([actor.memberId, ...inTeams, ...leaders.flatMap((teamId) => managersOf.get(teamId) ?? [])]);
  });

  const mayAdminister = (actor: Actor) => actor.role === 'admin';
  // A device that has not received the directory yet knows nobody; the server's always has its members.
  const belongs = (actor: Actor) => mayAdminister(actor) || members.size === 0 || members.has(actor.memberId);

  function mayEditGoal(actor: Actor, goal: OwnedGoal): boolean {
    if (mayAdminister(actor)) return true;
    if (!belongs(actor) || goal.ownerType === 'company') return false;
    if (goal.isPersonal === true) return reachedMembers(actor).has(goal.ownerId);
    const teams = reachedTeams(actor);
    if (goal.ownerType === 'team') return teams.has(goal.ownerId);
    return directory.memberships.some(
      ({ memberId, teamId, from, to }) =>
        memberId === goal.ownerId && teams.has(teamId) && from <= goal.periodEnd && (to === null || to >= goal.periodStart),
    );
  }

  function mayReadRoom(actor: Actor, room: RoomAddress): boolean {
    if (room.kind === 'work') return belongs(actor) && reachedMembers(actor).has(room.memberId);
    return belongs(actor);
  }

  function mayWriteRoom(actor: Actor, room: RoomAddress): boolean {
    if (mayAdminister(actor)) return true;
    if (!belongs(actor)) return false;
    switch (room.kind) {
      case 'directory':
        return false;
      case 'hierarchy':
        return reachedTeams(actor).size > 0;
      case 'goals':
        return room.ownerId !== COMPANY_ID && reachedTeams(actor).has(room.ownerId);
      case 'work':
        return reachedMembers(actor).has(room.memberId);
    }
  }

  return {
    mayReadRoom,
    mayWriteRoom,
    reachedMembers,
    reachedTeams,
    mayReadGoal: (actor, goal) => belongs(actor) && (goal.isPersonal !== true || reachedMembers(actor).has(goal.ownerId)),
    mayEditGoal,
    // A personal goal says what its records say, and hangs nowhere (rule X9).
    mayAdjustGoal: (actor, goal) => goal.isPersonal !== true && mayEditGoal(actor, goal),
    mayLinkGoal: (actor, goal) => goal.isPersonal !== true && mayEditGoal(actor, goal),
    mayAdminister,
  };
}

function rememberPerActor(decide: (actor: Actor) => ReadonlySet<string>): (actor: Actor) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (actor) => {
    const key = `${actor.role} ${actor.memberId}`;
    const answer = known.get(key) ?? decide(actor);
    known.set(key, answer);
    return answer;
  };
}
