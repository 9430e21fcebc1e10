import { describe, expect, it } from 'vitest';
import {
  forecastWords,
  goalMeasureWords,
  goalNote,
  goalTitle,
  paceWords,
  requiredWords,
  stretchWords,
  targetWords,
} from '../../../../apps/desktop/src/renderer/lib/goal-words.ts';
import { goalCard } from '../goal-cards.ts';

const winRate = { type: 'performance', metric: 'win_rate', unit: 'percent', currency: null, target: 6000, expected: 6000 } as const;
const cycle = {
  type: 'performance',
  metric: 'sales_cycle',
  unit: 'days',
  currency: null,
  direction: 'lower',
  target: 4500,
  expected: 4500,
} as const;

describe('pace in words', () => {
  it.each([
    [{}, '$12,400 ahead of pace'],
    [{ value: 4_000_000 }, '$10,000 behind pace'],
    [{ value: 5_000_100 }, 'Right on pace'],
    [{ value: 10_000_000 }, 'Target reached'],
    [{ value: 10_500_000 }, '$5,000 over target'],
    [{ value: 9_000_000, health: 'missed' as const }, '$10,000 short of target'],
    [{ health: 'not_started' as const, value: 0 }, 'Starts on 1 Oct 2026'],
    [{ target: null, expected: null }, 'No target yet'],
    [{ value: null }, 'No data yet'],
    [{ value: null, health: 'missed' as const }, 'Ended without data'],
    [{ ...winRate, value: 5550 }, '4.5 points below target'],
    [{ ...winRate, value: 6100 }, '1 point over target'],
    [{ ...cycle, value: 4250 }, '2.5 days under the limit'],
    [{ ...cycle, value: 4600 }, '1 day over the limit'],
    [{ ...cycle, value: 4600, health: 'missed' as const }, '1 day over the limit'],
  ])('%o', (changes, words) => {
    expect(paceWords(goalCard(changes))).toBe(words);
  });
});

describe('forecast in words', () => {
  it('says the range and the chance', () => {
    expect(forecastWords(goalCard())).toBe('Forecast $118k – $142k · 64% likely');
  });
  it('says when there is little history', () => {
    const { forecast } = goalCard();
    expect(forecastWords(goalCard({ forecast: forecast === null ? null : { ...forecast, hasSufficientData: false } }))).toMatch(
      /^Early forecast/,
    );
  });
  it('has no chance without a target', () => {
    const { forecast } = goalCard();
    expect(forecastWords(goalCard({ target: null, forecast: forecast === null ? null : { ...forecast, probability: null } }))).toBe(
      'Forecast $118k – $142k',
    );
  });
});

describe('what is needed', () => {
  it('is an amount a day for money and the number missing for counts', () => {
    expect(requiredWords(goalCard())).toBe('$1,880 a day for 20 working days');
    expect(requiredWords(goalCard({ unit: 'count', currency: null, value: 19, target: 35, requiredPerDay: 0.8 }))).toBe(
      '16 more in 20 working days',
    );
  });
  it('is nothing once the target is reached', () => {
    expect(requiredWords(goalCard({ requiredPerDay: 0 }))).toBeNull();
  });
});

describe('a goal in a list', () => {
  it('is told from its neighbours by its owner', () => {
    const goal = goalCard({ ownerName: 'West Coast' });
    expect([goalTitle(goal), goalNote(goal)]).toEqual(['West Coast', 'Q4 revenue · Q4 2026']);
  });
  it('says nothing twice when its name already says whose it is and when', () => {
    const goal = goalCard({ ownerName: 'West', name: 'West revenue Q4 2026' });
    expect([goalTitle(goal), goalNote(goal)]).toEqual(['West revenue Q4 2026', 'Revenue']);
  });
});

describe('a target', () => {
  it('is what a sum grows to, what a ratio aims at, and a limit where lower is better', () => {
    expect([goalCard(), goalCard(winRate), goalCard(cycle), goalCard({ target: null })].map((goal) => targetWords(goal))).toEqual([
      'of $100,000',
      'target 60%',
      'at most 45 days',
      'no target',
    ]);
  });
  it('may have a stretch target behind it', () => {
    expect(stretchWords(goalCard())).toBeNull();
    expect(stretchWords(goalCard({ stretchTarget: 12_000_000 }))).toBe('stretch $120,000');
    expect(stretchWords(goalCard({ ...cycle, value: 3900, stretchTarget: 4000 }))).toBe('stretch 40 days reached');
  });
});

it('calls a performance goal by its metric', () => {
  expect([goalMeasureWords(goalCard()), goalMeasureWords(goalCard(cycle))]).toEqual(['Revenue', 'Sales cycle']);
});
