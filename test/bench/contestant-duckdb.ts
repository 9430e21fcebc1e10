import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { toDayNumber } from '@fieldgoal/domain';
import type { Answer } from './engine-answer.ts';
import { MINIMUM } from './engine-company.ts';
import type { BenchData } from './engine-data.ts';

/** What is used of `@duckdb/node-api`, which is not among the project's own dependencies. */
interface DuckConnection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRows(): readonly (readonly unknown[])[] }>;
  closeSync(): void;
}
interface DuckModule {
  readonly DuckDBInstance: { create(file: string): Promise<{ connect(): Promise<DuckConnection>; closeSync(): void }> };
}

export interface DuckContestant {
  /** Fills its tables of values and daily series. */
  run(): Promise<void>;
  /** Reads them, for comparing; not part of the time. */
  answer(): Promise<Answer>;
  close(): void;
}

export const DUCKDB_MISSING = 'DuckDB is not installed, so it is left out. To have it: npm ci --prefix test/bench/duckdb';

/** null where it isn't installed. */
export async function createDuckdb(data: BenchData): Promise<DuckContestant | null> {
  const entry = join(import.meta.dirname, 'duckdb/node_modules/@duckdb/node-api/lib/index.js');
  if (!existsSync(entry)) return null;
  const { DuckDBInstance } = (await import(pathToFileURL(entry).href)) as DuckModule;
  const file = await writeOnce(data, DuckDBInstance);
  const instance = await DuckDBInstance.create(file);
  const db = await instance.connect();
  return {
    run: () => fill(db),
    answer: () => read(db, data),
    close: () => {
      db.closeSync();
      instance.closeSync();
    },
  };
}

/**
 * Its best: leaves by one grouped scan of each table, the levels above from the leaves' days, all in memory tables.
 * Goals of the company alone share one scan.
 */
async function fill(db: DuckConnection): Promise<void> {
  await db.run(`CREATE OR REPLACE TEMP TABLE leaf_days AS
    SELECT g.goal, g.parent, d.day, d.amount FROM
      (SELECT member, day, sum(amount)::BIGINT amount FROM deal_lines WHERE won AND amount IS NOT NULL AND day BETWEEN (SELECT min(first) FROM periods) AND (SELECT max(last) FROM periods) GROUP BY member, day) d
      JOIN periods p ON d.day BETWEEN p.first AND p.last
      JOIN leaf_goals g ON g.member = d.member AND g.kind = 'revenue' AND g.first = p.first
    UNION ALL
    SELECT g.goal, g.parent, a.day, a.amount FROM
      (SELECT member, day, count(*) amount FROM activities WHERE day BETWEEN (SELECT max(first) FROM periods) AND (SELECT max(last) FROM periods) GROUP BY member, day) a
      JOIN leaf_goals g ON g.member = a.member AND g.kind = 'activities'`);
  await db.run(`CREATE OR REPLACE TEMP TABLE team_days AS
    SELECT l.parent goal, t.parent, l.day, sum(l.amount)::BIGINT amount FROM leaf_days l JOIN team_goals t ON t.goal = l.parent GROUP BY ALL`);
  await db.run(`CREATE OR REPLACE TEMP TABLE special_days AS
    WITH recent AS (SELECT * FROM deal_lines WHERE day BETWEEN (SELECT max(first) FROM periods) AND (SELECT max(last) FROM periods)),
    single AS (SELECT deal, any_value(day) AS day, any_value(won) won, any_value(cycle_days) cycle_days, bool_or(amount IS NOT NULL) has_amount FROM recent GROUP BY deal)
    SELECT 'c-deals' goal, day, count(*) amount, 0 weight FROM single WHERE won GROUP BY day
    UNION ALL SELECT 'c-win-rate', day, count(*) FILTER (won), count(*) FROM single GROUP BY day
    UNION ALL SELECT 'c-cycle', day, sum(cycle_days)::BIGINT, count(*) FROM single WHERE won GROUP BY day
    UNION ALL SELECT 'c-size', r.day, sum(r.amount)::BIGINT, any_value(s.weight) FROM recent r
      JOIN (SELECT day, count(*) weight FROM single WHERE won AND has_amount GROUP BY day) s ON s.day = r.day WHERE r.won AND r.amount IS NOT NULL GROUP BY r.day
    UNION ALL SELECT 'c-products', day, sum(amount)::BIGINT, 0 FROM recent WHERE won AND amount IS NOT NULL AND product BETWEEN 1 AND 3 GROUP BY day
    UNION ALL SELECT 'c-large', day, sum(amount)::BIGINT, 0 FROM recent WHERE won AND whole >= ${MINIMUM} GROUP BY day
    UNION ALL SELECT 'c-strategic', day, sum(amount)::BIGINT, 0 FROM recent WHERE won AND amount IS NOT NULL AND strategic = 1 GROUP BY day`);
  await db.run(`CREATE OR REPLACE TEMP TABLE goal_days AS
    SELECT goal, day, amount, 0 weight FROM leaf_days
    UNION ALL SELECT goal, day, amount, 0 FROM team_days
    UNION ALL SELECT parent, day, sum(amount)::BIGINT, 0 FROM team_days GROUP BY ALL
    UNION ALL SELECT s.goal, s.day, s.amount, s.weight FROM (SELECT n.number goal, day, amount, weight FROM special_days d JOIN goal_names n ON n.id = d.goal) s`);
  await db.run(
    `CREATE OR REPLACE TEMP TABLE goal_values AS SELECT goal, sum(amount)::BIGINT amount, sum(weight)::BIGINT weight FROM goal_days GROUP BY goal`,
  );
}

