import { type DailySeries, firstDayOf, type IsoDate, type Tally } from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import { keepLatest } from './keep-latest.ts';

/** Float64 × 31 amounts, then Int32 × 31 weights (`counter_months.bytes`). */
const DAYS = 31;
const WEIGHTS_AT = DAYS * 8;
const MONTH_BYTES = WEIGHTS_AT + DAYS * 4;
const DAY_TEXTS = Array.from({ length: DAYS }, (_, at) => `-${String(at + 1).padStart(2, '0')}`);

interface Sum {
  readonly amount: number;
  readonly weight: number;
}

interface MonthSums {
  readonly amount: Float64Array;
  readonly weight: Int32Array;
}

/** Counters whose months are kept in memory: about 400 bytes a month. */
const COUNTERS_KEPT = 500;

/** Keeps `counter_months`: what a counter adds up to per business date. */
export class CounterMonths {
  readonly #statements;
  /** Months of the counters that were read or added to last, ascending, as they are stored. */
  readonly #known = new Map<string, Map<number, MonthSums>>();

  constructor(sqlite: BetterSqlite3.Database) {
    this.#statements = {
      put: sqlite.prepare(
        'INSERT INTO counter_months (counter_id, month, bytes) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes',
      ),
      dropMonth: sqlite.prepare('DELETE FROM counter_months WHERE counter_id = ? AND month = ?'),
      drop: sqlite.prepare('DELETE FROM counter_months WHERE counter_id = ?'),
      of: sqlite.prepare<[string], [number, Buffer]>('SELECT month, bytes FROM counter_months WHERE counter_id = ? ORDER BY month').raw(),
      all: sqlite.prepare<[], [string, number, Buffer]>('SELECT counter_id, month, bytes FROM counter_months').raw(),
      ids: sqlite.prepare<[], string>('SELECT DISTINCT counter_id FROM counter_months').pluck(),
    };
  }

  /** Every day between two dates, both included, on which a counter isn't twice 0. */
  series(counterId: string, from: IsoDate, to: IsoDate): DailySeries {
    const [first, last] = [monthOf(from), monthOf(to)];
    return seriesOf(
      [...this.#of(counterId)].filter(([month]) => first <= month && month <= last),
      from,
      to,
    );
  }

  firstDay(counterId: string): IsoDate | null {
    const [first] = this.#of(counterId);
    return first === undefined ? null : (seriesOf([first], '0000', '9999')[0]?.[0] ?? null);
  }

  add(counterId: string, days: Iterable<readonly [IsoDate, Sum]>): void {
    const known = this.#of(counterId);
    const byMonth = Map.groupBy(days, ([date]) => monthOf(date));
    for (const [month, own] of byMonth) {
      const stored = known.get(month);
      const bytes = new Uint8Array(MONTH_BYTES);
      const sums = sumsOf(bytes);
      if (stored !== undefined) {
        sums.amount.set(stored.amount);
        sums.weight.set(stored.weight);
      }
      for (const [date, { amount, weight }] of own) {
        const at = Number(date.slice(8, 10)) - 1;
        sums.amount[at] = (sums.amount[at] ?? 0) + amount;
        sums.weight[at] = (sums.weight[at] ?? 0) + weight;
      }
      if (!isEmpty(sums)) this.#statements.put.run(counterId, month, bytes);
      else if (stored !== undefined) this.#statements.dropMonth.run(counterId, month);
      // A month that comes or goes: read again when asked, in the order of the months.
      if (stored !== undefined && !isEmpty(sums)) known.set(month, sums);
      else this.#known.delete(counterId);
    }
  }

  /** After a transaction that failed: what is remembered of it never came to be. */
  forget(): void {
    this.#known.clear();
  }

  #of(counterId: string): Map<number, MonthSums> {
    let months = this.#known.get(counterId);
    if (months === undefined) months = new Map(this.#statements.of.all(counterId).map(([month, bytes]) => [month, sumsOf(aligned(bytes))]));
    keepLatest(this.#known, counterId, months, COUNTERS_KEPT);
    return months;
  }

  drop(counterId: string): void {
    this.#known.delete(counterId);
    this.#statements.drop.run(counterId);
  }

  ids(): string[] {
    return this.#statements.ids.all();
  }

  /** Makes counters equal to what a tally says; returns those that were different. */
  follow(tally: Tally, counterIds: ReadonlySet<string>): Set<string> {
    const changed = new Set<string>();
    const equalMonths = new Map<string, number>();
    for (const [counterId, month, bytes] of this.#statements.all.iterate()) {
      if (!counterIds.has(counterId)) continue;
      if (isEqual(sumsOf(aligned(bytes)), monthIn(tally, counterId, month)))
        equalMonths.set(counterId, (equalMonths.get(counterId) ?? 0) + 1);
      else changed.add(counterId);
    }
    for (const counterId of counterIds) {
      const months = monthsIn(tally, counterId);
      if (months.length === (equalMonths.get(counterId) ?? 0) && !changed.has(counterId)) continue;
      changed.add(counterId);
      this.drop(counterId);
      for (const month of months) this.#put(counterId, month, monthIn(tally, counterId, month));
    }
    return changed;
  }

  #put(counterId: string, month: number, { amount, weight }: MonthSums): void {
    const bytes = new Uint8Array(MONTH_BYTES);
    const sums = sumsOf(bytes);
    sums.amount.set(amount);
    sums.weight.set(weight);
    this.#known.delete(counterId);
    this.#statements.put.run(counterId, month, bytes);
  }
}

