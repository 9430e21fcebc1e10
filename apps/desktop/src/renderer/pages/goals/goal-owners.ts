import type { OwnerType, Role } from '@fieldgoal/domain';
import { COMPANY_ID } from '@fieldgoal/domain';
import type { DirectoryView } from '../../../host/views/directory.ts';

export interface OwnerChoice {
  /** `ownerType:ownerId`, the value of the select. */
  readonly value: string;
  readonly label: string;
  readonly ownerType: OwnerType;
  readonly ownerId: string;
}

/** For whom this person may create goals: an administrator for all, a manager for the teams they lead and the people in them. */
export function ownersToChoose(directory: DirectoryView, role: Role): readonly OwnerChoice[] {
  const teams = directory.teams.filter((team) => team.mayEdit);
  const teamIds = new Set(teams.map((team) => team.id));
  const members = directory.members.filter((member) => role === 'admin' || (member.teamId !== null && teamIds.has(member.teamId)));
  return [
    ...(role === 'admin' ? [choice('company', COMPANY_ID, directory.companyName)] : []),
    ...teams.map((team) => choice('team', team.id, team.name)),
    ...members.map((member) => choice('individual', member.id, member.name)),
  ];
}

function choice(ownerType: OwnerType, ownerId: string, label: string): OwnerChoice {
  return { value: `${ownerType}:${ownerId}`, label, ownerType, ownerId };
}
