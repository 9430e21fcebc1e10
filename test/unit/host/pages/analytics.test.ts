import { describe, expect, it } from 'vitest';
import { create, goal } from '../../../fixtures/company.ts';
import { ADMIN } from '../../../fixtures/replicas.ts';
import { openTestHost } from '../host-fixture.ts';

const OCTOBER = { periodKind: 'month', periodStart: '2026-10-01', periodEnd: '2026-10-31' } as const;
const extra = [
  create('goals', goal({ id: 'o-carl', ownerType: 'individual', ownerId: 'carl', target: 100_000, ...OCTOBER })),
  create('goals', goal({ id: 'o-ana', ownerType: 'individual', ownerId: 'ana', target: 900_000, ...OCTOBER })),
  create('goals', goal({ id: 'o-ben', ownerType: 'individual', ownerId: 'ben', status: 'cancelled', ...OCTOBER })),
];

describe('how goals went', () => {
  it('[L3] is counted from the goals of the filter, with the company beside it', async () => {
    const { service } = (await openTestHost(ADMIN, { extra })).host;
    expect(service.analytics({ ownerType: 'individual', from: '2026-10-01', to: '2026-10-31' })).toMatchObject({
      totalGoals: 3,
      completedGoals: 1,
      cancelledGoals: 1,
      activeGoals: 0,
      overallCompletionRate: 50,
      companyAverageCompletionRate: 50,
    });
    expect(service.analytics({ teamId: 'north', from: '2026-10-01', to: '2026-10-31' })).toMatchObject({
      overallCompletionRate: 0,
      teamAverageCompletionRate: 0,
      companyAverageCompletionRate: 50,
    });
    expect(service.analytics({ from: '2020-01-01', to: '2020-12-31' })).toMatchObject({ totalGoals: 0, overallCompletionRate: null });
  });

  it('every figure opens the goals behind it, as many as it says', async () => {
    const { service } = (await openTestHost(ADMIN, { extra })).host;
    const idsOf = (...given: Parameters<typeof service.analyticsGoals>) => service.analyticsGoals(...given).goals.map(({ id }) => id);
    const october = { from: '2026-10-01', to: '2026-10-31' };
    expect(idsOf(october, { kind: 'completed' })).toEqual(['o-carl']);
    expect(idsOf(october, { kind: 'cancelled' })).toEqual(['o-ben']);
    expect(idsOf({ teamId: 'south' }, { kind: 'counted' }).sort()).toEqual(['g-carl', 'g-south', 'o-carl']);
    // A month of the trend looks beyond the filter's period.
    expect(idsOf({ from: '2026-12-01', to: '2026-12-31' }, { kind: 'counted', month: '2026-10' }).sort()).toEqual(['o-ana', 'o-carl']);
    for (const kind of ['all', 'completed', 'active', 'cancelled'] as const) {
      const view = service.analytics({});
      const figure = { all: view?.totalGoals, completed: view?.completedGoals, active: view?.activeGoals, cancelled: view?.cancelledGoals }[
        kind
      ];
      expect(service.analyticsGoals({}, { kind }).total).toBe(figure);
    }
  });
});
