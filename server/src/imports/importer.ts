import { setImmediate } from 'node:timers/promises';
import {
  type Actor,
  err,
  type ImportFile,
  type ImportOptions,
  type ImportPreview,
  type ImportProgress,
  type ImportSummary,
  ok,
  type Result,
} from '@fieldgoal/domain';
import type { Logger, Replica } from '@fieldgoal/replica';
import { type Authority, SYSTEM_ACTOR } from '../authority/authority.ts';
import { type CurrentCompany, planImport, type PlannedImport, type PlanProgress, type RecordChange, undoChanges } from '../import/index.ts';
import type { ServerDatabase } from '../storage/server-database.ts';
import { ImportJournal } from './journal.ts';
import { toRecordChange } from './record-changes.ts';

/** Share of the progress bar that planning takes; the rest is the one transaction that writes and calculates. */
const PLANNING_SHARE = 0.6;

export interface ImporterOptions {
  readonly replica: Replica;
  readonly authority: Authority;
  readonly db: ServerDatabase;
  readonly log: Logger;
}

/**
 * Imports of CRM exports: looks, plans, and writes all of it in one transaction or nothing.
 * One at a time, so that no import is planned on what another is about to change.
 */
export class Importer {
  readonly #options: ImporterOptions;
  readonly #journal: ImportJournal;
  #progress: ImportProgress | null = null;
  #running: Promise<void> | null = null;

  constructor(options: ImporterOptions) {
    this.#options = options;
    this.#journal = new ImportJournal(options.db);
    this.#journal.settleInterrupted(options.replica);
  }

  /** What an import would do and everything that is wrong with it; nothing is changed. */
  async preview(files: readonly ImportFile[], options: ImportOptions | null, actor: Actor): Promise<Result<ImportPreview, string>> {
    if (!this.#options.replica.isReady()) return err('There is no company to import into yet. Create it first.');
    const { preview } = await this.#plan(files, options, actor, this.#options.replica.newId(), () => {});
    return ok(preview);
  }

  /** Begins an import; it goes on by itself and `progress` tells how far it is. Errors: words, when another one is running. */
  start(files: readonly ImportFile[], options: ImportOptions, actor: Actor): Result<{ readonly importId: string }, string> {
    const { replica } = this.#options;
    if (!replica.isReady()) return err('There is no company to import into yet. Create it first.');
    if (this.#running !== null) return err('Another import is running. Wait until it is finished, then try again.');
    const importId = replica.newId();
    this.#journal.begin({ id: importId, at: replica.nowInstant(), actorId: actor.memberId, files: files.map(({ name }) => name) });
    this.#progress = { importId, state: 'running', phase: 'reading', done: 0, message: 'Reading the files.' };
    this.#running = this.#run(importId, files, options, actor).finally(() => {
      this.#running = null;
    });
    return ok({ importId });
  }

  progress(importId: string): ImportProgress | null {
    if (this.#progress?.importId === importId) return this.#progress;
    const row = this.#journal.get(importId);
    return row === null ? null : { importId, state: row.state, phase: 'finished', done: 1, message: row.message };
  }

  list(): ImportSummary[] {
    const { replica } = this.#options;
    return this.#journal.list((memberId) =>
      memberId === SYSTEM_ACTOR.memberId ? 'Command line' : (replica.record('members', memberId)?.name ?? memberId),
    );
  }

