import { type Goal, goalsOfSeries, retargetedGoals, targetOn, withTarget, workCalendar } from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateBetween } from '../arbitraries.ts';
import { makeSettings } from '../make.ts';
import { makeSeries } from './make-series.ts';

const CALENDAR = workCalendar(makeSettings({ fiscalPattern: 'months' }));
const TODAY = '2026-08-15';
const SERIES = makeSeries();
/** The four quarters of 2026; the third is running, the fourth not begun. */
const QUARTERS = goalsOfSeries(SERIES, CALENDAR, { through: '2026-12-31', existing: [] }).goals;
const retargeted = (series = SERIES, goals: readonly Goal[] = QUARTERS, today = TODAY) =>
  retargetedGoals(series, goals, today).map(({ periodStart, target }) => [periodStart, target]);

describe('[G3] the target of a period', () => {
  test('is the one in force on its first day', () => {
    const targets = withTarget(withTarget(SERIES.targets, '2026-07-01', 1_500_000), '2026-12-15', null);
    expect(['2026-01-01', '2026-06-30', '2026-07-01', '2026-12-15'].map((day) => targetOn({ ...SERIES, targets }, day))).toEqual([
      1_000_000,
      1_000_000,
      1_500_000,
      null,
    ]);
  });

  test('is of two decisions for one day the later, whatever other days were decided on since', () => {
    const targets = withTarget(withTarget(withTarget([], '2026-07-01', 1), '2026-07-01', 2), '2026-01-01', 3);
    expect([targetOn({ ...SERIES, targets }, '2026-07-01'), targetOn({ ...SERIES, targets }, '2026-04-01')]).toEqual([2, 3]);
  });

  test('is that of the first day of the series where its first period began before it', () => {
    const series = makeSeries({ startsOn: '2026-02-10', targets: [{ from: '2026-02-10', target: 7 }] });
    expect(targetOn(series, '2026-01-01')).toBe(7);
  });

  test('is none before there was a decision', () => {
    expect(targetOn({ ...SERIES, targets: [] }, '2026-01-01')).toBeNull();
  });
});

describe('[G4] an edited target', () => {
  const raised = { ...SERIES, targets: withTarget(SERIES.targets, '2026-01-01', 2_000_000) };

  test('does not rewrite periods that have begun (a peer’s bug: an edited target rewriting past periods)', () => {
    expect(retargeted(raised)).toEqual([['2026-10-01', 2_000_000]]);
    expect(retargeted(raised, QUARTERS, '2026-10-01')).toEqual([]);
    expect(retargeted(raised, QUARTERS, '2026-09-30')).toEqual([['2026-10-01', 2_000_000]]);
  });

  test('leaves alone a goal that was edited by hand, though it has a target that the series had once', () => {
    const byHand = QUARTERS.map((goal) => ({ ...goal, target: 1_000_000 }));
    const again = { ...raised, targets: withTarget(raised.targets, '2026-01-01', 3_000_000) };
    expect(retargeted(again, byHand)).toEqual([]);
    expect(
      retargeted(
        raised,
        QUARTERS.map((goal) => ({ ...goal, target: 1_234 })),
      ),
    ).toEqual([]);
  });

  test('is followed by its own goals only, once, and not by deleted or cancelled ones', () => {
    expect(
      retargeted(
        raised,
        QUARTERS.map((goal) => ({ ...goal, seriesId: 'other' })),
      ),
    ).toEqual([]);
    expect(
      retargeted(
        raised,
        QUARTERS.map((goal) => ({ ...goal, status: 'cancelled' as const })),
      ),
    ).toEqual([]);
    expect(
      retargeted(
        raised,
        QUARTERS.map((goal) => ({ ...goal, deletedAt: '2026-02-01T00:00:00.000Z' })),
      ),
    ).toEqual([]);
    expect(retargeted({ ...raised, deletedAt: '2026-02-01T00:00:00.000Z' })).toEqual([]);
    expect(retargeted(raised, retargetedGoals(raised, QUARTERS, TODAY))).toEqual([]);
    expect(retargeted()).toEqual([]);
  });

  test('from a later day on is followed by the periods that begin then', () => {
    const goals = goalsOfSeries(SERIES, CALENDAR, { through: '2027-12-31', existing: [] }).goals;
    const later = { ...SERIES, targets: withTarget(SERIES.targets, '2027-07-01', 5) };
    expect(retargeted(later, goals)).toEqual([
      ['2027-07-01', 5],
      ['2027-10-01', 5],
    ]);
  });

  test('is followed through any course of decisions by goals nobody touched, and never by ones that have begun', () => {
    const decision = fc.tuple(dateBetween('2026-01-01', '2027-12-31'), fc.option(fc.nat(9)));
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 8 }), (decisions) => {
        let series = SERIES;
        let goals = QUARTERS;
        for (const [from, target] of decisions) {
          series = { ...series, targets: withTarget(series.targets, from, target) };
          const follows = new Map(retargetedGoals(series, goals, TODAY).map((goal) => [goal.id, goal]));
          goals = goals.map((goal) => follows.get(goal.id) ?? goal);
        }
        for (const [at, { periodStart, target }] of goals.entries()) {
          expect(target).toBe(periodStart > TODAY ? targetOn(series, periodStart) : QUARTERS[at]?.target);
        }
      }),
    );
  });
});
