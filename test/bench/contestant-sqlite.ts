import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type Goal, toDayNumber } from '@fieldgoal/domain';
import BetterSqlite3 from 'better-sqlite3';
import type { Answer } from './engine-answer.ts';
import { MINIMUM } from './engine-company.ts';
import type { BenchData } from './engine-data.ts';

export interface SqlContestant {
  run(): void;
  /** Reads what it filled, for comparing; not part of the time. */
  answer(): Answer;
  close(): void;
}

export type SqlKind = 'goalByGoal' | 'indexed' | 'covering';

/**
 * One query for every goal that counts records and then its parents, on tables with deals split and converted beforehand: kinder than the
 * obvious way (`contestant-obvious.ts`), which begins with what ours begins with. Prepared statements, one transaction, nothing synced.
 *
 * Shape: `goalByGoal` takes the goals one by one: its query, its value, then its parent as the sum of what
 *        its children have in the table by now, and so on up to the root, whenever one of them has changed. Parents have no daily series
 *        there. `indexed` and `covering` are kinder: every parent is added up once, from the bottom up, with its daily series.
 *        `covering` has indexes made for exactly these queries, the others owner and date in one, as such a system has.
 */
export function createSqlite(data: BenchData, kind: SqlKind): SqlContestant {
  const sqlite = new BetterSqlite3(writeOnce(data, kind));
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('cache_size = -200000');
  const { goals, edges } = data.company.book;
  const goalAt = new Map(goals.map(({ id }, at) => [id, at]));
  const withChildren = new Set(edges.map(({ parentId }) => parentId));
  const fill = queriesOf(sqlite);
  const dealt = goals.filter(({ id }) => !withChildren.has(id));
  const parents = [...goals].filter(({ id }) => withChildren.has(id)).sort((a, b) => rank(b) - rank(a));
  const ofChildren = sqlite.prepare(
    'INSERT INTO goal_days SELECT ?, day, sum(amount), 0 FROM goals JOIN goal_days ON goal_days.goal = goals.number WHERE parent = ? GROUP BY day',
  );
  const sum = sqlite.prepare(
    'UPDATE goals SET (value, weight) = (SELECT sum(amount), sum(weight) FROM goal_days WHERE goal_days.goal = goals.number) WHERE number = ?',
  );
  const values = sqlite.prepare<[], [number, number | null, number | null]>('SELECT number, value, weight FROM goals').raw();
  const days = sqlite.prepare<[], [number, number, number]>('SELECT goal, day, amount FROM goal_days').raw();
  const updateParents = parentsUpdate(sqlite);
  const addUpParents = (): void => {
    for (const { id } of parents) {
      const number = goalAt.get(id) ?? 0;
      ofChildren.run(number, number);
      sum.run(number);
    }
  };

  return {
    run() {
      sqlite.transaction(() => {
        sqlite.exec('DELETE FROM goal_days');
        for (const goal of dealt) {
          const number = goalAt.get(goal.id) ?? 0;
          fill(goal, number);
          sum.run(number);
          if (kind === 'goalByGoal') updateParents(number);
        }
        if (kind !== 'goalByGoal') addUpParents();
      })();
    },
    answer() {
      const amounts = new Float64Array(goals.length);
      const weights = new Float64Array(goals.length);
      for (const [at, value, weight] of values.all()) {
        amounts[at] = value ?? 0;
        weights[at] = weight ?? 0;
      }
      if (kind === 'goalByGoal') return { amounts, weights, dayOf: null };
      const byDay = new Map(days.all().map(([goal, day, amount]) => [goal * 100_000 + day, amount]));
      return { amounts, weights, dayOf: (at, day) => byDay.get(at * 100_000 + day) ?? 0 };
    },
    close: () => void sqlite.close(),
  };
}

/** A goal's parent is the sum of its children as they stand, and then its parent's parent is. */
export function parentsUpdate(sqlite: BetterSqlite3.Database): (goal: number) => void {
  const parentOf = sqlite.prepare<[number], number | null>('SELECT parent FROM goals WHERE number = ?').pluck();
  const sum = sqlite.prepare('UPDATE goals SET value = (SELECT sum(value) FROM goals WHERE parent = ?) WHERE number = ?');
  return function update(goal) {
    const parent = parentOf.get(goal) ?? null;
    if (parent === null) return;
    sum.run(parent, parent);
    update(parent);
  };
}

