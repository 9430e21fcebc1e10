import {
  type Activity,
  type CountingEvent,
  countingEventOfActivity,
  countingEventOfDeal,
  countingEventOfTask,
  createZoneClock,
  type Deal,
  type Instant,
  type IsoDate,
  type LearnableDeal,
  type Stage,
  type Task,
  WHOLE_CREDIT_BP,
} from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import { Columns } from './columns.ts';
import type { Touched } from './commit.ts';
import { parseStored, type Projection } from './projection.ts';

export type WorkCollection = CountingEvent['collection'];
const WORK_COLLECTIONS: readonly WorkCollection[] = ['deals', 'activities', 'tasks'];

function isWork(collection: string): collection is WorkCollection {
  return collection === 'deals' || collection === 'activities' || collection === 'tasks';
}

interface EventRow {
  readonly collection: WorkCollection;
  readonly record_id: string;
  readonly owner_id: string;
  readonly outcome: CountingEvent['outcome'];
  readonly counts_on: IsoDate;
  readonly amount_minor: number | null;
  readonly currency: string | null;
  readonly probability: number | null;
  readonly opened_on: IsoDate | null;
  readonly due_on: IsoDate | null;
  readonly product_id: string | null;
  readonly pipeline_id: string | null;
  readonly activity_kind: CountingEvent['activityKind'];
  readonly tags: string | null;
  readonly credits: string | null;
}

/** A record's event, or null while the engine has nothing to read of it. */
export type EventDeriver = (collection: WorkCollection, record: Touched['after'] & object) => CountingEvent | null;

/** What a won deal brought; the amount is null while it isn't known. */
export type WonDeal = Pick<Deal, 'id' | 'ownerId' | 'amountMinor' | 'currency'> & { readonly closedOn: IsoDate };

/** What happened to one record's event. */
export interface EventChange {
  readonly touched: Touched;
  readonly before: CountingEvent | null;
  readonly after: CountingEvent | null;
}

/** Keeps `events` equal to the records. */
export class Events {
  readonly #sqlite: BetterSqlite3.Database;
  readonly #projection: Projection;
  readonly #statements;
  /** The same as columns, for adding all of them up. */
  readonly columns: Columns;

