import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordChange } from '@fieldgoal/documents';
import {
  addDays,
  type Collection,
  DEAL_DEFAULTS,
  edgeId,
  GOAL_DEFAULTS,
  type IsoDate,
  SETTINGS_DEFAULTS,
  SETTINGS_ID,
  WORK_DEFAULTS,
} from '@fieldgoal/domain';
import { SYSTEM_ACTOR } from '@fieldgoal/server/authority';
import { Organization } from '../../server/src/organization.ts';
import { randomStream } from './engine-company.ts';

/** A company for the bench of the app, whose records are written as people's are: into documents, room by room. */
export interface AppSize {
  readonly name: string;
  readonly teams: number;
  readonly repsPerTeam: number;
  /** Days of work that there are, up to today. */
  readonly days: number;
  readonly dealsPerRep: number;
  readonly activitiesPerRep: number;
}

export const APP_SIZES = {
  /** 100,000 deals and 300,000 activities of three years. */
  large: { name: 'large', teams: 10, repsPerTeam: 10, days: 1000, dealsPerRep: 1000, activitiesPerRep: 3000 },
  /** One team whose manager has some 25 rooms with 10,000 records. */
  team: { name: 'team', teams: 1, repsPerTeam: 10, days: 100, dealsPerRep: 250, activitiesPerRep: 750 },
} as const satisfies Readonly<Record<string, AppSize>>;

export const PASSWORD = 'for the bench only';
/** Counts up with every change of what is generated. */
const DATA_VERSION = 1;
const ACCOUNTS = [
  'Alder Foods',
  'Birch & Sons',
  'Cedar Logistics',
  'Dune Energy',
  'Elm Street Bakery',
  'Fjord Shipping',
  'Grove Medical',
  'Heath Textiles',
  'Iris Optics',
  'Juniper Hotels',
];
const KINDS = ['call', 'email', 'meeting', 'visit', 'demo'] as const;
const made = { createdAt: '2023-01-01T08:00:00.000Z', createdBy: 'admin', importId: null, deletedAt: null };

/** The folder of a server that has the company, made once a day for each size. Accounts: admin, manager-N and rep-N @example.com. */
export async function appCompany(size: AppSize, folder: string, today: IsoDate, say: (text: string) => void): Promise<string> {
  const own = join(folder, `app-${size.name}-v${DATA_VERSION}-${today}`);
  if (existsSync(own)) return own;
  const began = performance.now();
  const part = `${own}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const organization = await Organization.open({ file: join(part, 'org-main.db'), organization: 'main', now: Date.now, log });
  const { replica, authority, auth } = organization;
  const write = (changes: readonly RecordChange[]): void => {
    const edited = authority.edit(changes, SYSTEM_ACTOR, null);
    if (!edited.ok) throw new Error(edited.error.message);
  };
  replica.sqlite.pragma('synchronous = OFF');
  write(directoryOf(size));
  for (const changes of workOf(size, today)) write(changes);
  write(goalsOf(size, today));
  const hash = await auth.passwords.hash(PASSWORD);
  for (const { id } of replica.list('members')) auth.accounts.add(id, `${id}@example.com`, hash);
  await organization.close();
  renameSync(part, own);
  const [deals, activities] = [size.dealsPerRep, size.activitiesPerRep].map((each) => each * size.teams * size.repsPerTeam);
  say(`generated ${deals} deals and ${activities} activities in ${((performance.now() - began) / 1000).toFixed(0)} s (${own})`);
  return own;
}

function create(collection: Collection, id: string, fields: object): RecordChange {
  return { collection, id, kind: 'create', fields: { id, ...made, ...fields } };
}

function peopleOf({ teams, repsPerTeam }: AppSize) {
  return {
    managers: Array.from({ length: teams }, (_, at) => `manager-${at}`),
    reps: Array.from({ length: teams * repsPerTeam }, (_, at) => ({ id: `rep-${at}`, teamId: `team-${Math.floor(at / repsPerTeam)}` })),
  };
}

function directoryOf(size: AppSize): RecordChange[] {
  const { managers, reps } = peopleOf(size);
  const member = (id: string, role: string): RecordChange => create('members', id, { name: nameOf(id), email: `${id}@example.com`, role });
  const stage = (id: string, kind: string, probability: number, position: number): RecordChange =>
    create('stages', id, { name: id[0]?.toUpperCase() + id.slice(1), kind, probability, position, pipelineId: null });
  return [
    create('settings', SETTINGS_ID, {
      companyName: 'Bench Ltd',
      timeZone: 'UTC',
      currency: 'EUR',
      fiscalYearStartMonth: 1,
      weekStart: 1,
      workingWeekdays: [1, 2, 3, 4, 5],
      holidays: [],
      maxGoalDepth: 3,
      onTrackPercent: 70,
      atRiskPercent: 30,
      ...SETTINGS_DEFAULTS,
    }),
    stage('prospecting', 'open', 20, 1),
    stage('proposal', 'open', 50, 2),
    stage('won', 'won', 100, 3),
    stage('lost', 'lost', 0, 4),
    ...ACCOUNTS.map((name, at) => create('accounts', `account-${at}`, { name, sector: null, location: null })),
    member('admin', 'admin'),
    ...managers.map((id) => member(id, 'manager')),
    ...reps.map(({ id }) => member(id, 'member')),
    ...managers.map((id, at) => create('teams', `team-${at}`, { name: `Team ${at + 1}`, parentTeamId: null, managerIds: [id] })),
    ...reps.map(({ id, teamId }) => create('memberships', `${id}-${teamId}`, { memberId: id, teamId, from: '2023-01-01', to: null })),
  ];
}

function nameOf(id: string): string {
  return id.replace('-', ' ').replace(/^./, (first) => first.toUpperCase());
}

/** Each rep's work, a quarter at a time: that is a room. */
function* workOf(size: AppSize, today: IsoDate): Generator<RecordChange[]> {
  for (const [at, { id: ownerId }] of peopleOf(size).reps.entries()) {
    const random = randomStream(at + 1);
    const byQuarter = new Map<string, RecordChange[]>();
    const add = (day: IsoDate, change: RecordChange): void => {
      const quarter = `${day.slice(0, 4)} ${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
      byQuarter.set(quarter, [...(byQuarter.get(quarter) ?? []), change]);
    };
    for (let deal = 0; deal < size.dealsPerRep; deal++) {
      const day = addDays(today, -Math.floor(((deal + 1) * size.days) / size.dealsPerRep));
      add(day, dealOf(ownerId, `${ownerId}-d${deal}`, day, today, random));
    }
    for (let activity = 0; activity < size.activitiesPerRep; activity++) {
      const day = addDays(today, -1 - Math.floor((activity * size.days) / size.activitiesPerRep));
      const kind = KINDS[Math.floor(random() * KINDS.length)] ?? 'call';
      add(
        day,
        create('activities', `${ownerId}-a${activity}`, {
          ...WORK_DEFAULTS,
          kind,
          subject: `A ${kind}`,
          completedAt: `${day}T10:00:00.000Z`,
          dealId: null,
          note: '',
          ownerId,
          externalId: null,
          createdAt: `${day}T10:00:00.000Z`,
          createdBy: ownerId,
        }),
      );
    }
    for (const changes of byQuarter.values()) yield changes;
  }
}

