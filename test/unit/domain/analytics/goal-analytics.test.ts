import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goalAnalytics } from '../../../../packages/domain/src/analytics/goal-analytics.ts';
import type { AnalyticsFilter, AnalyticsRow } from '../../../../packages/domain/src/analytics/types.ts';
import { makeMembership, makeNorth } from '../make.ts';

const TODAY = '2026-11-24';
const NORTH = makeNorth();

function row(fields: Partial<AnalyticsRow> = {}): AnalyticsRow {
  return {
    goalId: 'goal',
    type: 'revenue',
    ownerType: 'individual',
    ownerId: 'ana',
    currency: (fields.type ?? 'revenue') === 'revenue' ? 'EUR' : null,
    periodStart: '2026-10-01',
    periodEnd: '2026-12-31',
    status: 'active',
    value: 50_000,
    target: 100_000,
    attainment: 0.5,
    health: 'on_track',
    velocity: 1000,
    daysOfHistory: 40,
    ...fields,
  };
}
const done = (fields: Partial<AnalyticsRow> = {}) => row({ health: 'achieved', attainment: 1, ...fields });
const many = (count: number, of: AnalyticsRow): AnalyticsRow[] => Array.from({ length: count }, () => of);
const analyticsOf = (rows: readonly AnalyticsRow[], filter: AnalyticsFilter = {}) =>
  goalAnalytics(rows, filter, { directory: NORTH, today: TODAY });

describe('counts and rates', () => {
  test('[L1] every goal is one of completed, active, cancelled, or over without being reached', () => {
    const rows = [done(), row(), row({ status: 'cancelled', health: 'achieved' }), row({ periodEnd: '2026-11-23', health: 'missed' })];
    expect(analyticsOf(rows)).toMatchObject({ totalGoals: 4, completedGoals: 1, activeGoals: 1, cancelledGoals: 1 });
  });

  test('[L3] rates are percentages of the goals that are not cancelled', () => {
    const rows = [done(), row(), row({ status: 'cancelled' }), row({ attainment: null, health: 'no_data' })];
    expect(analyticsOf(rows)).toMatchObject({ overallCompletionRate: 100 / 3, averageProgress: 75 });
  });

  test('[L3] of no goals there is no rate, not 0', () => {
    for (const rows of [[], [row({ status: 'cancelled' })]]) {
      const analytics = analyticsOf(rows, { ownerId: 'ana', ownerType: 'individual' });
      expect(analytics).toMatchObject({
        overallCompletionRate: null,
        averageProgress: null,
        averageVelocity: null,
        velocityDataPoints: 0,
        typeBreakdown: [],
        teamAverageCompletionRate: null,
        teamAverageVelocity: null,
        companyAverageCompletionRate: null,
        companyAverageVelocity: null,
        hasSufficientData: false,
        daysOfHistory: 0,
      });
      expect(analytics.completionRateTrend.every(({ completionRate }) => completionRate === null)).toBe(true);
    }
  });

  test('[L4] peer bug: a roll-up by unweighted average makes one goal of Beta weigh as much as nine of Alpha', () => {
    const alpha = [done(), ...many(8, row())];
    const beta = many(1, done({ ownerId: 'carl' }));
    const { overallCompletionRate } = analyticsOf([...alpha, ...beta], { teamId: 'north' });
    expect(analyticsOf(alpha).overallCompletionRate).toBeCloseTo(11.1, 1);
    expect(analyticsOf(beta).overallCompletionRate).toBe(100);
    expect(overallCompletionRate).toBe(20);
    expect(overallCompletionRate).not.toBeCloseTo((100 / 9 + 100) / 2);
  });
});

describe('velocity', () => {
  test('[L5] is the share of the target per day, so that money and counts may be averaged', () => {
    const rows = [row({ velocity: 1000, target: 100_000 }), row({ type: 'deals', velocity: 0.3, target: 10 })];
    expect(analyticsOf(rows).averageVelocity).toBeCloseTo(2);
    expect(analyticsOf(rows).velocityDataPoints).toBe(2);
  });

  test('[L5] of ratios, or without a target, there is none', () => {
    const rows = [
      row({ type: 'performance', velocity: 5000, target: 6000 }),
      row({ target: null }),
      row({ target: 0 }),
      row({ velocity: null }),
    ];
    expect(analyticsOf(rows)).toMatchObject({ averageVelocity: null, velocityDataPoints: 0 });
  });

  test('[L5] by type stands in the goals’ own units, each currency apart', () => {
    const rows = [
      row({ velocity: 1000 }),
      row({ velocity: 3000 }),
      row({ currency: 'USD', velocity: 7 }),
      done({ type: 'deals', velocity: 2 }),
    ];
    expect(analyticsOf(rows).typeBreakdown).toEqual([
      {
        type: 'revenue',
        completionRate: 0,
        totalGoals: 3,
        completedGoals: 0,
        velocities: [
          { currency: 'EUR', averageVelocity: 2000, velocityDataPoints: 2 },
          { currency: 'USD', averageVelocity: 7, velocityDataPoints: 1 },
        ],
      },
      {
        type: 'deals',
        completionRate: 100,
        totalGoals: 1,
        completedGoals: 1,
        velocities: [{ currency: null, averageVelocity: 2, velocityDataPoints: 1 }],
      },
    ]);
  });
});

