import type { IsoDate } from '../records/fields.ts';

/**
 * Calendar dates as whole numbers of days since 1970-01-01, in the proleptic Gregorian calendar (rule T2).
 * Exact integer arithmetic: a day is never 86,400,000 milliseconds.
 * Source: H. Hinnant, "chrono-compatible low-level date algorithms" (days_from_civil, civil_from_days).
 */
export interface CivilDate {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  /** 1–31. */
  readonly day: number;
}

const DAYS_PER_ERA = 146_097;
/** 1970-01-01 counted from 0000-03-01. */
const EPOCH_SHIFT = 719_468;
const ZERO = 48;

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + (text.charCodeAt(at) - ZERO);
  return value;
}

/** The parts of `YYYY-MM-DD…`; the text was parsed before (rule T1), nothing is checked here. */
export function toCivil(date: IsoDate): CivilDate {
  return { year: digits(date, 0, 4), month: digits(date, 5, 7), day: digits(date, 8, 10) };
}

export function fromCivil({ year, month, day }: CivilDate): IsoDate {
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

/** Days from 1970-01-01 to the date; also of an instant's text, then of its UTC date. */
export function toDayNumber(date: IsoDate): number {
  return dayNumberOf(digits(date, 0, 4), digits(date, 5, 7), digits(date, 8, 10));
}

/** Days from 1970-01-01 to a day of a month 1–12. */
export function dayNumberOf(calendarYear: number, month: number, day: number): number {
  // The year starts in March, so that the leap day is its last day.
  const year = calendarYear - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - EPOCH_SHIFT;
}

export function fromDayNumber(dayNumber: number): IsoDate {
  const days = dayNumber + EPOCH_SHIFT;
  const era = Math.floor(days / DAYS_PER_ERA);
  const dayOfEra = days - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return fromCivil({ year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day });
}

/** ISO weekday of a day number, 1 = Monday … 7 = Sunday; 1970-01-01 was a Thursday. */
export function weekdayOf(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

/** The date n days later, or earlier when n is negative. */
export function addDays(date: IsoDate, n: number): IsoDate {
  return fromDayNumber(toDayNumber(date) + n);
}

/** Days from a to b: 1 from a day to the next, 0 for the same day, negative when b is earlier. */
export function daysBetween(a: IsoDate, b: IsoDate): number {
  return toDayNumber(b) - toDayNumber(a);
}

/** The first day of the month that lies n months after the date's month. */
export function firstOfMonth(date: IsoDate, n = 0): IsoDate {
  const { year, month } = toCivil(date);
  const months = year * 12 + (month - 1) + n;
  return fromCivil({ year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1, day: 1 });
}
