import { type CountingEvent, fromDayNumber, toDayNumber } from '@fieldgoal/domain';
import fc from 'fast-check';

const FIRST = toDayNumber('1900-01-01');
const LAST = toDayNumber('2200-12-31');

/** Any date a record may carry. */
export const anyDate = fc.integer({ min: FIRST, max: LAST }).map(fromDayNumber);

export function dateBetween(from: string, to: string): fc.Arbitrary<string> {
  return fc.integer({ min: toDayNumber(from), max: toDayNumber(to) }).map(fromDayNumber);
}

/** Records of the members given, around the last quarter of 2026, with different ids. */
export function eventsOf(ownerIds: readonly string[]): fc.Arbitrary<CountingEvent[]> {
  const event = fc.record({
    collection: fc.constantFrom('deals' as const, 'activities' as const, 'tasks' as const),
    ownerId: fc.constantFrom(...ownerIds),
    countsOn: dateBetween('2026-09-20', '2027-01-10'),
    amountMinor: fc.integer({ min: 0, max: 1_000_000 }),
  });
  return fc
    .array(event, { maxLength: 40 })
    .map((events) => events.map((one, at) => ({ ...one, recordId: `r${at}`, productId: null, activityKind: null })));
}
