import { type TeamTree, teamTree } from '../hierarchy/team-tree.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Goal, GoalType } from '../records/goals.ts';
import type { CountingEvent, Directory } from './types.ts';

const COLLECTION_OF: { readonly [T in GoalType]: CountingEvent['collection'] } = {
  revenue: 'deals',
  deals: 'deals',
  activities: 'activities',
  tasks: 'tasks',
};

interface TeamTime {
  readonly teamId: string;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/** Whose records a goal counts by its owner (rules C4–C6), looked up from the record's side. */
export class OwnScope {
  readonly #teams: TeamTree;
  readonly #teamTimes = new Map<string, TeamTime[]>();
  readonly #directory: Directory;
  /** `collection owner` → goals of that owner that count this collection. */
  readonly #goalsByOwner = new Map<string, Goal[]>();

  constructor(goals: readonly Goal[], directory: Directory) {
    this.#directory = directory;
    this.#teams = teamTree(directory.teams);
    for (const { memberId, teamId, from, to } of directory.memberships) {
      pushTo(this.#teamTimes, memberId, { teamId, from, to });
    }
    for (const goal of goals) pushTo(this.#goalsByOwner, ownerKey(COLLECTION_OF[goal.type], goal.ownerType, goal.ownerId), goal);
  }

  /** The goals whose owner's records include this one and whose period holds its date; filters are not asked. */
  goalsOver(event: CountingEvent): readonly Goal[] {
    const found = [...this.#goalsOfOwner(event, 'individual', event.ownerId), ...this.#goalsOfOwner(event, 'company', 'company')];
    for (const teamId of this.#teamsOf(event.ownerId, event.countsOn)) found.push(...this.#goalsOfOwner(event, 'team', teamId));
    return found;
  }

  /** Everyone whose records can come into a goal's own scope during its period. */
  membersOf(goal: Goal): readonly string[] {
    if (goal.ownerType === 'individual') return [goal.ownerId];
    const { members, memberships } = this.#directory;
    if (goal.ownerType === 'company') return [...members.map(({ id }) => id), ...memberships.map(({ memberId }) => memberId)];
    const teams = new Set(this.#teams.withSubTeams(goal.ownerId));
    return memberships
      .filter(({ teamId, from, to }) => teams.has(teamId) && from <= goal.periodEnd && (to === null || to >= goal.periodStart))
      .map(({ memberId }) => memberId);
  }

  #goalsOfOwner({ collection, countsOn }: CountingEvent, ownerType: Goal['ownerType'], ownerId: string): readonly Goal[] {
    const goals = this.#goalsByOwner.get(ownerKey(collection, ownerType, ownerId));
    return goals === undefined ? [] : goals.filter(({ periodStart, periodEnd }) => periodStart <= countsOn && countsOn <= periodEnd);
  }

  /** The teams the member was in on the date, with everything above them, each once. */
  #teamsOf(memberId: string, date: IsoDate): ReadonlySet<string> {
    const found = new Set<string>();
    for (const { teamId, from, to } of this.#teamTimes.get(memberId) ?? []) {
      if (from > date || (to !== null && to < date)) continue;
      for (const upper of this.#teams.pathUp(teamId)) found.add(upper);
    }
    return found;
  }
}

function ownerKey(collection: CountingEvent['collection'], ownerType: Goal['ownerType'], ownerId: string): string {
  return `${collection} ${ownerType} ${ownerId}`;
}

function pushTo<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
