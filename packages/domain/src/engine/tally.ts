import type { IsoDate } from '../records/fields.ts';
import type { Credit } from '../records/work.ts';
import { fromDayNumber, toDayNumber } from '../time/civil.ts';
import type { TallyKind, TallyPlan, TallyTarget } from './tally-plan.ts';
import { createRowFilter, type RowFilter } from './tally-filter.ts';
import { firstDayOf, IS_SHARED, LOST, NO_DAY, OPEN, OUTCOME_BITS, valueAt, WON, type WorkPage } from './tally-page.ts';
import { NOT_CONVERTIBLE, type Parts, Reading, type Scratch, UNKNOWN } from './tally-reading.ts';
import type { DailySeries } from './types.ts';

/** What a counter adds up to on the days of a calendar year. */
export interface YearSums {
  readonly amount: Float64Array;
  readonly weight: Int32Array;
}

/** Open deals of one opening day and chance of winning (rule F14). */
export interface OpenSum {
  readonly openedOn: number;
  readonly probability: number;
  amount: number;
  count: number;
  countWithoutAmount: number;
}

const LONGEST_YEAR = 366;

/**
 * Adds up pages of records for every counter of a plan: what `GoalIndex.contributions` says of each record, without asking for each.
 *
 * Shape:  each page is read once per kind of counting; what is alike on a day is summed first and then put to everything that counts
 *         the owner's records on that day. Records with several people's shares go to each counter singly, so that none counts one twice.
 * Cost:   rows × kinds of their collection, and days with records × counters above their owner.
 */
export class Tally {
  readonly #plan: TallyPlan;
  readonly #textOf: (code: number) => string;
  readonly #kinds: ReadonlyMap<string, readonly { readonly kind: TallyKind; readonly passes: RowFilter | null }[]>;
  readonly #counterAt: ReadonlyMap<string, number>;
  readonly #sums: Map<number, StoredSums>[];
  readonly #store = new YearStore();
  readonly #open: Map<number, OpenSum>[];
  readonly #foreign: Map<string, number>[];
  readonly #run = new Runs();
  readonly #reached = new Reached();
  readonly #scratch: Scratch = new Map();

