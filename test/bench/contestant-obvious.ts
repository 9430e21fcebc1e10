import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type CountingEvent, type Goal, toDayNumber } from '@fieldgoal/domain';
import BetterSqlite3 from 'better-sqlite3';
import { parentsUpdate, type SqlContestant } from './contestant-sqlite.ts';
import { eventsOf, MINIMUM, STRATEGIC } from './engine-company.ts';
import type { BenchData } from './engine-data.ts';

const ORGANIZATION_CURRENCY = 'EUR';
const MICRO = 1_000_000;
const WHOLE_BP = 10_000;

/**
 * The obvious way, from the records that ours counts too, as a CRM keeps them: deals, who is credited with how much of each, what currencies
 * are worth since when, activities. Goal by goal one query, its value, then its parent as the sum of what its children have in the table by
 * now, and so on up to the root. Prepared statements, one transaction, nothing synced to the disk; indexes on a credit's member, a deal's
 * day, an activity's owner and day, a goal's parent.
 *
 * Shape: goals that count records have daily series, parents their value alone, as everyone who updates parents goal by goal.
 */
export function createObvious(data: BenchData): SqlContestant {
  const sqlite = new BetterSqlite3(writeOnce(data));
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('cache_size = -200000');
  const { goals, edges } = data.company.book;
  const withChildren = new Set(edges.map(({ parentId }) => parentId));
  const fill = queriesOf(sqlite);
  const sum = sqlite.prepare(
    'UPDATE goals SET (value, weight) = (SELECT sum(amount), sum(weight) FROM goal_days WHERE goal_days.goal = goals.number) WHERE number = ?',
  );
  const updateParents = parentsUpdate(sqlite);
  const values = sqlite.prepare<[], [number, number | null, number | null]>('SELECT number, value, weight FROM goals').raw();
  return {
    run() {
      sqlite.transaction(() => {
        sqlite.exec('DELETE FROM goal_days');
        for (const [number, goal] of goals.entries()) {
          if (withChildren.has(goal.id)) continue;
          fill(goal, number);
          sum.run(number);
          updateParents(number);
        }
      })();
    },
    answer() {
      const amounts = new Float64Array(goals.length);
      const weights = new Float64Array(goals.length);
      for (const [at, value, weight] of values.all()) {
        amounts[at] = value ?? 0;
        weights[at] = weight ?? 0;
      }
      return { amounts, weights, dayOf: null };
    },
    close: () => void sqlite.close(),
  };
}

/** What a currency was worth on a deal's day, in millionths. */
const RATE = `CASE d.currency WHEN '${ORGANIZATION_CURRENCY}' THEN ${MICRO}
  ELSE (SELECT worth FROM rates WHERE rates.currency = d.currency AND rates.day <= d.closed_day ORDER BY rates.day DESC LIMIT 1) END`;

/** n ÷ d, half to even, both positive. */
function halfEven(n: string, d: number): string {
  return `(${n}) / ${d} + ((${n}) % ${d} * 2 > ${d} OR ((${n}) % ${d} * 2 = ${d} AND (${n}) / ${d} % 2 = 1))`;
}

function queriesOf(sqlite: BetterSqlite3.Database): (goal: Goal, number: number) => void {
  const whole = halfEven('amount * worth', MICRO);
  // Cut at cumulative shares (rule C10), so that the parts of a deal add up to it.
  const part = `${halfEven('amount * worth * until_bp', MICRO * WHOLE_BP)} - (${halfEven('amount * worth * from_bp', MICRO * WHOLE_BP)})`;
  const inPeriod = 'd.closed_day BETWEEN ? AND ?';
  const prepare = (what: string, from: string) =>
    sqlite.prepare(`INSERT INTO goal_days SELECT ?, closed_day, ${what} FROM (${from}) GROUP BY closed_day`);
  const ofMember = prepare(
    `sum(${part}), 0`,
    `SELECT d.closed_day, d.amount, c.from_bp, c.until_bp, ${RATE} worth FROM credits c JOIN deals d ON d.id = c.deal
     WHERE c.member = ? AND d.status = 'won' AND d.amount IS NOT NULL AND ${inPeriod}`,
  );
  const activities = sqlite.prepare(
    'INSERT INTO goal_days SELECT ?, day, count(*), 0 FROM activities WHERE member = ? AND day BETWEEN ? AND ? GROUP BY day',
  );
  const closed = (where: string) => `SELECT d.*, ${RATE} worth FROM deals d WHERE ${where} AND ${inPeriod}`;
  const known = `d.status = 'won' AND d.amount IS NOT NULL`;
  const ofCompany = new Map([
    ['c-deals', prepare('count(*), 0', closed(`d.status = 'won'`))],
    ['c-win-rate', prepare(`sum(status = 'won'), count(*)`, closed(`d.status <> 'open'`))],
    ['c-cycle', prepare('sum(closed_day - opened_day), count(*)', closed(`d.status = 'won'`))],
    ['c-size', prepare(`sum(${whole}), count(*)`, closed(known))],
    ['c-products', prepare(`sum(${whole}), 0`, closed(`${known} AND d.product IN ('p001', 'p002', 'p003')`))],
    ['c-large', prepare(`sum(${whole}), 0`, `SELECT * FROM (${closed(known)}) WHERE ${whole} >= ${MINIMUM}`)],
    ['c-strategic', prepare(`sum(${whole}), 0`, closed(`${known} AND d.tags LIKE '%${STRATEGIC}%'`))],
  ]);
  return (goal, number) => {
    const days = [toDayNumber(goal.periodStart), toDayNumber(goal.periodEnd)] as const;
    const own = ofCompany.get(goal.id);
    if (own !== undefined) own.run(number, ...days);
    else (goal.type === 'activities' ? activities : ofMember).run(number, goal.ownerId, ...days);
  };
}

