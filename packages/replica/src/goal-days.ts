import {
  type Contribution,
  type CountingEvent,
  type DailySeries,
  fromDayNumber,
  type GoalIndex,
  type IsoDate,
  type PipelineCell,
  type Tally,
} from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import { CounterMonths } from './columns-months.ts';

interface Sum {
  amount: number;
  weight: number;
}

/** counter → business date → what is added there. */
export type DayDeltas = Map<string, Map<IsoDate, Sum>>;

/** What a change of events did to the counters. */
export interface CounterChange {
  readonly days: DayDeltas;
  /** Measures whose open deals changed. */
  readonly open: ReadonlySet<string>;
}

/** Keeps `counter_months`, `open_cells` and `foreign_credits` equal to what the events add up to. */
export class GoalDays {
  readonly #months: CounterMonths;
  readonly #statements;

  constructor(sqlite: BetterSqlite3.Database) {
    this.#months = new CounterMonths(sqlite);
    this.#statements = {
      cell: sqlite.prepare(
        `INSERT INTO open_cells (counter_id, opened_on, probability, amount, count, count_without_amount) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET amount = amount + excluded.amount, count = count + excluded.count,
           count_without_amount = count_without_amount + excluded.count_without_amount`,
      ),
      dropEmptyCell: sqlite.prepare('DELETE FROM open_cells WHERE counter_id = ? AND opened_on = ? AND probability = ? AND count = 0'),
      dropCells: sqlite.prepare('DELETE FROM open_cells WHERE counter_id = ?'),
      cells: sqlite.prepare<[string], PipelineCell>(
        `SELECT opened_on openedOn, probability probabilityPercent, amount, count, count_without_amount countWithoutAmount
         FROM open_cells WHERE counter_id = ? ORDER BY opened_on, probability`,
      ),
      allCells: sqlite.prepare<[], PipelineCell & { counterId: string }>(
        `SELECT counter_id counterId, opened_on openedOn, probability probabilityPercent, amount, count, count_without_amount countWithoutAmount
         FROM open_cells`,
      ),
      allForeign: sqlite.prepare<[], { counterId: string; ownerId: string; count: number }>(
        'SELECT counter_id counterId, owner_id ownerId, count FROM foreign_credits',
      ),
      foreign: sqlite.prepare(
        'INSERT INTO foreign_credits (counter_id, owner_id, count) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
      ),
      dropForeign: sqlite.prepare('DELETE FROM foreign_credits WHERE counter_id = ?'),
      sources: sqlite
        .prepare<[string], string>('SELECT owner_id FROM foreign_credits WHERE counter_id = ? AND count > 0 ORDER BY owner_id')
        .pluck(),
      pending: sqlite.prepare(
        `INSERT INTO pending_days (update_seq, counter_id, date, amount, weight) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET amount = amount + excluded.amount, weight = weight + excluded.weight`,
      ),
      pendingSeries: sqlite
        .prepare<[string, string, string], [string, number, number]>(
          `SELECT date, sum(amount), sum(weight) FROM pending_days WHERE counter_id = ? AND date BETWEEN ? AND ? GROUP BY date ORDER BY date`,
        )
        .raw(),
    };
  }

  /** The days of a counter, both ends included. */
  series(counterId: string, from: IsoDate, to: IsoDate): DailySeries {
    return this.#months.series(counterId, from, to);
  }

  /** After a transaction that failed: what is remembered of it never came to be. */
  forget(): void {
    this.#months.forget();
  }

  firstDay(counterId: string): IsoDate | null {
    return this.#months.firstDay(counterId);
  }

  openCells(counterId: string): PipelineCell[] {
    return this.#statements.cells.all(counterId);
  }

  /** Owners outside of a counter's scope whose shared deals count in it. */
  sources(counterId: string): string[] {
    return this.#statements.sources.all(counterId);
  }

  pendingSeries(counterId: string, from: IsoDate, to: IsoDate): DailySeries {
    return this.#statements.pendingSeries.all(counterId, from, to);
  }

  /** Takes events out and puts others in. */
  apply(gone: readonly CountingEvent[], come: readonly CountingEvent[], index: GoalIndex): CounterChange {
    const tally = new EventSums(index);
    for (const event of gone) tally.add(event, -1);
    for (const event of come) tally.add(event, 1);
    this.#store(tally);
    for (const { counterId, openedOn, probability } of tally.cells.values()) {
      this.#statements.dropEmptyCell.run(counterId, openedOn, probability);
    }
    return { days: tally.days, open: new Set([...tally.cells.values()].map(({ counterId }) => counterId)) };
  }

  /** Remembers what a local update adds until the server has accounted for it. */
  keepPending(updateSeq: number, days: DayDeltas): void {
    for (const [counterId, dates] of days) {
      for (const [date, { amount, weight }] of dates) {
        if (amount !== 0 || weight !== 0) this.#statements.pending.run(updateSeq, counterId, date, amount, weight);
      }
    }
  }

  /** Adds some counters up from scratch; returns those whose days were different. */
  rebuild(counterIds: ReadonlySet<string>, events: Iterable<CountingEvent>, index: GoalIndex): string[] {
    const tally = new EventSums(index, counterIds);
    for (const event of events) tally.add(event, 1);
    const changed: string[] = [];
    for (const counterId of counterIds) {
      const fresh = [...(tally.days.get(counterId) ?? [])]
        .filter(([, { amount, weight }]) => amount !== 0 || weight !== 0)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([date, { amount, weight }]) => [date, amount, weight]);
      if (JSON.stringify(fresh) !== JSON.stringify(this.series(counterId, '0000', '9999'))) changed.push(counterId);
      else tally.days.delete(counterId);
      this.#statements.dropCells.run(counterId);
      this.#statements.dropForeign.run(counterId);
    }
    for (const counterId of changed) this.#months.drop(counterId);
    this.#store(tally);
    return changed;
  }

  /** Makes counters equal to what all events add up to; returns those whose days, and those whose open deals were different. */
  follow(tally: Tally, counterIds: ReadonlySet<string>): { readonly days: ReadonlySet<string>; readonly open: ReadonlySet<string> } {
    this.#followForeign(tally, counterIds);
    return { days: this.#months.follow(tally, counterIds), open: this.#followOpen(tally, counterIds) };
  }

  #followOpen(tally: Tally, counterIds: ReadonlySet<string>): Set<string> {
    const stored = Map.groupBy(this.#statements.allCells.all(), ({ counterId }) => counterId);
    const changed = new Set<string>();
    for (const counterId of counterIds) {
      const fresh = new Map([...tally.openOf(counterId)].map((cell) => [`${fromDayNumber(cell.openedOn)} ${cell.probability}`, cell]));
      const kept = stored.get(counterId) ?? [];
      const isSame = (cell: PipelineCell): boolean => {
        const other = fresh.get(`${cell.openedOn} ${cell.probabilityPercent}`);
        return other?.amount === cell.amount && other.count === cell.count && other.countWithoutAmount === cell.countWithoutAmount;
      };
      if (kept.length === fresh.size && kept.every(isSame)) continue;
      changed.add(counterId);
      this.#statements.dropCells.run(counterId);
      for (const { openedOn, probability, amount, count, countWithoutAmount } of fresh.values())
        this.#statements.cell.run(counterId, fromDayNumber(openedOn), probability, amount, count, countWithoutAmount);
    }
    return changed;
  }

  #followForeign(tally: Tally, counterIds: ReadonlySet<string>): void {
    const stored = Map.groupBy(this.#statements.allForeign.all(), ({ counterId }) => counterId);
    for (const counterId of counterIds) {
      const fresh = tally.foreignOf(counterId);
      const kept = stored.get(counterId) ?? [];
      if (kept.length === fresh.size && kept.every(({ ownerId, count }) => fresh.get(ownerId) === count)) continue;
      this.#statements.dropForeign.run(counterId);
      for (const [ownerId, count] of fresh) this.#statements.foreign.run(counterId, ownerId, count);
    }
  }

  /** Forgets counters that no goal has any more. */
  prune(index: GoalIndex): void {
    this.drop(this.#months.ids().filter((counterId) => !index.counterIds.has(counterId)));
  }

  drop(counterIds: readonly string[]): void {
    for (const counterId of counterIds) {
      this.#months.drop(counterId);
      this.#statements.dropCells.run(counterId);
      this.#statements.dropForeign.run(counterId);
    }
  }

  #store(tally: EventSums): void {
    for (const [counterId, days] of tally.days) this.#months.add(counterId, days);
    for (const { counterId, openedOn, probability, amount, count, countWithoutAmount } of tally.cells.values()) {
      this.#statements.cell.run(counterId, openedOn, probability, amount, count, countWithoutAmount);
    }
    for (const [counterId, owners] of tally.foreign)
      for (const [owner, count] of owners) this.#statements.foreign.run(counterId, owner, count);
  }
}

