import { type Collection, err, isoDate, ok, type Result, type RoomAddress } from '@fieldgoal/domain';

/**
 * Rooms: one Y.Doc each, one room of the y-websocket protocol, split by who may write (architecture, "Documents").
 *
 *   {org}/directory                       members, teams, pipelines, stages, products, accounts, rates, settings
 *   {org}/hierarchy                       edges of the goal tree
 *   {org}/goals/{company|teamId}/{year}   goals, recurring goals and adjustments of that owner and of its members
 *   {org}/work/{memberId}/{YYYY-Qn}       one member's deals, activities, tasks and personal goals made in that calendar quarter
 */
export const ROOM_COLLECTIONS: { readonly [K in RoomAddress['kind']]: readonly Collection[] } = {
  directory: ['settings', 'members', 'teams', 'memberships', 'products', 'accounts', 'stages', 'pipelines', 'rates'],
  hierarchy: ['edges'],
  goals: ['goals', 'goalSeries', 'adjustments'],
  work: ['deals', 'activities', 'tasks', 'goals'],
};

const SEGMENT = /^[A-Za-z0-9_-]{1,64}$/;
const QUARTER = /^\d{4}-Q[1-4]$/;
const YEAR = /^\d{4}$/;

export function formatRoom(organization: string, address: RoomAddress): string {
  switch (address.kind) {
    case 'directory':
    case 'hierarchy':
      return `${organization}/${address.kind}`;
    case 'goals':
      return `${organization}/goals/${address.ownerId}/${address.fiscalYear}`;
    case 'work':
      return `${organization}/work/${address.memberId}/${address.quarter}`;
  }
}

/**
 * The address of a room's name, which may come from a hostile client.
 *
 * Errors: a sentence naming what is wrong; a name of another organization is an error too.
 */
export function parseRoom(organization: string, name: string): Result<RoomAddress, string> {
  const parts = name.split('/');
  if (parts.some((part) => !SEGMENT.test(part))) return err(`"${name.slice(0, 100)}" is not a room's name.`);
  const [org, kind, owner, time] = parts;
  if (org !== organization) return err(`Room "${name}" belongs to another organization.`);
  if (parts.length === 2 && (kind === 'directory' || kind === 'hierarchy')) return ok({ kind });
  if (parts.length === 4 && owner !== undefined && time !== undefined) {
    if (kind === 'goals' && YEAR.test(time)) return ok({ kind, ownerId: owner, fiscalYear: Number(time) });
    if (kind === 'work' && QUARTER.test(time)) return ok({ kind, memberId: owner, quarter: time });
  }
  return err(`"${name}" is not a room's name.`);
}

/** The calendar quarter a record made on that business date belongs to for good, `2026-Q4`. */
export function quarterOf(date: string): string {
  return `${isoDate.parse(date).slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}
