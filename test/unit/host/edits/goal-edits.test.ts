import { describe, expect, it } from 'vitest';
import type { NewGoal } from '../../../../apps/desktop/src/host/service.ts';
import { create, goal } from '../../../fixtures/company.ts';
import { ADMIN, NORA } from '../../../fixtures/replicas.ts';
import { openTestHost } from '../host-fixture.ts';

const Q4 = { periodKind: 'quarter', periodStart: '2026-10-01', periodEnd: '2026-12-31' } as const;
const NEW: NewGoal = { name: 'New', ownerType: 'team', ownerId: 'north', type: 'revenue', target: 1_000, parentGoalId: null, ...Q4 };
/** Its period ended on 30 September; today is 16 November. */
const PAST = create(
  'goals',
  goal({ id: 'g-past', ownerType: 'team', ownerId: 'north', name: 'Q3', periodStart: '2026-07-01', periodEnd: '2026-09-30' }),
);
const RATE = create('rates', {
  id: 'r-usd',
  currency: 'USD',
  on: '2026-01-01',
  rateNano: 920_000_000,
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: 'ada',
  importId: null,
  deletedAt: null,
});

describe('a new goal', () => {
  it('of a simple kind needs no more than before', async () => {
    const { service } = (await openTestHost(NORA)).host;
    const { id } = service.createGoal({ ...NEW, parentGoalId: 'g-company' });
    expect(service.goal(id)).toMatchObject({
      card: { unit: 'currency', currency: 'EUR', target: 1_000 },
      ancestors: [{ id: 'g-company' }],
    });
  });

  it('measures what it says, in its own unit and direction', async () => {
    const { service } = (await openTestHost(NORA)).host;
    const { id } = service.createGoal({
      ...NEW,
      type: 'performance',
      metric: 'sales_cycle',
      target: 4_500,
      stretchTarget: 3_000,
      baseline: 6_000,
      filter: { minimumAmountMinor: 5_000, activityKinds: ['call'], tags: [' big ', 'big', ''] },
      pacing: 'calendar_days',
      forecastModel: 'robust',
    });
    expect(service.goal(id)?.card).toMatchObject({ metric: 'sales_cycle', direction: 'lower', unit: 'days', currency: null });
    // A filter of activities would mislead where deals are counted.
    expect(service.goalTerms(id)).toMatchObject({
      stretchTarget: 3_000,
      baseline: 6_000,
      pacing: 'calendar_days',
      forecastModel: 'robust',
      filter: { minimumAmountMinor: 5_000, activityKinds: [], tags: ['big'] },
    });
  });

  it('in another currency needs an exchange rate', async () => {
    const { service } = (await openTestHost(NORA, { extra: [RATE] })).host;
    const { id } = service.createGoal({ ...NEW, currency: 'USD' });
    expect(service.goal(id)?.card.currency).toBe('USD');
    expect(service.goalForm().currencies).toEqual(['EUR', 'USD']);
    expect(() => service.createGoal({ ...NEW, currency: 'CHF' })).toThrow('no exchange rate to EUR');
  });

  it('may be a composite of other goals, with weights', async () => {
    const { service } = (await openTestHost(NORA)).host;
    const { id } = service.createGoal({
      ...NEW,
      type: 'performance',
      metric: 'composite',
      target: 10_000,
      components: [
        { goalId: 'g-ana', weight: 3 },
        { goalId: 'g-ben', weight: 1 },
      ],
    });
    // Ana 300,000 of 1,000,000 thrice, Ben 400,000 of 1,000,000 once.
    expect(service.goal(id)?.card).toMatchObject({ unit: 'percent', value: 3_250 });
    expect(() => service.createGoal({ ...NEW, components: [{ goalId: 'g-ana', weight: 1 }] })).toThrow('only a composite');
  });

  it.each([
    ['a stretch target short of the target', { stretchTarget: 900 }, 'must be above the target'],
    ['a baseline where more is better', { baseline: 10 }, 'only a goal for which lower is better'],
    ['a baseline that is reached already', { direction: 'lower', baseline: 500 }, 'must be above the target'],
    ['a rate above the whole', { type: 'performance', metric: 'win_rate', target: 10_100 }, 'never above 100 %'],
    ['nothing to measure', { type: 'performance' }, 'Choose win rate'],
    ['no weight', { weight: 0 }, 'from 1 to 1000'],
    ['a product nobody sells', { filter: { productIds: ['p'] } }, 'no such product'],
    ['an owner outside', { ownerId: 'south' }, 'You may not make goals for South'],
    ['a period that is none', { periodEnd: '2026-12-30' }, 'Choose those dates'],
    ['a parent of another measure', { type: 'deals', parentGoalId: 'g-company' }, 'measure the same'],
  ] as const)('with %s is refused in words', async (_what, change, words) => {
    const { service } = (await openTestHost(NORA)).host;
    expect(() => service.createGoal({ ...NEW, ...change } as NewGoal)).toThrow(words);
  });
});

describe('a change of a goal', () => {
  it('alters only what is given', async () => {
    const { service } = (await openTestHost(NORA)).host;
    service.updateGoal({ goalId: 'g-north', stretchTarget: 4_000_000, forecastModel: 'velocity', targetMode: 'sum_of_children' });
    expect(service.goalTerms('g-north')).toMatchObject({
      target: 3_000_000,
      stretchTarget: 4_000_000,
      forecastModel: 'velocity',
      targetMode: 'sum_of_children',
    });
    expect(service.goal('g-north')?.card.target).toBe(2_000_000);
    expect(() => service.updateGoal({ goalId: 'g-north', stretchTarget: 1 })).toThrow('must be above the target');
  });

  it('[V7] leaves a closed goal as it was reported, but for its name and forecast', async () => {
    const { service } = (await openTestHost(NORA, { extra: [PAST] })).host;
    expect(service.goalTerms('g-past')?.isClosed).toBe(true);
    expect(() => service.updateGoal({ goalId: 'g-past', target: 1, status: 'cancelled' })).toThrow('"Q3" is closed');
    service.updateGoal({ goalId: 'g-past', name: 'Third quarter', forecastModel: 'robust' });
    expect(service.goal('g-past')?.card.name).toBe('Third quarter');
    expect(() => service.linkGoals({ goalIds: ['g-past'], parentId: null })).not.toThrow();
    expect(service.previewLinks({ goalIds: ['g-past'], parentId: 'g-company' }).refused[0]?.words).toEqual([
      'it is closed, and what was reported stands',
    ]);
  });

  it('[V7] a closed goal is adjusted by admins only', async () => {
    const adjustment = { goalId: 'g-past', kind: 'add', entered: 5, justification: 'Late invoice of September', expiresOn: null } as const;
    const nora = (await openTestHost(NORA, { extra: [PAST] })).host.service;
    expect(() => nora.adjustGoal(adjustment)).toThrow('closed');
    const ada = (await openTestHost(ADMIN, { extra: [PAST] })).host.service;
    ada.adjustGoal(adjustment);
    expect(ada.goal('g-past')?.card.adjusted).toBe(5);
  });
});
