import { businessDateOf, createZoneClock, fromDayNumber, isTimeZone, startOfDayInstant } from '@fieldgoal/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDate } from '../arbitraries.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Bangkok',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];
const MS_PER_DAY = 86_400_000;

const instantOf = (ms: number): string => {
  const day = Math.floor(ms / MS_PER_DAY);
  const rest = ms - day * MS_PER_DAY;
  const part = (value: number, width = 2): string => String(value).padStart(width, '0');
  const time = `${part(Math.floor(rest / 3_600_000))}:${part(Math.floor(rest / 60_000) % 60)}:${part(Math.floor(rest / 1000) % 60)}`;
  return `${fromDayNumber(day)}T${time}.${part(rest % 1000, 3)}Z`;
};

test('[T3] a record belongs to the date on the wall of the organization, not to the UTC date', () => {
  expect(businessDateOf('2026-11-30T23:30:00.000Z', 'Europe/Berlin')).toBe('2026-12-01');
  expect(businessDateOf('2026-12-01T03:00:00.000Z', 'America/New_York')).toBe('2026-11-30');
});

test('[T3] the last moment before midnight is still that day, on the days the clocks change too', () => {
  const clock = createZoneClock('Europe/Berlin');
  expect(clock.businessDateOf('2026-03-29T21:59:59.999Z')).toBe('2026-03-29');
  expect(clock.businessDateOf('2026-03-29T22:00:00.000Z')).toBe('2026-03-30');
  expect(clock.businessDateOf('2026-10-24T22:00:00.000Z')).toBe('2026-10-25');
  expect(clock.businessDateOf('2026-10-25T22:59:59.999Z')).toBe('2026-10-25');
  expect(clock.businessDateOf('2026-10-25T23:00:00.000Z')).toBe('2026-10-26');
});

test('[T3] Samoa had no 30 December 2011', () => {
  const clock = createZoneClock('Pacific/Apia');
  expect(clock.businessDateOf('2011-12-30T09:59:59.999Z')).toBe('2011-12-29');
  expect(clock.businessDateOf('2011-12-30T10:00:00.000Z')).toBe('2011-12-31');
});

test('[T3] the remembering clock says what Temporal says, in any zone at any time', () => {
  const clocks = ZONES.map(createZoneClock);
  const anyMs = fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2037, 0) });
  fc.assert(
    fc.property(fc.constantFrom(...clocks), anyMs, (clock, ms) => {
      expect(clock.businessDateOf(instantOf(ms))).toBe(businessDateOf(instantOf(ms), clock.timeZone));
    }),
    { numRuns: 300 },
  );
});

test('[T4] a day starts at midnight, or where the clock skips midnight, right after', () => {
  expect(startOfDayInstant('2026-11-02', 'Europe/Berlin')).toBe('2026-11-01T23:00:00.000Z');
  expect(startOfDayInstant('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z');
});

test('[T4] the start of a day is on that day, and the millisecond before it is not', () => {
  fc.assert(
    fc.property(anyDate, fc.constantFrom(...ZONES.slice(0, 8)), (date, zone) => {
      const start = startOfDayInstant(date, zone);
      expect(businessDateOf(start, zone)).toBe(date);
      expect(businessDateOf(instantOf(Date.parse(start) - 1), zone) < date).toBe(true);
    }),
  );
});

test('[T3] a zone that does not exist is refused before the first record', () => {
  expect(isTimeZone('Europe/Berlin')).toBe(true);
  expect(isTimeZone('Mars/Olympus_Mons')).toBe(false);
  expect(() => createZoneClock('Mars/Olympus_Mons')).toThrow(RangeError);
});

test('[T3] a day of Kathmandu begins at 18:15 UTC, one of Bangkok at 17:00', () => {
  expect(businessDateOf('2026-03-31T18:14:59.999Z', 'Asia/Kathmandu')).toBe('2026-03-31');
  expect(businessDateOf('2026-03-31T18:15:00.000Z', 'Asia/Kathmandu')).toBe('2026-04-01');
  expect(startOfDayInstant('2026-04-01', 'Asia/Bangkok')).toBe('2026-03-31T17:00:00.000Z');
});

test('[T3] the half hour that Lord Howe’s clocks move neither loses nor doubles a day', () => {
  // +10:30 in winter, +11:00 in summer: summer time ended on 5 April and began on 4 October 2026.
  expect(startOfDayInstant('2026-04-05', 'Australia/Lord_Howe')).toBe('2026-04-04T13:00:00.000Z');
  expect(startOfDayInstant('2026-04-06', 'Australia/Lord_Howe')).toBe('2026-04-05T13:30:00.000Z');
  expect(startOfDayInstant('2026-10-05', 'Australia/Lord_Howe')).toBe('2026-10-04T13:00:00.000Z');
});

test('[T4] the day on which São Paulo skipped midnight began at one o’clock, and the day before had its 24 hours', () => {
  const clock = createZoneClock('America/Sao_Paulo');
  expect(clock.businessDateOf('2018-11-04T02:59:59.999Z')).toBe('2018-11-03');
  expect(clock.businessDateOf('2018-11-04T03:00:00.000Z')).toBe('2018-11-04');
  expect(startOfDayInstant('2018-11-05', 'America/Sao_Paulo')).toBe('2018-11-05T02:00:00.000Z');
});
