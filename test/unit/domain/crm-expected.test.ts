import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type CountingEvent, createGoalIndex, type Directory, type Edge, type Goal, periodOf, workCalendar } from '@fieldgoal/domain';
import { expect, test } from 'vitest';
import { fold, goalOf, makeDirectory, makeEdge, makeMember, makeMembership, makeSettings, makeTeam, totalOf } from './make.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../..', 'shared', 'data', 'crm-sales-opportunities');
const isHere = existsSync(FOLDER);
if (!isHere)
  console.warn(
    `SKIPPED: the sample data is not at ${path.relative(process.cwd(), FOLDER)}; engine totals were not compared with expected.json.`,
  );

interface Totals {
  readonly revenue: number;
  readonly won: number;
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
  return rows
    .filter((row) => row.deal_stage === 'Won')
    .map((row) => {
      const [month = '', day = '', year = ''] = (row.close_date ?? '').split('/');
      return {
        recordId: row.opportunity_id ?? '',
        collection: 'deals',
        ownerId: idOf(row.sales_agent ?? ''),
        countsOn: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
        amountMinor: Number(row.close_value) * 100,
        productId: null,
        activityKind: null,
      };
    });
}

/** A revenue and a deals goal of every owner in every quarter, linked from the reps to the company. */
function goalsOf(directory: Directory, quarters: readonly string[]): { goals: Goal[]; edges: Edge[] } {
  const calendar = workCalendar(directory.settings);
  const goals: Goal[] = [];
  const edges: Edge[] = [];
  for (const quarter of quarters) {
    const { start, end } = periodOf(
      'quarter',
      `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3).padStart(2, '0')}-01`,
      calendar,
    );
    for (const type of ['revenue', 'deals'] as const) {
      const goalId = (owner: string) => `${owner}_${quarter}_${type}`;
      const add = (ownerType: Goal['ownerType'], ownerId: string, parent: string | null) => {
        const unit = { type, currency: type === 'revenue' ? 'USD' : null };
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

for (const source of ['children', 'own'] as const) {
  test.skipIf(!isHere)(
    `[C1] [H1] the sample company's quarters equal the separate program's to the dollar, parents counting ${source}`,
    () => {
      // A file of this test's own data set; its shape is what the assertions below say.
      const expected = JSON.parse(readFileSync(path.join(FOLDER, 'expected.json'), 'utf8')) as { quarters: Record<string, Quarter> };
      const directory = directoryOf(readRows('sales_teams.csv'));
      const { goals, edges } = goalsOf(directory, Object.keys(expected.quarters));
      const index = createGoalIndex(directory, { goals, edges: source === 'children' ? edges : [], adjustments: [] });
      const totals = fold(index, eventsOf(readRows('sales_pipeline.csv')));
      expect(index.hierarchy.conflicts).toEqual([]);
      for (const [quarter, { company, region, team, rep }] of Object.entries(expected.quarters)) {
        for (const [owner, { revenue, won }] of [
          ['company', company] as const,
          ...[region, team, rep].flatMap((level) => Object.entries(level)),
        ]) {
          expect([owner, quarter, totalOf(totals, `${idOf(owner)}_${quarter}_revenue`)]).toEqual([owner, quarter, revenue * 100]);
          expect([owner, quarter, totalOf(totals, `${idOf(owner)}_${quarter}_deals`)]).toEqual([owner, quarter, won]);
        }
      }
    },
  );
}
