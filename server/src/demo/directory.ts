import {
  type Account,
  createUlid,
  type Instant,
  type Member,
  type Membership,
  type Product,
  SETTINGS_ID,
  type Settings,
  type Stage,
  type Team,
  SETTINGS_DEFAULTS,
} from '@fieldgoal/domain';
import {
  ACCOUNT_FIRST_WORDS,
  ACCOUNT_KINDS,
  ADMIN_NAME,
  COMPANY_NAME,
  EMAIL_DOMAIN,
  LOCATIONS,
  MANAGER_NAMES,
  PRODUCTS,
  REGIONS,
  REP_NAMES,
} from './names.ts';
import type { Random } from './random.ts';

/** Makes an id for a record of that instant. */
export type IdMaker = (at: Instant) => string;

/** Ids as the apps make them, out of the demo's own randomness. */
export function createIdMaker(random: Random): IdMaker {
  return (at) => createUlid(Date.parse(at), random.bytes(10));
}

/** A manager's team with its people, for making work and goals. */
export interface DemoTeam {
  readonly team: Team;
  readonly manager: Member;
  readonly reps: readonly Member[];
}

export interface DemoDirectory {
  readonly settings: Settings;
  readonly admin: Member;
  readonly members: readonly Member[];
  readonly teams: readonly Team[];
  readonly memberships: readonly Membership[];
  readonly products: readonly Product[];
  readonly accounts: readonly Account[];
  readonly stages: readonly Stage[];
  readonly salesTeams: readonly DemoTeam[];
}

export interface Origin {
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly importId: null;
  readonly deletedAt: null;
}

const STAGES = [
  { name: 'Prospecting', kind: 'open', probability: 10 },
  { name: 'Qualified', kind: 'open', probability: 30 },
  { name: 'Proposal', kind: 'open', probability: 50 },
  { name: 'Negotiation', kind: 'open', probability: 75 },
  { name: 'Won', kind: 'won', probability: 100 },
  { name: 'Lost', kind: 'lost', probability: 0 },
] as const;
const REPS_PER_TEAM = 6;

export function demoSettings(origin: Origin, timeZone: string): Settings {
  return {
    id: SETTINGS_ID,
    companyName: COMPANY_NAME,
    timeZone,
    currency: 'USD',
    fiscalYearStartMonth: 1,
    weekStart: 1,
    workingWeekdays: [1, 2, 3, 4, 5],
    holidays: [],
    maxGoalDepth: 3,
    onTrackPercent: 70,
    atRiskPercent: 30,
    ...SETTINGS_DEFAULTS,
    ...origin,
  };
}

function emailOf(name: string): string {
  const local = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z\- ]/g, '')
    .trim()
    .replaceAll(' ', '.');
  return `${local}@${EMAIL_DOMAIN}`;
}

function demoAccounts(random: Random, newId: IdMaker, origin: Origin): Account[] {
  const names = ACCOUNT_FIRST_WORDS.flatMap((word) =>
    random
      .shuffled(ACCOUNT_KINDS)
      .slice(0, 2)
      .map((kind) => ({ word, kind })),
  );
  return names.map(({ word, kind }) => ({
    id: newId(origin.createdAt),
    name: `${word} ${kind.word}`,
    sector: kind.sector,
    location: random.pick(LOCATIONS),
    ...origin,
  }));
}

/** Three regions with two teams each: six managers, 35 reps, one administrator; products, accounts and stages. */
export function demoDirectory(settings: Settings, founded: string, random: Random, newId: IdMaker, adminId: string): DemoDirectory {
  const origin: Origin = { createdAt: settings.createdAt, createdBy: adminId, importId: null, deletedAt: null };
  const id = (): string => newId(origin.createdAt);
  const person = (name: string, role: Member['role']): Member => ({ id: id(), name, email: emailOf(name), role, ...origin });
  const admin: Member = { ...person(ADMIN_NAME, 'admin'), id: adminId };
  const managers = MANAGER_NAMES.map((name) => person(name, 'manager'));
  const reps = REP_NAMES.map((name) => person(name, 'member'));
  const regions: Team[] = REGIONS.map(({ name }) => ({ id: id(), name, parentTeamId: null, managerIds: [], ...origin }));
  const places = REGIONS.flatMap((region, at) => region.teams.map((name) => ({ name, parentTeamId: regions[at]?.id ?? null })));
  const salesTeams = managers.flatMap((manager, at): DemoTeam[] => {
    const place = places[at];
    if (place === undefined) return [];
    const team: Team = { id: id(), ...place, managerIds: [manager.id], ...origin };
    return [{ team, manager, reps: reps.slice(at * REPS_PER_TEAM, (at + 1) * REPS_PER_TEAM) }];
  });
  const memberships = salesTeams.flatMap(({ team, manager, reps: people }) =>
    [manager, ...people].map(
      ({ id: memberId }): Membership => ({ id: id(), memberId, teamId: team.id, from: founded, to: null, ...origin }),
    ),
  );
  return {
    settings,
    admin,
    members: [admin, ...managers, ...reps],
    teams: [...regions, ...salesTeams.map(({ team }) => team)],
    memberships,
    products: PRODUCTS.map(({ name, series, listPrice }) => ({ id: id(), name, series, listPriceMinor: listPrice * 100, ...origin })),
    accounts: demoAccounts(random, newId, origin),
    stages: STAGES.map((stage, at) => ({ id: id(), ...stage, position: (at + 1) * 10, pipelineId: null, ...origin })),
    salesTeams,
  };
}
