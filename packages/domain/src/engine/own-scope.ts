import { type TeamTree, teamTree } from '../hierarchy/team-tree.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Goal, OwnerType } from '../records/goals.ts';
import { collectionOf } from './measure.ts';
import type { CountingEvent, Directory } from './types.ts';

interface TeamTime {
  readonly teamId: string;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/** Something that belongs to an owner and is made of one collection: a goal, or a measure of goals. */
export interface Owned {
  readonly id: string;
  readonly goal: Goal;
}

/** Whose records an owner has (rules C4, C5), looked up from the record's side. */
export class OwnScope<T extends Owned> {
  readonly #teams: TeamTree;
  readonly #teamTimes = new Map<string, TeamTime[]>();
  readonly #directory: Directory;
  /** `collection owner` → what that owner has of this collection. */
  readonly #byOwner = new Map<string, T[]>();

  constructor(owned: readonly T[], directory: Directory) {
    this.#directory = directory;
    this.#teams = teamTree(directory.teams);
    for (const { memberId, teamId, from, to } of directory.memberships) pushTo(this.#teamTimes, memberId, { teamId, from, to });
    for (const one of owned) {
      const collection = collectionOf(one.goal);
      if (collection !== null) pushTo(this.#byOwner, ownerKey(collection, one.goal.ownerType, one.goal.ownerId), one);
    }
  }

  /** What belongs to the member, the teams they were in on that date, and the company; each once. */
  over(memberId: string, collection: CountingEvent['collection'], date: IsoDate): readonly T[] {
    const found = [...this.#of(collection, 'individual', memberId), ...this.#of(collection, 'company', 'company')];
    for (const teamId of this.teamsOf(memberId, date)) found.push(...this.#of(collection, 'team', teamId));
    return found;
  }

  /** The teams the member was in on the date, with everything above them, each once. */
  teamsOf(memberId: string, date: IsoDate): ReadonlySet<string> {
    const found = new Set<string>();
    for (const { teamId, from, to } of this.#teamTimes.get(memberId) ?? []) {
      if (from > date || (to !== null && to < date)) continue;
      for (const upper of this.#teams.pathUp(teamId)) found.add(upper);
    }
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

  #of(collection: CountingEvent['collection'], ownerType: OwnerType, ownerId: string): readonly T[] {
    return this.#byOwner.get(ownerKey(collection, ownerType, ownerId)) ?? [];
  }
}

function ownerKey(collection: CountingEvent['collection'], ownerType: OwnerType, ownerId: string): string {
  return `${collection} ${ownerType} ${ownerId}`;
}

function pushTo<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
