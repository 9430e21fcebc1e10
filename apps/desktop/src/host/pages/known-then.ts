import {
  addDays,
  adjustmentChanges,
  businessDateOf,
  type CountingEvent,
  type Goal,
  type Instant,
  type IsoDate,
  isComposite,
  isReported,
  type LedgerEntry,
  partFor,
  ratioScale,
  type Reading,
  readingOf,
  scaleHalfEven,
  startOfDayInstant,
} from '@fieldgoal/domain';
import type { Workspace } from '../workspace.ts';

/** What is known of a goal's records: how they are now, and how they came to be so. */
export interface KnownHistory {
  readonly goal: Goal;
  readonly ledger: readonly LedgerEntry[];
  readonly events: readonly CountingEvent[];
  /** The day of the first import, where some of its records are in the history; else null. */
  readonly firstImport: IsoDate | null;
}

/**
 * The changes of the records that can count in a goal, from a day on.
 *
 * What the first import brought is the company's history, not a change: it is read as if each record had been entered on its own business
 * date, so that a waterfall over that time says "won" on the day, and not "imported" later.
 */
export function knownHistory(workspace: Workspace, goal: Goal, after: IsoDate): KnownHistory {
  const { replica } = workspace;
  const { periodStart, periodEnd } = goal;
  const concerns = (event: CountingEvent | null): boolean => event !== null && event.countsOn >= periodStart && event.countsOn <= periodEnd;
  const scope = replica.goalIndex().membersInScope(goal.id);
  const rows = replica
    .ledger(addDays(after, 1), replica.today(), scope)
    .filter(({ before, after: next }) => concerns(before) || concerns(next));
  const firstDay = firstDayOf(workspace);
  const { timeZone } = replica.directory().settings;
  const isFirstImport = ({ imported, before, on }: LedgerEntry): boolean => imported && before === null && on === firstDay;
  return {
    goal,
    ledger: rows.map((row) => (isFirstImport(row) ? asEnteredThen(row, timeZone) : row)),
    events: replica.eventsNear(goal.id),
    firstImport: rows.some(isFirstImport) ? firstDay : null,
  };
}

function asEnteredThen(row: LedgerEntry, timeZone: string): LedgerEntry {
  const on = row.after === null || row.after.countsOn > row.on ? row.on : row.after.countsOn;
  return { ...row, on, at: startOfDayInstant(on, timeZone), imported: false };
}

/** The business date on which the first work record was made; ids sort by the moment of creation (rule R1). */
function firstDayOf({ replica }: Workspace): IsoDate | null {
  const first = replica.sqlite
    .prepare<[string], string>(`SELECT json ->> 'createdAt' FROM records WHERE collection = ? ORDER BY id LIMIT 1`)
    .pluck();
  const { timeZone } = replica.directory().settings;
  const days = ['deals', 'activities', 'tasks']
    .flatMap((collection) => first.get(collection) ?? [])
    .map((at) => businessDateOf(at, timeZone));
  return days.sort()[0] ?? null;
}

/**
 * The goal at the end of a day, as it was known then: what was reported where a snapshot was taken on the day itself, else what the
 * changes recorded since leave of today's records (rules S2, W9).
 */
export function readingThen(workspace: Workspace, history: KnownHistory, day: IsoDate): Reading {
  const { replica } = workspace;
  const { goal } = history;
  if (day >= replica.today()) return readingNow(workspace, goal);
  const reported = snapshotValue(workspace, goal.id, day);
  if (isComposite(goal) || isReported(goal)) {
    const result = replica.resultsAsOf([goal.id], day).get(goal.id);
    const then = result === undefined ? NOTHING : readingOf(result, []);
    return reported === undefined ? then : withValue(then, reported, goal);
  }
  const then = replica.isComplete(goal.id) ? fromChanges(workspace, history, day) : carriedBack(workspace, history, day);
  return reported === undefined ? then : withValue(then, reported, goal);
}

export function readingNow({ replica }: Workspace, goal: Goal): Reading {
  const result = replica.result(goal.id)?.result;
  return result === undefined ? NOTHING : readingOf(result, replica.series(goal.id));
}