function writeOnce({ folder, company }: BenchData): string {
  const file = join(folder, 'obvious.sqlite');
  if (existsSync(file)) return file;
  const sqlite = new BetterSqlite3(`${file}.part`);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = OFF');
  sqlite.exec(`
    CREATE TABLE goals (number INTEGER PRIMARY KEY, parent INTEGER, value INTEGER, weight INTEGER);
    CREATE TABLE goal_days (goal INTEGER, day INTEGER, amount INTEGER, weight INTEGER, PRIMARY KEY (goal, day)) WITHOUT ROWID;
    CREATE TABLE deals (id INTEGER PRIMARY KEY, name TEXT, owner TEXT, status TEXT, closed_day INTEGER, opened_day INTEGER, amount INTEGER,
      currency TEXT, product TEXT, tags TEXT);
    CREATE TABLE credits (deal INTEGER, member TEXT, from_bp INTEGER, until_bp INTEGER);
    CREATE TABLE rates (currency TEXT, day INTEGER, worth INTEGER, PRIMARY KEY (currency, day)) WITHOUT ROWID;
    CREATE TABLE activities (id INTEGER PRIMARY KEY, subject TEXT, member TEXT, kind TEXT, day INTEGER);
  `);
  const { goals, edges } = company.book;
  const parentOf = new Map(edges.map(({ childId, parentId }) => [childId, parentId]));
  const goalAt = new Map(goals.map(({ id }, number) => [id, number]));
  sqlite.transaction(() => {
    const goal = sqlite.prepare('INSERT INTO goals (number, parent) VALUES (?, ?)');
    for (const [id, number] of goalAt) goal.run(number, goalAt.get(parentOf.get(id) ?? '') ?? null);
    const rate = sqlite.prepare('INSERT INTO rates VALUES (?, ?, ?)');
    for (const { currency, on, rateNano } of company.directory.rates) rate.run(currency, toDayNumber(on), rateNano / 1000);
    writeRecords(sqlite, eventsOf(company.size));
  })();
  sqlite.exec(`CREATE INDEX credit_member ON credits (member); CREATE INDEX deal_closed ON deals (closed_day);
    CREATE INDEX activity_member ON activities (member, day); CREATE INDEX goal_parent ON goals (parent); ANALYZE;`);
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
  renameSync(`${file}.part`, file);
  return file;
}

function writeRecords(sqlite: BetterSqlite3.Database, events: Iterable<CountingEvent>): void {
  const deal = sqlite.prepare('INSERT INTO deals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const credit = sqlite.prepare('INSERT INTO credits VALUES (?, ?, ?, ?)');
  const activity = sqlite.prepare('INSERT INTO activities VALUES (NULL, ?, ?, ?, ?)');
  let id = 0;
  for (const {
    collection,
    ownerId,
    outcome,
    countsOn,
    openedOn,
    amountMinor,
    currency,
    productId,
    tags,
    credits,
    activityKind,
  } of events) {
    const day = toDayNumber(countsOn);
    id++;
    if (collection === 'activities') {
      activity.run(`Call number ${id}`, ownerId, activityKind, day);
      continue;
    }
    const opened = toDayNumber(openedOn ?? countsOn);
    deal.run(
      id,
      `Opportunity ${id}`,
      ownerId,
      outcome,
      outcome === 'open' ? null : day,
      opened,
      amountMinor,
      currency,
      productId,
      tags.join(),
    );
    let through = 0;
    for (const { memberId, shareBp } of credits) credit.run(id, memberId, through, (through += shareBp));
  }
}
