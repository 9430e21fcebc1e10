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
import type { DueGoals } from './due-goals.ts';
import type { GoalDays } from './goal-days.ts';
import { keepLatest } from './keep-latest.ts';

/** How far back of a goal's period its owner's records are read. */
const HISTORY_DAYS = 800;
const PROFILE_KEY = 'pipeline_profile';
/** Goals of which is kept in memory what their past taught: about 40 kB each. */
const LEARNT_KEPT = 400;
/** Goals whose outlook is kept in memory: a few kB each. */
const PARSED_KEPT = 1000;

/**
 * Whether an outlook must be up to date. Inside a commit it is taken `asItStands`, for making one takes longer than everything else of an
 * edit; where it is missing or was made from something that has changed, the goal is due and it is made `anew` right after.
 */
export type OutlookMode = 'asItStands' | 'anew';

/** What may come of each goal after today: made once a day, and again when something it was made from changes. */
export class Outlooks {
  readonly #sqlite: BetterSqlite3.Database;
  readonly #days: GoalDays;
  readonly #due: DueGoals;
  readonly #statements;
  readonly #unpublished = new Map<string, string>();
  /** What today's outlooks were made from but for the open deals, latest last. */
  readonly #learnt = new Map<string, LearntOutlook | null>();
  /** What is stored, read: an edit puts the same outlooks on other days again and again. */
  readonly #parsed = new Map<string, { readonly today: IsoDate; readonly outlook: Outlook | null }>();
  #profile: PipelineProfile | null | undefined;

  constructor(sqlite: BetterSqlite3.Database, days: GoalDays, due: DueGoals) {
    this.#sqlite = sqlite;
    this.#days = days;
    this.#due = due;
    this.#statements = {
      get: sqlite
        .prepare<[string, string, string], string>('SELECT json FROM outlooks WHERE goal_id = ? AND today = ? AND source = ?')
        .pluck(),
      put: sqlite.prepare('INSERT OR REPLACE INTO outlooks (goal_id, today, source, json) VALUES (?, ?, ?, ?)'),
      drop: sqlite.prepare(`DELETE FROM outlooks WHERE goal_id = ? AND source = 'here'`),
    };
  }

  /** The outlook of a goal that is whole here. */
  of(goalId: string, series: DailySeries, index: GoalIndex, today: IsoDate, mode: OutlookMode): Outlook | null {
    const isStale = this.#due.isOutlookStale(goalId);
    const stored = isStale && mode === 'anew' ? undefined : this.#stored(goalId, today);
    if (stored !== undefined) return stored;
    if (mode === 'asItStands') {
      this.#due.markOutlookStale(goalId);
      return null;
    }
    if (isStale) this.#due.outlookMade(goalId);
    const outlook = this.#makeToday(goalId, series, index, today);
    const json = JSON.stringify(outlook);
    this.#statements.put.run(goalId, today, 'here', json);
    // As another reading of it would give it.
    keepLatest(this.#parsed, goalId, { today, outlook: JSON.parse(json) as Outlook | null }, PARSED_KEPT);
    if (outlook !== null) this.#unpublished.set(goalId, json);
    return outlook;
  }

  #stored(goalId: string, today: IsoDate): Outlook | null | undefined {
    const known = this.#parsed.get(goalId);
    if (known?.today === today) return known.outlook;
    const json = this.#statements.get.get(goalId, today, 'here');
    if (json === undefined) return undefined;
    const outlook = JSON.parse(json) as Outlook | null;
    keepLatest(this.#parsed, goalId, { today, outlook }, PARSED_KEPT);
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
    if (learnt === null) {
      this.#learnt.delete(goalId);
      return null;
    }
    keepLatest(this.#learnt, goalId, learnt, LEARNT_KEPT);
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
    if (outlook === null) return;
    this.#parsed.delete(goalId);
    this.#statements.put.run(goalId, outlook.today, 'server', json);
  }

  /** Goals that are others now: nothing known of them holds. */
  forget(goalIds: Iterable<string>): void {
    for (const goalId of goalIds) {
      this.#learnt.delete(goalId);
      this.#parsed.delete(goalId);
      this.#statements.drop.run(goalId);
    }
  }

  /** Of a goal that isn't whole here any more: an outlook of before must not stand again should it be whole once more. */
  forgetStale(goalId: string): void {
    if (!this.#due.isOutlookStale(goalId)) return;
    this.forget([goalId]);
    this.#due.outlookMade(goalId);
  }

  /** Days that an outlook was made from have changed: it stands until it is made anew. */
  pastChanged(goalIds: Iterable<string>): void {
    for (const goalId of goalIds) {
      this.#learnt.delete(goalId);
      this.#due.markOutlookStale(goalId);
    }
  }

  /** The same where nothing but open deals changed: what the past taught stays. */
  openDealsChanged(goalIds: Iterable<string>): void {
    for (const goalId of goalIds) this.#due.markOutlookStale(goalId);
  }

  /** After a transaction that failed: what is remembered of it may be of days that never came to be. */
  forgetRemembered(): void {
    this.#learnt.clear();
    this.#parsed.clear();
  }

  forgetAll(): void {
    this.forgetRemembered();
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
