import { describe, expect, it } from 'vitest';
import type { CountedRecordRow } from '../../../../../apps/desktop/src/host/views/explanation.ts';
import type { WaterfallStepView, WaterfallView } from '../../../../../apps/desktop/src/host/views/waterfall.ts';
import { bandWords, chanceInTen, chanceWords, coverageWords } from '../../../../../apps/desktop/src/renderer/pages/goal/forecast-words.ts';
import { parseGoalPageSearch } from '../../../../../apps/desktop/src/renderer/pages/goal/goal-tabs.ts';
import { rateWords, ratioChange, recordAdds, sumWords } from '../../../../../apps/desktop/src/renderer/pages/goal/record-words.ts';
import { presetOf, rangeOf } from '../../../../../apps/desktop/src/renderer/pages/goal/waterfall-presets.ts';
import { waterfallBars, waterfallSentence } from '../../../../../apps/desktop/src/renderer/pages/goal/waterfall-words.ts';
import { isUntouched, toggled, UNTOUCHED } from '../../../../../apps/desktop/src/renderer/pages/goal/what-if-trial.ts';
import { goalCard } from '../../goal-cards.ts';

const TODAY = '2026-11-23';

function step(cause: WaterfallStepView['cause'], amount: number, count: number): WaterfallStepView {
  const record = { id: 'd', collection: 'deals', name: 'Deal', ownerName: 'Ana', on: TODAY, amount, weight: 1 } as const;
  return { cause, amount, numerator: amount, denominator: count, count, records: count === 0 ? [] : [record] };
}
function view(steps: readonly WaterfallStepView[]): WaterfallView {
  const change = steps.reduce((sum, { amount }) => sum + amount, 0);
  return {
    from: '2026-11-16',
    to: TODAY,
    valueFrom: 5_000_000,
    valueTo: 5_000_000 + change,
    change,
    steps,
    isRatio: false,
    firstImport: null,
  };
}

describe('what changed, in a sentence', () => {
  it('names the change, since when, and what made it, the largest first', () => {
    const told = view([step('won', 1_500_000, 3), step('reopened', -260_000, 1)]);
    expect(waterfallSentence(told, goalCard(), TODAY)).toBe(
      '+$12,400 since 16 Nov 2026: 3 deals won (+$15,000), 1 deal reopened (−$2,600).',
    );
  });
  it('sums up what is small, and says when nothing changed', () => {
    const many = [
      step('won', 900, 1),
      step('lost', -500, 1),
      step('imported', 400, 1),
      step('re_dated', 300, 1),
      step('regrouped', 200, 0),
    ];
    expect(waterfallSentence(view(many), goalCard(), TODAY)).toMatch(/, other changes \(\+\$2\)\.$/);
    expect(waterfallSentence(view([]), goalCard(), '2026-11-24')).toBe('Nothing changed from 16 Nov 2026 to 23 Nov 2026.');
  });
  it('[W9] draws a column from where the one before it ended, to the value at the end', () => {
    const bars = waterfallBars(view([step('won', 1_500_000, 3), step('reopened', -260_000, 1)]), goalCard());
    expect(bars.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['total', 0, 5_000_000],
      ['up', 5_000_000, 6_500_000],
      ['down', 6_500_000, 6_240_000],
      ['total', 0, 6_240_000],
    ]);
  });
});

describe('the days compared', () => {
  it('are those of a preset, and a preset is known by its days', () => {
    const range = rangeOf('period', goalCard(), TODAY);
    expect(range).toEqual({ from: '2026-09-30', to: TODAY });
    expect(presetOf(range, goalCard(), TODAY)).toBe('period');
    expect(presetOf({ from: '2026-11-01', to: TODAY }, goalCard(), TODAY)).toBeNull();
  });
});

describe('a chance in words', () => {
  it.each([
    [0.99, 'Almost certain', 'In more than 19 of 20 courses the target is reached'],
    [0.64, 'More likely than not', 'In about 6 of 10 courses the target is reached'],
    [0.5, 'Could go either way', 'In about 5 of 10 courses the target is reached'],
    [0.01, 'Very unlikely', 'In fewer than 1 of 20 courses the target is reached'],
  ])('%d', (probability, words, inTen) => {
    expect([chanceWords(probability), chanceInTen(probability, goalCard())]).toEqual([words, inTen]);
  });
  it('[F31] never rounds a miss away, and judges a band by more than one goal', () => {
    const score = {
      n: 100,
      goals: 4,
      coverage: 0.97,
      inside: 97,
      below: 3,
      above: 0,
      brier: 0.1,
      chances: 100,
      meanAbsoluteError: 1,
      relativeError: 0.1,
      bias: 0,
      bins: [],
    };
    expect(coverageWords(score)).toBe('More than 9 of 10 times the result was inside the band.');
    expect(coverageWords({ ...score, coverage: 0.8 })).toBe('8 of 10 times the result was inside the band.');
    expect(bandWords({ ...score, coverage: 0.4, below: 50, above: 10 })).toContain('too optimistic');
    expect(bandWords({ ...score, goals: 1 })).toContain('one goal proves little');
  });
});

describe('what a record adds', () => {
  const row = { amount: 1, weight: 1, outcome: 'won' } as CountedRecordRow;
  it('is an amount, and of a ratio what it is in it', () => {
    const winRate = goalCard({ type: 'performance', metric: 'win_rate', unit: 'percent', currency: null });
    expect([
      recordAdds({ ...row, amount: 12_345 }, goalCard()),
      recordAdds(row, winRate),
      recordAdds({ ...row, outcome: 'lost' }, winRate),
    ]).toEqual(['$123.45', 'Won', 'Lost']);
    expect(sumWords({ amount: 17, count: 40, weight: 40 }, winRate)).toBe('17 of 40 won');
    expect([ratioChange({ amount: 1, weight: 1 }, winRate), ratioChange({ amount: 0, weight: -1 }, winRate)]).toEqual([
      '+1 won',
      '−1 lost',
    ]);
  });
  it('says the rate with its day', () => {
    expect(rateWords({ from: 'EUR', to: 'USD', decimal: '1.084200000000', days: ['2026-11-01'] })).toBe('1.0842 (rate of 1 Nov 2026)');
  });
});

it('opens the part its address names, else the overview', () => {
  expect([parseGoalPageSearch({ tab: 'made' }), parseGoalPageSearch({ tab: 'nonsense' }), parseGoalPageSearch({})]).toEqual([
    { tab: 'made' },
    {},
    {},
  ]);
});

it('knows a trial that tries nothing', () => {
  const tried = { ...UNTOUCHED, wonDealIds: toggled(UNTOUCHED.wonDealIds, 'd') };
  expect([isUntouched(UNTOUCHED), isUntouched(tried), isUntouched({ ...tried, wonDealIds: toggled(tried.wonDealIds, 'd') })]).toEqual([
    true,
    false,
    true,
  ]);
});
