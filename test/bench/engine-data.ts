import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CountingEvent, createConverter, ENGINE_VERSION, SCHEMA_VERSION, SETTINGS_ID, toDayNumber } from '@fieldgoal/domain';
import { openDatabase } from '@fieldgoal/replica';
import { type BenchCompany, createCompany, eventsOf, KINDS, type Size, STRATEGIC } from './engine-company.ts';

/** Counts up with every change of what is generated. */
const DATA_VERSION = 3;
export const ORGANIZATION = 'main';

/**
 * What an enterprise system would have beside the deals: one line a credit, in the organization's currency already. Typed arrays in the
 * order of the deals, so that the contestants begin where they are at their best.
 */
export interface Lines {
  readonly deals: {
    readonly member: Uint16Array;
    readonly day: Int32Array;
    /** 0 lost, 1 won. */
    readonly won: Uint8Array;
    /** This credit's part, NaN while it isn't known. */
    readonly amount: Float64Array;
    /** The whole deal's, NaN while it isn't known. */
    readonly whole: Float64Array;
    readonly deal: Uint32Array;
    readonly product: Uint8Array;
    readonly strategic: Uint8Array;
    readonly cycleDays: Int32Array;
  };
  readonly activities: { readonly member: Uint16Array; readonly day: Int32Array; readonly kind: Uint8Array };
}

export interface BenchData {
  readonly company: BenchCompany;
  /** Files of the generated company; those of the contestants lie there too. */
  readonly folder: string;
  readonly replicaFile: string;
  readonly lines: Lines;
}

/** Where generated data lies when nothing else is said: outside of the repository. */
export function defaultFolder(): string {
  return join(tmpdir(), 'fieldgoal-bench');
}

/** The company of a size, made once per folder and version. */
export function benchData(size: Size, folder: string, say: (text: string) => void): BenchData {
  const own = join(folder, `${size.name}-v${DATA_VERSION}-e${ENGINE_VERSION}-s${schemaVersion()}`);
  const company = createCompany(size);
  if (!existsSync(join(own, 'done'))) {
    rmSync(own, { recursive: true, force: true });
    mkdirSync(own, { recursive: true });
    const began = performance.now();
    writeReplica(company, join(own, 'replica.db'));
    writeLines(own, linesOf(company));
    writeFileSync(join(own, 'done'), '');
    say(`generated ${size.deals} deals and ${size.activities} activities in ${((performance.now() - began) / 1000).toFixed(0)} s (${own})`);
  }
  return { company, folder: own, replicaFile: join(own, 'replica.db'), lines: readLines(own) };
}

/** A database of an older schema would be derived anew when it is opened, from records that aren't there. */
function schemaVersion(): number {
  const { sqlite } = openDatabase(':memory:');
  const version = Number(sqlite.pragma('user_version', { simple: true }));
  sqlite.close();
  return version;
}

function writeReplica({ size, directory, book }: BenchCompany, file: string): void {
  const { sqlite } = openDatabase(`${file}.part`);
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('cache_size = -400000');
  const record = sqlite.prepare('INSERT INTO records (collection, id, room, is_deleted, json) VALUES (?, ?, ?, 0, ?)');
  const keep = (collection: string, room: string, list: readonly { readonly id: string }[]): void => {
    for (const one of list) record.run(collection, one.id, `${ORGANIZATION}/${room}`, JSON.stringify(one));
  };
  const indexes = sqlite
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'events' AND sql IS NOT NULL`,
    )
    .all();
  sqlite.transaction(() => {
    for (const collection of ['members', 'teams', 'memberships', 'stages', 'products', 'rates'] as const)
      keep(collection, 'directory', directory[collection]);
    keep('settings', 'directory', [{ ...directory.settings, id: SETTINGS_ID }]);
    for (const goal of book.goals) keep('goals', `goals/${goal.ownerType === 'team' ? goal.ownerId : 'company'}/2026`, [goal]);
    keep('edges', 'hierarchy', book.edges);
    sqlite.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run('derived_by', `${ENGINE_VERSION}.${SCHEMA_VERSION}`);
    for (const { name } of indexes) sqlite.exec(`DROP INDEX ${name}`);
    const put = sqlite.prepare(
      `INSERT INTO events (collection, record_id, owner_id, outcome, counts_on, amount_minor, currency, probability, opened_on, due_on,
         product_id, pipeline_id, activity_kind, tags, credits) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    // Activities first: the key begins with the collection.
    for (const wanted of ['activities', 'deals'])
      for (const event of eventsOf(size)) if (event.collection === wanted) put.run(...rowOf(event));
    for (const { sql } of indexes) sqlite.exec(sql);
  })();
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
  renameSync(`${file}.part`, file);
}

