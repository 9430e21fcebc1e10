import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { parseRoom, ROOM_COLLECTIONS } from '@fieldgoal/documents';
import { inspectRoom, readEpoch } from '@fieldgoal/replica';
import BetterSqlite3 from 'better-sqlite3';
import type { Manifest } from './manifest.ts';

/** What a copy says of itself. */
export type CopyFacts = Pick<Manifest, 'schema' | 'lastSeq' | 'epoch' | 'auditHead' | 'counts'>;

/** What looking a database file over found. */
export interface Verified {
  /** What is wrong with it, in words; none when it can be trusted. */
  readonly problems: readonly string[];
  readonly sha256: string;
  readonly facts: CopyFacts;
}

/**
 * Reads a database file whole: SQLite's integrity check, every room with its checksums, and that the records of each room are those its
 * documents have. In a thread of its own, because it takes seconds of a large one.
 *
 * Errors: rejects where the file can't be opened as a database.
 */
export function verifyDatabase(file: string, organization: string): Promise<Verified> {
  const worker = new Worker(new URL('./verify-worker.ts', import.meta.url), { workerData: { file, organization } });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`Looking ${file} over ended with code ${code}.`)));
  });
}

/** The work of the thread. */
export async function lookOver(file: string, organization: string): Promise<Verified> {
  const sha256 = await sha256Of(file);
  const sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    const problems = databaseProblems(sqlite, organization);
    return { problems, sha256, facts: factsOf(sqlite) };
  } finally {
    sqlite.close();
  }
}

/** What is wrong with an open database: SQLite's own check, then every room. */
export function databaseProblems(sqlite: BetterSqlite3.Database, organization: string): readonly string[] {
  const integrity = sqlite.pragma('integrity_check(10)') as { integrity_check: string }[];
  const broken = integrity.flatMap(({ integrity_check: line }) => (line === 'ok' ? [] : [line]));
  return broken.length > 0 ? broken : roomProblems(sqlite, organization);
}

function roomProblems(sqlite: BetterSqlite3.Database, organization: string): string[] {
  const rooms = sqlite.prepare<[], string>('SELECT room FROM rooms ORDER BY room').pluck().all();
  return rooms.flatMap((room) => {
    const address = parseRoom(organization, room);
    if (!address.ok) return [address.error];
    const { problem, records } = inspectRoom(sqlite, room, address.value);
    if (problem !== null) return [`room ${room}: ${problem}`];
    return ROOM_COLLECTIONS[address.value.kind].flatMap((collection) => {
      const [inDocument, inTable] = [records[collection] ?? 0, countRecords(sqlite, room, collection)];
      return inDocument === inTable ? [] : [`room ${room}: its document has ${inDocument} ${collection}, the table ${inTable}`];
    });
  });
}

/** Records of a room as they stand in the tables, those put aside as invalid included. */
function countRecords(sqlite: BetterSqlite3.Database, room: string, collection: string): number {
  const sql = `SELECT count(*) FROM (SELECT id FROM records WHERE room = ?1 AND collection = ?2 UNION SELECT id FROM quarantine WHERE room = ?1 AND collection = ?2)`;
  return sqlite.prepare<[{ 1: string; 2: string }], number>(sql).pluck().get({ 1: room, 2: collection }) ?? 0;
}

function factsOf(sqlite: BetterSqlite3.Database): CopyFacts {
  const number = (sql: string): number => sqlite.prepare<[], number>(sql).pluck().get() ?? 0;
  const count = (table: string): number => number(`SELECT count(*) FROM ${table}`);
  return {
    schema: { replica: Number(sqlite.pragma('user_version', { simple: true })), server: count('__server_migrations') },
    lastSeq: number(`SELECT seq FROM sqlite_sequence WHERE name = 'updates'`),
    epoch: readEpoch(sqlite) ?? '',
    auditHead: sqlite.prepare<[], string>(`SELECT count || ':' || hash FROM audit_head WHERE id = 1`).pluck().get() ?? null,
    counts: {
      rooms: count('rooms'),
      records: count('records'),
      snapshots: count('snapshots'),
      ledger: count('ledger'),
      audit: count('audit'),
      accounts: count('accounts'),
    },
  };
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
