import { addDays, toDayNumber, weekdayOf, workCalendar, workingDays } from '@fieldgoal/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateBetween } from '../arbitraries.ts';
import { makeSettings } from '../make.ts';

test('[T7] both ends count, weekends and holidays do not', () => {
  const calendar = workCalendar(makeSettings({ holidays: ['2026-12-25', '2026-12-26'] }));
  expect(workingDays(calendar, '2026-12-21', '2026-12-27')).toBe(4);
  expect(workingDays(calendar, '2026-12-21', '2026-12-21')).toBe(1);
  expect(workingDays(calendar, '2026-12-22', '2026-12-21')).toBe(0);
});

test('[T7] a holiday named twice or on a weekend takes nothing away', () => {
  const calendar = workCalendar(makeSettings({ holidays: ['2026-12-25', '2026-12-25', '2026-12-26'] }));
  expect(workingDays(calendar, '2026-12-25', '2026-12-28')).toBe(1);
});

test('[T7] counting by weeks equals counting day by day', () => {
  const date = dateBetween('2026-01-01', '2027-12-31');
  const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
  fc.assert(
    fc.property(date, fc.nat(500), weekdays, fc.array(date, { maxLength: 30 }), (from, length, workingWeekdays, holidays) => {
      const calendar = workCalendar(makeSettings({ workingWeekdays, holidays }));
      let oneByOne = 0;
      for (let n = 0; n <= length; n++) {
        const day = addDays(from, n);
        if (workingWeekdays.includes(weekdayOf(toDayNumber(day))) && !holidays.includes(day)) oneByOne++;
      }
      expect(workingDays(calendar, from, addDays(from, length))).toBe(oneByOne);
    }),
  );
});

test('[T7] a leap day is a working day like any other, and a holiday when it is named one', () => {
  expect(workingDays(workCalendar(makeSettings()), '2028-02-01', '2028-02-29')).toBe(21);
  expect(workingDays(workCalendar(makeSettings()), '2027-02-01', '2027-02-28')).toBe(20);
  expect(workingDays(workCalendar(makeSettings({ holidays: ['2028-02-29'] })), '2028-02-01', '2028-02-29')).toBe(20);
  expect(workingDays(workCalendar(makeSettings({ holidays: ['2028-02-29'] })), '2028-01-01', '2028-12-31')).toBe(259);
});
