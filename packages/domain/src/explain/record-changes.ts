import type { GoalIndex } from '../engine/goal-index.ts';
import type { CountingEvent } from '../engine/types.ts';
import type { Instant, IsoDate } from '../records/fields.ts';
import { partFor } from './explain-records.ts';
import { causeOf, type LedgerEntry, type RecordCause } from './ledger.ts';

/** What one change of a record did to a goal. */
export interface RecordChange {
  readonly recordId: string;
  readonly collection: CountingEvent['collection'];
  readonly cause: RecordCause;
  /** null where no one changed the record: its day came. */
  readonly at: Instant | null;
  readonly on: IsoDate;
  /** In the goal's unit, of a ratio what it did to the numerator. */
  readonly amount: number;
  /** Number of records, of a ratio the denominator. */
  readonly weight: number;
}

export interface ChangesInput {
  /** The days at whose ends the goal is read. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** The changes between the two at least; those before and after help to know what was known when. Any order. */
  readonly ledger: readonly LedgerEntry[];
  /** Records as they are now, of which those that count on a day between the two are read; one with a ledger entry is told by that. */
  readonly events?: Iterable<CountingEvent>;
}

interface Known {
  readonly amount: number;
  readonly weight: number;
}
const NOTHING: Known = { amount: 0, weight: 0 };

/**
 * What changes of records did to a goal between the ends of two days (rules W7, W9), oldest first.
 *
 * Shape:  each change counts with the difference it made on its day, when a record of a later day isn't in yet; a record that was known
 *         before its day is `came_due` on it. So each record's changes add up to what it counts at the end less what it counted at the start.
 */
export function recordChanges(index: GoalIndex, goalId: string, { from, to, ledger, events }: ChangesInput): readonly RecordChange[] {
  const histories = new Map<string, LedgerEntry[]>();
  for (const entry of ledger) {
    const key = `${entry.collection} ${entry.recordId}`;
    const list = histories.get(key);
    if (list === undefined) histories.set(key, [entry]);
    else list.push(entry);
  }
  const found: RecordChange[] = [];
  for (const history of histories.values()) {
    history.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
    found.push(...changesOf(index, goalId, history, from, to));
  }
  for (const event of events ?? []) {
    if (event.countsOn <= from || event.countsOn > to || histories.has(`${event.collection} ${event.recordId}`)) continue;
    const due = cameDue(index, goalId, event, from, to);
    if (due !== null) found.push(due);
  }
  return found.sort(byMoment);
}

function changesOf(index: GoalIndex, goalId: string, history: readonly LedgerEntry[], from: IsoDate, to: IsoDate): RecordChange[] {
  const found: RecordChange[] = [];
  let state = history.findLast(({ on }) => on <= from)?.after ?? null;
  const first = history[0];
  if (first !== undefined && first.on > from) state = first.before;
  let day = from;
  const passTo = (next: IsoDate): void => {
    const due = state === null ? null : cameDue(index, goalId, state, day, next);
    if (due !== null) found.push(due);
    day = next;
  };
  for (const entry of history) {
    if (entry.on <= from || entry.on > to) continue;
    passTo(entry.on);
    const before = knownOn(index, goalId, entry.before, entry.on);
    const after = knownOn(index, goalId, entry.after, entry.on);
    const [amount, weight] = [after.amount - before.amount, after.weight - before.weight];
    const { recordId, collection, at, on } = entry;
    if (amount !== 0 || weight !== 0) found.push({ recordId, collection, cause: causeOf(entry), at, on, amount, weight });
    state = entry.after;
  }
  passTo(to);
  return found;
}

function cameDue(index: GoalIndex, goalId: string, event: CountingEvent, after: IsoDate, through: IsoDate): RecordChange | null {
  const { recordId, collection, countsOn } = event;
  if (countsOn <= after || countsOn > through) return null;
  const { amount, weight } = knownOn(index, goalId, event, countsOn);
  return amount === 0 && weight === 0 ? null : { recordId, collection, cause: 'came_due', at: null, on: countsOn, amount, weight };
}

function knownOn(index: GoalIndex, goalId: string, event: CountingEvent | null, day: IsoDate): Known {
  if (event === null || event.countsOn > day) return NOTHING;
  return partFor(index, goalId, event) ?? NOTHING;
}

/** By day; what came due before what was changed, as the day begins before anyone works. */
function byMoment(a: RecordChange, b: RecordChange): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  if (a.at !== b.at) return (a.at ?? '') < (b.at ?? '') ? -1 : 1;
  return a.recordId === b.recordId ? 0 : a.recordId < b.recordId ? -1 : 1;
}
