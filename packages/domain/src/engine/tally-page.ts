import { WHOLE_CREDIT_BP } from '../records/work.ts';
import { dayNumberOf, toDayNumber } from '../time/civil.ts';
import type { CountingEvent } from './types.ts';

/** Bits of a row: its outcome, whether it has an amount, and whether anyone but its owner has a share. */
export const OPEN = 0;
export const WON = 1;
export const LOST = 2;
export const DONE = 3;
export const OUTCOME_BITS = 3;
export const HAS_AMOUNT = 4;
export const IS_SHARED = 8;

/** The code of no text at all. */
export const NO_TEXT = 0;
/** Of a row without `openedOn` or `dueOn`. */
export const NO_DAY = -2_147_483_648;

/** A column of whole numbers; a plain number stands for all rows. */
export type CodeColumn = Int32Array | number;

/**
 * The records of one owner, collection and calendar year as columns, ascending by day. Texts (ids, currencies, lists of tags as JSON) are
 * codes; which, is known to the one who packed them.
 */
export interface WorkPage {
  readonly collection: CountingEvent['collection'];
  readonly ownerId: string;
  readonly year: number;
  readonly count: number;
  /** Whether any row is an open deal. */
  readonly hasOpen: boolean;
  /** Days since the first of January. */
  readonly day: Uint16Array;
  /** `OPEN` … `DONE`, with `HAS_AMOUNT` and `IS_SHARED`. */
  readonly bits: Uint8Array;
  /** Minor units of the row's currency; null where no row has an amount. */
  readonly amount: Float64Array | null;
  readonly currency: CodeColumn;
  readonly product: CodeColumn;
  readonly pipeline: CodeColumn;
  readonly kind: CodeColumn;
  readonly tags: CodeColumn;
  /** Day number of `openedOn` or, of tasks, `dueOn`; `NO_DAY` without. */
  readonly other: CodeColumn;
  /** Percent, of open deals. */
  readonly probability: CodeColumn;
  /** Of each shared row in turn: how many credits, then member and basis points of each. */
  readonly credits: Int32Array;
}

const OUTCOMES = { open: OPEN, won: WON, lost: LOST, done: DONE } as const;

/** The calendar year in whose page an event is. */
export function pageYearOf({ countsOn }: Pick<CountingEvent, 'countsOn'>): number {
  return Number(countsOn.slice(0, 4));
}

/** Day number of the first of January. */
export function firstDayOf(year: number): number {
  return dayNumberOf(year, 1, 1);
}

/**
 * Packs events of one owner, collection and year.
 *
 * Shape: `codeOf` gives equal texts equal codes above 0. The order of the events doesn't matter.
 */
export function packPage(
  { collection, ownerId, year }: Pick<WorkPage, 'collection' | 'ownerId' | 'year'>,
  events: readonly CountingEvent[],
  codeOf: (text: string) => number,
): WorkPage {
  const sorted = [...events].sort((a, b) =>
    a.countsOn < b.countsOn ? -1 : a.countsOn > b.countsOn ? 1 : a.recordId < b.recordId ? -1 : 1,
  );
  const first = firstDayOf(year);
  const code = (text: string | null): number => (text === null ? NO_TEXT : codeOf(text));
  const column = (valueOf: (event: CountingEvent) => number): CodeColumn => constantOr(Int32Array.from(sorted, valueOf));
  const credits: number[] = [];
  const bits = Uint8Array.from(sorted, (event) => {
    const isShared = event.credits.length !== 1 || event.credits[0]?.memberId !== ownerId || event.credits[0].shareBp !== WHOLE_CREDIT_BP;
    if (isShared) credits.push(event.credits.length, ...event.credits.flatMap(({ memberId, shareBp }) => [codeOf(memberId), shareBp]));
    return OUTCOMES[event.outcome] | (event.amountMinor === null || event.currency === null ? 0 : HAS_AMOUNT) | (isShared ? IS_SHARED : 0);
  });
  const hasAmounts = bits.some((bit) => (bit & HAS_AMOUNT) !== 0);
  return {
    collection,
    ownerId,
    year,
    count: sorted.length,
    hasOpen: sorted.some(({ outcome }) => outcome === 'open'),
    day: Uint16Array.from(sorted, ({ countsOn }) => toDayNumber(countsOn) - first),
    bits,
    amount: hasAmounts ? Float64Array.from(sorted, ({ amountMinor }) => amountMinor ?? 0) : null,
    currency: column((event) => code(event.currency)),
    product: column((event) => code(event.productId)),
    pipeline: column((event) => code(event.pipelineId)),
    kind: column((event) => code(event.activityKind)),
    tags: column((event) => (event.tags.length === 0 ? NO_TEXT : codeOf(JSON.stringify(event.tags)))),
    other: column((event) => dayOrNone(collection === 'tasks' ? event.dueOn : event.openedOn)),
    probability: column((event) => event.probability ?? 0),
    credits: Int32Array.from(credits),
  };
}

export function valueAt(column: CodeColumn, row: number): number {
  return typeof column === 'number' ? column : (column[row] ?? 0);
}

function dayOrNone(date: string | null): number {
  return date === null ? NO_DAY : toDayNumber(date);
}

function constantOr(values: Int32Array): CodeColumn {
  const [first = 0] = values;
  return values.every((value) => value === first) ? first : values;
}
