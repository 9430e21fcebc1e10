import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type Goal, toDayNumber } from '@fieldgoal/domain';
import BetterSqlite3 from 'better-sqlite3';
import { type Answer, isRatio } from './engine-answer.ts';
import { MINIMUM } from './engine-company.ts';
import type { BenchData } from './engine-data.ts';

export interface SqlContestant {
  readonly run: () => Answer;
  close(): void;
}

/**
 * The obvious way, as an enterprise system does it: one query for every goal that counts records, then every parent the sum of its
 * children, from the bottom up. Kind to it: parts are converted and split beforehand, and it answers values only, no daily series.
 *
 * Shape: `indexed` has owner and date in an index, as such a system has; `covering` one that was made for exactly these queries.
 */
export function createSqlite(data: BenchData, kind: 'indexed' | 'covering'): SqlContestant {
  const sqlite = new BetterSqlite3(writeOnce(data, kind));
  const { goals, edges } = data.company.book;
  const goalAt = new Map(goals.map(({ id }, at) => [id, at]));
  const withChildren = new Set(edges.map(({ parentId }) => parentId));
  const queries = queriesOf(sqlite);
  const dealt = goals.filter(({ id }) => !withChildren.has(id));
  const parents = [...goals].filter(({ id }) => withChildren.has(id)).sort((a, b) => rank(b) - rank(a));
  const set = sqlite.prepare('UPDATE goals SET value = ?, weight = ? WHERE id = ?');
  const setParent = sqlite.prepare(
    'UPDATE goals SET value = (SELECT sum(value) FROM goals child WHERE child.parent = goals.id) WHERE id = ?',
  );
  const all = sqlite.prepare<[], { id: string; value: number | null; weight: number | null }>('SELECT id, value, weight FROM goals');

  return {
    run() {
      sqlite.transaction(() => {
        for (const goal of dealt) {
          const [value, weight] = queries(goal);
          set.run(value, weight, goal.id);
        }
        for (const { id } of parents) setParent.run(id);
      })();
      const amounts = new Float64Array(goals.length);
      const weights = new Float64Array(goals.length);
      for (const { id, value, weight } of all.all()) {
        const at = goalAt.get(id) ?? 0;
        amounts[at] = value ?? 0;
        weights[at] = weight ?? 0;
      }
      return { amounts, weights, dayOf: null };
    },
    close: () => void sqlite.close(),
  };
}

function rank({ ownerType }: Goal): number {
  return ownerType === 'company' ? 0 : ownerType === 'team' ? 1 : 2;
}

type Query = (goal: Goal) => readonly [value: number | null, weight: number | null];

function queriesOf(sqlite: BetterSqlite3.Database): Query {
  const prepare = (sql: string) => sqlite.prepare<(number | string)[], [number | null, number | null]>(sql).raw();
  const ofMember = prepare('SELECT sum(amount), 0 FROM deal_lines WHERE member = ? AND won = 1 AND day BETWEEN ? AND ?');
  const activities = prepare('SELECT count(*), 0 FROM activities WHERE member = ? AND day BETWEEN ? AND ?');
  const ofCompany = {
    'c-deals': prepare('SELECT count(DISTINCT deal), 0 FROM deal_lines WHERE won = 1 AND day BETWEEN ? AND ?'),
    'c-win-rate': prepare(
      'SELECT count(DISTINCT iif(won = 1, deal, NULL)), count(DISTINCT deal) FROM deal_lines WHERE day BETWEEN ? AND ?',
    ),
    'c-cycle': prepare(
      'SELECT sum(cycle_days), count(*) FROM (SELECT max(cycle_days) cycle_days FROM deal_lines WHERE won = 1 AND day BETWEEN ? AND ? GROUP BY deal)',
    ),
    'c-size': prepare(
      'SELECT sum(amount), count(DISTINCT deal) FROM deal_lines WHERE won = 1 AND amount IS NOT NULL AND day BETWEEN ? AND ?',
    ),
    'c-products': prepare('SELECT sum(amount), 0 FROM deal_lines WHERE won = 1 AND product BETWEEN 1 AND 3 AND day BETWEEN ? AND ?'),
    'c-large': prepare(`SELECT sum(amount), 0 FROM deal_lines WHERE won = 1 AND whole >= ${MINIMUM} AND day BETWEEN ? AND ?`),
    'c-strategic': prepare('SELECT sum(amount), 0 FROM deal_lines WHERE won = 1 AND strategic = 1 AND day BETWEEN ? AND ?'),
  } as const;
  return (goal) => {
    const days = [toDayNumber(goal.periodStart), toDayNumber(goal.periodEnd)] as const;
    const member = Number(goal.ownerId.slice(1));
    const own = (ofCompany as Readonly<Record<string, typeof ofMember | undefined>>)[goal.id];
    const row = own === undefined ? (goal.type === 'activities' ? activities : ofMember).get(member, ...days) : own.get(...days);
    return [row?.[0] ?? null, isRatio(goal) ? (row?.[1] ?? null) : null];
  };
}

function writeOnce({ folder, lines, company }: BenchData, kind: 'indexed' | 'covering'): string {
  const file = join(folder, `${kind}.sqlite`);
  if (existsSync(file)) return file;
  const sqlite = new BetterSqlite3(`${file}.part`);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = OFF');
  sqlite.exec(`
    CREATE TABLE goals (id TEXT PRIMARY KEY, parent TEXT, value INTEGER, weight INTEGER) WITHOUT ROWID;
    CREATE TABLE deal_lines (id INTEGER PRIMARY KEY, deal INTEGER, name TEXT, account TEXT, member INTEGER, won INTEGER, day INTEGER,
      amount INTEGER, whole INTEGER, product INTEGER, strategic INTEGER, cycle_days INTEGER);
    CREATE TABLE activities (id INTEGER PRIMARY KEY, subject TEXT, member INTEGER, kind INTEGER, day INTEGER);
  `);
  const parentOf = new Map(company.book.edges.map(({ childId, parentId }) => [childId, parentId]));
  const { deals, activities } = lines;
  const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);
  sqlite.transaction(() => {
    const goal = sqlite.prepare('INSERT INTO goals (id, parent) VALUES (?, ?)');
    for (const { id } of company.book.goals) goal.run(id, parentOf.get(id) ?? null);
    const deal = sqlite.prepare('INSERT INTO deal_lines VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    for (const [at, number] of deals.deal.entries())
      deal.run(
        ...[number, `Opportunity ${number}`, `Account ${number % 5000}`, deals.member[at], deals.won[at], deals.day[at]],
        ...[known(deals.amount[at]), known(deals.whole[at]), deals.product[at], deals.strategic[at], deals.cycleDays[at]],
      );
    const activity = sqlite.prepare('INSERT INTO activities VALUES (NULL, ?, ?, ?, ?)');
    for (const [at, day] of activities.day.entries())
      activity.run(`Call about opportunity ${at}`, activities.member[at], activities.kind[at], day);
  })();
  sqlite.exec(
    kind === 'indexed'
      ? 'CREATE INDEX deal_member ON deal_lines (member, day); CREATE INDEX activity_member ON activities (member, day);'
      : 'CREATE INDEX deal_member ON deal_lines (member, won, day, amount); CREATE INDEX activity_member ON activities (member, day);',
  );
  sqlite.exec('CREATE INDEX deal_day ON deal_lines (day); CREATE INDEX goal_parent ON goals (parent); ANALYZE;');
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.pragma('synchronous = FULL');
  sqlite.close();
  renameSync(`${file}.part`, file);
  return file;
}
