import type BetterSqlite3 from 'better-sqlite3';

/** What a commit left to be done for a goal. */
export interface Due {
  /** What its outlook was made from has changed. */
  readonly isOutlookStale: boolean;
  /** Its result isn't in the feed yet. */
  readonly isUnpublished: boolean;
}

/**
 * Goals whose forecast, and on the server whose feed entry, follows the commit that changed them. Marked in that commit's transaction, so
 * that a process which ends in between goes on where it was.
 */
export class DueGoals {
  readonly #statements;
  /** Equal to the table; null until it is read, and after a transaction that failed. */
  #goals: Map<string, Due> | null = null;

  constructor(sqlite: BetterSqlite3.Database) {
    this.#statements = {
      all: sqlite.prepare<[], [string, number, number]>('SELECT goal_id, outlook_stale, unpublished FROM due_goals').raw(),
      put: sqlite.prepare(
        `INSERT INTO due_goals (goal_id, outlook_stale, unpublished) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET outlook_stale = excluded.outlook_stale, unpublished = excluded.unpublished`,
      ),
      clear: sqlite.prepare('DELETE FROM due_goals'),
      drop: sqlite.prepare('DELETE FROM due_goals WHERE goal_id = ?'),
    };
  }

  get size(): number {
    return this.#all().size;
  }

  ids(): string[] {
    return [...this.#all().keys()];
  }

  has(goalId: string): boolean {
    return this.#all().has(goalId);
  }

  isOutlookStale(goalId: string): boolean {
    return this.#all().get(goalId)?.isOutlookStale === true;
  }

  markOutlookStale(goalId: string): void {
    this.#put(goalId, { isOutlookStale: true, isUnpublished: this.#all().get(goalId)?.isUnpublished ?? false });
  }

  markUnpublished(goalId: string): void {
    this.#put(goalId, { isOutlookStale: this.isOutlookStale(goalId), isUnpublished: true });
  }

  /** The outlook has been made anew. */
  outlookMade(goalId: string): void {
    const due = this.#all().get(goalId);
    if (due?.isOutlookStale !== true) return;
    if (due.isUnpublished) this.#put(goalId, { ...due, isOutlookStale: false });
    else {
      this.#all().delete(goalId);
      this.#statements.drop.run(goalId);
    }
  }

  /** Nothing is due any more; returns the goals that were to be published. */
  clear(): string[] {
    const unpublished = [...this.#all()].filter(([, { isUnpublished }]) => isUnpublished).map(([goalId]) => goalId);
    this.#statements.clear.run();
    this.#all().clear();
    return unpublished;
  }

  /** After a transaction that failed: what is remembered of it never came to be. */
  forget(): void {
    this.#goals = null;
  }

  #put(goalId: string, due: Due): void {
    const known = this.#all().get(goalId);
    if (known?.isOutlookStale === due.isOutlookStale && known.isUnpublished === due.isUnpublished) return;
    this.#statements.put.run(goalId, Number(due.isOutlookStale), Number(due.isUnpublished));
    this.#all().set(goalId, due);
  }

  #all(): Map<string, Due> {
    return (this.#goals ??= new Map(
      this.#statements.all
        .all()
        .map(([goalId, stale, unpublished]) => [goalId, { isOutlookStale: stale === 1, isUnpublished: unpublished === 1 }]),
    ));
  }
}