function monthOf(date: IsoDate): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7) || '1') - 1;
}

function seriesOf(months: readonly (readonly [month: number, sums: MonthSums])[], from: IsoDate, to: IsoDate): DailySeries {
  const series: [IsoDate, number, number][] = [];
  for (const [month, { amount, weight }] of months) {
    const year = Math.floor(month / 12);
    const text = `${String(year).padStart(4, '0')}${DAY_TEXTS[month - year * 12] ?? ''}`;
    for (let at = 0; at < DAYS; at++) {
      const [a, w] = [amount[at] ?? 0, weight[at] ?? 0];
      if (a === 0 && w === 0) continue;
      const date = text + (DAY_TEXTS[at] ?? '');
      if (from <= date && date <= to) series.push([date, a, w]);
    }
  }
  return series;
}

function sumsOf(bytes: Uint8Array): MonthSums {
  const { buffer, byteOffset } = bytes;
  return { amount: new Float64Array(buffer, byteOffset, DAYS), weight: new Int32Array(buffer, byteOffset + WEIGHTS_AT, DAYS) };
}

/** Typed arrays need their own alignment, which a part of a larger buffer may lack. */
function aligned(bytes: Buffer): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
}

function isEmpty({ amount, weight }: MonthSums): boolean {
  for (let at = 0; at < amount.length; at++) if (amount[at] !== 0 || weight[at] !== 0) return false;
  return true;
}

function isEqual(a: MonthSums, b: MonthSums): boolean {
  for (let at = 0; at < DAYS; at++) {
    if ((a.amount[at] ?? 0) !== (b.amount[at] ?? 0) || (a.weight[at] ?? 0) !== (b.weight[at] ?? 0)) return false;
  }
  return true;
}

const NO_MONTH: MonthSums = { amount: new Float64Array(), weight: new Int32Array() };

/** A month's part of a tally's year; shorter months are shorter. */
function monthIn(tally: Tally, counterId: string, month: number): MonthSums {
  const year = Math.floor(month / 12);
  const sums = tally.yearSums(counterId, year);
  if (sums === undefined) return NO_MONTH;
  const [from, to] = monthSpan(year, month - year * 12);
  return { amount: sums.amount.subarray(from, to), weight: sums.weight.subarray(from, to) };
}

function monthsIn(tally: Tally, counterId: string): number[] {
  const months: number[] = [];
  for (const year of tally.yearsOf(counterId)) {
    for (let month = year * 12; month < (year + 1) * 12; month++) if (!isEmpty(monthIn(tally, counterId, month))) months.push(month);
  }
  return months;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The days of a year that a month 0–11 takes up. */
function monthSpan(year: number, month: number): readonly [from: number, to: number] {
  const leap = firstDayOf(year + 1) - firstDayOf(year) - 365;
  const from = LENGTHS.slice(0, month).reduce((sum, length) => sum + length, 0) + (month > 1 ? leap : 0);
  return [from, from + (LENGTHS[month] ?? 0) + (month === 1 ? leap : 0)];
}