const NOTHING: Reading = { calculated: null, adjusted: 0, value: null, amount: 0, weight: 0 };

/** A reading that came to what was reported; of a ratio the parts are not known, only the quotient. */
export function withValue(reading: Reading, value: number | null, goal: Goal): Reading {
  if (reading.value === value) return reading;
  const calculated = value === null ? null : value - reading.adjusted;
  const isSum = ratioScale(goal) === null && !isComposite(goal) && !isReported(goal);
  return { ...reading, value, calculated, amount: isSum ? (calculated ?? 0) : reading.amount };
}

function fromChanges(workspace: Workspace, history: KnownHistory, day: IsoDate): Reading {
  return readingFrom(workspace, history.goal, sumOn(workspace, history, statesOn(history, day), day), day);
}

/** Of a goal that isn't whole here: the server's days as of then, less what this device's records only came to later. */
function carriedBack(workspace: Workspace, history: KnownHistory, day: IsoDate): Reading {
  const { goal, events } = history;
  const known = sumOn(workspace, history, statesOn(history, day), day);
  const restated = sumOn(workspace, history, events, day);
  let { amount, weight } = { amount: known.amount - restated.amount, weight: known.weight - restated.weight };
  for (const [date, added, weighing] of workspace.replica.series(goal.id)) {
    if (date > day) continue;
    amount += added;
    weight += weighing;
  }
  return readingFrom(workspace, goal, { amount, weight }, day);
}

/** The records as they were at the end of the day: the first change after it says how. */
function statesOn({ ledger, events }: KnownHistory, day: IsoDate): readonly CountingEvent[] {
  const states = new Map<string, CountingEvent | null>();
  for (const event of events) states.set(keyOf(event), event);
  const later = ledger.filter(({ on }) => on > day).sort((a, b) => (a.at < b.at ? 1 : -1));
  for (const entry of later) states.set(keyOf(entry), entry.before);
  return [...states.values()].filter((event) => event !== null);
}

type Sum = Pick<Reading, 'amount' | 'weight'>;

function sumOn({ replica }: Workspace, { goal }: KnownHistory, states: readonly CountingEvent[], day: IsoDate): Sum {
  const index = replica.goalIndex();
  let [amount, weight] = [0, 0];
  for (const event of states) {
    if (event.countsOn > day) continue;
    const part = partFor(index, goal.id, event);
    amount += part?.amount ?? 0;
    weight += part?.weight ?? 0;
  }
  return { amount, weight };
}

function readingFrom(workspace: Workspace, goal: Goal, { amount, weight }: Sum, day: IsoDate): Reading {
  const scale = ratioScale(goal);
  const calculated = scale === null ? amount : weight <= 0 ? null : scaleHalfEven(amount, scale, weight);
  const { sumFrom } = adjustmentChanges(workspace.replica.goalIndex(), goal.id, { from: day, to: day, ...adjustmentsOf(workspace) });
  const adjusted = Math.max(0 - (calculated ?? 0), sumFrom);
  return { calculated, adjusted, value: calculated === null && adjusted === 0 ? null : (calculated ?? 0) + adjusted, amount, weight };
}

/** All adjustments, and how to tell a moment's day: what the functions of changes ask for. */
export function adjustmentsOf({ replica }: Workspace) {
  const { timeZone } = replica.directory().settings;
  return { adjustments: replica.goalBook().adjustments, businessDateOf: (at: Instant) => businessDateOf(at, timeZone) };
}

function keyOf({ collection, recordId }: { readonly collection: string; readonly recordId: string }): string {
  return `${collection} ${recordId}`;
}

/** undefined where no snapshot was taken on the day itself. */
function snapshotValue({ replica }: Workspace, goalId: string, day: IsoDate): number | null | undefined {
  return replica.sqlite
    .prepare<[string, string], number | null>('SELECT value FROM snapshots WHERE goal_id = ? AND date = ? AND backfilled = 0')
    .pluck()
    .get(goalId, day);
}