async function read(db: DuckConnection, { company }: BenchData): Promise<Answer> {
  const { goals } = company.book;
  const amounts = new Float64Array(goals.length);
  const weights = new Float64Array(goals.length);
  for (const [at, amount, weight] of (await db.runAndReadAll('SELECT goal, amount, weight FROM goal_values')).getRows()) {
    amounts[Number(at)] = Number(amount);
    weights[Number(at)] = Number(weight);
  }
  const days = new Map<number, number>();
  for (const [at, day, amount] of (await db.runAndReadAll('SELECT goal, day, amount FROM goal_days')).getRows())
    days.set(Number(at) * 100_000 + Number(day), Number(amount));
  return { amounts, weights, dayOf: (at, day) => days.get(at * 100_000 + day) ?? 0 };
}

async function writeOnce({ folder, lines, company }: BenchData, DuckDBInstance: DuckModule['DuckDBInstance']): Promise<string> {
  const file = join(folder, 'lines.duckdb');
  if (existsSync(file)) return file;
  rmSync(`${file}.part`, { force: true });
  const instance = await DuckDBInstance.create(`${file}.part`);
  const db = await instance.connect();
  const table = async (
    name: string,
    columns: string,
    rows: Iterable<readonly (string | number | null | undefined)[]>,
    order: string,
  ): Promise<void> => {
    const csv = join(folder, `${name}.csv`);
    const text: string[] = [];
    for (const row of rows) text.push(row.map((value) => (value == null || Number.isNaN(value) ? '' : value)).join(','));
    writeFileSync(csv, `${text.join('\n')}\n`);
    await db.run(`CREATE TABLE ${name} (${columns})`);
    await db.run(
      `INSERT INTO ${name} SELECT * FROM read_csv('${csv}', header = false, auto_detect = false, columns = {${columns.replace(/(\w+) (\w+)/g, "'$1': '$2'")}}) ORDER BY ${order}`,
    );
    rmSync(csv);
  };
  const { deals, activities } = lines;
  const { goals, edges } = company.book;
  const at = new Map(goals.map(({ id }, index) => [id, index]));
  const parent = new Map(edges.map(({ childId, parentId }) => [childId, at.get(parentId ?? '')]));
  await table(
    'deal_lines',
    'deal INTEGER, member SMALLINT, won BOOLEAN, day INTEGER, amount BIGINT, whole BIGINT, product TINYINT, strategic TINYINT, cycle_days INTEGER',
    (function* () {
      for (let line = 0; line < deals.day.length; line++)
        yield [
          deals.deal[line],
          deals.member[line],
          deals.won[line],
          deals.day[line],
          deals.amount[line],
          deals.whole[line],
          deals.product[line],
          deals.strategic[line],
          deals.cycleDays[line],
        ];
    })(),
    'day, member',
  );
  await table(
    'activities',
    'member SMALLINT, day INTEGER, kind TINYINT',
    Array.from(activities.day, (day, row) => [activities.member[row], day, activities.kind[row]]),
    'day, member',
  );
  await table(
    'goal_names',
    'number INTEGER, id VARCHAR',
    goals.map(({ id }, index) => [index, id]),
    'number',
  );
  await table(
    'leaf_goals',
    'goal INTEGER, parent INTEGER, member SMALLINT, kind VARCHAR, first INTEGER',
    goals
      .filter(({ ownerType }) => ownerType === 'individual')
      .map(({ id, ownerId, type, periodStart }) => [at.get(id), parent.get(id), Number(ownerId.slice(1)), type, toDayNumber(periodStart)]),
    'goal',
  );
  await table(
    'team_goals',
    'goal INTEGER, parent INTEGER',
    goals.filter(({ ownerType }) => ownerType === 'team').map(({ id }) => [at.get(id), parent.get(id)]),
    'goal',
  );
  const periods = new Map(goals.map(({ periodStart, periodEnd }) => [periodStart, [toDayNumber(periodStart), toDayNumber(periodEnd)]]));
  await table('periods', 'first INTEGER, last INTEGER', periods.values(), 'first');
  db.closeSync();
  instance.closeSync();
  renameSync(`${file}.part`, file);
  return file;
}