function rank({ ownerType }: Goal): number {
  return ownerType === 'company' ? 0 : ownerType === 'team' ? 1 : 2;
}

function queriesOf(sqlite: BetterSqlite3.Database): (goal: Goal, number: number) => void {
  const prepare = (what: string, from: string) => sqlite.prepare(`INSERT INTO goal_days SELECT ?, day, ${what} FROM ${from} GROUP BY day`);
  const inPeriod = 'day BETWEEN ? AND ?';
  const ofMember = prepare('sum(amount), 0', `deal_lines WHERE member = ? AND won = 1 AND amount IS NOT NULL AND ${inPeriod}`);
  const activities = prepare('count(*), 0', `activities WHERE member = ? AND ${inPeriod}`);
  const won = `deal_lines WHERE won = 1 AND ${inPeriod}`;
  const single = `(SELECT deal, min(day) day, max(cycle_days) cycle_days FROM ${won} GROUP BY deal)`;
  const ofCompany = new Map([
    ['c-deals', prepare('count(*), 0', single)],
    ['c-win-rate', prepare('count(DISTINCT iif(won = 1, deal, NULL)), count(DISTINCT deal)', `deal_lines WHERE ${inPeriod}`)],
    ['c-cycle', prepare('sum(cycle_days), count(*)', single)],
    ['c-size', prepare('sum(amount), count(DISTINCT deal)', `${won} AND amount IS NOT NULL`)],
    ['c-products', prepare('sum(amount), 0', `${won} AND amount IS NOT NULL AND product BETWEEN 1 AND 3`)],
    ['c-large', prepare('sum(amount), 0', `${won} AND whole >= ${MINIMUM}`)],
    ['c-strategic', prepare('sum(amount), 0', `${won} AND amount IS NOT NULL AND strategic = 1`)],
  ]);
  return (goal, number) => {
    const days = [toDayNumber(goal.periodStart), toDayNumber(goal.periodEnd)] as const;
    const own = ofCompany.get(goal.id);
    if (own !== undefined) own.run(number, ...days);
    else (goal.type === 'activities' ? activities : ofMember).run(number, Number(goal.ownerId.slice(1)), ...days);
  };
}

function writeOnce({ folder, lines, company }: BenchData, kind: SqlKind): string {
  const file = join(folder, `${kind === 'covering' ? kind : 'indexed'}-days.sqlite`);
  if (existsSync(file)) return file;
  const sqlite = new BetterSqlite3(`${file}.part`);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = OFF');
  sqlite.exec(`
    CREATE TABLE goals (number INTEGER PRIMARY KEY, parent INTEGER, value INTEGER, weight INTEGER);
    CREATE TABLE goal_days (goal INTEGER, day INTEGER, amount INTEGER, weight INTEGER, PRIMARY KEY (goal, day)) WITHOUT ROWID;
    CREATE TABLE deal_lines (id INTEGER PRIMARY KEY, deal INTEGER, name TEXT, account TEXT, member INTEGER, won INTEGER, day INTEGER,
      amount INTEGER, whole INTEGER, product INTEGER, strategic INTEGER, cycle_days INTEGER);
    CREATE TABLE activities (id INTEGER PRIMARY KEY, subject TEXT, member INTEGER, kind INTEGER, day INTEGER);
  `);
  const parentOf = new Map(company.book.edges.map(({ childId, parentId }) => [childId, parentId]));
  const { deals, activities } = lines;
  const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);
  sqlite.transaction(() => {
    const goal = sqlite.prepare('INSERT INTO goals (number, parent) VALUES (?, ?)');
    const at = new Map(company.book.goals.map(({ id }, number) => [id, number]));
    for (const [id, number] of at) goal.run(number, at.get(parentOf.get(id) ?? '') ?? null);
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
    kind !== 'covering'
      ? 'CREATE INDEX deal_member ON deal_lines (member, day); CREATE INDEX activity_member ON activities (member, day);'
      : 'CREATE INDEX deal_member ON deal_lines (member, won, day, amount); CREATE INDEX activity_member ON activities (member, day);',
  );
  sqlite.exec('CREATE INDEX deal_day ON deal_lines (day); CREATE INDEX goal_parent ON goals (parent); ANALYZE;');
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
  renameSync(`${file}.part`, file);
  return file;
}
