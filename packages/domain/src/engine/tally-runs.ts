import type { RowFilter } from './tally-filter.ts';
import { IS_SHARED, LOST, NO_DAY, OUTCOME_BITS, valueAt, WON } from './tally-page.ts';
import type { TallyKind } from './tally-plan.ts';
import { NOT_CONVERTIBLE, type Reading, UNKNOWN } from './tally-reading.ts';
import { LONGEST_YEAR } from './tally-sums.ts';

const NO_AMOUNTS = new Float64Array();

/** A page's plain rows summed by day, ascending; reused from page to page. */
export class Runs {
  readonly day = new Uint16Array(LONGEST_YEAR);
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
    const { measure } = kind;
    // What most rows are read for, without asking more than needed of each.
    const isCount = passes === null && (measure === 'activities' || measure === 'tasks');
    const isRevenue = passes === null && measure === 'revenue';
    const amounts = needsParts(kind) ? reading.amountsIn(kind.currency) : NO_AMOUNTS;
    const until = Math.min(LONGEST_YEAR, most - reading.first);
    for (let row = firstRowOn(day, count, least - reading.first); row < count && (day[row] ?? 0) <= until; row++) {
      const bit = bits[row] ?? 0;
      if ((bit & IS_SHARED) !== 0) continue;
      let amount = 1;
      if (isRevenue) {
        if ((bit & OUTCOME_BITS) !== WON) continue;
        amount = amounts[row] ?? 0;
        if (amount === NOT_CONVERTIBLE) continue;
        if (amount === UNKNOWN) amount = 0;
      } else if (!isCount) {
        amount = addedBy(kind, reading, row, amounts[row] ?? 0);
        if (amount < 0 || (passes !== null && !passes(reading, row))) continue;
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
export function firstRowOn(days: Uint16Array, count: number, day: number): number {
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

export function contribution(kind: TallyKind, reading: Reading, row: number, part: number): readonly [amount: number, weight: number] {
  const amount = addedBy(kind, reading, row, part);
  return amount < 0 ? [0, 0] : [amount, 1];
}

export function needsParts({ measure }: TallyKind): boolean {
  return measure === 'revenue' || measure === 'average_deal_size';
}
