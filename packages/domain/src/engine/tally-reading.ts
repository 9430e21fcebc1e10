import type { IsoDate } from '../records/fields.ts';
import type { Credit } from '../records/work.ts';
import { fromDayNumber } from '../time/civil.ts';
import type { Converter } from './convert.ts';
import { firstDayOf, HAS_AMOUNT, IS_SHARED, NO_TEXT, OPEN, OUTCOME_BITS, valueAt, type WorkPage } from './tally-page.ts';

/** Instead of an amount that isn't known, or can't be converted; amounts themselves are never below 0 (rule R4). */
export const UNKNOWN = -1;
export const NOT_CONVERTIBLE = -2;

/** A shared row's parts in a currency, or why there are none: `UNKNOWN`, `NOT_CONVERTIBLE`. */
export type Parts = readonly number[] | typeof UNKNOWN | typeof NOT_CONVERTIBLE;

export interface SharedRow {
  readonly row: number;
  /** Day number. */
  readonly day: number;
  readonly credits: readonly Credit[];
  /** Whether someone else than the owner has a share. */
  readonly isForeign: boolean;
  /** What it was cut into last: kinds of counting often share a currency. */
  parts: { readonly currency: string; readonly parts: Parts } | null;
}

/** What is used again from page to page: room for amounts by currency, and dates as texts. */
export class Scratch {
  readonly #rooms = new Map<string, Float64Array>();
  readonly #dates = new Map<number, IsoDate>();

  room(currency: string, count: number): Float64Array {
    let amounts = this.#rooms.get(currency);
    if (amounts === undefined || amounts.length < count) this.#rooms.set(currency, (amounts = new Float64Array(count * 2)));
    return amounts;
  }

  dateOf(day: number): IsoDate {
    let date = this.#dates.get(day);
    if (date === undefined) this.#dates.set(day, (date = fromDayNumber(day)));
    return date;
  }
}

/** A page while it is read: what several kinds need of it is worked out once. */
export class Reading {
  readonly page: WorkPage;
  readonly year: number;
  /** Day number of the first of January. */
  readonly first: number;
  /** Day number of the thirty-first of December. */
  readonly last: number;
  readonly #converter: Converter;
  readonly #textOf: (code: number) => string;
  readonly #scratch: Scratch;
  readonly #amounts = new Map<string, Float64Array>();
  #shared: readonly SharedRow[] | null = null;
  #open: readonly number[] | null = null;

  constructor(page: WorkPage, converter: Converter, textOf: (code: number) => string, scratch: Scratch) {
    this.page = page;
    this.year = page.year;
    this.first = firstDayOf(page.year);
    this.last = firstDayOf(page.year + 1) - 1;
    this.#converter = converter;
    this.#textOf = textOf;
    this.#scratch = scratch;
  }

  get shared(): readonly SharedRow[] {
    return (this.#shared ??= this.#sharedRows());
  }

  /** Rows of open deals that nobody shares. */
  get open(): readonly number[] {
    return (this.#open ??= openRows(this.page));
  }

  /** Of every row the whole amount in a currency; below 0 where there is none. */
  amountsIn(currency: string): Float64Array {
    const known = this.#amounts.get(currency);
    if (known !== undefined) return known;
    const amounts = this.#convertAll(currency);
    this.#amounts.set(currency, amounts);
    return amounts;
  }

  partsIn(shared: SharedRow, currency: string): Parts {
    if (shared.parts?.currency === currency) return shared.parts.parts;
    const parts = this.#cut(shared, currency);
    shared.parts = { currency, parts };
    return parts;
  }

  #cut({ row, credits }: SharedRow, currency: string): Parts {
    const { bits, amount, currency: code, day } = this.page;
    if (((bits[row] ?? 0) & HAS_AMOUNT) === 0) return UNKNOWN;
    const on = this.#scratch.dateOf(this.first + (day[row] ?? 0));
    return this.#converter.parts(amount?.[row] ?? 0, this.#textOf(valueAt(code, row)), currency, on, credits) ?? NOT_CONVERTIBLE;
  }

  #convertAll(currency: string): Float64Array {
    const { count, bits, amount, currency: code, day } = this.page;
    const amounts = this.#scratch.room(currency, count);
    let own = NO_TEXT;
    for (let row = 0; row < count; row++) {
      if (((bits[row] ?? 0) & HAS_AMOUNT) === 0 || amount === null) {
        amounts[row] = UNKNOWN;
        continue;
      }
      const from = valueAt(code, row);
      if (from !== own) {
        const text = this.#textOf(from);
        if (text === currency) own = from;
        else {
          const on = this.#scratch.dateOf(this.first + (day[row] ?? 0));
          amounts[row] = this.#converter.convert(amount[row] ?? 0, text, currency, on) ?? NOT_CONVERTIBLE;
          continue;
        }
      }
      amounts[row] = amount[row] ?? 0;
    }
    return amounts;
  }

  #sharedRows(): SharedRow[] {
    const { bits, count, credits, day, ownerId } = this.page;
    const rows: SharedRow[] = [];
    let at = 0;
    for (let row = 0; row < count; row++) {
      if (((bits[row] ?? 0) & IS_SHARED) === 0) continue;
      const of: Credit[] = [];
      const end = at + 1 + 2 * (credits[at] ?? 0);
      for (at++; at < end; at += 2) of.push({ memberId: this.#textOf(credits[at] ?? 0), shareBp: credits[at + 1] ?? 0 });
      rows.push({
        row,
        day: this.first + (day[row] ?? 0),
        credits: of,
        isForeign: of.some(({ memberId }) => memberId !== ownerId),
        parts: null,
      });
    }
    return rows;
  }
}

function openRows({ bits, count }: WorkPage): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < count; row++) if (((bits[row] ?? 0) & (OUTCOME_BITS | IS_SHARED)) === OPEN) rows.push(row);
  return rows;
}
