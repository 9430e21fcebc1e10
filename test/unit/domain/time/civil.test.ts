import { addDays, daysBetween, firstOfMonth, fromDayNumber, toDayNumber, weekdayOf } from '@fieldgoal/domain';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { anyDate } from '../arbitraries.ts';

test('[T2] day numbers and dates are the same thing, day 0 being 1970-01-01', () => {
  expect(toDayNumber('1970-01-01')).toBe(0);
  fc.assert(fc.property(anyDate, (date) => fromDayNumber(toDayNumber(date)) === date));
});

test('[T2] adding days, counting days and weekdays agree with Temporal', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -800, max: 800 }), (date, n) => {
      const plain = Temporal.PlainDate.from(date);
      const later = plain.add({ days: n });
      expect(addDays(date, n)).toBe(later.toString());
      expect(daysBetween(date, later.toString())).toBe(plain.until(later, { largestUnit: 'day' }).days);
      expect(weekdayOf(toDayNumber(date))).toBe(plain.dayOfWeek);
    }),
  );
});

test('[T2] the first of a month n months away agrees with Temporal', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -30, max: 30 }), (date, n) => {
      expect(firstOfMonth(date, n)).toBe(Temporal.PlainDate.from(date).with({ day: 1 }).add({ months: n }).toString());
    }),
  );
});