function rowOf(event: CountingEvent): (string | number | null)[] {
  const { collection, recordId, ownerId, outcome, countsOn, amountMinor, currency, probability, openedOn, dueOn } = event;
  const { productId, pipelineId, activityKind, tags, credits } = event;
  const isWhole = credits.length === 1 && credits[0]?.memberId === ownerId;
  return [
    ...[collection, recordId, ownerId, outcome, countsOn, amountMinor, currency, probability, openedOn, dueOn],
    ...[productId, pipelineId, activityKind, tags.length === 0 ? null : JSON.stringify(tags), isWhole ? null : JSON.stringify(credits)],
  ];
}

function linesOf({ size, directory }: BenchCompany): Lines {
  const { rates, settings } = directory;
  const converter = createConverter(rates, settings.currency);
  const most = Math.ceil(size.deals * 1.1) + 10;
  const deals = {
    member: new Uint16Array(most),
    day: new Int32Array(most),
    won: new Uint8Array(most),
    amount: new Float64Array(most),
    whole: new Float64Array(most),
    deal: new Uint32Array(most),
    product: new Uint8Array(most),
    strategic: new Uint8Array(most),
    cycleDays: new Int32Array(most),
  };
  const activities = {
    member: new Uint16Array(size.activities),
    day: new Int32Array(size.activities),
    kind: new Uint8Array(size.activities),
  };
  const number = (id: string): number => Number(id.slice(1));
  let [line, deal, activity] = [0, 0, 0];
  for (const event of eventsOf(size)) {
    if (event.collection === 'activities') {
      activities.member[activity] = number(event.ownerId);
      activities.day[activity] = toDayNumber(event.countsOn);
      activities.kind[activity++] = KINDS.findIndex((kind) => kind === event.activityKind);
      continue;
    }
    deal++;
    if (event.outcome === 'open') continue;
    const { amountMinor, currency, countsOn, credits } = event;
    const has = amountMinor !== null && currency !== null;
    const parts = has ? converter.parts(amountMinor, currency, settings.currency, countsOn, credits) : null;
    const whole = has ? converter.convert(amountMinor, currency, settings.currency, countsOn) : null;
    for (const [at, credit] of credits.entries()) {
      deals.member[line] = number(credit.memberId);
      deals.day[line] = toDayNumber(countsOn);
      deals.won[line] = event.outcome === 'won' ? 1 : 0;
      deals.amount[line] = parts?.[at] ?? Number.NaN;
      deals.whole[line] = whole ?? Number.NaN;
      deals.deal[line] = deal;
      deals.product[line] = number(event.productId ?? 'p0');
      deals.strategic[line] = event.tags.includes(STRATEGIC) ? 1 : 0;
      deals.cycleDays[line] = toDayNumber(countsOn) - toDayNumber(event.openedOn ?? countsOn);
      line++;
    }
  }
  return { deals: cut(deals, line), activities };
}

type Columns = Readonly<Record<string, { subarray(from: number, to: number): unknown }>>;

function cut<T extends Columns>(columns: T, length: number): T {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(0, length)])) as T;
}

const COLUMNS = {
  deals: {
    member: Uint16Array,
    day: Int32Array,
    won: Uint8Array,
    amount: Float64Array,
    whole: Float64Array,
    deal: Uint32Array,
    product: Uint8Array,
    strategic: Uint8Array,
    cycleDays: Int32Array,
  },
  activities: { member: Uint16Array, day: Int32Array, kind: Uint8Array },
} as const;

function writeLines(folder: string, lines: Lines): void {
  for (const [table, columns] of Object.entries(lines)) {
    for (const [name, column] of Object.entries(columns as Record<string, Uint8Array>))
      writeFileSync(join(folder, `${table}.${name}.bin`), new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
}

function readLines(folder: string): Lines {
  const table = (name: keyof typeof COLUMNS) =>
    Object.fromEntries(
      Object.entries(COLUMNS[name]).map(([column, Type]) => {
        const bytes = readFileSync(join(folder, `${name}.${column}.bin`));
        return [column, new Type(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))];
      }),
    );
  return { deals: table('deals'), activities: table('activities') } as unknown as Lines;
}
