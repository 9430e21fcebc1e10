import { describe, expect, it } from 'vitest';
import type { GoalTermsView } from '../../../../../apps/desktop/src/host/views/goals.ts';
import {
  changeOf,
  directionOf,
  draftOf,
  EMPTY_DRAFT,
  type GoalDraft,
  measureParts,
  readDraft,
  unitOfDraft,
} from '../../../../../apps/desktop/src/renderer/pages/goals/goal-draft.ts';
import { outcomeWords } from '../../../../../apps/desktop/src/renderer/pages/goals/link-words.ts';

const read = (change: Partial<GoalDraft>) => readDraft({ ...EMPTY_DRAFT, ...change }, 'EUR');

describe('what is entered for a goal', () => {
  it('is read in the unit of what counts', () => {
    expect(read({ target: '12.4k' }).read.target).toBe(1_240_000);
    expect(read({ measure: 'win_rate', target: '45' }).read.target).toBe(4_500);
    expect(read({ measure: 'sales_cycle', target: '30.5', baseline: '60' }).read).toMatchObject({ target: 3_050, baseline: 6_000 });
    expect(unitOfDraft({ ...EMPTY_DRAFT, measure: 'average_deal_size', currency: 'USD' }, 'EUR')).toEqual({
      unit: 'currency',
      currency: 'USD',
    });
    expect(measureParts('win_rate')).toEqual({ type: 'performance', metric: 'win_rate' });
    expect(directionOf({ measure: 'sales_cycle', direction: null })).toBe('lower');
  });

  it('says at once what can’t be', () => {
    expect(read({ target: 'many' }).problems.target).toContain('not a number');
    expect(read({ target: '100', stretch: '90' }).problems.stretch).toContain('above the target');
    expect(read({ measure: 'sales_cycle', target: '30', stretch: '40' }).problems.stretch).toContain('below the target');
    expect(read({ measure: 'sales_cycle', target: '30', baseline: '30' }).problems.baseline).toContain('above the target');
    expect(read({ weight: '0' }).problems.weight).toContain('1 to 1000');
  });

  it('filters only by what applies', () => {
    const filled = { productIds: ['p'], activityKinds: ['call' as const], minimumAmount: '5', tags: ['x'] };
    expect(read({ ...filled, measure: 'deals' }).read.filter).toMatchObject({
      productIds: ['p'],
      activityKinds: [],
      minimumAmountMinor: 500,
    });
    expect(read({ ...filled, measure: 'activities' }).read.filter).toMatchObject({ productIds: [], activityKinds: ['call'], tags: ['x'] });
    expect(read({ ...filled, measure: 'composite' }).read.filter).toMatchObject({ productIds: [], tags: [], minimumAmountMinor: null });
  });
});

describe('editing a goal', () => {
  const terms: GoalTermsView = {
    goalId: 'g',
    target: 1_250,
    targetMode: 'fixed',
    stretchTarget: null,
    baseline: null,
    rollUp: null,
    weight: 1,
    filter: { productIds: [], activityKinds: [], minimumAmountMinor: 500, pipelineIds: [], tags: [] },
    components: [],
    pacing: null,
    forecastModel: null,
    calculationSource: 'auto_calculated',
    status: 'active',
    seriesId: null,
    isClosed: false,
  };
  const draft = draftOf(terms, { measure: 'revenue', currency: 'EUR', direction: 'higher' }, 'EUR');

  it('sends only what was changed', () => {
    expect(changeOf(terms, readDraft(draft, 'EUR').read)).toEqual({ goalId: 'g' });
    const changed = readDraft({ ...draft, stretch: '20', tags: ['x'] }, 'EUR').read;
    expect(changeOf(terms, changed)).toEqual({ goalId: 'g', stretchTarget: 2_000, filter: { ...terms.filter, tags: ['x'] } });
  });
});

describe('what came of a move', () => {
  it('is one sentence', () => {
    const refused = [{ goalId: 'x', name: 'X', words: ['no'] }];
    expect(outcomeWords({ moved: ['a', 'b'], unchanged: [], refused: [], undo: [] }, 'West')).toBe('2 goals placed under West.');
    expect(outcomeWords({ moved: ['a'], unchanged: [], refused, undo: [] }, null)).toBe('1 goal taken out. 1 stays where it is.');
  });
});
