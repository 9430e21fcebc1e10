import type { RecordChange } from '@fieldgoal/documents';
import { type Actor, addDays, err, type Member, type Membership, ok, type Result, type Team } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import type { Authority } from './authority/authority.ts';

/** A team as an admin sees it. */
export interface TeamRow {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  readonly managers: readonly string[];
  readonly members: readonly string[];
}

/** Teams and who is in them; names and e-mail addresses in, words out. */
export class Teams {
  readonly #replica: Replica;
  readonly #authority: Authority;

  constructor({ replica, authority }: { readonly replica: Replica; readonly authority: Authority }) {
    this.#replica = replica;
    this.#authority = authority;
  }

  list(): TeamRow[] {
    if (!this.#replica.isReady()) return [];
    const { teams, members, memberships } = this.#replica.directory();
    const today = this.#replica.today();
    const nameOf = (id: string): string => members.find((member) => member.id === id)?.name ?? id;
    return teams.map(({ id, name, parentTeamId, managerIds }) => ({
      id,
      name,
      parent: teams.find((team) => team.id === parentTeamId)?.name ?? null,
      managers: managerIds.map(nameOf),
      members: memberships
        .filter((membership) => membership.teamId === id && membership.from <= today && (membership.to === null || membership.to >= today))
        .map(({ memberId }) => nameOf(memberId)),
    }));
  }

  /** Makes a team under another one or the company. Errors: words. */
  add(
    input: { readonly name: string; readonly parent: string | null; readonly manager: string | null },
    actor: Actor,
  ): Result<void, string> {
    if (!this.#replica.isReady()) return err('There is no company yet. Create it first.');
    if (this.#team(input.name) !== null) return err(`There is a team "${input.name}" already.`);
    const parent = input.parent === null ? null : this.#team(input.parent);
    if (input.parent !== null && parent === null) return err(this.#noTeam(input.parent));
    const manager = input.manager === null ? null : this.#member(input.manager);
    if (input.manager !== null && manager === null) return err(noMember(input.manager));
    const problem = manager === null ? null : mayNotManage(manager);
    if (problem !== null) return err(problem);
    const fields: Team = {
      id: this.#replica.newId(),
      name: input.name,
      parentTeamId: parent?.id ?? null,
      managerIds: manager === null ? [] : [manager.id],
      createdAt: this.#replica.nowInstant(),
      createdBy: actor.memberId,
      importId: null,
      deletedAt: null,
    };
    return this.#edit([{ collection: 'teams', id: fields.id, kind: 'create', fields }], actor, `made the team ${input.name}`);
  }

  /** Puts a person into a team from today on, out of the one they are in; or makes them a manager of it. Errors: words. */
  assign(input: { readonly email: string; readonly team: string; readonly asManager: boolean }, actor: Actor): Result<void, string> {
    if (!this.#replica.isReady()) return err('There is no company yet. Create it first.');
    const [member, team] = [this.#member(input.email), this.#team(input.team)];
    if (member === null) return err(noMember(input.email));
    if (team === null) return err(this.#noTeam(input.team));
    if (!input.asManager) return this.#edit(this.#move(member, team, actor), actor, `put ${member.name} into the team ${team.name}`);
    const problem = mayNotManage(member);
    if (problem !== null) return err(problem);
    if (team.managerIds.includes(member.id)) return ok(undefined);
    const managerIds = [...team.managerIds, member.id];
    const change = { collection: 'teams', id: team.id, kind: 'update', fields: { managerIds } } as const;
    return this.#edit([change], actor, `made ${member.name} a manager of the team ${team.name}`);
  }

  /** Ends the memberships that go on today and begins one; none where the person is in that team already. */
  #move(member: Member, team: Team, actor: Actor): RecordChange[] {
    const today = this.#replica.today();
    const current = this.#replica
      .list('memberships')
      .filter(({ memberId, from, to }) => memberId === member.id && (to === null || to >= today) && from <= today);
    if (current.some(({ teamId }) => teamId === team.id)) return [];
    const ended = current.map(({ id, from }): RecordChange => {
      // Begun today, it never was.
      const fields = from === today ? { deletedAt: this.#replica.nowInstant() } : { to: addDays(today, -1) };
      return { collection: 'memberships', id, kind: 'update', fields };
    });
    const fields: Membership = {
      id: this.#replica.newId(),
      memberId: member.id,
      teamId: team.id,
      from: today,
      to: null,
      createdAt: this.#replica.nowInstant(),
      createdBy: actor.memberId,
      importId: null,
      deletedAt: null,
    };
    return [...ended, { collection: 'memberships', id: fields.id, kind: 'create', fields }];
  }

  #edit(changes: readonly RecordChange[], actor: Actor, note: string): Result<void, string> {
    if (changes.length === 0) return ok(undefined);
    const edited = this.#authority.edit(changes, actor, note);
    return edited.ok ? ok(undefined) : err(edited.error.message);
  }

  #team(name: string): Team | null {
    const wanted = name.trim().toLowerCase();
    return this.#replica.directory().teams.find((team) => team.name.trim().toLowerCase() === wanted) ?? null;
  }

  #noTeam(name: string): string {
    const names = this.#replica.directory().teams.map((team) => `"${team.name}"`);
    return `There is no team "${name}". ${names.length === 0 ? 'There are none yet.' : `There are ${names.join(', ')}.`}`;
  }

  #member(email: string): Member | null {
    const wanted = email.trim().toLowerCase();
    return this.#replica.directory().members.find((member) => member.email?.toLowerCase() === wanted) ?? null;
  }
}

function noMember(email: string): string {
  return `Nobody here has the e-mail address ${email}. "user list" shows who has.`;
}

function mayNotManage({ name, role }: Member): string | null {
  return role === 'member' ? `${name} is a member; only managers and admins lead a team. Give them the role first.` : null;
}
