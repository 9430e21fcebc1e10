import { addDays, type IsoDate, type Member, memberSchema, type Role, type Team } from '@fieldgoal/domain';
import { origin, type PlanContext } from './context.ts';
import { nameKey } from './names.ts';
import type { FieldReader } from './reader.ts';
import type { TableRow } from './table.ts';

/** Name of the team a manager leads. */
function teamNameOf(manager: string): string {
  return `Team ${manager}`;
}

/** Finds and makes the members and teams that rows of team files name. */
class TeamPlanner {
  readonly #context: PlanContext;
  readonly #memberByName: Map<string, string>;
  readonly #memberByEmail = new Map<string, string>();
  readonly #teamByName: Map<string, string>;

  constructor(context: PlanContext) {
    this.#context = context;
    const members = context.drafts.members.all();
    this.#memberByName = new Map(members.map(({ id, name }) => [nameKey(name), id]));
    for (const { id, email } of members) if (email !== null) this.#memberByEmail.set(email.toLowerCase(), id);
    this.#teamByName = new Map(context.drafts.teams.all().map(({ id, name }) => [nameKey(name), id]));
  }

  member(name: string, role: Role, email: string | null): Member {
    const draft = this.#context.drafts.members;
    const id = (email === null ? undefined : this.#memberByEmail.get(email)) ?? this.#memberByName.get(nameKey(name));
    const known = id === undefined ? undefined : draft.get(id);
    if (known === undefined) {
      const member = draft.add({ id: this.#context.newId(), name, email, role, ...origin(this.#context) });
      this.#memberByName.set(nameKey(name), member.id);
      if (email !== null) this.#memberByEmail.set(email, member.id);
      return member;
    }
    const becomesManager = role === 'manager' && known.role === 'member';
    draft.update(known.id, { ...(becomesManager && { role }), ...(email !== null && { email }) });
    return known;
  }

  /** A team by its name; one that exists moves under the given parent and gains the manager. */
  team(name: string, parentTeamId: string | null | undefined, managerId: string | null): Team {
    const draft = this.#context.drafts.teams;
    const id = this.#teamByName.get(nameKey(name));
    const known = id === undefined ? undefined : draft.get(id);
    if (known === undefined) {
      const managerIds = managerId === null ? [] : [managerId];
      const team = draft.add({ id: this.#context.newId(), name, parentTeamId: parentTeamId ?? null, managerIds, ...origin(this.#context) });
      this.#teamByName.set(nameKey(name), team.id);
      return team;
    }
    const gainsManager = managerId !== null && !known.managerIds.includes(managerId);
    draft.update(known.id, {
      ...(parentTeamId !== undefined && { parentTeamId }),
      ...(gainsManager && { managerIds: [...known.managerIds, managerId] }),
    });
    return known;
  }
}

/**
 * Makes the member's memberships those of the file: what is missing begins with the data (a new member) or today (a move),
 * and what the file no longer says ends yesterday, so that the past keeps its team.
 */
function planMemberships(context: PlanContext, wanted: ReadonlyMap<string, ReadonlySet<string>>, start: IsoDate): void {
  const draft = context.drafts.memberships;
  const existing = Map.groupBy(draft.all(), ({ memberId }) => memberId);
  for (const [memberId, teamIds] of wanted) {
    const all = existing.get(memberId) ?? [];
    const open = all.filter(({ to }) => to === null || to >= context.today);
    const only = all.length === 1 ? all[0] : undefined;
    for (const teamId of teamIds) {
      const kept = open.find((membership) => membership.teamId === teamId);
      if (kept === undefined) {
        const from = all.length === 0 ? start : context.today;
        draft.add({ id: context.newId(), memberId, teamId, from, to: null, ...origin(context) });
      } else {
        // Older deals than the first import brought: the membership that import made reaches back to them.
        const reachesBack = kept === only && kept.importId !== null && kept.from > start;
        draft.update(kept.id, reachesBack ? { from: start } : {});
      }
    }
    if (teamIds.size === 0) continue;
    const yesterday = addDays(context.today, -1);
    for (const left of open.filter(({ teamId }) => !teamIds.has(teamId))) {
      draft.update(left.id, { to: left.from > yesterday ? left.from : yesterday });
    }
  }
}

function readEmail(reader: FieldReader, row: TableRow): string | null {
  const text = reader.text(row, 'email', 254);
  if (text === null) return null;
  const email = text.toLowerCase();
  if (memberSchema.shape.email.safeParse(email).success) return email;
  reader.error(row, 'email', text, `"${text}" is not an email address. Correct it or leave it empty.`);
  return null;
}

/**
 * Plans the team tree of team files: a region is a team under the company, a manager leads a team of their own in it,
 * and each person in the list is a member of their manager's team (of the region when the file names no manager).
 * Returns the ids of the people listed, managers only when they are listed themselves.
 *
 * Errors: problems by row: no name, the same person twice with different teams, an email address that is none.
 */
export function planTeams(context: PlanContext, readers: readonly FieldReader[], start: IsoDate): ReadonlySet<string> {
  const planner = new TeamPlanner(context);
  const listed = new Map<string, { row: number; teamId: string | null }>();
  const wanted = new Map<string, Set<string>>();
  const want = (memberId: string, teamId: string): void => {
    wanted.set(memberId, (wanted.get(memberId) ?? new Set()).add(teamId));
  };
  for (const reader of readers) {
    for (const row of reader.rows) {
      const name = reader.required(row, 'member');
      const regionName = reader.text(row, 'region');
      // The manager's team has a prefix to its name, which must fit as well.
      const managerName = reader.text(row, 'manager', 200 - teamNameOf('').length);
      const region = regionName === null ? null : planner.team(regionName, null, null);
      const manager = managerName === null ? null : planner.member(managerName, 'manager', null);
      const parentId = region === null && !reader.has('region') ? undefined : (region?.id ?? null);
      const team = manager === null || managerName === null ? region : planner.team(teamNameOf(managerName), parentId, manager.id);
      if (manager !== null && team !== null) want(manager.id, team.id);
      if (name === null) continue;
      const member = planner.member(name, 'member', readEmail(reader, row));
      const teamId = team?.id ?? null;
      const earlier = listed.get(member.id);
      if (earlier !== undefined) {
        if (earlier.teamId === teamId)
          reader.warn(row, 'member', name, `"${name}" is already in row ${earlier.row}; this row is left out.`);
        else reader.error(row, 'member', name, `"${name}" is already in row ${earlier.row} with another team. Keep one of the two rows.`);
        continue;
      }
      listed.set(member.id, { row: row.row, teamId });
      if (teamId !== null) want(member.id, teamId);
    }
  }
  planMemberships(context, wanted, start);
  return new Set(listed.keys());
}
