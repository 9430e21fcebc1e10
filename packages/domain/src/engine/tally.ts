import type { IsoDate } from '../records/fields.ts';
import type { Credit } from '../records/work.ts';
import { fromDayNumber, toDayNumber } from '../time/civil.ts';
import type { TallyKind, TallyPlan, TallyTarget } from './tally-plan.ts';
import { createRowFilter, type RowFilter } from './tally-filter.ts';
import { OPEN, OUTCOME_BITS, valueAt, type WorkPage } from './tally-page.ts';
import { type Parts, Reading, Scratch, UNKNOWN } from './tally-reading.ts';
import { contribution, firstRowOn, needsParts, Runs } from './tally-runs.ts';
import { LONGEST_YEAR, type StoredSums, wholeYear, type YearSums, YearStore } from './tally-sums.ts';
import type { DailySeries } from './types.ts';

/** Open deals of one opening day and chance of winning (rule F14). */
export interface OpenSum {
  readonly openedOn: number;
  readonly probability: number;
  amount: number;
  count: number;
  countWithoutAmount: number;
}

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
  /** Of each counter its years, made when something comes in: most of ten thousand counters have one. */
  readonly #sums: (StoredSums[] | undefined)[];
  readonly #store = new YearStore();
  readonly #open: (Map<number, OpenSum> | undefined)[];
  readonly #foreign: (Map<string, number> | undefined)[];
  readonly #run = new Runs();
  readonly #targets = new Targets();
  readonly #reached = new Reached();
  readonly #scratch = new Scratch();

  /** Shape: `textOf` tells the text of a page's code. */
  constructor(plan: TallyPlan, textOf: (code: number) => string) {
    this.#plan = plan;
    this.#textOf = textOf;
    this.#kinds = Map.groupBy(
      plan.kinds.map((kind) => ({ kind, passes: createRowFilter(kind, textOf) })),
      ({ kind }) => kind.collection,
    );
    this.#sums = Array.from<StoredSums[] | undefined>({ length: plan.counters.length });
    this.#open = Array.from<Map<number, OpenSum> | undefined>({ length: plan.counters.length });
    this.#foreign = Array.from<Map<string, number> | undefined>({ length: plan.counters.length });
  }

  add(page: WorkPage): void {
    const reading = new Reading(page, this.#plan.converter, this.#textOf, this.#scratch);
    const targets = this.#targets;
    for (const { kind, passes } of this.#kinds.get(page.collection) ?? []) {
      targets.take(reading, kind.ofAll, kind.ofMember.get(page.ownerId) ?? NO_TARGETS);
      if (targets.length > 0) {
        this.#addPlain(kind, passes, reading);
        if (page.hasOpen && this.#keepsOpen()) this.#addOpen(kind, passes, reading);
      }
      if (page.credits.length > 0) this.#addShared(kind, passes, reading);
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
    for (const { first, amount, weight, start, since, until } of this.#storedOf(counterId)) {
      const end = Math.min(until, to - first);
      for (let day = Math.max(since, from - first); day <= end; day++) {
        const [a, w] = [amount[start + day] ?? 0, weight[start + day] ?? 0];
        if (a !== 0 || w !== 0) tell(first + day, a, w);
      }
    }
  }

  /** What a counter adds up to between two day numbers, both included. */
  sum(counterId: string, from: number, to: number): { readonly amount: number; readonly weight: number } {
    const sum = { amount: 0, weight: 0 };
    for (const { first, amount, weight, start, since, until } of this.#storedOf(counterId)) {
      const end = Math.min(until, to - first);
      for (let day = Math.max(since, from - first); day <= end; day++) {
        sum.amount += amount[start + day] ?? 0;
        sum.weight += weight[start + day] ?? 0;
      }
    }
    return sum;
  }

  /** Calendar years in which a counter has days, ascending. */
  yearsOf(counterId: string): readonly number[] {
    return this.#storedOf(counterId).map(({ year }) => year);
  }

  /** The sums of a year from the first of January on; not to be changed. */
  yearSums(counterId: string, year: number): YearSums | undefined {
    const stored = this.#storedOf(counterId).find((one) => one.year === year);
    return stored === undefined ? undefined : wholeYear(stored);
  }

  /** Open deals of a measure, in no particular order. */
  openOf(counterId: string): Iterable<OpenSum> {
    return this.#open[this.#plan.counterAt.get(counterId) ?? -1]?.values() ?? [];
  }

  /** How many shared deals of each owner count in a counter; nothing is known of it where the plan doesn't keep it. */
  foreignOf(counterId: string): ReadonlyMap<string, number> {
    return this.#foreign[this.#plan.counterAt.get(counterId) ?? -1] ?? new Map();
  }

  /** Ascending by year. */
  #storedOf(counterId: string): readonly StoredSums[] {
    const stored = this.#sums[this.#plan.counterAt.get(counterId) ?? -1] ?? NO_SUMS;
    return stored.length < 2 ? stored : stored.toSorted((a, b) => a.year - b.year);
  }

  #keepsOpen(): boolean {
    const { list, length } = this.#targets;
    for (let at = 0; at < length; at++) if (this.#plan.counters[list[at]?.counter ?? -1]?.keepsOpen === true) return true;
    return false;
  }

  #addPlain(kind: TallyKind, passes: RowFilter | null, reading: Reading): void {
    const run = this.#run;
    const { list, length, since, until } = this.#targets;
    run.read(kind, passes, reading, since, until);
    if (run.length === 0) return;
    for (let each = 0; each < length; each++) {
      const target = list[each];
      if (target !== undefined) this.#addRun(run, target, reading);
    }
  }

  #addRun({ length, day, amount: amounts, weight: weights }: Runs, { counter, from, to }: TallyTarget, { year, first }: Reading): void {
    const until = to - first;
    let at = firstRowOn(day, length, from - first);
    if (at === length || (day[at] ?? 0) > until) return;
    const { amount, weight, start } = this.#sumsOf(counter, year, first);
    for (; at < length; at++) {
      const on = day[at] ?? 0;
      if (on > until) break;
      amount[start + on] = (amount[start + on] ?? 0) + (amounts[at] ?? 0);
      weight[start + on] = (weight[start + on] ?? 0) + (weights[at] ?? 0);
    }
  }

  #addOpen(kind: TallyKind, passes: RowFilter | null, reading: Reading): void {
    if (kind.measure !== 'deals' && kind.measure !== 'revenue') return;
    const { page, first } = reading;
    const { list, length } = this.#targets;
    for (const row of reading.open) {
      if (passes !== null && !passes(reading, row)) continue;
      const day = first + (page.day[row] ?? 0);
      const amount = kind.measure === 'deals' ? 1 : (reading.amountsIn(kind.currency)[row] ?? UNKNOWN);
      for (let each = 0; each < length; each++) {
        const target = list[each];
        if (target !== undefined && target.from <= day && day <= target.to)
          this.#addCell(target.counter, day, valueAt(page.probability, row), amount);
      }
    }
  }

  #addCell(counter: number, openedOn: number, probability: number, amount: number): void {
    if (this.#plan.counters[counter]?.keepsOpen !== true) return;
    const cells = (this.#open[counter] ??= new Map<number, OpenSum>());
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
        const sums = this.#sumsOf(counter, page.year, reading.first);
        const at = sums.start + (page.day[row] ?? 0);
        sums.amount[at] = (sums.amount[at] ?? 0) + amount;
        sums.weight[at] = (sums.weight[at] ?? 0) + weight;
        if (!shared.isForeign || !this.#plan.keepsForeign) continue;
        const foreign = (this.#foreign[counter] ??= new Map<string, number>());
        foreign.set(page.ownerId, (foreign.get(page.ownerId) ?? 0) + 1);
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

  #sumsOf(counter: number, year: number, first: number): StoredSums {
    const years = (this.#sums[counter] ??= []);
    for (let at = 0; at < years.length; at++) {
      const known = years[at];
      if (known?.year === year) return known;
    }
    const span = this.#plan.counters[counter]?.span;
    const since = Math.max(0, (span?.from ?? first) - first);
    const until = Math.min(LONGEST_YEAR - 1, (span?.to ?? first + LONGEST_YEAR) - first);
    const sums = this.#store.next(year, first, since, until);
    years.push(sums);
    return sums;
  }
}

const NO_TARGETS: readonly TallyTarget[] = [];
const NO_SUMS: readonly StoredSums[] = [];

/** Where an owner's records of a page's year go; used again from page to page. */
class Targets {
  readonly list: TallyTarget[] = [];
  length = 0;
  /** The days that come into any of them, as day numbers. */
  since = 0;
  until = 0;

  take({ first, last }: Reading, all: readonly TallyTarget[], own: readonly TallyTarget[]): void {
    this.length = 0;
    this.since = last + 1;
    this.until = first - 1;
    this.#add(all, first, last);
    this.#add(own, first, last);
  }

  #add(targets: readonly TallyTarget[], first: number, last: number): void {
    for (let at = 0; at < targets.length; at++) {
      const target = targets[at];
      if (target === undefined || target.from > last || target.to < first) continue;
      if (target.from < this.since) this.since = target.from;
      if (target.to > this.until) this.until = target.to;
      this.list[this.length++] = target;
    }
  }
}

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
