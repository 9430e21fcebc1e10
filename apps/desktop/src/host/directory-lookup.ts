import type { Account, Directory, IsoDate, Member, Product, Stage, Team } from '@fieldgoal/domain';
import { COMPANY_ID } from '@fieldgoal/domain';

/** The directory by id, and the words pages use for what stands in it. */
export class DirectoryLookup {
  readonly directory: Directory;
  readonly members: ReadonlyMap<string, Member>;
  readonly teams: ReadonlyMap<string, Team>;
  readonly stages: ReadonlyMap<string, Stage>;
  readonly products: ReadonlyMap<string, Product>;
  readonly accounts: ReadonlyMap<string, Account>;

  constructor(directory: Directory) {
    this.directory = directory;
    this.members = byId(directory.members);
    this.teams = byId(directory.teams);
    this.stages = byId(directory.stages);
    this.products = byId(directory.products);
    this.accounts = byId(directory.accounts);
  }

  memberName(id: string): string {
    return this.members.get(id)?.name ?? 'Former member';
  }

  /** The owner of a goal: the company, a team or a member. */
  ownerName(ownerId: string): string {
    if (ownerId === COMPANY_ID) return this.directory.settings.companyName;
    return this.teams.get(ownerId)?.name ?? this.memberName(ownerId);
  }

  /** The team a member is in on that day; the first by id when there are several. */
  teamOf(memberId: string, on: IsoDate): string | null {
    return (
      this.directory.memberships.find((one) => one.memberId === memberId && one.from <= on && (one.to === null || on <= one.to))?.teamId ??
      null
    );
  }

  membersOf(teamId: string, on: IsoDate): readonly Member[] {
    const inTeam = this.directory.memberships.filter((one) => one.teamId === teamId && one.from <= on && (one.to === null || on <= one.to));
    return [...new Set(inTeam.map(({ memberId }) => memberId))].flatMap((id) => this.members.get(id) ?? []);
  }

  /** Stages in the order of the pipeline. */
  stagesInOrder(): readonly Stage[] {
    return [...this.directory.stages].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  }
}

function byId<T extends { readonly id: string }>(records: readonly T[]): ReadonlyMap<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}
