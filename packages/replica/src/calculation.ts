import {
  addDays,
  closingDay,
  createZoneClock,
  startOfDayInstant,
  type Collection,
  type CountingEvent,
  type Deal,
  type Goal,
  type GoalIndex,
  type Instant,
  type IsoDate,
  learnPipeline,
  type PipelineProfile,
  Tally,
  type TallyPlan,
} from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import type { CommitContext, Touched } from './commit.ts';
import { DueGoals } from './due-goals.ts';
import { type EventChange, Events, type WonDeal } from './events.ts';
import { type CounterChange, GoalDays } from './goal-days.ts';
import { Ledger, type LedgerRow } from './ledger.ts';
import type { Logger } from './logger.ts';
import { Outlooks } from './outlooks.ts';
import type { Projection } from './projection.ts';
import { Results, type ServerResult } from './results.ts';
import type { SnapshotRow } from './feed.ts';
import { snapshotRow } from './snapshots.ts';
import type { Views } from './views.ts';

/** Collections of the directory whose change may move records between goals. */
const REGROUPING: readonly Collection[] = ['settings', 'stages', 'teams', 'memberships', 'rates'];
/** Collections whose change may make a goal whole on a device, or no longer so. */
const COMPLETING: readonly Collection[] = ['members', 'goals', 'edges'];

/** Deals that ended earlier teach nothing any more. */
const LEARNT_DAYS = 800;

export interface CalculationOptions {
  readonly sqlite: BetterSqlite3.Database;
  readonly projection: Projection;
  readonly views: Views;
  readonly log: Logger;
  readonly isComplete: (goalId: string) => boolean;
  readonly today: () => IsoDate;
  readonly nowInstant: () => Instant;
}

/** What a commit did to goals. */
export interface Recalculated {
  /** Those whose result changed, or whose forecast follows right after. */
  readonly goalIds: readonly string[];
  readonly ledger: readonly LedgerRow[];
}

/** Everything derived of the records: events, days, outlooks and results, kept equal to them by differences, or from scratch. */
export class Calculation {
  readonly days: GoalDays;
  readonly outlooks: Outlooks;
  readonly results: Results;
  readonly ledger: Ledger;
  /** What commits left to be done right after them. */
  readonly due: DueGoals;
  readonly #events: Events;
  /** Of each goal the owners outside of its scope whose shared deals count in it. */
  #sources: { readonly index: GoalIndex | null; readonly byGoal: Map<string, readonly string[]> } = { index: null, byGoal: new Map() };
  readonly #views: Views;
  readonly #options: CalculationOptions;
  /** Goals to be evaluated when this device has caught up; null while it isn't catching up. */
  #held: Set<string> | null = null;
  /** Goals to be evaluated at the end of a batch of commits; null outside of one. */
  #batched: Set<string> | null = null;

  constructor(options: CalculationOptions) {
    const { sqlite, projection, views, isComplete, log } = options;
    this.#options = options;
    this.#views = views;
    this.days = new GoalDays(sqlite);
    this.due = new DueGoals(sqlite);
    this.outlooks = new Outlooks(sqlite, this.days, this.due);
    this.results = new Results(sqlite, this, isComplete, log);
    this.ledger = new Ledger(sqlite);
    this.#events = new Events(sqlite, projection);
  }

