import { expect, it } from 'vitest';
import type { TodayGoal } from '../../../apps/desktop/src/bridge/host-messages.ts';
import { trayText } from '../../../apps/desktop/src/main/tray-text.ts';

const goal = (part: Partial<TodayGoal>): TodayGoal => ({ id: 'g1', name: 'Visits', unit: 'count', currency: null, gap: 0, ...part });
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

it('says the gap of the most urgent goal, and each goal on a line', () => {
  const today = {
    goals: [
      goal({ id: 'a', name: 'Revenue', unit: 'currency', currency: 'EUR', gap: 1_234_500 }),
      goal({ id: 'b', gap: 1.2 }),
      goal({ id: 'c', name: 'Calls' }),
    ],
    more: 2,
  };
  const { tooltip, goals, more } = trayText(today, 'en');
  expect(tooltip).toBe('Fieldgoal\nRevenue: €12,345 behind today’s pace');
  expect(goals).toEqual([
    { id: 'a', label: 'Revenue: €12,345 behind today’s pace' },
    { id: 'b', label: 'Visits: 2 behind today’s pace' },
    { id: 'c', label: 'Calls: on pace' },
  ]);
  expect(more).toBe('and 2 more');
});

it('says it in German, with German numbers', () => {
  const { tooltip } = trayText({ goals: [goal({ name: 'Umsatz', unit: 'currency', currency: 'EUR', gap: 1_234_500 })], more: 0 }, 'de');
  expect(plain(tooltip)).toBe('Fieldgoal\nUmsatz: 12.345 € hinter dem Plan von heute');
});

it('knows units: yen have no cents, shares are percent, a cycle is days', () => {
  const words = (part: Partial<TodayGoal>) => plain(trayText({ goals: [goal(part)], more: 0 }, 'en').goals[0]?.label ?? '');
  expect(words({ unit: 'currency', currency: 'JPY', gap: 5000 })).toBe('Visits: ¥5,000 behind today’s pace');
  expect(words({ unit: 'percent', gap: 250 })).toBe('Visits: 2.5 % behind today’s pace');
  expect(words({ unit: 'days', gap: 250 })).toBe('Visits: 2.5 days behind today’s pace');
  expect(words({ gap: null })).toBe('Visits');
});

it('is glad when nothing is missing, and says nothing of a person who is not signed in', () => {
  expect(trayText({ goals: [goal({})], more: 0 }, 'en').tooltip).toBe('Fieldgoal\nAll goals on pace');
  expect(trayText(null, 'en')).toEqual({ tooltip: 'Fieldgoal', goals: [], more: null });
});

it('fits where Windows cuts tooltips, whatever the goal is called', () => {
  const today = { goals: [goal({ name: 'N'.repeat(200), unit: 'currency', currency: 'EUR', gap: 99_999_999_900 })], more: 0 };
  for (const language of ['en', 'de'] as const) expect(trayText(today, language).tooltip.length).toBeLessThan(128);
});
