import type {
  Adjustment,
  CompositePart,
  DailySeries,
  FanPoint,
  GoalDays as GoalDaysInput,
  GoalIndex,
  GoalResult,
  IsoDate,
  KnownInputs,
} from '@fieldgoal/domain';
import { createOutlook, isComposite } from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import type { GoalDays } from './goal-days.ts';
import type { Logger } from './logger.ts';
import { isStorageCode, sqliteCode } from './open.ts';
import type { OutlookMode, Outlooks } from './outlooks.ts';

/** The server's word on one goal, as the feed carries it: the result and the inputs it was computed from. */
export interface ServerResult {
  readonly result: GoalResult;
  readonly series: DailySeries;
  readonly adjustments: readonly Adjustment[];
  readonly target: number | null;
  readonly childrenTarget: number | null;
  /** Of a composite. */
  readonly parts: readonly CompositePart[];
  /** Owners outside of the goal's scope whose shared deals count in it. */
  readonly sources: readonly string[];
}

/** Where a goal's number comes from, and whether the server has confirmed it (architecture, step 6). */
export type ResultState = 'confirmed' | 'provisional' | 'differs' | 'waiting';

/** Evaluates goals from their days and keeps `results`. */
export class Results {
  readonly #log: Logger;
  readonly #days: GoalDays;
  readonly #outlooks: Outlooks;
  readonly #isComplete: (goalId: string) => boolean;
  readonly #statements;
  /** Days that stored results may be as of; null until they are read. */
  #dates: Set<IsoDate> | null = null;

