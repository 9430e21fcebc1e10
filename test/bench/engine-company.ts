import {
  type CountingEvent,
  type Directory,
  type Edge,
  edgeId,
  fromDayNumber,
  GOAL_DEFAULTS,
  type Goal,
  type GoalBook,
  type Membership,
  NO_FILTER,
  SETTINGS_DEFAULTS,
  SETTINGS_ID,
  toDayNumber,
  WHOLE_CREDIT_BP,
} from '@fieldgoal/domain';

/** How big the generated company is. */
export interface Size {
  readonly name: string;
  readonly members: number;
  readonly teams: number;
  readonly deals: number;
  readonly activities: number;
  /** Teams whose members have an activity goal too. */
  readonly activeTeams: number;
}

/** 10,000 goals: 4 quarters of revenue for all, activities for some teams, and seven of the company alone. */
const BIG = { members: 2000, teams: 200, activeTeams: 108 };
export const SIZES = {
  full: { name: 'full', ...BIG, deals: 1_000_000, activities: 5_000_000 },
  tenth: { name: 'tenth', ...BIG, deals: 100_000, activities: 500_000 },
  hundredth: { name: 'hundredth', ...BIG, deals: 10_000, activities: 50_000 },
  small: { name: 'small', members: 20, teams: 4, activeTeams: 2, deals: 2_000, activities: 6_000 },
} as const satisfies Readonly<Record<string, Size>>;

/** The last day of the data: everything is seen from here. */
export const TODAY = '2026-11-18';
const FIRST_DAY = toDayNumber('2023-11-19');
export const LAST_DAY = toDayNumber(TODAY);
export const QUARTERS = [
  ['2026-01-01', '2026-03-31'],
  ['2026-04-01', '2026-06-30'],
  ['2026-07-01', '2026-09-30'],
  ['2026-10-01', '2026-12-31'],
] as const;
const LAST_QUARTER = QUARTERS[3];

const origin = { createdAt: '2023-01-01T00:00:00.000Z', createdBy: 'system', importId: null, deletedAt: null };
export const memberId = (at: number): string => `m${String(at).padStart(5, '0')}`;
export const teamId = (at: number): string => `t${String(at).padStart(4, '0')}`;
const productId = (at: number): string => `p${String(at).padStart(3, '0')}`;
const PRODUCTS = 50;
export const KINDS = ['call', 'email', 'meeting', 'visit', 'demo'] as const;
export const STRATEGIC = 'strategic';
export const MINIMUM = 1_000_000;

/** A stream of numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomStream(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface BenchCompany {
  readonly size: Size;
  readonly directory: Directory;
  readonly book: GoalBook;
}

export function createCompany(size: Size): BenchCompany {
  return { size, directory: directoryOf(size), book: bookOf(size) };
}

/** The team a member is in today, whose goal theirs hangs under. */
export function teamOf(member: number, size: Size): number {
  return Math.floor((member * size.teams) / size.members);
}