interface OpenCell {
  readonly counterId: string;
  readonly openedOn: IsoDate;
  readonly probability: number;
  amount: number;
  count: number;
  countWithoutAmount: number;
}

/** Adds events up, all counters or some. */
class EventSums {
  readonly days: DayDeltas = new Map();
  readonly cells = new Map<string, OpenCell>();
  readonly foreign = new Map<string, Map<string, number>>();
  readonly #index: GoalIndex;
  readonly #only: ReadonlySet<string> | null;

  constructor(index: GoalIndex, only: ReadonlySet<string> | null = null) {
    this.#index = index;
    this.#only = only;
  }

  add(event: CountingEvent, sign: 1 | -1): void {
    if (event.outcome === 'open') {
      this.#addOpen(event, sign);
      return;
    }
    const isShared = event.credits.some(({ memberId }) => memberId !== event.ownerId);
    for (const contribution of this.#index.contributions(event)) {
      if (this.#only !== null && !this.#only.has(contribution.counterId)) continue;
      this.#addDay(contribution, event.countsOn, sign);
      if (isShared) this.#addForeign(contribution.counterId, event.ownerId, sign);
    }
  }

  #addDay({ counterId, amount, weight }: Contribution, date: IsoDate, sign: 1 | -1): void {
    let days = this.days.get(counterId);
    if (days === undefined) this.days.set(counterId, (days = new Map()));
    const sum = days.get(date);
    if (sum === undefined) days.set(date, { amount: sign * amount, weight: sign * weight });
    else {
      sum.amount += sign * amount;
      sum.weight += sign * weight;
    }
  }

  #addOpen(event: CountingEvent, sign: 1 | -1): void {
    const probability = event.probability ?? 0;
    for (const { counterId, amount } of this.#index.openContributions(event)) {
      if (this.#only !== null && !this.#only.has(counterId)) continue;
      const key = `${counterId} ${event.countsOn} ${probability}`;
      let cell = this.cells.get(key);
      if (cell === undefined) {
        cell = { counterId, openedOn: event.countsOn, probability, amount: 0, count: 0, countWithoutAmount: 0 };
        this.cells.set(key, cell);
      }
      cell.amount += sign * (amount ?? 0);
      cell.count += sign;
      cell.countWithoutAmount += amount === null ? sign : 0;
    }
  }

  #addForeign(counterId: string, ownerId: string, sign: 1 | -1): void {
    let owners = this.foreign.get(counterId);
    if (owners === undefined) this.foreign.set(counterId, (owners = new Map()));
    owners.set(ownerId, (owners.get(ownerId) ?? 0) + sign);
  }
}