  constructor(
    sqlite: BetterSqlite3.Database,
    { days, outlooks }: { readonly days: GoalDays; readonly outlooks: Outlooks },
    isComplete: (goalId: string) => boolean,
    log: Logger,
  ) {
    this.#log = log;
    this.#days = days;
    this.#outlooks = outlooks;
    this.#isComplete = isComplete;
    this.#statements = {
      get: sqlite.prepare<[string], { json: string }>('SELECT json FROM results WHERE goal_id = ?'),
      // Not REPLACE, here and where else an edit puts a row that is there: that would write its index anew.
      put: sqlite.prepare(
        `INSERT INTO results (goal_id, input_hash, json) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET input_hash = excluded.input_hash, json = excluded.json`,
      ),
      drop: sqlite.prepare('DELETE FROM results WHERE goal_id = ?'),
      server: sqlite.prepare<[string], { json: string }>('SELECT json FROM server_results WHERE goal_id = ?'),
      dates: sqlite.prepare<[], IsoDate>(`SELECT DISTINCT json_extract(json, '$.today') FROM results`).pluck(),
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
  series(goalId: string, index: GoalIndex): DailySeries | null {
    const slice = index.sliceOf(goalId);
    if (this.#isComplete(goalId)) return slice === null ? [] : this.#days.series(slice.counterId, slice.from, slice.to);
    const server = this.server(goalId);
    if (server === null) return null;
    return slice === null ? server.series : addSeries(server.series, this.#days.pendingSeries(slice.counterId, slice.from, slice.to));
  }

  /**
   * Evaluates goals and the composites that depend on them for `today` and stores what changed.
   * A goal that can't be evaluated is logged and left as it was: it never fails the edit that caused it (architecture, step 5).
   */
  evaluate(goalIds: Iterable<string>, index: GoalIndex, today: IsoDate, mode: OutlookMode = 'anew'): string[] {
    const changed: string[] = [];
    this.#dates?.add(today);
    for (const goalId of index.inOrder(goalIds)) {
      try {
        if (this.#evaluateOne(goalId, index, today, mode)) changed.push(goalId);
      } catch (error) {
        // The disk is full or failing: SQLite may have undone the transaction that this is part of.
        if (isStorageCode(sqliteCode(error))) throw error;
        this.#log.error({ goalId, error: String(error) }, 'a goal could not be evaluated; it keeps its last result');
      }
    }
    return changed;
  }

  /** What goals would have shown at the end of a day, from today's records (rule S2); nothing is stored. */
  asOf(goalIds: readonly string[], index: GoalIndex, date: IsoDate): ReadonlyMap<string, GoalResult> {
    const found = new Map<string, GoalResult>();
    const evaluateAt = (goalId: string): GoalResult | null => {
      const known = found.get(goalId);
      if (known !== undefined) return known;
      const goal = index.goal(goalId);
      if (goal === undefined) return null;
      const result = isComposite(goal)
        ? index.evaluateComposite(
            goalId,
            index
              .componentsOf(goalId)
              .map((part) => index.partOf(part, evaluateAt(part.goalId), this.#daysAt(part.goalId, index, date), date)),
            date,
          )
        : index.evaluate(goalId, this.#daysAt(goalId, index, date), date);
      found.set(goalId, result);
      return result;
    };
    for (const goalId of goalIds) evaluateAt(goalId);
    return found;
  }

  /** Whether there are results as of another day. */
  hasOtherThan(today: IsoDate): boolean {
    this.#dates ??= new Set(this.#statements.dates.all());
    return this.#dates.size > (this.#dates.has(today) ? 1 : 0);
  }

  /** What is remembered of the results' days is read again: all were evaluated, or a transaction failed. */
  forgetDates(): void {
    this.#dates = null;
  }

  /** Forgets results of goals that are gone. */
  prune(index: GoalIndex): void {
    for (const goalId of this.#statements.all.all()) if (index.goal(goalId) === undefined) this.#statements.drop.run(goalId);
  }

  /** A composite's components as they stand here; of those that aren't here as the server said. */
  partsOf(goalId: string, index: GoalIndex, today: IsoDate, mode: OutlookMode = 'anew'): readonly CompositePart[] {
    const here = index.componentsOf(goalId).flatMap((component) => {
      const days = this.days(component.goalId, index, today, mode);
      if (days === null) return [];
      return [index.partOf(component, this.get(component.goalId), days, today, this.inputsFromServer(component.goalId, index))];
    });
    if (this.#isComplete(goalId)) return here;
    const known = new Set(here.map((part) => part.goalId));
    const elsewhere = (this.server(goalId)?.parts ?? []).filter((part) => !known.has(part.goalId));
    return [...here, ...elsewhere].sort((a, b) => (a.goalId < b.goalId ? -1 : 1));
  }

  /** Everything day by day that a goal's result is made from; null before the server has spoken of one that isn't whole here. */
  days(goalId: string, index: GoalIndex, today: IsoDate, mode: OutlookMode = 'anew'): GoalDaysInput | null {
    const series = this.series(goalId, index);
    if (series === null) return null;
    const isWhole = this.#isComplete(goalId);
    if (!isWhole && mode === 'anew') this.#outlooks.forgetStale(goalId);
    const history = isWhole && index.isSeasonal(goalId) ? this.#outlooks.history(goalId, index) : [];
    const outlook = isWhole ? this.#outlooks.of(goalId, series, index, today, mode) : this.#carriedOutlook(goalId, series, index, today);
    return { series, history, outlook };
  }

  /** The forecast's course to the end of the period; empty where nothing is forecast. */
  fan(goalId: string, index: GoalIndex, today: IsoDate): readonly FanPoint[] {
    const days = this.days(goalId, index, today);
    return days === null ? [] : index.fan(goalId, days, today, this.inputsFromServer(goalId, index));
  }

  /** The server's outlook of the day; on another day what can be made of the server's series alone. */
  #carriedOutlook(goalId: string, series: DailySeries, index: GoalIndex, today: IsoDate) {
    const ofServer = this.#outlooks.ofServer(goalId, today);
    if (ofServer !== null) return ofServer;
    const input = index.outlookInput(goalId, { series, history: [], historyStart: null, pipeline: null }, today);
    return input === null ? null : createOutlook(input);
  }

  #daysAt(goalId: string, index: GoalIndex, date: IsoDate): GoalDaysInput {
    const series = (this.series(goalId, index) ?? []).filter(([day]) => day <= date);
    const history = index.isSeasonal(goalId) ? this.#outlooks.history(goalId, index) : [];
    return { series, history, outlook: this.#outlooks.make(goalId, series, index, date, false) };
  }

  #evaluateOne(goalId: string, index: GoalIndex, today: IsoDate, mode: OutlookMode): boolean {
    const result = this.#resultNow(goalId, index, today, mode);
    if (result === null) return this.#statements.drop.run(goalId).changes > 0;
    const json = JSON.stringify(result);
    if (this.#statements.get.get(goalId)?.json === json) return false;
    this.#statements.put.run(goalId, result.inputHash, json);
    return true;
  }

  #resultNow(goalId: string, index: GoalIndex, today: IsoDate, mode: OutlookMode): GoalResult | null {
    const goal = index.goal(goalId);
    if (goal === undefined) return null;
    const known = this.inputsFromServer(goalId, index);
    if (isComposite(goal)) {
      if (!this.#isComplete(goalId) && this.server(goalId) === null) return null;
      return index.evaluateComposite(goalId, this.partsOf(goalId, index, today, mode), today, known);
    }
    const days = this.days(goalId, index, today, mode);
    return days === null ? null : index.evaluate(goalId, days, today, known);
  }

  /** Adjustments and target of a goal whose parts below are not all on this device; what is here wins, being newer. */
  inputsFromServer(goalId: string, index: GoalIndex): KnownInputs | undefined {
    if (index.goal(goalId) === undefined || this.#isComplete(goalId)) return undefined;
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

/** The sum of two series; ascending, no entries of two zeros. */
function addSeries(a: DailySeries, b: DailySeries): DailySeries {
  if (b.length === 0) return a;
  const sums = new Map<IsoDate, [number, number]>(a.map(([date, amount, weight]) => [date, [amount, weight]]));
  for (const [date, amount, weight] of b) {
    const sum = sums.get(date);
    sums.set(date, [(sum?.[0] ?? 0) + amount, (sum?.[1] ?? 0) + weight]);
  }
  return [...sums]
    .map(([date, [amount, weight]]) => [date, amount, weight] as const)
    .filter(([, amount, weight]) => amount !== 0 || weight !== 0)
    .sort(([x], [y]) => (x < y ? -1 : 1));
}