function directoryOf(size: Size): Directory {
  const random = randomStream(11);
  const memberships: Membership[] = [];
  for (let at = 0; at < size.members; at++) {
    const now = teamOf(at, size);
    // Every tenth came from another team in the middle of this quarter or before.
    const moved = at % 10 === 3 ? LAST_DAY - Math.floor(random() * 600) : null;
    const add = (team: number, from: string, to: string | null): void =>
      void memberships.push({ id: `${memberId(at)}-${from}`, memberId: memberId(at), teamId: teamId(team), from, to, ...origin });
    if (moved !== null) add((now + 1) % size.teams, '2023-01-01', fromDayNumber(moved - 1));
    add(now, moved === null ? '2023-01-01' : fromDayNumber(moved), null);
  }
  const settings = {
    id: SETTINGS_ID,
    companyName: 'Bench Ltd',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
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
  const names = (count: number, id: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => ({ id: id(at), name: id(at), ...origin }));
  const stage = (id: string, kind: 'open' | 'won' | 'lost', probability: number, position: number) =>
    ({ id, name: id, kind, probability, position, pipelineId: null, ...origin }) as const;
  const rate = (currency: string, on: string, worth: number) => ({
    id: `${currency}-${on}`,
    currency,
    on,
    rateNano: Math.round(worth * 1e9),
    ...origin,
  });
  return {
    settings,
    members: names(size.members, memberId).map((one) => ({ ...one, email: null, role: 'member' as const })),
    teams: names(size.teams, teamId).map((one) => ({ ...one, parentTeamId: null, managerIds: [] })),
    memberships,
    stages: [stage('first', 'open', 20, 1), stage('offer', 'open', 50, 2), stage('lost', 'lost', 0, 4), stage('won', 'won', 100, 3)],
    products: names(PRODUCTS, productId).map((one) => ({ ...one, series: null, listPriceMinor: null })),
    accounts: [],
    pipelines: [],
    rates: [
      rate('GBP', '2023-01-01', 1.1476),
      ...Array.from({ length: 40 }, (_, at) => rate('USD', fromDayNumber(toDayNumber('2023-10-01') + at * 30), 0.9 + (at % 7) / 100)),
    ],
  };
}

function bookOf(size: Size): GoalBook {
  const goals: Goal[] = [];
  const edges: Edge[] = [];
  const add = (goal: Pick<Goal, 'id' | 'ownerType' | 'ownerId'> & Partial<Goal>, parentId: string | null = null): void => {
    goals.push({
      name: goal.id,
      type: 'revenue',
      currency: 'EUR',
      periodKind: 'quarter',
      periodStart: LAST_QUARTER[0],
      periodEnd: LAST_QUARTER[1],
      target: 100_000_000,
      ...GOAL_DEFAULTS,
      ...origin,
      ...goal,
    });
    if (parentId !== null) edges.push({ id: edgeId(goal.id, parentId), childId: goal.id, parentId, counter: 1, ...origin });
  };
  const addTree = (prefix: string, teams: number, fields: Partial<Goal>): void => {
    add({ ...fields, id: `${prefix}-company`, ownerType: 'company', ownerId: 'company' });
    for (let team = 0; team < teams; team++)
      add({ ...fields, id: `${prefix}-${teamId(team)}`, ownerType: 'team', ownerId: teamId(team) }, `${prefix}-company`);
    for (let member = 0; member < size.members; member++) {
      const team = teamOf(member, size);
      if (team < teams)
        add(
          { ...fields, id: `${prefix}-${memberId(member)}`, ownerType: 'individual', ownerId: memberId(member) },
          `${prefix}-${teamId(team)}`,
        );
    }
  };
  for (const [at, [periodStart, periodEnd]] of QUARTERS.entries()) addTree(`r${at + 1}`, size.teams, { periodStart, periodEnd });
  addTree('a4', size.activeTeams, { type: 'activities', currency: null, target: 1000 });
  const company = { ownerType: 'company', ownerId: 'company' } as const;
  const performance = { ...company, type: 'performance', currency: null } as const;
  add({ ...company, id: 'c-deals', type: 'deals', currency: null });
  add({ ...performance, id: 'c-win-rate', metric: 'win_rate' });
  add({ ...performance, id: 'c-cycle', metric: 'sales_cycle', direction: 'lower' });
  add({ ...performance, id: 'c-size', metric: 'average_deal_size', currency: 'EUR' });
  add({ ...company, id: 'c-products', filter: { ...NO_FILTER, productIds: [productId(1), productId(2), productId(3)] } });
  add({ ...company, id: 'c-large', filter: { ...NO_FILTER, minimumAmountMinor: MINIMUM } });
  add({ ...company, id: 'c-strategic', filter: { ...NO_FILTER, tags: [STRATEGIC] } });
  return { goals, edges, adjustments: [] };
}

/** Deals and activities in the order of their making; ids ascend. */
export function* eventsOf(size: Size, seed = 7): Generator<CountingEvent> {
  const random = randomStream(seed);
  const days = LAST_DAY - FIRST_DAY + 1;
  const total = size.deals + size.activities;
  for (let at = 0; at < size.deals; at++) yield dealEvent(at, size, FIRST_DAY + Math.floor((at * days) / size.deals), random);
  for (let at = 0; at < size.activities; at++) {
    const member = Math.floor(random() * size.members);
    const day = FIRST_DAY + Math.floor((at * days) / size.activities);
    yield {
      ...NOTHING,
      recordId: `a${String(total + at).padStart(25, '0')}`,
      collection: 'activities',
      ownerId: memberId(member),
      credits: [{ memberId: memberId(member), shareBp: WHOLE_CREDIT_BP }],
      outcome: 'done',
      countsOn: fromDayNumber(day),
      activityKind: KINDS[Math.floor(random() * KINDS.length)] ?? 'call',
    };
  }
}

const NOTHING = {
  amountMinor: null,
  currency: null,
  probability: null,
  openedOn: null,
  dueOn: null,
  productId: null,
  pipelineId: null,
  activityKind: null,
  tags: [],
} as const;

function dealEvent(at: number, size: Size, opened: number, random: () => number): CountingEvent {
  const member = Math.floor(random() * size.members);
  const closed = opened + 5 + Math.floor(random() * random() * 180);
  const isOpen = closed > LAST_DAY;
  const outcome = isOpen ? 'open' : random() < 0.58 ? 'won' : 'lost';
  const money = random();
  // Many small ones and a few large.
  const amount = Math.round(20_000 / (0.004 + random() * random()));
  const openedOn = fromDayNumber(opened);
  const owner = memberId(member);
  return {
    ...NOTHING,
    recordId: `d${String(at).padStart(25, '0')}`,
    collection: 'deals',
    ownerId: owner,
    credits: random() < 0.03 ? sharesOf(member, size, random) : [{ memberId: owner, shareBp: WHOLE_CREDIT_BP }],
    outcome,
    countsOn: isOpen ? openedOn : fromDayNumber(closed),
    amountMinor: random() < 0.01 ? null : amount,
    currency: money < 0.94 ? 'EUR' : money < 0.98 ? 'USD' : 'GBP',
    probability: isOpen ? (random() < 0.5 ? 20 : 50) : null,
    openedOn,
    productId: productId(Math.floor(random() * PRODUCTS)),
    tags: random() < 0.05 ? [STRATEGIC] : [],
  };
}

/** Two or three people, most often of one team. */
function sharesOf(member: number, size: Size, random: () => number) {
  const others = new Set<number>([member]);
  const inTeam = Math.floor(size.members / size.teams);
  while (others.size < (random() < 0.8 ? 2 : 3)) {
    const near = teamOf(member, size) * inTeam + Math.floor(random() * inTeam);
    others.add(random() < 0.7 ? near : Math.floor(random() * size.members));
  }
  const ids = [...others].map(memberId).sort();
  const first = 1000 + Math.floor(random() * 5000);
  return ids.map((id, at) => ({
    memberId: id,
    shareBp:
      ids.length === 2 ? (at === 0 ? first : WHOLE_CREDIT_BP - first) : at === 0 ? first : at === 1 ? 1500 : WHOLE_CREDIT_BP - first - 1500,
  }));
}
