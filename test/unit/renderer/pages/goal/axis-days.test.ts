import fc from 'fast-check';
import { expect, it } from 'vitest';
import { axisDays } from '../../../../../apps/desktop/src/renderer/pages/goal/axis-days.ts';

const named = (start: string, end: string) =>
  axisDays(start, end).map((at) => new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' }));

it('a week has its days below the chart, a month its weeks, a quarter the 1st and 15th, a year every second month', () => {
  expect(named('2026-11-02', '2026-11-08')).toHaveLength(7);
  expect(named('2026-11-01', '2026-11-30')).toEqual(['1 Nov', '8 Nov', '15 Nov', '22 Nov', '29 Nov']);
  expect(named('2026-10-01', '2026-12-31')).toEqual(['1 Oct', '15 Oct', '1 Nov', '15 Nov', '1 Dec', '15 Dec']);
  expect(named('2026-01-01', '2026-12-31')).toEqual(['1 Jan', '1 Mar', '1 May', '1 Jul', '1 Sept', '1 Nov']);
});

it('whatever the period, a few days in order, all of them in it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 3_000 }), (from, length) => {
      const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
      const days = axisDays(iso(from), iso(from + length - 1));
      expect(days.length).toBeGreaterThan(0);
      expect(days.length).toBeLessThanOrEqual(9);
      const local = days.map((at) => {
        const day = new Date(at);
        return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
      });
      expect(local).toEqual([...new Set(local)].sort());
      expect(local.every((day) => day >= iso(from) && day <= iso(from + length - 1))).toBe(true);
    }),
  );
});
