import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type CountingEvent,
  countingEventOfDeal,
  createGoalIndex,
  type Directory,
  type Edge,
  type Goal,
  periodOf,
  workCalendar,
} from '@fieldgoal/domain';
import { expect, test } from 'vitest';
import {
  fold,
  goalOf,
  makeDeal,
  makeDirectory,
  makeEdge,
  makeMember,
  makeMembership,
  makeSettings,
  makeStage,
  makeTeam,
  resultOf,
  totalOf,
} from './make.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../..', 'shared', 'data', 'crm-sales-opportunities');
const isHere = existsSync(FOLDER);
if (!isHere)
  console.warn(
    `SKIPPED: the sample data is not at ${path.relative(process.cwd(), FOLDER)}; engine totals were not compared with expected.json.`,
  );

interface Totals {
  readonly revenue: number;
  readonly won: number;
  readonly lost: number;
}
interface Quarter {
  readonly company: Totals;
  readonly region: Readonly<Record<string, Totals>>;
  readonly team: Readonly<Record<string, Totals>>;
  readonly rep: Readonly<Record<string, Totals>>;
}
type Row = Readonly<Record<string, string>>;

/** Enough for these files: no quotes, comma-separated. */
function readRows(file: string): Row[] {
  const [header = '', ...lines] = readFileSync(path.join(FOLDER, file), 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, at) => [names[at] ?? '', value])));
}

const idOf = (name: string): string => name.replaceAll(/[^A-Za-z0-9]/g, '-');

function directoryOf(rows: readonly Row[]): Directory {
  const regions = [...new Set(rows.map((row) => row.regional_office ?? ''))].map((region) => makeTeam(idOf(region)));
  const teams = new Map(rows.map((row) => [row.manager ?? '', makeTeam(idOf(row.manager ?? ''), idOf(row.regional_office ?? ''))]));
  return makeDirectory({
    settings: makeSettings({ currency: 'USD', timeZone: 'America/New_York' }),
    members: rows.map((row) => makeMember(idOf(row.sales_agent ?? ''))),
    teams: [...regions, ...teams.values()],
    memberships: rows.map((row) => makeMembership(idOf(row.sales_agent ?? ''), idOf(row.manager ?? ''))),
  });
}

function eventsOf(rows: readonly Row[]): CountingEvent[] {
  const isoOf = (text: string): string | null => {
    const [month = '', day = '', year = ''] = text.split('/');
    return year === '' ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  };
  return rows.flatMap((row) => {
    const kind = row.deal_stage === 'Won' ? 'won' : row.deal_stage === 'Lost' ? 'lost' : 'open';
    const deal = makeDeal({
      id: row.opportunity_id ?? '',
      ownerId: idOf(row.sales_agent ?? ''),
      stageId: kind,
      currency: 'USD',
      amountMinor: (row.close_value ?? '') === '' ? null : Number(row.close_value) * 100,
      openedOn: isoOf(row.engage_date ?? ''),
      closedOn: isoOf(row.close_date ?? ''),
    });
    return countingEventOfDeal(deal, makeStage(kind), 'America/New_York') ?? [];
  });
}

const MEASURED = {
  revenue: { type: 'revenue', currency: 'USD' },
  deals: { type: 'deals', currency: null },
  rate: { type: 'performance', metric: 'win_rate', currency: null },
} as const satisfies Record<string, Partial<Goal>>;

/** A revenue, a deals and a win-rate goal of every owner in every quarter, linked from the reps to the company. */
function goalsOf(directory: Directory, quarters: readonly string[]): { goals: Goal[]; edges: Edge[] } {
  const calendar = workCalendar(directory.settings);
  const goals: Goal[] = [];
  const edges: Edge[] = [];
  for (const quarter of quarters) {
    const month = String(Number(quarter.slice(6)) * 3).padStart(2, '0');
    const { start, end } = periodOf('quarter', `${quarter.slice(0, 4)}-${month}-01`, calendar);
    for (const [name, unit] of Object.entries(MEASURED)) {
      const goalId = (owner: string) => `${owner}_${quarter}_${name}`;
      const add = (ownerType: Goal['ownerType'], ownerId: string, parent: string | null) => {
        goals.push(goalOf(ownerType, ownerId, { id: goalId(ownerId), ...unit, periodStart: start, periodEnd: end }));
        if (parent !== null) edges.push(makeEdge(goalId(ownerId), goalId(parent)));
      };
      add('company', 'company', null);
      for (const { id, parentTeamId } of directory.teams) add('team', id, parentTeamId ?? 'company');
      for (const { memberId, teamId } of directory.memberships) add('individual', memberId, teamId);
    }
  }
  return { goals, edges };
}

/** Half to even, in whole numbers. */
function basisPoints(won: number, lost: number): number | null {
  const all = won + lost;
  if (all === 0) return null;
  const floor = Math.floor((won * 10_000) / all);
  const twice = 2 * (won * 10_000 - floor * all);
  return twice > all || (twice === all && floor % 2 === 1) ? floor + 1 : floor;
}

for (const source of ['children', 'own'] as const) {
  test.skipIf(!isHere)(
    `[C1] [H1] [K2] the sample company's quarters equal the separate program's to the dollar and the deal, parents counting ${source}`,
    () => {
      // A file of this test's own data set; its shape is what the assertions below say.
      const expected = JSON.parse(readFileSync(path.join(FOLDER, 'expected.json'), 'utf8')) as { quarters: Record<string, Quarter> };
      const directory = directoryOf(readRows('sales_teams.csv'));
      const { goals, edges } = goalsOf(directory, Object.keys(expected.quarters));
      const index = createGoalIndex(directory, { goals, edges: source === 'children' ? edges : [], adjustments: [] });
      const totals = fold(index, eventsOf(readRows('sales_pipeline.csv')));
      expect(index.hierarchy.conflicts).toEqual([]);
      let compared = 0;
      for (const [quarter, { company, region, team, rep }] of Object.entries(expected.quarters)) {
        const levels = [region, team, rep].flatMap((level) => Object.entries(level));
        for (const [owner, { revenue, won, lost }] of [['company', company] as const, ...levels]) {
          const result = (name: string) => resultOf(index, totals, `${idOf(owner)}_${quarter}_${name}`, '2018-01-31');
          const { value, weight } = result('rate');
          expect([owner, quarter, result('revenue').value, result('revenue').weight]).toEqual([owner, quarter, revenue * 100, won]);
          expect([owner, quarter, result('deals').value]).toEqual([owner, quarter, won]);
          expect([owner, quarter, value, weight]).toEqual([owner, quarter, basisPoints(won, lost), won + lost]);
          expect([owner, quarter, totalOf(index, totals, `${idOf(owner)}_${quarter}_rate`)]).toEqual([owner, quarter, won]);
          compared++;
        }
      }
      // Every owner of every level in every quarter: the company, 3 regions, 6 teams, 35 people (five without a deal).
      expect(compared).toBe(4 * (1 + 3 + 6 + 35));
    },
  );
}