  constructor(sqlite: BetterSqlite3.Database, projection: Projection) {
    this.#sqlite = sqlite;
    this.#projection = projection;
    this.#statements = {
      get: sqlite.prepare<[string, string], EventRow>('SELECT * FROM events WHERE collection = ? AND record_id = ?'),
      put: sqlite.prepare(
        `INSERT INTO events (collection, record_id, owner_id, outcome, counts_on, amount_minor, currency, probability, opened_on, due_on,
           product_id, pipeline_id, activity_kind, tags, credits) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET owner_id = excluded.owner_id, outcome = excluded.outcome, counts_on = excluded.counts_on,
           amount_minor = excluded.amount_minor, currency = excluded.currency, probability = excluded.probability,
           opened_on = excluded.opened_on, due_on = excluded.due_on, product_id = excluded.product_id, pipeline_id = excluded.pipeline_id,
           activity_kind = excluded.activity_kind, tags = excluded.tags, credits = excluded.credits`,
      ),
      drop: sqlite.prepare('DELETE FROM events WHERE collection = ? AND record_id = ?'),
      all: sqlite.prepare<[], EventRow>('SELECT * FROM events'),
      between: sqlite.prepare<[string, string], EventRow>('SELECT * FROM events WHERE counts_on BETWEEN ? AND ?'),
      ofOwner: sqlite.prepare<[string, string, string], EventRow>(
        `SELECT * FROM events WHERE owner_id = ? AND collection IN ('deals', 'activities', 'tasks') AND counts_on BETWEEN ? AND ?`,
      ),
      learnable: sqlite.prepare<[string, string], LearnableDeal>(
        `SELECT opened_on openedOn, iif(outcome = 'open', NULL, counts_on) closedOn, outcome, ifnull(amount_minor, 0) amount, owner_id ownerId
         FROM events WHERE collection = 'deals' AND (outcome = 'open' OR counts_on >= ?) AND currency = ? ORDER BY record_id`,
      ),
      openDeals: sqlite
        .prepare<[], string>(
          `SELECT records.json FROM events JOIN records ON records.collection = 'deals' AND records.id = events.record_id
           WHERE events.collection = 'deals' AND events.outcome = 'open'`,
        )
        .pluck(),
      wonDeals: sqlite.prepare<[string], WonDeal>(
        `SELECT record_id id, owner_id ownerId, amount_minor amountMinor, currency, counts_on closedOn
         FROM events WHERE collection = 'deals' AND outcome = 'won' AND counts_on >= ?`,
      ),
      made: sqlite.prepare<[string, string], EventRow>(
        `SELECT events.* FROM records JOIN events ON events.collection = records.collection AND events.record_id = records.id
         WHERE records.collection IN ('deals', 'activities', 'tasks') AND records.json ->> 'createdAt' >= ? AND records.json ->> 'createdAt' < ?`,
      ),
      shared: sqlite.prepare<[string, string], EventRow>('SELECT * FROM events WHERE credits IS NOT NULL AND counts_on BETWEEN ? AND ?'),
      ofPage: sqlite.prepare<[string, string, string, string], EventRow>(
        'SELECT * FROM events WHERE owner_id = ? AND collection = ? AND counts_on BETWEEN ? AND ?',
      ),
    };
    this.columns = new Columns(sqlite, ({ ownerId, collection, year }) =>
      this.#statements.ofPage.all(ownerId, collection, `${year}-01-01`, `${year}-12-31`).map(eventOf),
    );
  }

  /** Brings the event of each touched work record up to date; returns what changed, records whose event stayed the same left out. */
  follow(touched: readonly Touched[], derive: EventDeriver): EventChange[] {
    const changes: EventChange[] = [];
    for (const one of touched) {
      if (!isWork(one.collection)) continue;
      const stored = this.#statements.get.get(one.collection, one.id);
      const before = stored === undefined ? null : eventOf(stored);
      const after = one.after === null ? null : derive(one.collection, one.after);
      if (fingerprint(before) === fingerprint(after)) continue;
      if (after !== null) this.#put(after);
      else this.#statements.drop.run(one.collection, one.id);
      changes.push({ touched: one, before, after });
    }
    this.columns.spoil(changes.flatMap(({ before, after }) => [before ?? [], after ?? []].flat()));
    return changes;
  }

  /** Derives every event anew, for when stages, the time zone or this program changed. */
  rebuild(derive: EventDeriver): void {
    this.#sqlite.exec('DELETE FROM events');
    this.columns.clear();
    for (const collection of WORK_COLLECTIONS) {
      for (const record of this.#projection.list(collection)) {
        const event = derive(collection, record);
        if (event !== null) this.#put(event);
      }
    }
  }

  *all(): Generator<CountingEvent> {
    for (const row of this.#statements.all.iterate()) yield eventOf(row);
  }

  /** Events between two dates in which one of the members has a credit; of anyone when null. In no particular order. */
  *of(memberIds: ReadonlySet<string> | null, from: IsoDate, to: IsoDate): Generator<CountingEvent> {
    if (memberIds === null || memberIds.size > 50) {
      for (const row of this.#statements.between.iterate(from, to)) {
        const event = eventOf(row);
        if (memberIds === null || event.credits.some(({ memberId }) => memberIds.has(memberId))) yield event;
      }
      return;
    }
    for (const memberId of memberIds) {
      for (const row of this.#statements.ofOwner.iterate(memberId, from, to)) if (row.credits === null) yield eventOf(row);
    }
    for (const row of this.#statements.shared.iterate(from, to)) {
      const event = eventOf(row);
      if (event.credits.some(({ memberId }) => memberIds.has(memberId))) yield event;
    }
  }

  /** Events of records made between two moments, the second excluded. */
  *madeBetween(from: Instant, to: Instant): Generator<CountingEvent> {
    for (const row of this.#statements.made.iterate(from, to)) yield eventOf(row);
  }

  get(collection: WorkCollection, recordId: string): CountingEvent | null {
    const row = this.#statements.get.get(collection, recordId);
    return row === undefined ? null : eventOf(row);
  }

  /** Deals as far as they tell how deals end, in one currency; those long closed left out. */
  learnableDeals(since: IsoDate, currency: string): LearnableDeal[] {
    return this.#statements.learnable.all(since, currency);
  }

  /** In no particular order. */
  openDeals(): Deal[] {
    return this.#statements.openDeals.all().map((json) => parseStored(json) as Deal);
  }

  /** Deals won on or after a day, in no particular order. */
  wonDeals(since: IsoDate): WonDeal[] {
    return this.#statements.wonDeals.all(since);
  }

  #put(event: CountingEvent): void {
    const { collection, recordId, ownerId, outcome, countsOn, amountMinor, currency, probability, openedOn, dueOn } = event;
    const { productId, pipelineId, activityKind, tags, credits } = event;
    const isWhole = credits.length === 1 && credits[0]?.memberId === ownerId;
    this.#statements.put.run(
      ...[collection, recordId, ownerId, outcome, countsOn, amountMinor, currency, probability, openedOn, dueOn],
      ...[productId, pipelineId, activityKind, tags.length === 0 ? null : JSON.stringify(tags), isWhole ? null : JSON.stringify(credits)],
    );
  }
}

export function createEventDeriver(stageOf: (stageId: string) => Stage | null, timeZone: string): EventDeriver {
  const clock = createZoneClock(timeZone);
  return (collection, record) => {
    switch (collection) {
      case 'deals': {
        const deal = record as Deal;
        const stage = stageOf(deal.stageId);
        return stage === null ? null : countingEventOfDeal(deal, stage, clock);
      }
      case 'activities':
        return countingEventOfActivity(record as Activity, clock);
      case 'tasks':
        return countingEventOfTask(record as Task, clock);
    }
  };
}

/** Equal for equal events, whatever the order of their fields. */
function fingerprint(event: CountingEvent | null): string {
  return event === null ? '' : JSON.stringify(event, Object.keys(event).sort().concat('memberId', 'shareBp'));
}

function eventOf(row: EventRow): CountingEvent {
  return {
    recordId: row.record_id,
    collection: row.collection,
    ownerId: row.owner_id,
    // Written by this program alone.
    credits:
      row.credits === null ? [{ memberId: row.owner_id, shareBp: WHOLE_CREDIT_BP }] : (JSON.parse(row.credits) as CountingEvent['credits']),
    outcome: row.outcome,
    countsOn: row.counts_on,
    amountMinor: row.amount_minor,
    currency: row.currency,
    probability: row.probability,
    openedOn: row.opened_on,
    dueOn: row.due_on,
    productId: row.product_id,
    pipelineId: row.pipeline_id,
    activityKind: row.activity_kind,
    tags: row.tags === null ? [] : (JSON.parse(row.tags) as string[]),
  };
}
