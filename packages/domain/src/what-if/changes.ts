import type { CountingEvent } from '../engine/types.ts';
import type { IsoDate } from '../records/fields.ts';
import { type ActivityKind, WHOLE_CREDIT_BP } from '../records/work.ts';
import { type WorkCalendar, workingDays } from '../time/calendar.ts';
import { addDays } from '../time/civil.ts';

/** Something that might be different (rules Q2–Q4). */
export type WhatIfChange =
  /** A deal that isn't won is won on a day. */
  | { readonly kind: 'win'; readonly recordId: string; readonly on: IsoDate }
  /** A won deal isn't: open at a chance in percent, or, without one, out of the pipeline. */
  | { readonly kind: 'unwin'; readonly recordId: string; readonly probability: number | null }
  /** Members do so many more activities together, spread evenly over them and over the working days from one day to another, both included. */
  | {
      readonly kind: 'activities';
      readonly memberIds: readonly string[];
      readonly activityKind: ActivityKind;
      readonly count: number;
      readonly from: IsoDate;
      readonly by: IsoDate;
    }
  /** Open deals are won more or less often: 110 is one tenth more. */
  | { readonly kind: 'win_rate'; readonly percent: number };

/** A record that is there already, or that there might be. */
export interface ChangedRecord {
  readonly before: CountingEvent | null;
  readonly after: CountingEvent | null;
}

export interface NotApplied {
  /** Which of the changes. */
  readonly at: number;
  readonly reason: 'unknown_record' | 'not_a_deal' | 'already_won' | 'not_won';
}

export interface ReadChanges {
  /** What the changes come to, each record once; records that end as they were left out. */
  readonly records: readonly ChangedRecord[];
  /** Product of the win rates' factors. */
  readonly winRateFactor: number;
  readonly notApplied: readonly NotApplied[];
}

/** Reads changes in their order, a later one of the same record on top of the earlier (rule Q2). */
export function readChanges(
  changes: readonly WhatIfChange[],
  recordOf: (recordId: string) => CountingEvent | null,
  calendar: WorkCalendar,
): ReadChanges {
  const deals = new Map<string, { readonly before: CountingEvent; after: CountingEvent | null }>();
  const added: ChangedRecord[] = [];
  const notApplied: NotApplied[] = [];
  let winRateFactor = 1;
  for (const [at, change] of changes.entries()) {
    if (change.kind === 'win_rate') winRateFactor *= change.percent / 100;
    else if (change.kind === 'activities') added.push(...activitiesOf(change, at, calendar).map((after) => ({ before: null, after })));
    else {
      const stored = recordOf(change.recordId);
      const deal = deals.get(change.recordId) ?? (stored === null ? null : { before: stored, after: stored });
      const read = deal === null ? 'unknown_record' : readDeal(change, deal.before, deal.after);
      if (typeof read === 'string' || deal === null) notApplied.push({ at, reason: typeof read === 'string' ? read : 'unknown_record' });
      else deals.set(change.recordId, { before: deal.before, after: read.after });
    }
  }
  const changed = [...deals.values()].filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
  return { records: [...changed, ...added], winRateFactor, notApplied };
}

type DealChange = Extract<WhatIfChange, { readonly recordId: string }>;

function readDeal(
  change: DealChange,
  stored: CountingEvent,
  now: CountingEvent | null,
): NotApplied['reason'] | { readonly after: CountingEvent | null } {
  if (stored.collection !== 'deals') return 'not_a_deal';
  if (change.kind === 'win') {
    if (now?.outcome === 'won') return 'already_won';
    return { after: { ...stored, outcome: 'won', countsOn: change.on, probability: null } };
  }
  if (now?.outcome !== 'won') return 'not_won';
  if (stored.outcome === 'open') return { after: stored };
  const { probability } = change;
  if (probability === null) return { after: null };
  return { after: { ...stored, outcome: 'open', countsOn: stored.openedOn ?? stored.countsOn, probability } };
}

/** The members take turns by id, whatever order they are named in, so that nobody has more than one more than another (rule Q4). */
function activitiesOf(
  { memberIds, activityKind, count, from, by }: Extract<WhatIfChange, { kind: 'activities' }>,
  at: number,
  calendar: WorkCalendar,
): CountingEvent[] {
  const days = workingDaysOf(from, by, calendar);
  const members = [...new Set(memberIds)].sort();
  const events: CountingEvent[] = [];
  for (let number = 0; number < count; number++) {
    const memberId = members[number % members.length];
    if (memberId === undefined) break;
    events.push({
      recordId: `what-if-${at}-${number}`,
      collection: 'activities',
      ownerId: memberId,
      credits: [{ memberId, shareBp: WHOLE_CREDIT_BP }],
      outcome: 'done',
      countsOn: days[Math.floor((number * days.length) / count)] ?? by,
      amountMinor: null,
      currency: null,
      probability: null,
      openedOn: null,
      dueOn: null,
      productId: null,
      pipelineId: null,
      activityKind,
      tags: [],
    });
  }
  return events;
}

/** Ascending; empty where none of the days is one. */
function workingDaysOf(from: IsoDate, by: IsoDate, calendar: WorkCalendar): readonly IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = from; day <= by; day = addDays(day, 1)) if (workingDays(calendar, day, day) > 0) days.push(day);
  return days;
}
