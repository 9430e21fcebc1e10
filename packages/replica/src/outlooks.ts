import {
  addDays,
  createOutlook,
  type DailySeries,
  type GoalIndex,
  type IsoDate,
  type Goal,
  learnOutlook,
  type LearntOutlook,
  type Outlook,
  outlookFrom,
  type OutlookInput,
  type Pipeline,
  type PipelineProfile,
} from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import type { GoalDays } from './goal-days.ts';

/** How far back of a goal's period its owner's records are read. */
const HISTORY_DAYS = 800;
const PROFILE_KEY = 'pipeline_profile';
/** Goals of which is kept in memory what their past taught: about 40 kB each. */
const LEARNT_KEPT = 400;

/** What may come of each goal after today: made once a day, and again when something it was made from changes. */
export class Outlooks {
  readonly #sqlite: BetterSqlite3.Database;
  readonly #days: GoalDays;
  readonly #statements;
  readonly #unpublished = new Map<string, string>();
  /** What today's outlooks were made from but for the open deals, latest last. */
  readonly #learnt = new Map<string, LearntOutlook | null>();
  #profile: PipelineProfile | null | undefined;

  constructor(sqlite: BetterSqlite3.Database, days: GoalDays) {
    this.#sqlite = sqlite;
    this.#days = days;
    this.#statements = {
      get: sqlite
        .prepare<[string, string, string], string>('SELECT json FROM outlooks WHERE goal_id = ? AND today = ? AND source = ?')
        .pluck(),
      put: sqlite.prepare('INSERT OR REPLACE INTO outlooks (goal_id, today, source, json) VALUES (?, ?, ?, ?)'),
      drop: sqlite.prepare(`DELETE FROM outlooks WHERE goal_id = ? AND source = 'here'`),
    };
  }

  /** The outlook of a goal that is whole here. */
  of(goalId: string, series: DailySeries, index: GoalIndex, today: IsoDate): Outlook | null {
    const stored = this.#statements.get.get(goalId, today, 'here');
    if (stored !== undefined) return JSON.parse(stored) as Outlook | null;
    const outlook = this.#makeToday(goalId, series, index, today);
    const json = JSON.stringify(outlook);
    this.#statements.put.run(goalId, today, 'here', json);
    if (outlook !== null) this.#unpublished.set(goalId, json);
    return outlook;
  }

  /** An outlook made here since it was asked for the last time, as JSON; null otherwise. */
  takeUnpublished(goalId: string): string | null {
    const json = this.#unpublished.get(goalId) ?? null;
    this.#unpublished.delete(goalId);
    return json;
  }

  /** As of any day, from today's records; the open deals are today's and say nothing about an earlier day. */
  make(goalId: string, series: DailySeries, index: GoalIndex, date: IsoDate, isToday = true): Outlook | null {
    const input = this.inputOf(goalId, series, index, date, isToday);
    return input === null ? null : createOutlook(input);
  }

  /** Open deals change many times a day; what the past taught stays the same. */
  #makeToday(goalId: string, series: DailySeries, index: GoalIndex, today: IsoDate): Outlook | null {
    let learnt = this.#learnt.get(goalId);
    if (learnt === undefined || (learnt !== null && learnt.input.today !== today)) {
      const input = index.outlookInput(goalId, { series, ...this.#historyOf(goalId, index), pipeline: null }, today);
      learnt = input === null ? null : learnOutlook(input);
    }
    // Set anew, so that it is the latest.
    this.#learnt.delete(goalId);
    if (learnt === null) return null;
    this.#learnt.set(goalId, learnt);
    const [oldest] = this.#learnt.keys();
    if (this.#learnt.size > LEARNT_KEPT && oldest !== undefined) this.#learnt.delete(oldest);
    return outlookFrom(learnt, this.#pipelineOf(goalId, learnt.input, index));
  }

  #pipelineOf(goalId: string, { kind }: Pick<OutlookInput, 'kind'>, index: GoalIndex): Pipeline | null {
    const profile = this.profile();
    const counterId = index.measureCounterOf(goalId);
    const goal = index.goal(goalId);
    if (profile === null || counterId === null || goal === undefined || kind === 'ratio' || !hasPipeline(goal)) return null;
    return { profile, open: this.#days.openCells(counterId) };
  }

  /** Whether open deals change what may come of a goal. */
  readsOpenDeals(goal: Goal): boolean {
    const model = goal.forecastModel ?? 'ensemble';
    return hasPipeline(goal) && (model === 'ensemble' || model === 'pipeline') && this.profile() !== null;
  }

  /** What an outlook is made of; null where nothing is forecast. */
  inputOf(goalId: string, series: DailySeries, index: GoalIndex, date: IsoDate, isToday = true): OutlookInput | null {
    const input = index.outlookInput(goalId, { series, ...this.#historyOf(goalId, index), pipeline: null }, date);
    if (input === null) return null;
    return isToday ? { ...input, pipeline: this.#pipelineOf(goalId, input, index) } : input;
  }

  /** The server's outlook of a goal that isn't whole here. */
  ofServer(goalId: string, today: IsoDate): Outlook | null {
    const stored = this.#statements.get.get(goalId, today, 'server');
    return stored === undefined ? null : (JSON.parse(stored) as Outlook | null);
  }

  putServer(goalId: string, json: string): void {
    const outlook = JSON.parse(json) as Outlook | null;
    if (outlook !== null) this.#statements.put.run(goalId, outlook.today, 'server', json);
  }

  forget(goalIds: Iterable<string>): void {
    for (const goalId of goalIds) {
      this.#learnt.delete(goalId);
      this.#statements.drop.run(goalId);
    }
  }

  /** For when nothing but open deals changed. */
  forgetOpenDeals(goalIds: Iterable<string>): void {
    for (const goalId of goalIds) this.#statements.drop.run(goalId);
  }

  /** After a transaction that failed: what was learnt in it may be of days that never came to be. */
  forgetLearnt(): void {
    this.#learnt.clear();
  }

  forgetAll(): void {
    this.#learnt.clear();
    this.#sqlite.exec(`DELETE FROM outlooks WHERE source = 'here'`);
    this.#profile = undefined;
  }

  /** What closed deals taught, as the server last said (rule F14). */
  profile(): PipelineProfile | null {
    if (this.#profile === undefined) {
      const stored = this.#sqlite.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(PROFILE_KEY);
      this.#profile = stored === undefined ? null : (JSON.parse(stored) as PipelineProfile);
    }
    return this.#profile;
  }

  setProfile(json: string): void {
    this.#sqlite.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(PROFILE_KEY, json);
    this.forgetAll();
  }

  history(goalId: string, index: GoalIndex): DailySeries {
    return this.#historyOf(goalId, index).history;
  }

  #historyOf(goalId: string, index: GoalIndex): { readonly history: DailySeries; readonly historyStart: IsoDate | null } {
    const goal = index.goal(goalId);
    const counterId = goal === undefined ? null : index.measureCounterOf(goalId);
    if (goal === undefined || counterId === null) return { history: [], historyStart: null };
    const from = addDays(goal.periodStart, -HISTORY_DAYS);
    const first = this.#days.firstDay(counterId);
    if (first === null || first >= goal.periodStart) return { history: [], historyStart: null };
    return {
      history: this.#days.series(counterId, from, addDays(goal.periodStart, -1)),
      historyStart: first > from ? first : from,
    };
  }
}

function hasPipeline({ type }: Goal): boolean {
  return type === 'revenue' || type === 'deals';
}
