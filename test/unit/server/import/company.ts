import { Buffer } from 'node:buffer';
import {
  type Collection,
  type Edge,
  type Goal,
  type ImportFile,
  type ImportOptions,
  type RecordOf,
  SETTINGS_DEFAULTS,
  type Settings,
} from '@fieldgoal/domain';
import {
  type ChangeOf,
  type CurrentCompany,
  type CurrentRecords,
  type ImportPlan,
  type PlannedImport,
  planImport,
  type RecordChange,
} from '../../../../server/src/import/index.ts';

export const NOW = '2018-01-15T09:00:00.000Z';
export const TODAY = '2018-01-15';
const ORIGIN = { createdAt: NOW, createdBy: 'admin', importId: null, deletedAt: null };

const SETTINGS: Settings = {
  id: 'settings',
  companyName: 'Test',
  timeZone: 'America/New_York',
  currency: 'USD',
  fiscalYearStartMonth: 1,
  weekStart: 1,
  workingWeekdays: [1, 2, 3, 4, 5],
  holidays: [],
  maxGoalDepth: 3,
  onTrackPercent: 70,
  atRiskPercent: 30,
  ...SETTINGS_DEFAULTS,
  ...ORIGIN,
};

export const EMPTY_COMPANY: CurrentCompany = {
  directory: {
    settings: SETTINGS,
    members: [],
    teams: [],
    memberships: [],
    stages: [],
    products: [],
    accounts: [],
    pipelines: [],
    rates: [],
  },
  goals: [],
  edges: [],
  dealsByExternalId: new Map(),
};

export function csv(name: string, text: string | Uint8Array): ImportFile {
  return { name, base64: Buffer.from(text).toString('base64') };
}

/** Ids in order of creation, so that a failing test can be read. */
function counter(prefix: string): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `${prefix}${last}`;
  };
}

export async function plan(
  files: readonly ImportFile[],
  options: Partial<ImportOptions> = {},
  current: CurrentCompany = EMPTY_COMPANY,
  prefix = 'r',
): Promise<PlannedImport> {
  const whole: ImportOptions = { mappings: [], answers: {}, goalTemplate: null, ...options };
  return planImport({
    files,
    options: whole,
    current,
    now: NOW,
    today: TODAY,
    actorId: 'admin',
    importId: 'import1',
    newId: counter(prefix),
  });
}

export function mustPlan({ plan, preview }: PlannedImport): ImportPlan {
  if (plan === null) throw new Error(`No plan: ${JSON.stringify([preview.problems.slice(0, 5), preview.questions])}`);
  return plan;
}

function applied<R extends { readonly id: string }>(existing: readonly R[], changed: readonly R[]): R[] {
  return [...new Map([...existing, ...changed].map((record) => [record.id, record])).values()];
}

/** The company after the changes were written. */
export function afterImport(current: CurrentCompany, { changes, settingsChange }: ImportPlan): CurrentCompany {
  const { directory } = current;
  const goals: Goal[] = [];
  const edges: Edge[] = [];
  const deals = new Map(current.dealsByExternalId);
  for (const change of changes) {
    if (change.collection === 'goals') goals.push(change.record);
    if (change.collection === 'edges') edges.push(change.record);
    if (change.collection === 'deals' && change.record.externalId !== null) deals.set(change.record.externalId, change.record);
  }
  return {
    directory: {
      settings: settingsChange?.record ?? directory.settings,
      members: applied(directory.members, recordsOf(changes, 'members')),
      teams: applied(directory.teams, recordsOf(changes, 'teams')),
      memberships: applied(directory.memberships, recordsOf(changes, 'memberships')),
      stages: applied(directory.stages, recordsOf(changes, 'stages')),
      products: applied(directory.products, recordsOf(changes, 'products')),
      accounts: applied(directory.accounts, recordsOf(changes, 'accounts')),
      pipelines: directory.pipelines,
      rates: directory.rates,
    },
    goals: applied(current.goals, goals),
    edges: applied(current.edges, edges),
    dealsByExternalId: deals,
  };
}

/** The records of one collection among changes. */
export function recordsOf<C extends Collection>(changes: readonly RecordChange[], collection: C): RecordOf<C>[] {
  const isOf = (change: RecordChange): change is RecordChange & ChangeOf<C> => change.collection === collection;
  return changes.filter(isOf).map(({ record }) => record);
}

/** The records as the changes left them, one by one. */
export function recordsAfter(changes: readonly RecordChange[]): CurrentRecords {
  const byId = new Map(changes.map((change) => [`${change.collection}/${change.id}`, change]));
  return (collection, id) => {
    const change = byId.get(`${collection}/${id}`);
    return change === undefined ? undefined : recordsOf([change], collection)[0];
  };
}

export const DEALS_HEADER = 'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value';

/** A deals file with the usual header; each row as text. */
export function dealsFile(...rows: readonly string[]): ImportFile {
  return csv('deals.csv', [DEALS_HEADER, ...rows, ''].join('\n'));
}