  /** Shape: `textOf` tells the text of a page's code. */
  constructor(plan: TallyPlan, textOf: (code: number) => string) {
    this.#plan = plan;
    this.#textOf = textOf;
    this.#kinds = Map.groupBy(
      plan.kinds.map((kind) => ({ kind, passes: createRowFilter(kind, textOf) })),
      ({ kind }) => kind.collection,
    );
    this.#counterAt = new Map(plan.counters.map(({ id }, at) => [id, at]));
    this.#sums = plan.counters.map(() => new Map());
    this.#open = plan.counters.map(() => new Map());
    this.#foreign = plan.counters.map(() => new Map());
  }

  add(page: WorkPage): void {
    const reading = new Reading(page, this.#plan.converter, this.#textOf, this.#scratch);
    for (const { kind, passes } of this.#kinds.get(page.collection) ?? []) {
      const targets = targetsIn(page.year, kind.ofAll, kind.ofMember.get(page.ownerId));
      if (targets.length > 0) {
        this.#addPlain(kind, passes, reading, targets);
        if (reading.open.length > 0 && targets.some(({ counter }) => this.#plan.counters[counter]?.keepsOpen))
          this.#addOpen(kind, passes, reading, targets);
      }
      if (reading.shared.length > 0) this.#addShared(kind, passes, reading);
    }
  }

  /** What a counter adds up to per business date, both ends included; empty for one that isn't known. */
  series(counterId: string, from: IsoDate, to: IsoDate): DailySeries {
    const series: [IsoDate, number, number][] = [];
    this.eachDay(counterId, toDayNumber(from), toDayNumber(to), (day, amount, weight) => {
      series.push([fromDayNumber(day), amount, weight]);
    });
    return series;
  }

  /** Every day number, both ends included and ascending, on which a counter isn't twice 0. */
  eachDay(counterId: string, from: number, to: number, tell: (day: number, amount: number, weight: number) => void): void {
    for (const year of this.yearsOf(counterId)) {
      const { amount, weight } = this.yearSums(counterId, year) ?? NO_SUMS;
      const first = firstDayOf(year);
      const end = Math.min(LONGEST_YEAR - 1, to - first);
      for (let day = Math.max(0, from - first); day <= end; day++) {
        const [a, w] = [amount[day] ?? 0, weight[day] ?? 0];
        if (a !== 0 || w !== 0) tell(first + day, a, w);
      }
    }
  }

  /** What a counter adds up to between two day numbers, both included. */
  sum(counterId: string, from: number, to: number): { readonly amount: number; readonly weight: number } {
    const at = this.#counterAt.get(counterId);
    const sum = { amount: 0, weight: 0 };
    if (at === undefined) return sum;
    for (const [year, { amount, weight, start }] of this.#sums[at] ?? []) {
      const first = firstDayOf(year);
      const end = Math.min(LONGEST_YEAR - 1, to - first);
      for (let day = Math.max(0, from - first); day <= end; day++) {
        sum.amount += amount[start + day] ?? 0;
        sum.weight += weight[start + day] ?? 0;
      }
    }
    return sum;
  }

  /** Calendar years in which a counter has days, ascending. */
  yearsOf(counterId: string): readonly number[] {
    const at = this.#counterAt.get(counterId);
    return at === undefined ? [] : [...(this.#sums[at]?.keys() ?? [])].sort((a, b) => a - b);
  }

  /** The sums of a year from the first of January on; not to be changed. */
  yearSums(counterId: string, year: number): YearSums | undefined {
    const at = this.#counterAt.get(counterId);
    const stored = at === undefined ? undefined : this.#sums[at]?.get(year);
    if (stored === undefined) return undefined;
    const { amount, weight, start } = stored;
    return { amount: amount.subarray(start, start + LONGEST_YEAR), weight: weight.subarray(start, start + LONGEST_YEAR) };
  }

  /** Open deals of a measure, in no particular order. */
  openOf(counterId: string): Iterable<OpenSum> {
    const at = this.#counterAt.get(counterId);
    return at === undefined ? [] : (this.#open[at]?.values() ?? []);
  }

  /** How many shared deals of each owner count in a counter. */
  foreignOf(counterId: string): ReadonlyMap<string, number> {
    const at = this.#counterAt.get(counterId);
    return (at === undefined ? undefined : this.#foreign[at]) ?? new Map();
  }

  #addPlain(kind: TallyKind, passes: RowFilter | null, reading: Reading, targets: readonly TallyTarget[]): void {
    const run = this.#run;
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { from, to } of targets) {
      if (from < least) least = from;
      if (to > most) most = to;
    }
    run.read(kind, passes, reading, least, most);
    if (run.length === 0) return;
    const { year, first } = reading;
    for (const { counter, from, to } of targets) {
      const { amount, weight, start } = this.#sumsOf(counter, year);
      const since = from - first;
      const until = to - first;
      for (let at = 0; at < run.length; at++) {
        const day = run.day[at] ?? 0;
        if (day < since) continue;
        if (day > until) break;
        amount[start + day] = (amount[start + day] ?? 0) + (run.amount[at] ?? 0);
        weight[start + day] = (weight[start + day] ?? 0) + (run.weight[at] ?? 0);
      }
    }
  }

  #addOpen(kind: TallyKind, passes: RowFilter | null, reading: Reading, targets: readonly TallyTarget[]): void {
    if (kind.measure !== 'deals' && kind.measure !== 'revenue') return;
    const { page, first } = reading;
    for (const row of reading.open) {
      if (passes !== null && !passes(reading, row)) continue;
      const day = first + (page.day[row] ?? 0);
      const amount = kind.measure === 'deals' ? 1 : (reading.amountsIn(kind.currency)[row] ?? UNKNOWN);
      for (const target of targets)
        if (target.from <= day && day <= target.to) this.#addCell(target.counter, day, valueAt(page.probability, row), amount);
    }
  }

  #addCell(counter: number, openedOn: number, probability: number, amount: number): void {
    const cells = this.#open[counter];
    if (this.#plan.counters[counter]?.keepsOpen !== true || cells === undefined) return;
    const key = openedOn * 128 + probability;
    let cell = cells.get(key);
    if (cell === undefined) cells.set(key, (cell = { openedOn, probability, amount: 0, count: 0, countWithoutAmount: 0 }));
    cell.count++;
    if (amount < 0) cell.countWithoutAmount++;
    else cell.amount += amount;
  }

  #addShared(kind: TallyKind, passes: RowFilter | null, reading: Reading): void {
    const { page } = reading;
    for (const shared of reading.shared) {
      const { row, credits, day } = shared;
      if (day < kind.span.from || kind.span.to < day) continue;
      if (passes !== null && !passes(reading, row)) continue;
      const isOpen = ((page.bits[row] ?? 0) & OUTCOME_BITS) === OPEN;
      if (isOpen && kind.measure !== 'deals' && kind.measure !== 'revenue') continue;
      const parts = needsParts(kind) ? reading.partsIn(shared, kind.currency) : null;
      const reached = this.#reach(kind, credits, day, parts);
      for (let each = 0; each < reached.length; each++) {
        const counter = reached.counter[each] ?? 0;
        const part = reached.part[each] ?? 0;
        if (isOpen) {
          this.#addCell(counter, day, valueAt(page.probability, row), kind.measure === 'deals' ? 1 : part);
          continue;
        }
        const [amount, weight] = contribution(kind, reading, row, part);
        if (weight === 0) continue;
        const sums = this.#sumsOf(counter, page.year);
        const at = sums.start + (page.day[row] ?? 0);
        sums.amount[at] = (sums.amount[at] ?? 0) + amount;
        sums.weight[at] = (sums.weight[at] ?? 0) + weight;
        const foreign = this.#foreign[counter];
        if (shared.isForeign) foreign?.set(page.ownerId, (foreign.get(page.ownerId) ?? 0) + 1);
      }
    }
  }

  /** Finds the counters that the credits reach on a day, each once, with what is due to those by whom it is reached. */
  #reach(kind: TallyKind, credits: readonly Credit[], day: number, parts: Parts | null): Reached {
    const reached = this.#reached;
    reached.length = 0;
    for (let at = 0; at < credits.length; at++) {
      const part = parts === null ? 0 : typeof parts === 'number' ? parts : (parts[at] ?? 0);
      reached.add(kind.ofAll, day, part);
      reached.add(kind.ofMember.get(credits[at]?.memberId ?? '') ?? NO_TARGETS, day, part);
    }
    return reached;
  }

  #sumsOf(counter: number, year: number): StoredSums {
    const years = this.#sums[counter] as Map<number, StoredSums>;
    let sums = years.get(year);
    if (sums === undefined) years.set(year, (sums = this.#store.next()));
    return sums;
  }
}

const NO_TARGETS: readonly TallyTarget[] = [];

/** Counters that one record comes into; reused from record to record, since there are few. */
class Reached {
  readonly counter: number[] = [];
  readonly part: number[] = [];
  length = 0;

  add(targets: readonly TallyTarget[], day: number, part: number): void {
    for (const { counter, from, to } of targets) {
      if (day < from || to < day) continue;
      let at = 0;
      while (at < this.length && this.counter[at] !== counter) at++;
      // An amount that isn't known is not known of any part.
      this.part[at] = at === this.length || part < 0 ? part : (this.part[at] ?? 0) + part;
      if (at < this.length) continue;
      this.counter[at] = counter;
      this.length++;
    }
  }
}

/** Where the sums of a counter's year stand: from `start` on in arrays that many share. */
interface StoredSums extends YearSums {
  readonly start: number;
}

const YEARS_PER_ARRAY = 512;

/** Hands out room for years, many from one array: thousands of small ones would take longer to make than to fill. */
class YearStore {
  #amount = new Float64Array();
  #weight = new Int32Array();
  #used = 0;

  next(): StoredSums {
    if (this.#used === this.#amount.length) {
      this.#amount = new Float64Array(LONGEST_YEAR * YEARS_PER_ARRAY);
      this.#weight = new Int32Array(LONGEST_YEAR * YEARS_PER_ARRAY);
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += LONGEST_YEAR;
    return { amount: this.#amount, weight: this.#weight, start };
  }
}

const NO_SUMS: YearSums = { amount: new Float64Array(), weight: new Int32Array() };

/** A page's plain rows summed by day, ascending; reused from page to page. */
class Runs {
  readonly day = new Int32Array(LONGEST_YEAR);
  readonly amount = new Float64Array(LONGEST_YEAR);
  readonly weight = new Int32Array(LONGEST_YEAR);
  length = 0;

  /** Rows from one day to another, both included. */
  read(kind: TallyKind, passes: RowFilter | null, reading: Reading, least: number, most: number): void {
    const { page } = reading;
    this.length = 0;
    let at = -1;
    let last = -1;
    const { count, bits, day } = page;
    const isCount = passes === null && (kind.measure === 'activities' || kind.measure === 'tasks');
    const amounts = needsParts(kind) ? reading.amountsIn(kind.currency) : NO_SUMS.amount;
    const until = Math.min(LONGEST_YEAR, most - reading.first);
    for (let row = firstRowOn(day, count, least - reading.first); row < count && (day[row] ?? 0) <= until; row++) {
      if (((bits[row] ?? 0) & IS_SHARED) !== 0) continue;
      let amount = 1;
      if (!isCount) {
        if (passes !== null && !passes(reading, row)) continue;
        amount = addedBy(kind, reading, row, amounts[row] ?? 0);
        if (amount < 0) continue;
      }
      const on = day[row] ?? 0;
      if (on !== last) {
        at++;
        last = on;
        this.day[at] = on;
        this.amount[at] = amount;
        this.weight[at] = 1;
      } else {
        this.amount[at] = (this.amount[at] ?? 0) + amount;
        this.weight[at] = (this.weight[at] ?? 0) + 1;
      }
    }
    this.length = at + 1;
  }
}

/** The first row that isn't before a day. */
function firstRowOn(days: Uint16Array, count: number, day: number): number {
  let low = 0;
  let high = day <= 0 ? 0 : count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a row adds with a weight of 1, or below 0 when it adds nothing (`contributionOf`, on columns). */
function addedBy({ measure }: TallyKind, { page, first }: Reading, row: number, amount: number): number {
  const outcome = (page.bits[row] ?? 0) & OUTCOME_BITS;
  switch (measure) {
    case 'revenue':
      return outcome !== WON || amount === NOT_CONVERTIBLE ? -1 : amount === UNKNOWN ? 0 : amount;
    case 'deals':
      return outcome === WON ? 1 : -1;
    case 'activities':
    case 'tasks':
      return 1;
    case 'win_rate':
      return outcome === WON ? 1 : outcome === LOST ? 0 : -1;
    case 'average_deal_size':
      return outcome === WON ? amount : -1;
    case 'sales_cycle': {
      const opened = valueAt(page.other, row);
      return outcome === WON && opened !== NO_DAY ? Math.max(0, first + (page.day[row] ?? 0) - opened) : -1;
    }
    case 'on_time_rate': {
      const due = valueAt(page.other, row);
      return due === NO_DAY ? -1 : first + (page.day[row] ?? 0) <= due ? 1 : 0;
    }
    case 'composite':
      return -1;
  }
}

function contribution(kind: TallyKind, reading: Reading, row: number, part: number): readonly [amount: number, weight: number] {
  const amount = addedBy(kind, reading, row, part);
  return amount < 0 ? [0, 0] : [amount, 1];
}

function needsParts({ measure }: TallyKind): boolean {
  return measure === 'revenue' || measure === 'average_deal_size';
}

/** The targets that have days of a year. */
function targetsIn(year: number, all: readonly TallyTarget[], own: readonly TallyTarget[] = []): readonly TallyTarget[] {
  const from = firstDayOf(year);
  const to = firstDayOf(year + 1) - 1;
  const isIn = (target: TallyTarget): boolean => target.from <= to && from <= target.to;
  return [...all.filter(isIn), ...own.filter(isIn)];
}
