import type { Commit, Replica, Touched } from '@fieldgoal/replica';
import type { Goal } from '@fieldgoal/domain';

interface SnapshotRow {
  readonly goal_id: string;
  readonly date: string;
  readonly json: string;
}

/**
 * Looks over the server's shoulder: whether what it takes from people was theirs to change, whom each may have seen, and that what it
 * reported of a day stays. The rules stand here once more, as plainly as they can be said.
 */
export class Watch {
  readonly problems: string[] = [];
  /** Whose work each person has been allowed to see at any time. */
  readonly seen = new Map<string, Set<string>>();
  readonly #snapshots = new Map<string, string>();

  follow(replica: Replica): void {
    this.#keepSeen(replica);
    replica.onCommit((commit) => this.#onCommit(replica, commit));
  }

  /** A snapshot that was there stays as it was. */
  checkSnapshots(replica: Replica): void {
    const rows = replica.sqlite
      .prepare<[], SnapshotRow>(
        `SELECT goal_id, date, json_array(value, target, attainment, health, forecast, engine_version, backfilled, is_final, taken_at) json FROM snapshots`,
      )
      .all();
    const now = new Map(rows.map(({ goal_id, date, json }) => [`${goal_id} on ${date}`, json]));
    for (const [key, json] of this.#snapshots)
      if (now.get(key) !== json) this.problems.push(`the snapshot of ${key} was ${json} and is ${now.get(key) ?? 'gone'}`);
    for (const [key, json] of now) this.#snapshots.set(key, json);
  }

  #onCommit(replica: Replica, commit: Commit): void {
    if (commit.origin === 'client') {
      for (const touched of commit.touched)
        if (!mayTouch(replica, commit.actorId ?? '', touched))
          this.problems.push(`${commit.actorId ?? 'nobody'} changed ${touched.collection} ${touched.id}, which was not theirs to change`);
    }
    if (['members', 'teams', 'memberships'].some((topic) => commit.topics.has(topic as 'members'))) this.#keepSeen(replica);
  }

  #keepSeen(replica: Replica): void {
    for (const { id, role } of replica.directory().members) {
      const seen = this.seen.get(id) ?? new Set();
      for (const memberId of replica.reach().reachedMembers({ memberId: id, role })) seen.add(memberId);
      this.seen.set(id, seen);
    }
  }
}

function mayTouch(replica: Replica, actorId: string, { collection, id, before, after }: Touched): boolean {
  const role = replica.record('members', actorId)?.role;
  if (after === null) return false;
  if (before === null && after.createdBy !== actorId) return false;
  if (role === 'admin') return true;
  const teams = role === 'manager' ? ledTeams(replica, actorId) : new Set<string>();
  switch (collection) {
    case 'deals':
    case 'activities':
    case 'tasks':
      return 'ownerId' in after && reaches(replica, actorId, after.ownerId, teams);
    case 'goals': {
      const goal = after as Goal;
      return goal.isPersonal ? reaches(replica, actorId, goal.ownerId, teams) : leads(replica, goal, teams);
    }
    case 'adjustments':
      return 'goalId' in after && leads(replica, replica.record('goals', after.goalId), teams);
    case 'edges':
      return 'childId' in after && leads(replica, replica.record('goals', after.childId), teams);
    default:
      throw new Error(`nobody but an admin changes ${collection} ${id}`);
  }
}

/** The company of the simulation has no teams below teams. */
function ledTeams(replica: Replica, actorId: string): ReadonlySet<string> {
  return new Set(replica.list('teams').flatMap(({ id, managerIds }) => (managerIds.includes(actorId) ? [id] : [])));
}

function reaches(replica: Replica, actorId: string, ownerId: string, teams: ReadonlySet<string>): boolean {
  return ownerId === actorId || wasInTeam(replica, ownerId, teams, null);
}

function leads(replica: Replica, goal: Goal | null, teams: ReadonlySet<string>): boolean {
  if (goal === null || goal.isPersonal || goal.ownerType === 'company') return false;
  return goal.ownerType === 'team' ? teams.has(goal.ownerId) : wasInTeam(replica, goal.ownerId, teams, goal);
}

function wasInTeam(replica: Replica, memberId: string, teams: ReadonlySet<string>, during: Goal | null): boolean {
  return replica
    .list('memberships')
    .some(
      (one) =>
        one.memberId === memberId &&
        teams.has(one.teamId) &&
        (during === null || (one.from <= during.periodEnd && (one.to === null || one.to >= during.periodStart))),
    );
}
