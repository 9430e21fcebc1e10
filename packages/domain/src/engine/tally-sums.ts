/** What a counter adds up to on the days of a calendar year. */
export interface YearSums {
  readonly amount: Float64Array;
  readonly weight: Int32Array;
}

export const LONGEST_YEAR = 366;

/** Where the sums of a counter's days in a year stand, in arrays that many share: those of the first of January would be at `start`. */
export interface StoredSums extends YearSums {
  readonly year: number;
  /** Day number of the first of January. */
  readonly first: number;
  readonly start: number;
  /** The days that there is room for, since the first of January, both included. */
  readonly since: number;
  readonly until: number;
}

const DAYS_PER_ARRAY = 512 * LONGEST_YEAR;

/** Hands out room for days, much from one array: thousands of small ones would take longer to make than to fill. */
export class YearStore {
  #amount = new Float64Array();
  #weight = new Int32Array();
  #used = 0;

  next(year: number, first: number, since: number, until: number): StoredSums {
    const length = until - since + 1;
    if (this.#used + length > this.#amount.length) {
      this.#amount = new Float64Array(DAYS_PER_ARRAY);
      this.#weight = new Int32Array(DAYS_PER_ARRAY);
      this.#used = 0;
    }
    const start = this.#used - since;
    this.#used += length;
    return { year, first, amount: this.#amount, weight: this.#weight, start, since, until };
  }
}

/** From the first of January on. */
export function wholeYear({ amount, weight, start, since, until }: StoredSums): YearSums {
  const end = start + until + 1;
  if (since === 0 && until === LONGEST_YEAR - 1) return { amount: amount.subarray(start, end), weight: weight.subarray(start, end) };
  const whole = { amount: new Float64Array(LONGEST_YEAR), weight: new Int32Array(LONGEST_YEAR) };
  whole.amount.set(amount.subarray(start + since, end), since);
  whole.weight.set(weight.subarray(start + since, end), since);
  return whole;
}