describe('filters', () => {
  test('[L2] a team has its own goals, its sub-teams’, and those of whoever was in one of them during the goal’s period', () => {
    const directory = { ...NORTH, memberships: [...NORTH.memberships, makeMembership('dora', 'beta', '2025-01-01', '2025-12-31')] };
    const rows = [
      row({ goalId: 'company', ownerType: 'company', ownerId: 'company' }),
      row({ ownerType: 'team', ownerId: 'north' }),
      row({ ownerType: 'team', ownerId: 'beta' }),
      row({ ownerId: 'carl' }),
      row({ ownerId: 'dora' }),
      row({ ownerId: 'dora', periodStart: '2025-10-01', periodEnd: '2026-03-31' }),
    ];
    const totalOf = (teamId: string) => goalAnalytics(rows, { teamId }, { directory, today: TODAY }).totalGoals;
    expect([totalOf('north'), totalOf('beta'), totalOf('alpha'), totalOf('nobody')]).toEqual([4, 3, 0, 0]);
  });

  test('[L2] a period range picks the goals whose period ends in it; type and owner as they say', () => {
    const rows = [row({ periodEnd: '2026-09-30' }), row(), row({ type: 'deals' }), row({ ownerId: 'ben' })];
    expect(analyticsOf(rows, { period: { start: '2026-09-30', end: '2026-09-30' } }).totalGoals).toBe(1);
    expect(analyticsOf(rows, { type: 'deals' }).totalGoals).toBe(1);
    expect(analyticsOf(rows, { ownerType: 'individual', ownerId: 'ana' }).totalGoals).toBe(3);
  });

  test('[L6] a member is compared with the teams they are in today and with the company, by the same type and period', () => {
    const rows = [
      done(),
      row({ ownerId: 'ben' }),
      row({ ownerId: 'carl' }),
      row({ ownerId: 'carl' }),
      done({ type: 'deals', ownerId: 'ben' }),
    ];
    expect(analyticsOf(rows, { type: 'revenue', ownerType: 'individual', ownerId: 'ana' })).toMatchObject({
      overallCompletionRate: 100,
      teamAverageCompletionRate: 50,
      companyAverageCompletionRate: 25,
      teamAverageVelocity: 1,
      companyAverageVelocity: 1,
    });
    expect(analyticsOf(rows).teamAverageCompletionRate).toBeNull();
  });
});

test('[L7] the trend has twelve months, a goal in the one its period ends in, whatever the filter’s period', () => {
  const rows = [
    done({ periodEnd: '2025-12-31' }),
    row({ periodEnd: '2025-12-01' }),
    row({ periodEnd: '2025-11-30' }),
    row({ periodEnd: '2026-11-30', status: 'cancelled' }),
  ];
  const { completionRateTrend } = analyticsOf(rows);
  expect(completionRateTrend.map(({ month }) => month)).toEqual([
    '2025-12',
    ...['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11'].map((month) => `2026-${month}`),
  ]);
  expect(completionRateTrend[0]).toEqual({ month: '2025-12', completionRate: 50, totalGoals: 2, completedGoals: 1 });
  expect(completionRateTrend.at(-1)).toEqual({ month: '2026-11', completionRate: null, totalGoals: 0, completedGoals: 0 });
  const quarter = analyticsOf(rows, { period: { start: '2025-10-01', end: '2025-12-31' } });
  expect(quarter.totalGoals).toBe(3);
  expect(quarter.completionRateTrend.at(-1)).toEqual({ month: '2025-12', completionRate: 50, totalGoals: 2, completedGoals: 1 });
});

test('[L7] thirty days of history suffice; the longest counts', () => {
  expect(analyticsOf([row({ daysOfHistory: 12 }), row({ daysOfHistory: 29 })])).toMatchObject({
    daysOfHistory: 29,
    hasSufficientData: false,
  });
  expect(analyticsOf([row({ daysOfHistory: 30 })])).toMatchObject({ daysOfHistory: 30, hasSufficientData: true });
});

test('[L4] the whole is made of its parts: types and the company’s pool add up, in whatever order the goals come', () => {
  const anyRow = fc
    .record({
      type: fc.constantFrom<AnalyticsRow['type']>('revenue', 'deals', 'activities', 'tasks', 'performance'),
      ownerId: fc.constantFrom('ana', 'ben', 'carl'),
      status: fc.constantFrom<AnalyticsRow['status']>('active', 'active', 'cancelled'),
      health: fc.constantFrom<AnalyticsRow['health']>('achieved', 'on_track', 'missed'),
      target: fc.option(fc.nat(10)),
      velocity: fc.option(fc.nat(10)),
    })
    .map(row);
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 40 }), (rows) => {
      const all = analyticsOf(rows);
      const { typeBreakdown, totalGoals, completedGoals, cancelledGoals } = all;
      expect(typeBreakdown.reduce((sum, one) => sum + one.completedGoals, 0)).toBe(completedGoals);
      expect(typeBreakdown.reduce((sum, one) => sum + one.totalGoals, 0)).toBe(totalGoals - cancelledGoals);
      const owners = ['ana', 'ben', 'carl'].map((ownerId) => analyticsOf(rows, { ownerId }));
      expect(owners.reduce((sum, one) => sum + one.totalGoals, 0)).toBe(totalGoals);
      for (const one of owners) expect(one.companyAverageCompletionRate).toBe(all.overallCompletionRate);
      const mirrored = analyticsOf(rows.toReversed());
      expect(mirrored.overallCompletionRate).toBe(all.overallCompletionRate);
      expect(mirrored.completedGoals).toBe(completedGoals);
    }),
  );
});
