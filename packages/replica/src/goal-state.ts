import {
  type CountingEvent,
  countingEventOfActivity,
  countingEventOfDeal,
  countingEventOfTask,
  createZoneClock,
  type DailySeries,
  type GoalIndex,
  type IsoDate,
  type StageKind,
} from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import type { Touched } from './commit.ts';
import type { Projection } from './projection.ts';

type WorkCollection = CountingEvent['collection'];
interface EventRow {
  readonly collection: WorkCollection;
  readonly record_id: string;
  readonly owner_id: string;
  readonly counts_on: IsoDate;
  readonly amount_minor: number;
  readonly product_id: string | null;
  readonly activity_kind: CountingEvent['activityKind'];
}
/** goal → business date → amount. */
export type GoalDeltas = Map<string, Map<IsoDate, number>>;

/** Keeps `events` and `goal_days` equal to the records, by differences where possible and from scratch where not. */
export class GoalState {
  readonly #sqlite: BetterSqlite3.Database;
  readonly #projection: Projection;
  readonly #statements;

  constructor(sqlite: BetterSqlite3.Database, projection: Projection) {
    this.#sqlite = sqlite;
    this.#projection = projection;
    this.#statements = {
      event: sqlite.prepare<[string, string], EventRow>('SELECT * FROM events WHERE collection = ? AND record_id = ?'),
      putEvent: sqlite.prepare(
        'INSERT OR REPLACE INTO events (collection, record_id, owner_id, counts_on, amount_minor, product_id, activity_kind) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ),
      dropEvent: sqlite.prepare('DELETE FROM events WHERE collection = ? AND record_id = ?'),
      eventsBetween: sqlite.prepare<[string, string], EventRow>('SELECT * FROM events WHERE counts_on BETWEEN ? AND ?'),
      day: sqlite.prepare(
        'INSERT INTO goal_days (goal_id, date, amount) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount',
      ),
      dropZeros: sqlite.prepare('DELETE FROM goal_days WHERE goal_id = ? AND amount = 0'),
      dropDays: sqlite.prepare('DELETE FROM goal_days WHERE goal_id = ?'),
      series: sqlite.prepare<[string], [string, number]>('SELECT date, amount FROM goal_days WHERE goal_id = ? ORDER BY date').raw(),
      pending: sqlite.prepare(
        'INSERT INTO pending_days (update_seq, goal_id, date, amount) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount',
      ),
      pendingSeries: sqlite
        .prepare<[string], [string, number]>('SELECT date, sum(amount) FROM pending_days WHERE goal_id = ? GROUP BY date ORDER BY date')
        .raw(),
    };
  }

  series(goalId: string): DailySeries {
    return this.#statements.series.all(goalId);
  }

  pendingSeries(goalId: string): DailySeries {
    return this.#statements.pendingSeries.all(goalId);
  }

  /** Updates the event of each touched work record and returns what that adds to which goal on which day. */
  applyTouched(touched: readonly Touched[], index: GoalIndex, derive: EventDeriver): GoalDeltas {
    const deltas: GoalDeltas = new Map();
    for (const { collection, id, after } of touched) {
      if (collection !== 'deals' && collection !== 'activities' && collection !== 'tasks') continue;
      const stored = this.#statements.event.get(collection, id);
      const before = stored === undefined ? null : eventOf(stored);
      const now = after === null ? null : derive(collection, after);
      if (before !== null) addEvent(deltas, index, before, -1);
      if (now !== null) addEvent(deltas, index, now, 1);
      if (now !== null) this.#putEvent(now);
      else if (before !== null) this.#statements.dropEvent.run(collection, id);
    }
    for (const [goalId, days] of deltas) {
      for (const [date, amount] of days) {
        if (amount !== 0) this.#statements.day.run(goalId, date, amount);
      }
      this.#statements.dropZeros.run(goalId);
    }
    return deltas;
  }

  /** Remembers what a local update adds until the server has accounted for it. */
  keepPending(updateSeq: number, deltas: GoalDeltas): void {
    for (const [goalId, days] of deltas) {
      for (const [date, amount] of days) if (amount !== 0) this.#statements.pending.run(updateSeq, goalId, date, amount);
    }
  }

