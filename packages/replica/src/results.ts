import type { Adjustment, DailySeries, GoalIndex, GoalResult, IsoDate, KnownInputs } from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import type { GoalState } from './goal-state.ts';
import type { Logger } from './logger.ts';

/** The server's word on one goal, as the feed carries it: the result and the inputs it was computed from. */
export interface ServerResult {
  readonly result: GoalResult;
  readonly series: DailySeries;
  readonly adjustments: readonly Adjustment[];
  readonly target: number | null;
  readonly childrenTarget: number | null;
}

/** Where a goal's number comes from, and whether the server has confirmed it (architecture, step 6). */
export type ResultState = 'confirmed' | 'provisional' | 'differs' | 'waiting';

/** Evaluates goals from their days and keeps `results`. */
export class Results {
  readonly #log: Logger;
  readonly #goals: GoalState;
  readonly #isComplete: (goalId: string) => boolean;
  readonly #statements;

  constructor(sqlite: BetterSqlite3.Database, goals: GoalState, isComplete: (goalId: string) => boolean, log: Logger) {
    this.#log = log;
    this.#goals = goals;
    this.#isComplete = isComplete;
    this.#statements = {
      get: sqlite.prepare<[string], { json: string }>('SELECT json FROM results WHERE goal_id = ?'),
      put: sqlite.prepare('INSERT OR REPLACE INTO results (goal_id, input_hash, json) VALUES (?, ?, ?)'),
      drop: sqlite.prepare('DELETE FROM results WHERE goal_id = ?'),
      server: sqlite.prepare<[string], { json: string }>('SELECT json FROM server_results WHERE goal_id = ?'),
      all: sqlite.prepare<[], string>('SELECT goal_id FROM results').pluck(),
    };
  }

  get(goalId: string): GoalResult | null {
    const row = this.#statements.get.get(goalId);
    return row === undefined ? null : (JSON.parse(row.json) as GoalResult);
  }

  server(goalId: string): ServerResult | null {
    const row = this.#statements.server.get(goalId);
    return row === undefined ? null : (JSON.parse(row.json) as ServerResult);
  }

  /**
   * What the goal's records add per day. Where some of them are not on this device, the server's last series carried forward
   * by what this device's own unaccounted changes add; null before the server has spoken.
   */
  series(goalId: string): DailySeries | null {
    if (this.#isComplete(goalId)) return this.#goals.series(goalId);
    const server = this.server(goalId);
    return server === null ? null : addSeries(server.series, this.#goals.pendingSeries(goalId));
  }

  /**
   * Evaluates goals for `today` and stores what changed.
   * A goal that can't be evaluated is logged and left as it was: it never fails the edit that caused it (architecture, step 5).
   */
  evaluate(goalIds: Iterable<string>, index: GoalIndex, today: IsoDate): string[] {
    const changed: string[] = [];
    for (const goalId of new Set(goalIds)) {
      try {
        if (this.#evaluateOne(goalId, index, today)) changed.push(goalId);
      } catch (error) {
        this.#log.error({ goalId, error: String(error) }, 'a goal could not be evaluated; it keeps its last result');
      }
    }
    return changed;
  }

  /** Forgets results of goals that are gone. */
  prune(index: GoalIndex): void {
    for (const goalId of this.#statements.all.all()) if (index.goal(goalId) === undefined) this.#statements.drop.run(goalId);
  }

  #evaluateOne(goalId: string, index: GoalIndex, today: IsoDate): boolean {
    if (index.goal(goalId) === undefined) return this.#statements.drop.run(goalId).changes > 0;
    const series = this.series(goalId);
    if (series === null) return this.#statements.drop.run(goalId).changes > 0;
    const result = index.evaluate(goalId, series, today, this.#inputsFromServer(goalId, index));
    const json = JSON.stringify(result);
    if (this.#statements.get.get(goalId)?.json === json) return false;
    this.#statements.put.run(goalId, result.inputHash, json);
    return true;
  }

  /** Adjustments and target of a goal whose parts below are not all on this device; what is here wins, being newer. */
  #inputsFromServer(goalId: string, index: GoalIndex): KnownInputs | undefined {
    if (this.#isComplete(goalId)) return undefined;
    const server = this.server(goalId);
    if (server === null) return undefined;
    const here = index.adjustmentsCounting(goalId);
    const known = new Set(here.map(({ id }) => id));
    const elsewhere = server.adjustments.filter(({ id, goalId: of }) => !known.has(id) && index.goal(of) === undefined);
    const adjustments = [...here, ...elsewhere].sort((a, b) => (a.id < b.id ? -1 : 1));
    const goal = index.goal(goalId);
    return { adjustments, target: goal?.targetMode === 'fixed' ? goal.target : server.target, childrenTarget: server.childrenTarget };
  }
}

/** The sum of two series; ascending, no zero entries. */
function addSeries(a: DailySeries, b: DailySeries): DailySeries {
  if (b.length === 0) return a;
  const sums = new Map<IsoDate, number>(a);
  for (const [date, amount] of b) sums.set(date, (sums.get(date) ?? 0) + amount);
  return [...sums].filter(([, amount]) => amount !== 0).sort(([x], [y]) => (x < y ? -1 : 1));
}