  /** Takes an import back, whole; what was edited since stays. Errors: words. */
  undo(importId: string, actor: Actor): Result<{ readonly changed: number }, string> {
    const { replica, authority } = this.#options;
    const row = this.#journal.get(importId);
    if (row === null) return err(`There is no import ${importId}. "imports list" shows the ones there are.`);
    if (row.state !== 'done')
      return err(
        row.state === 'undone' ? 'This import was undone already.' : `This import is ${row.state}; only a finished one can be undone.`,
      );
    if (this.#running !== null) return err('An import is running. Wait until it is finished, then try again.');
    const changes = undoChanges(
      this.#journal.changesOf(importId),
      (collection, id) => replica.record(collection, id) ?? undefined,
      replica.nowInstant(),
    );
    const edited = authority.edit(changes.map(toRecordChange), actor, `undid the import of ${row.files}`);
    if (!edited.ok) return err(edited.error.message);
    this.#journal.settle(importId, 'undone', `Undone: ${changes.length} records were taken back.`);
    if (this.#progress?.importId === importId) this.#progress = null;
    return ok({ changed: changes.length });
  }

  /** Resolves when no import is running. */
  async close(): Promise<void> {
    await this.#running;
  }

  async #run(importId: string, files: readonly ImportFile[], options: ImportOptions, actor: Actor): Promise<void> {
    const { log } = this.#options;
    try {
      const planned = await this.#plan(files, options, actor, importId, (progress) =>
        this.#report({ ...progress, done: progress.done * PLANNING_SHARE }),
      );
      if (planned.plan === null) {
        this.#settle(importId, 'failed', whyNot(planned.preview));
        return;
      }
      const { changes, settingsChange } = planned.plan;
      this.#report({ phase: 'writing', done: PLANNING_SHARE, message: 'Writing the records and calculating the goals.' });
      await setImmediate();
      this.#write(importId, settingsChange === null ? changes : [settingsChange, ...changes], files, actor);
    } catch (error) {
      log.error({ importId, error: error instanceof Error ? error.stack : String(error) }, 'an import failed unexpectedly');
      this.#settle(
        importId,
        'failed',
        'The import failed because of a problem in Fieldgoal. Nothing was imported; the server’s log has the details.',
      );
    }
  }

  #write(importId: string, changes: readonly RecordChange[], files: readonly ImportFile[], actor: Actor): void {
    const { authority } = this.#options;
    if (changes.length === 0) {
      this.#settle(importId, 'done', 'Everything was here already; nothing was changed.');
      return;
    }
    this.#journal.plan(importId, changes);
    const created = changes.filter(({ kind }) => kind === 'create').length;
    const said = `${created} records created, ${changes.length - created} updated`;
    const edited = authority.edit(changes.map(toRecordChange), actor, `imported ${files.map(({ name }) => name).join(', ')}: ${said}`);
    if (edited.ok) this.#settle(importId, 'done', `Imported: ${said}.`);
    else this.#settle(importId, 'failed', `Nothing was imported. ${edited.error.message}`);
  }

  #plan(
    files: readonly ImportFile[],
    options: ImportOptions | null,
    actor: Actor,
    importId: string,
    onProgress: (progress: PlanProgress) => void,
  ): Promise<PlannedImport> {
    const { replica } = this.#options;
    return planImport({
      files,
      options,
      current: currentCompany(replica),
      now: replica.nowInstant(),
      today: replica.today(),
      actorId: actor.memberId,
      importId,
      newId: () => replica.newId(),
      onProgress,
      breathe: () => setImmediate(),
    });
  }

  #report(progress: Pick<ImportProgress, 'phase' | 'done' | 'message'>): void {
    if (this.#progress !== null) this.#progress = { ...this.#progress, ...progress };
  }

  #settle(importId: string, state: 'done' | 'failed', message: string): void {
    this.#journal.settle(importId, state, message);
    this.#progress = { importId, state, phase: 'finished', done: 1, message };
    this.#options.log.info({ importId, state, message }, 'an import ended');
  }
}

/** Live records, as planning needs them. */
function currentCompany(replica: Replica): CurrentCompany {
  const { goals, edges } = replica.goalBook();
  const dealsByExternalId = new Map(
    replica.list('deals').flatMap((deal) => (deal.externalId === null ? [] : [[deal.externalId, deal] as const])),
  );
  return { directory: replica.directory(), goals, edges, dealsByExternalId };
}

function whyNot({ problems, questions }: ImportPreview): string {
  const first = problems.find(({ severity }) => severity === 'error');
  if (first !== undefined) return `Nothing was imported. ${first.file}${first.row === null ? '' : `, row ${first.row}`}: ${first.message}`;
  const [question] = questions;
  return question === undefined
    ? 'Nothing was imported.'
    : `Nothing was imported: is "${question.found}" the same as "${question.suggestions.join('" or "')}"? Please answer first.`;
}
