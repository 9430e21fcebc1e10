import { Temporal } from 'temporal-polyfill';
import type { Instant, IsoDate } from '../records/fields.ts';
import { fromDayNumber, toDayNumber } from './civil.ts';

const MS_PER_DAY = 86_400_000;
const NS_PER_MS = 1_000_000;

/** Tells business dates in one time zone; remembers the zone's offsets of each UTC day it was asked about (rules T1, T3). */
export interface ZoneClock {
  readonly timeZone: string;
  businessDateOf(instant: Instant): IsoDate;
}

/** The offsets of one UTC day: the first from midnight, each further one from its own millisecond of the day. */
type OffsetChanges = readonly { readonly fromMs: number; readonly offsetMs: number }[];

/**
 * A clock for one zone, for many conversions: after the first of a day, one costs a few integer operations.
 *
 * Errors: throws RangeError for a zone that doesn't exist; `isTimeZone` asks first.
 */
export function createZoneClock(timeZone: string): ZoneClock {
  const offsetsByDay = new Map<number, OffsetChanges>();
  // Asked now, so that a wrong zone fails where it comes in and not at the first record.
  offsetsByDay.set(0, readOffsets(0, timeZone));
  return {
    timeZone,
    businessDateOf(instant) {
      const utcDay = toDayNumber(instant);
      let offsets = offsetsByDay.get(utcDay);
      if (offsets === undefined) {
        offsets = readOffsets(utcDay, timeZone);
        offsetsByDay.set(utcDay, offsets);
      }
      const ms = millisecondOfDay(instant);
      return fromDayNumber(utcDay + Math.floor((ms + offsetAt(offsets, ms)) / MS_PER_DAY));
    },
  };
}

/**
 * The organization's calendar date at an instant (rule T3).
 *
 * Shape:  one UTC instant, one IANA zone → `YYYY-MM-DD`. For many instants use a `ZoneClock`.
 * Errors: throws RangeError for a zone that doesn't exist.
 */
export function businessDateOf(instant: Instant, timeZone: string): IsoDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/**
 * The instant at which a calendar date begins in a zone: midnight, or the first moment after it where the clock skips midnight (rule T4).
 *
 * Errors: throws RangeError for a zone that doesn't exist.
 */
export function startOfDayInstant(date: IsoDate, timeZone: string): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toInstant().toString({ fractionalSecondDigits: 3 });
}

/** Whether this runtime knows the IANA zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    // The only answer Temporal has for an unknown zone is to throw.
    return false;
  }
}

function readOffsets(utcDay: number, timeZone: string): OffsetChanges {
  const midnight = utcDay * MS_PER_DAY;
  let moment: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(midnight).toZonedDateTimeISO(timeZone);
  const offsets: { fromMs: number; offsetMs: number }[] = [];
  while (moment !== null && moment.epochMilliseconds < midnight + MS_PER_DAY) {
    offsets.push({ fromMs: moment.epochMilliseconds - midnight, offsetMs: moment.offsetNanoseconds / NS_PER_MS });
    moment = moment.getTimeZoneTransition('next');
  }
  return offsets;
}

function offsetAt(offsets: OffsetChanges, ms: number): number {
  let offset = 0;
  for (const change of offsets) if (change.fromMs <= ms) offset = change.offsetMs;
  return offset;
}

/** Of `YYYY-MM-DDTHH:mm:ss.sssZ`. */
function millisecondOfDay(instant: Instant): number {
  const seconds = Number(instant.slice(11, 13)) * 3600 + Number(instant.slice(14, 16)) * 60 + Number(instant.slice(17, 19));
  return seconds * 1000 + Number(instant.slice(20, 23));
}