function dealOf(ownerId: string, id: string, openedOn: IsoDate, today: IsoDate, random: () => number): RecordChange {
  const closes = addDays(openedOn, 5 + Math.floor(random() * random() * 120));
  const isOpen = closes > today;
  const account = Math.floor(random() * ACCOUNTS.length);
  return create('deals', id, {
    ...DEAL_DEFAULTS,
    name: `${ACCOUNTS[account]} ${1 + Math.floor(random() * 9999)}`,
    amountMinor: Math.round(20_000 / (0.004 + random() * random())),
    currency: 'EUR',
    stageId: isOpen ? (random() < 0.5 ? 'prospecting' : 'proposal') : random() < 0.58 ? 'won' : 'lost',
    openedOn,
    expectedCloseOn: closes,
    closedOn: isOpen ? null : closes,
    productId: null,
    accountId: `account-${account}`,
    note: '',
    ownerId,
    externalId: null,
    createdAt: `${openedOn}T08:00:00.000Z`,
    createdBy: ownerId,
  });
}

/** The running quarter's revenue of everyone, under the team's and the company's. */
function goalsOf(size: AppSize, today: IsoDate): RecordChange[] {
  const quarter = Math.floor((Number(today.slice(5, 7)) - 1) / 3);
  const year = today.slice(0, 4);
  const period = {
    periodKind: 'quarter',
    periodStart: `${year}-${String(3 * quarter + 1).padStart(2, '0')}-01`,
    periodEnd: `${year}-${['03-31', '06-30', '09-30', '12-31'][quarter]}`,
  };
  const { reps } = peopleOf(size);
  const goal = (id: string, name: string, ownerType: string, ownerId: string, target: number): RecordChange =>
    create('goals', id, { ...GOAL_DEFAULTS, ...period, name, ownerType, ownerId, type: 'revenue', currency: 'EUR', target });
  const under = (childId: string, parentId: string): RecordChange =>
    create('edges', edgeId(childId, parentId), { childId, parentId, counter: 1 });
  return [
    goal('g-company', 'Revenue of the company', 'company', 'company', 40_000_000 * reps.length),
    ...Array.from({ length: size.teams }, (_, at) => [
      goal(`g-team-${at}`, `Revenue of team ${at + 1}`, 'team', `team-${at}`, 40_000_000 * size.repsPerTeam),
      under(`g-team-${at}`, 'g-company'),
    ]).flat(),
    ...reps.flatMap(({ id, teamId }) => [
      goal(`g-${id}`, `Revenue of ${nameOf(id)}`, 'individual', id, 40_000_000),
      under(`g-${id}`, `g-${teamId}`),
    ]),
  ];
}