  /**
   * Brings events, days and results of the touched records up to date, inside the commit's transaction; the cost doesn't depend on how
   * many records there are.
   */
  follow(
    touched: readonly Touched[],
    topics: ReadonlySet<Collection>,
    before: GoalIndex | null,
    updateSeq: number,
    context: CommitContext,
  ): Recalculated {
    const index = this.#views.goalIndex();
    const today = this.#options.today();
    const changes = this.#events.follow(touched, this.#views.deriver());
    const ledger = this.#keepLedger(changes, updateSeq, context, today);
    if (REGROUPING.some((collection) => topics.has(collection))) {
      if (touched.some(altersEvents)) this.#events.rebuild(this.#views.deriver());
      this.#addUpAll(index);
      this.outlooks.forgetAll();
      return { ledger, goalIds: this.#evaluateOrHold(idsOf(index.goals), context) };
    }
    if (changes.some(({ before: was, after }) => isShared(was) || isShared(after))) this.#sources = { index: null, byGoal: new Map() };
    const change = this.days.apply(eventsOf(changes, 'before'), eventsOf(changes, 'after'), index);
    if (context.origin === 'local') this.days.keepPending(updateSeq, change.days);
    const affected = this.#affectedBy(change, index, today);
    if (topics.has('goals') || topics.has('edges')) {
      const reshaped = reshapedGoals(touched, before, index);
      this.#addUp(reshaped, before, index);
      this.outlooks.forget(reshaped);
      // A composite that is no longer made of a goal follows too.
      for (const goalId of before === null ? reshaped : before.inOrder(reshaped)) affected.add(goalId);
      for (const goalId of reshaped) affected.add(goalId);
    }
    for (const { collection, after, before: was } of touched) {
      const adjustment = collection === 'adjustments' ? (after ?? was) : null;
      if (adjustment === null || !('goalId' in adjustment)) continue;
      for (const id of [adjustment.goalId, ...index.ancestorsOf(adjustment.goalId)]) affected.add(id);
    }
    if (COMPLETING.some((collection) => topics.has(collection)))
      for (const goalId of this.#views.turned(this.#options.isComplete)) affected.add(goalId);
    return { ledger, goalIds: this.#evaluateOrHold(affected, context) };
  }

  /**
   * From now on what the server sends is added up but not evaluated, until `endCatchUp`: a first sync brings hundreds of rooms, and what may
   * come of a goal needs to be known once, not once a room.
   */
  beginCatchUp(): void {
    this.#held ??= new Set();
  }

  /** Evaluates what was held back; returns the goals whose result changed. */
  endCatchUp(): string[] {
    const held = this.#held;
    this.#held = null;
    return held === null || held.size === 0 ? [] : this.evaluate([...held]);
  }

  get isCatchingUp(): boolean {
    return this.#held !== null;
  }

  /** Runs a batch of commits, whose goals are evaluated together by `evaluateBatch`. */
  batch<T>(work: () => T): T {
    this.#batched = new Set();
    try {
      return work();
    } finally {
      this.#batched = null;
    }
  }

  /** Ends the holding back of a batch; returns the goals whose result changed, and those whose forecast is about to. */
  evaluateBatch(): string[] {
    const batched = this.#batched ?? [];
    this.#batched = null;
    return this.#evaluateAsItStands([...batched]);
  }

  /** Returns the goals whose result changed; while a batch runs, those whose result may. */
  #evaluateOrHold(goalIds: Iterable<string>, { origin }: Pick<CommitContext, 'origin'>): string[] {
    const held = this.#held !== null && origin === 'remote' ? this.#held : this.#batched;
    const ids = [...goalIds];
    if (held === null) return this.#evaluateAsItStands(ids);
    for (const goalId of ids) held.add(goalId);
    return held === this.#batched ? ids : [];
  }

  /** Returns the goals whose result changed, and those whose forecast is about to. */
  #evaluateAsItStands(goalIds: readonly string[]): string[] {
    const changed = this.results.evaluate(goalIds, this.#views.goalIndex(), this.#options.today(), 'asItStands');
    return [...new Set([...changed, ...goalIds.filter((goalId) => this.due.isOutlookStale(goalId))])];
  }

  /** Evaluates goals for today; those whose records the server sent while this device catches up wait for its end. */
  evaluateSent(goalIds: readonly string[]): string[] {
    return this.#evaluateOrHold(goalIds, { origin: 'remote' });
  }

  /** Inside a transaction after the commit: makes the outlooks that became stale anew; returns the goals whose result changed. */
  settle(): string[] {
    return this.evaluate(this.due.ids());
  }

  evaluate(goalIds: readonly string[] | 'all'): string[] {
    const index = this.#views.goalIndex();
    const changed = this.results.evaluate(goalIds === 'all' ? idsOf(index.goals) : goalIds, index, this.#options.today());
    if (goalIds === 'all') this.results.forgetDates();
    return changed;
  }

  /** Derives days from the records again; returns the goals whose stored days were different, which should be none. */
  rebuild(): string[] {
    this.#events.rebuild(this.#views.deriver());
    return this.recount();
  }

  /** Adds all events up again; returns the goals whose stored days were different, which should be none. */
  recount(): string[] {
    return this.#addUpAll(this.#views.goalIndex());
  }

  /**
   * What every goal counts by day, straight from the events, stored days left aside; a goal's are those of its `sliceOf`. Inside a
   * transaction.
   */
  tallyGoals(): Tally {
    return this.#tally(this.#views.goalIndex().tallyPlan('periods'));
  }

  /** Events between two dates of those whose records can count in a goal. */
  eventsOf(goal: Goal): CountingEvent[] {
    const index = this.#views.goalIndex();
    const slice = index.sliceOf(goal.id);
    const members = new Set([...index.membersInScope(goal.id), ...(slice === null ? [] : this.days.sources(slice.counterId))]);
    return this.eventsBetween(members, goal.periodStart, goal.periodEnd);
  }

  /** Deals that are open (rule C1), in no particular order. */
  openDeals(): Deal[] {
    return this.#events.openDeals();
  }

  /** Deals won on or after a business day, in no particular order. */
  wonDeals(since: IsoDate): WonDeal[] {
    return this.#events.wonDeals(since);
  }

  /** Events between two dates in which one of the members has a credit. */
  eventsBetween(memberIds: ReadonlySet<string>, from: IsoDate, to: IsoDate): CountingEvent[] {
    return [...this.#events.of(memberIds, from, to)];
  }

  /**
   * How records came to be what they are, between two business dates, both included, oldest first (rule W7): kept changes, and how records were
   * made. With `memberIds` of the records in which one of them has a credit.
   */
  history(from: IsoDate, to: IsoDate, memberIds: ReadonlySet<string> | null): LedgerRow[] {
    const { timeZone } = this.#views.directory().settings;
    const clock = createZoneClock(timeZone);
    const candidates = new Map<string, CountingEvent>();
    const add = (event: CountingEvent): void => void candidates.set(`${event.collection} ${event.recordId}`, event);
    for (const event of this.#events.of(memberIds, from, to)) add(event);
    for (const event of this.#events.madeBetween(startOfDayInstant(from, timeZone), startOfDayInstant(addDays(to, 1), timeZone)))
      add(event);
    const changes = this.ledger.changes(from, '9999');
    for (const { collection, recordId, before, after } of changes) {
      const event = this.#events.get(collection, recordId) ?? after ?? before;
      if (event !== null) add(event);
    }
    const concerns = (event: CountingEvent | null): boolean =>
      memberIds === null || event?.credits.some(({ memberId }) => memberIds.has(memberId)) === true;
    return [...changes.filter(({ on }) => on <= to), ...this.ledger.made(candidates.values(), from, to, (at) => clock.businessDateOf(at))]
      .filter(({ before, after }) => concerns(before) || concerns(after))
      .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
  }

  /** The snapshots of a day that has ended, of goals that have none of it: in their period, or closed on that day (rules S1, S3). */
  snapshotsOf(date: IsoDate, has: (goalId: string) => boolean, backfilled: boolean): SnapshotRow[] {
    const index = this.#views.goalIndex();
    const { closeAfterDays } = this.#views.directory().settings;
    const isDue = (goal: Goal): boolean =>
      (goal.periodStart <= date && date <= goal.periodEnd) || closingDay(goal, closeAfterDays) === date;
    const due = index.goals.filter((goal) => goal.status === 'active' && isDue(goal) && !has(goal.id));
    const results = this.results.asOf(idsOf(due), index, date);
    return due.flatMap((goal) => {
      const result = results.get(goal.id);
      if (result === undefined) return [];
      return [snapshotRow(result, date, { backfilled, isFinal: closingDay(goal, closeAfterDays) === date }, this.#options.nowInstant())];
    });
  }

  /** What the server says of a goal, with everything it was computed from. */
  serverResult(goalId: string): ServerResult | null {
    const index = this.#views.goalIndex();
    const result = this.results.get(goalId);
    if (result === null || index.goal(goalId) === undefined) return null;
    const slice = index.sliceOf(goalId);
    return {
      result,
      series: this.results.series(goalId, index) ?? [],
      adjustments: index.adjustmentsCounting(goalId),
      target: index.effectiveTarget(goalId),
      childrenTarget: index.childrenTarget(goalId),
      parts: this.results.partsOf(goalId, index, this.#options.today()),
      sources: slice === null ? [] : this.#sourcesOf(goalId, slice.counterId, index),
    };
  }

  /** Asked at every change of a goal, and different only when a shared deal or the goals change. */
  #sourcesOf(goalId: string, counterId: string, index: GoalIndex): readonly string[] {
    if (this.#sources.index !== index) this.#sources = { index, byGoal: new Map() };
    let sources = this.#sources.byGoal.get(goalId);
    if (sources === undefined) {
      const inScope = index.membersInScope(goalId);
      sources = this.days.sources(counterId).filter((ownerId) => !inScope.has(ownerId));
      this.#sources.byGoal.set(goalId, sources);
    }
    return sources;
  }

  /** After a transaction that failed: what is remembered of it never came to be. */
  forget(): void {
    this.days.forget();
    this.outlooks.forgetRemembered();
    this.results.forgetDates();
    this.due.forget();
    this.#sources = { index: null, byGoal: new Map() };
  }

  /** The goals whose days some counters keep. */
  goalsOfCounters(counterIds: readonly string[]): string[] {
    const index = this.#views.goalIndex();
    return counterIds.flatMap((counterId) => idsOf(index.goalsOfCounter(counterId)));
  }

  /** Server: a goal's outlook as JSON where the devices don't have it yet; null otherwise. */
  outlookToPublish(goalId: string): string | null {
    return this.outlooks.takeUnpublished(goalId);
  }

  /** How deals end, from what was known when yesterday ended (rule F14). */
  learnProfile(): PipelineProfile {
    const yesterday = addDays(this.#options.today(), -1);
    const { currency } = this.#views.directory().settings;
    return learnPipeline(this.#events.learnableDeals(addDays(yesterday, -LEARNT_DAYS), currency), yesterday);
  }

  #keepLedger(changes: readonly EventChange[], updateSeq: number, { origin }: CommitContext, today: IsoDate): LedgerRow[] {
    // A device receives the history of what others did from the server.
    if (origin === 'remote') return [];
    const prefix = `${origin === 'local' ? 'l' : 's'}${updateSeq}`;
    const rows = this.ledger.rowsOf(changes, prefix, this.#options.nowInstant(), today);
    this.ledger.append(rows, origin === 'local' ? updateSeq : null);
    return rows;
  }

  /** Goals whose days changed, and running goals whose past or open deals did. */
  #affectedBy({ days, open }: CounterChange, index: GoalIndex, today: IsoDate): Set<string> {
    const affected = new Set<string>();
    const stale = new Set<string>();
    const reopened = new Set<string>();
    const isRunning = ({ periodStart, periodEnd }: Goal): boolean => periodStart <= today && today <= periodEnd;
    for (const [counterId, dates] of days) {
      for (const goal of index.goalsOfCounter(counterId)) {
        const isPast = isRunning(goal) && [...dates.keys()].some((date) => date < today && date <= goal.periodEnd);
        if (isPast) stale.add(goal.id);
        const isCounted = index.sliceOf(goal.id)?.counterId === counterId;
        const isInside = isCounted && [...dates.keys()].some((date) => goal.periodStart <= date && date <= goal.periodEnd);
        if (isPast || isInside) affected.add(goal.id);
      }
    }
    for (const counterId of open) {
      for (const goal of index.goalsOfCounter(counterId)) {
        if (!isRunning(goal) || !this.outlooks.readsOpenDeals(goal)) continue;
        reopened.add(goal.id);
        affected.add(goal.id);
      }
    }
    this.outlooks.pastChanged(stale);
    this.outlooks.openDealsChanged(reopened);
    return affected;
  }

  #addUpAll(index: GoalIndex): string[] {
    this.#sources = { index: null, byGoal: new Map() };
    const plan = index.tallyPlan();
    const tally = this.#tally(plan);
    const { days, open } = this.days.follow(tally, new Set([...index.counterIds].filter((counterId) => !plan.odd.has(counterId))));
    const changed = new Set([...days, ...this.#addUpOdd(plan.odd, index)]);
    this.days.prune(index);
    this.results.prune(index);
    this.outlooks.pastChanged([...changed, ...open].flatMap((counterId) => idsOf(index.goalsOfCounter(counterId))));
    return idsOf(index.goals.filter(({ id }) => changed.has(index.sliceOf(id)?.counterId ?? '')));
  }

  #tally(plan: TallyPlan): Tally {
    const { textOf, pages } = this.#events.columns.read(plan.years);
    const tally = new Tally(plan, textOf);
    for (const page of pages) tally.add(page);
    return tally;
  }

  /** Goals whose counters can only be added up record by record; there are few. */
  #addUpOdd(counterIds: ReadonlySet<string>, index: GoalIndex): string[] {
    return [...counterIds].flatMap((counterId) => {
      const goal = index.goal(counterId);
      if (goal === undefined) return [];
      const events = this.#events.of(index.membersInScope(goal.id), goal.periodStart, goal.periodEnd);
      return this.days.rebuild(new Set([counterId]), events, index);
    });
  }

  /** The counters of goals that were made, moved or reshaped; those that were there and don't depend on the tree stay as they are. */
  #addUp(goalIds: ReadonlySet<string>, before: GoalIndex | null, index: GoalIndex): void {
    const counters = new Set<string>();
    const members = new Set<string>();
    let isEveryone = false;
    let [from, to] = ['9999', '0000'];
    for (const goalId of goalIds) {
      this.days.drop(countersOf(goalId, before).filter((counterId) => !index.counterIds.has(counterId)));
      const goal = index.goal(goalId);
      if (goal === undefined) continue;
      const slice = index.sliceOf(goalId);
      const measure = index.measureCounterOf(goalId);
      const isNewMeasure = measure !== null && before?.counterIds.has(measure) !== true;
      if (isNewMeasure) counters.add(measure);
      if (slice !== null && slice.counterId !== measure) counters.add(slice.counterId);
      for (const member of index.membersInScope(goalId)) members.add(member);
      if (isNewMeasure) [from, to] = ['0000', '9999'];
      if (goal.periodStart < from) from = goal.periodStart;
      if (goal.periodEnd > to) to = goal.periodEnd;
      // Whoever was ever in a team counts in its measure.
      if (isNewMeasure && goal.ownerType !== 'individual') isEveryone = true;
      if (goal.ownerType === 'individual') members.add(goal.ownerId);
    }
    if (counters.size > 0) this.days.rebuild(counters, this.#events.of(isEveryone ? null : members, from, to), index);
  }
}

/** The counters that keep a goal's days and history. */
function countersOf(goalId: string, index: GoalIndex | null): string[] {
  if (index?.goal(goalId) === undefined) return [];
  return [index.sliceOf(goalId)?.counterId, index.measureCounterOf(goalId)].filter((counterId) => typeof counterId === 'string');
}

function isShared(event: CountingEvent | null): boolean {
  return event !== null && event.credits.some(({ memberId }) => memberId !== event.ownerId);
}

/** Whether a change of the directory may alter what records say: then every one is derived anew, which takes a while for millions. */
function altersEvents({ collection, before, after }: Touched): boolean {
  const told = (record: Touched['after']): unknown => {
    if (record === null || record.deletedAt !== null) return null;
    if ('timeZone' in record) return record.timeZone;
    return 'probability' in record ? [record.kind, record.probability, record.pipelineId] : null;
  };
  return (collection === 'settings' || collection === 'stages') && JSON.stringify(told(before)) !== JSON.stringify(told(after));
}

function idsOf(goals: readonly Goal[]): string[] {
  return goals.map(({ id }) => id);
}

function eventsOf(changes: readonly EventChange[], side: 'before' | 'after'): CountingEvent[] {
  return changes.flatMap((change) => change[side] ?? []);
}

/** Goals whose set of counted records may be different after goals or edges changed: the touched ones and every ancestor, then and now. */
function reshapedGoals(touched: readonly Touched[], before: GoalIndex | null, after: GoalIndex): Set<string> {
  const changed = new Set(touched.flatMap(({ collection, id }) => (collection === 'goals' ? [id] : [])));
  const parentBefore = before?.hierarchy.parentOf ?? new Map<string, string>();
  for (const { id } of after.goals) if (parentBefore.get(id) !== after.hierarchy.parentOf.get(id)) changed.add(id);
  const reshaped = new Set(changed);
  for (const id of changed) {
    for (const ancestor of [...(before?.ancestorsOf(id) ?? []), ...after.ancestorsOf(id)]) reshaped.add(ancestor);
  }
  return reshaped;
}
