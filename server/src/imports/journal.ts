import { COLLECTIONS, type ImportSummary, type Instant } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import { asc, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { RecordChange } from '../import/index.ts';
import { importJournal, imports } from '../storage/schema.ts';
import type { ServerDatabase } from '../storage/server-database.ts';

export type ImportRow = typeof imports.$inferSelect;

const IMPORTS_LISTED = 200;
const ROWS_PER_INSERT = 500;
const fileNames = z.array(z.string());

/** What imports did: one row each, and record by record what they changed, so that it can be taken back. */
export class ImportJournal {
  readonly #db: ServerDatabase;

  constructor(db: ServerDatabase) {
    this.#db = db;
  }

  begin(row: { readonly id: string; readonly at: Instant; readonly actorId: string; readonly files: readonly string[] }): void {
    this.#db
      .insert(imports)
      .values({ ...row, files: JSON.stringify(row.files), state: 'running' })
      .run();
  }

  /** Writes down what is about to be changed; before the change itself, so that no import is ever without its undo. */
  plan(importId: string, changes: readonly RecordChange[]): void {
    const rows = changes.map(({ collection, id, before, record }, position) => ({
      importId,
      position,
      collection,
      recordId: id,
      before: before === null ? null : JSON.stringify(before),
      after: JSON.stringify(record),
    }));
    const created = changes.filter(({ kind }) => kind === 'create').length;
    this.#db.transaction((tx) => {
      for (let from = 0; from < rows.length; from += ROWS_PER_INSERT)
        tx.insert(importJournal)
          .values(rows.slice(from, from + ROWS_PER_INSERT))
          .run();
      tx.update(imports)
        .set({ created, updated: changes.length - created })
        .where(eq(imports.id, importId))
        .run();
    });
  }

  settle(importId: string, state: ImportRow['state'], message: string): void {
    this.#db.transaction((tx) => {
      tx.update(imports).set({ state, message }).where(eq(imports.id, importId)).run();
      if (state === 'failed') tx.delete(importJournal).where(eq(importJournal.importId, importId)).run();
    });
  }

  get(importId: string): ImportRow | null {
    return this.#db.select().from(imports).where(eq(imports.id, importId)).get() ?? null;
  }

  running(): ImportRow[] {
    return this.#db.select().from(imports).where(eq(imports.state, 'running')).all();
  }

  changesOf(importId: string, limit?: number): RecordChange[] {
    const query = this.#db.select().from(importJournal).where(eq(importJournal.importId, importId)).orderBy(asc(importJournal.position));
    return (limit === undefined ? query.all() : query.limit(limit).all()).map(parseRow);
  }

  list(nameOf: (memberId: string) => string): ImportSummary[] {
    const rows = this.#db.select().from(imports).orderBy(desc(imports.id)).limit(IMPORTS_LISTED).all();
    return rows.map(({ id, at, actorId, state, files, created, updated }) => ({
      id,
      at,
      byName: nameOf(actorId),
      state,
      files: fileNames.parse(JSON.parse(files)),
      created,
      updated,
      mayUndo: state === 'done' && created + updated > 0,
    }));
  }

  /** After a kill in the middle: an import whose records are there was done, the others did nothing. */
  settleInterrupted(replica: Replica): void {
    for (const { id } of this.running()) {
      const [first] = this.changesOf(id, 1);
      const stored = first === undefined ? null : replica.record(first.collection, first.id);
      const isThere =
        first !== undefined &&
        stored !== null &&
        JSON.stringify(stored) === JSON.stringify(COLLECTIONS[first.collection].parse(first.record));
      if (isThere) this.settle(id, 'done', 'Imported.');
      else this.settle(id, 'failed', 'The server was stopped before anything was imported. Please import again.');
    }
  }
}

/** Written by `plan`. */
function parseRow(row: typeof importJournal.$inferSelect): RecordChange {
  return {
    collection: row.collection,
    id: row.recordId,
    kind: row.before === null ? 'create' : 'update',
    record: JSON.parse(row.after),
    before: row.before === null ? null : JSON.parse(row.before),
  } as RecordChange;
}