  /** Derives every event anew, for when stages, the time zone or this program changed. */
  rebuildEvents(derive: EventDeriver): void {
    this.#sqlite.exec('DELETE FROM events');
    for (const collection of ['deals', 'activities', 'tasks'] as const) {
      for (const record of this.#projection.list(collection)) {
        const event = derive(collection, record);
        if (event !== null) this.#putEvent(event);
      }
    }
  }

  /** Adds up the days of these goals from the events; returns the goals whose days were different. */
  rebuildDays(goalIds: ReadonlySet<string> | 'all', index: GoalIndex): string[] {
    const goals = index.goals.filter(({ id }) => goalIds === 'all' || goalIds.has(id));
    const sums: GoalDeltas = new Map(goals.map(({ id }) => [id, new Map<IsoDate, number>()]));
    const first = goals.reduce((least, { periodStart }) => (periodStart < least ? periodStart : least), '9999');
    const last = goals.reduce((most, { periodEnd }) => (periodEnd > most ? periodEnd : most), '0000');
    for (const row of this.#statements.eventsBetween.iterate(first, last)) addEvent(sums, index, eventOf(row), 1, sums);
    const changed: string[] = [];
    for (const [goalId, days] of sums) {
      const fresh = [...days].filter(([, amount]) => amount !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
      if (JSON.stringify(fresh) === JSON.stringify(this.series(goalId))) continue;
      changed.push(goalId);
      this.#statements.dropDays.run(goalId);
      for (const [date, amount] of fresh) this.#statements.day.run(goalId, date, amount);
    }
    const gone = goalIds === 'all' ? this.#goalsWithDays().filter((id) => !sums.has(id)) : [...goalIds].filter((id) => !sums.has(id));
    for (const goalId of gone) this.#statements.dropDays.run(goalId);
    return changed;
  }

  /** The events of some members between two dates, newest first. */
  eventsOf(memberIds: ReadonlySet<string>, from: IsoDate, to: IsoDate): CountingEvent[] {
    const found: CountingEvent[] = [];
    for (const row of this.#statements.eventsBetween.iterate(from, to)) if (memberIds.has(row.owner_id)) found.push(eventOf(row));
    return found.sort((a, b) => (a.countsOn === b.countsOn ? (a.recordId < b.recordId ? 1 : -1) : a.countsOn < b.countsOn ? 1 : -1));
  }

  #goalsWithDays(): string[] {
    return this.#sqlite.prepare<[], string>('SELECT DISTINCT goal_id FROM goal_days').pluck().all();
  }

  #putEvent(event: CountingEvent): void {
    this.#statements.putEvent.run(
      event.collection,
      event.recordId,
      event.ownerId,
      event.countsOn,
      event.amountMinor,
      event.productId,
      event.activityKind,
    );
  }
}

/** A record's event, or null while it doesn't count. */
export type EventDeriver = (collection: WorkCollection, record: Touched['after'] & object) => CountingEvent | null;

export function createEventDeriver(stageKind: (stageId: string) => StageKind | null, timeZone: string): EventDeriver {
  const clock = createZoneClock(timeZone);
  return (_collection, record) => {
    if ('stageId' in record) {
      const kind = stageKind(record.stageId);
      return kind === null ? null : countingEventOfDeal(record, kind);
    }
    if ('subject' in record) return countingEventOfActivity(record, clock);
    if ('title' in record) return countingEventOfTask(record, clock);
    return null;
  };
}

function eventOf(row: EventRow): CountingEvent {
  return {
    collection: row.collection,
    recordId: row.record_id,
    ownerId: row.owner_id,
    countsOn: row.counts_on,
    amountMinor: row.amount_minor,
    productId: row.product_id,
    activityKind: row.activity_kind,
  };
}

function addEvent(sums: GoalDeltas, index: GoalIndex, event: CountingEvent, sign: 1 | -1, only?: GoalDeltas): void {
  for (const goalId of index.goalsCounting(event)) {
    if (only !== undefined && !only.has(goalId)) continue;
    let days = sums.get(goalId);
    if (days === undefined) sums.set(goalId, (days = new Map()));
    days.set(event.countsOn, (days.get(event.countsOn) ?? 0) + sign * index.amountFor(goalId, event));
  }
}
