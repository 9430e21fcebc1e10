import { z } from 'zod';

/** A calendar date of the organization, `YYYY-MM-DD` (rule T1). Compares and sorts as text. */
export type IsoDate = string;
/** A UTC instant, `YYYY-MM-DDTHH:mm:ss.sssZ` (rule T1). Compares and sorts as text. */
export type Instant = string;

/** Largest amount one record may carry, in minor units: 10 billion of a two-digit currency (rule R4). */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000;
/** Largest target or adjustment, in minor units or counts; sums of records stay exact integers (rule R4). */
export const MAX_TARGET = 100_000_000_000_000;

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isCalendarDate(text: string): boolean {
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 && isLeap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
  return year >= 1900 && year <= 2200 && day >= 1 && day <= length;
}

export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/, 'an id has only letters, digits, _ and -');
export const isoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date is written YYYY-MM-DD')
  .refine(isCalendarDate, 'no such day between 1900 and 2200');
export const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 'an instant is UTC with milliseconds')
  .refine((text) => isCalendarDate(text.slice(0, 10)), 'no such day between 1900 and 2200');
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'a currency is an ISO 4217 code such as USD');
export const title = z.string().trim().min(1).max(200);
export const note = z.string().max(4000);
export const amountMinor = z.int().min(0).max(MAX_AMOUNT_MINOR);
/** A label people put on records; a goal's filter can ask for it. */
export const tag = z.string().trim().min(1).max(60);
export const externalId = z.string().min(1).max(200);
