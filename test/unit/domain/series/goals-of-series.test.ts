import {
  addDays,
  type Goal,
  goalsOfSeries,
  MAX_GOALS_MADE,
  parentsFirst,
  periodOf,
  resumedSeries,
  validateRecord,
  workCalendar,
} from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateBetween } from '../arbitraries.ts';
import { makeEdge, makeSettings } from '../make.ts';
import { makeSeries } from './make-series.ts';

const CALENDAR = workCalendar(makeSettings({ fiscalPattern: 'months' }));
const IN_WEEKS = workCalendar(makeSettings({ fiscalPattern: '445' }));
const DELETED = { deletedAt: '2026-02-01T00:00:00.000Z' };

const madeBy = (series = makeSeries(), through = '2026-12-31', existing: readonly Goal[] = [], calendar = CALENDAR) =>
  goalsOfSeries(series, calendar, { through, existing }).goals;
const startsOf = (goals: readonly Goal[]) => goals.map(({ periodStart }) => periodStart);

describe('[G1] a series', () => {
  test('makes one goal per period, named for it, from the period that holds its first day on', () => {
    const goals = madeBy(makeSeries({ startsOn: '2026-02-10' }), '2026-07-01');
    expect(goals.map(({ id, name, periodStart, periodEnd }) => [id, name, periodStart, periodEnd])).toEqual([
      ['revenue_2026-01-01', 'Revenue Q1 2026', '2026-01-01', '2026-03-31'],
      ['revenue_2026-04-01', 'Revenue Q2 2026', '2026-04-01', '2026-06-30'],
      ['revenue_2026-07-01', 'Revenue Q3 2026', '2026-07-01', '2026-09-30'],
    ]);
  });

  test('makes whole records, which pass every rule, for what its goals are to be', () => {
    const fields = {
      pacing: 'seasonal',
      forecastModel: 'robust',
      stretchTarget: 2_000_000,
      weight: 3,
      targetMode: 'sum_of_children',
    } as const;
    const [goal] = madeBy(makeSeries(fields));
    expect(validateRecord('goals', goal)).toEqual({ ok: true, value: goal });
    expect(goal).toMatchObject({ ...fields, seriesId: 'revenue', target: 1_000_000, status: 'active', createdBy: 'system' });
  });

  test('makes the same records whoever makes them, whenever', () => {
    const early = madeBy(makeSeries(), '2026-06-30');
    const late = madeBy(makeSeries(), '2026-12-31');
    expect(late.slice(0, 2)).toEqual(early);
  });

  test('ends with the period that holds its last day', () => {
    expect(startsOf(madeBy(makeSeries({ endsOn: '2026-04-01' })))).toEqual(['2026-01-01', '2026-04-01']);
    expect(madeBy(makeSeries({ startsOn: '2027-01-01' }))).toEqual([]);
  });

  test('of a composite names the goals of the same day of the series it is made of', () => {
    const series = makeSeries({
      type: 'performance',
      metric: 'composite',
      currency: null,
      components: [{ seriesId: 'calls', weight: 2 }],
    });
    expect(madeBy(series)[1]?.components).toEqual([{ goalId: 'calls_2026-04-01', weight: 2 }]);
  });

  test('is a record like others: its fields have defaults, and what contradicts itself is refused', () => {
    const { metric: _m, direction: _d, components: _c, parentSeriesId: _p, ...old } = makeSeries();
    expect(validateRecord('goalSeries', old)).toEqual({ ok: true, value: makeSeries() });
    for (const [fields, words] of [
      [{ endsOn: '2025-12-31' }, 'endsOn is 2025-12-31'],
      [{ parentSeriesId: 'revenue' }, 'parentSeriesId names the series itself'],
      [{ currency: null }, 'currency is null'],
      [{ ownerId: 'ana' }, 'ownerId is ana'],
      [{ type: 'performance', metric: 'composite', currency: null, components: [{ seriesId: 'revenue', weight: 1 }] }, 'components name'],
      [{ periodKind: 'custom' }, 'periodKind is "custom"'],
      [{ id: 'x'.repeat(54) }, 'id is'],
    ] as const)
      expect(validateRecord('goalSeries', { ...makeSeries(), ...fields })).toMatchObject({ error: expect.stringContaining(words) });
  });
});

describe('[G2] what is due', () => {
  test('is made once: not what exists, nor what was deleted by hand', () => {
    const [first, second] = madeBy();
    const deleted = { ...(second as Goal), ...DELETED };
    expect(startsOf(madeBy(makeSeries(), '2026-12-31', [first as Goal, deleted]))).toEqual(['2026-07-01', '2026-10-01']);
  });

  test('is nothing while a series is paused, or once it is deleted', () => {
    expect(madeBy(makeSeries({ status: 'paused' }))).toEqual([]);
    expect(madeBy(makeSeries(DELETED))).toEqual([]);
  });

  test('leaves out the periods that a resumed series slept through', () => {
    const existing = madeBy(makeSeries(), '2026-01-01');
    const paused = makeSeries({ status: 'paused' });
    const resumed = { ...paused, ...resumedSeries(paused, '2026-08-15') };
    expect(startsOf(madeBy(resumed, '2026-12-31', existing))).toEqual(['2026-07-01', '2026-10-01']);
    expect(resumedSeries(makeSeries({ startsOn: '2027-01-01' }), '2026-08-15').startsOn).toBe('2027-01-01');
  });

  test('is bounded when someone mistypes the year', () => {
    const goals = madeBy(makeSeries({ periodKind: 'week', startsOn: '1926-01-01' }));
    expect(goals).toHaveLength(MAX_GOALS_MADE);
    expect(goals.at(-1)?.periodStart).toBe('2026-12-28');
  });

  test('never overlaps a goal of the series when the fiscal calendar is changed midway', () => {
    const existing = madeBy(makeSeries(), '2026-12-31');
    // Calendar quarters through 31 December 2026; the fiscal year of weeks begins on 4 January 2027.
    expect(startsOf(madeBy(makeSeries(), '2027-12-31', existing, IN_WEEKS))).toEqual([
      '2027-01-04',
      '2027-04-05',
      '2027-07-05',
      '2027-10-04',
    ]);
    const further = madeBy(makeSeries(), '2027-01-01');
    expect(startsOf(madeBy(makeSeries(), '2027-12-31', further, IN_WEEKS))).toEqual(['2027-04-05', '2027-07-05', '2027-10-04']);
  });

  test('tiles the time without gap or overlap, in any calendar and however often it is asked', () => {
    const calendars = fc
      .record({
        fiscalPattern: fc.constantFrom('months' as const, '445' as const, '454' as const, '544' as const),
        fiscalYearStartMonth: fc.integer({ min: 1, max: 12 }),
        weekStart: fc.integer({ min: 1, max: 7 }),
      })
      .map((fields) => workCalendar(makeSettings(fields)));
    const kinds = fc.constantFrom('week' as const, 'month' as const, 'quarter' as const, 'half_year' as const, 'year' as const);
    const runs = fc.array(dateBetween('2026-01-01', '2028-12-31'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(kinds, dateBetween('2026-01-01', '2026-12-31'), runs, calendars, (periodKind, startsOn, days, calendar) => {
        const series = makeSeries({ periodKind, startsOn });
        let goals: readonly Goal[] = [];
        for (const through of days) goals = [...goals, ...madeBy(series, through, goals, calendar)];
        const sorted = [...goals].sort((a, b) => (a.periodStart < b.periodStart ? -1 : 1));
        for (const [at, goal] of sorted.entries()) {
          expect(periodOf(periodKind, goal.periodStart, calendar).end).toBe(goal.periodEnd);
          if (at > 0) expect(goal.periodStart).toBe(addDays(sorted[at - 1]?.periodEnd ?? '', 1));
        }
        expect(new Set(goals.map(({ id }) => id)).size).toBe(goals.length);
      }),
    );
  });
});

describe('[G5] a goal of a series hangs', () => {
  const year = makeSeries({ id: 'year', periodKind: 'year' });
  const quarter = makeSeries({ id: 'quarter', ownerType: 'team', ownerId: 'north', parentSeriesId: 'year' });
  const years = madeBy(year, '2027-12-31');

  test("under the parent series' goal of the period that holds its own", () => {
    const { edges } = goalsOfSeries(quarter, CALENDAR, { through: '2027-01-01', existing: years });
    expect(edges.map(({ id, counter }) => [id, counter])).toEqual([
      ['quarter_2026-01-01_year_2026-01-01', 1],
      ['quarter_2026-04-01_year_2026-01-01', 1],
      ['quarter_2026-07-01_year_2026-01-01', 1],
      ['quarter_2026-10-01_year_2026-01-01', 1],
      ['quarter_2027-01-01_year_2027-01-01', 1],
    ]);
    for (const edge of edges) expect(validateRecord('edges', edge)).toEqual({ ok: true, value: edge });
  });

  test('there as soon as that goal is made, later too; but not again where it was moved or unlinked by hand', () => {
    const quarters = madeBy(quarter, '2026-04-01');
    expect(goalsOfSeries(quarter, CALENDAR, { through: '2026-04-01', existing: quarters }).edges).toEqual([]);
    const context = { through: '2026-04-01', existing: [...years, ...quarters], edges: [makeEdge('quarter_2026-01-01', null)] };
    const later = goalsOfSeries(quarter, CALENDAR, context);
    expect(later.goals).toEqual([]);
    expect(later.edges.map(({ childId }) => childId)).toEqual(['quarter_2026-04-01']);
  });

  test('nowhere when no period of the parent holds its own: a week across two calendar months', () => {
    const months = madeBy(makeSeries({ id: 'month', periodKind: 'month' }));
    const weeks = makeSeries({ id: 'week', periodKind: 'week', startsOn: '2026-03-23', parentSeriesId: 'month' });
    const { edges } = goalsOfSeries(weeks, CALENDAR, { through: '2026-04-06', existing: months });
    expect(edges.map(({ childId, parentId }) => [childId, parentId])).toEqual([
      ['week_2026-03-23', 'month_2026-03-01'],
      ['week_2026-04-06', 'month_2026-04-01'],
    ]);
  });

  test('always, where months are made of weeks', () => {
    const months = madeBy(makeSeries({ id: 'month', periodKind: 'month' }), '2026-12-31', [], IN_WEEKS);
    const weeks = makeSeries({ id: 'week', periodKind: 'week', parentSeriesId: 'month' });
    const made = goalsOfSeries(weeks, IN_WEEKS, { through: '2026-12-20', existing: months });
    expect(made.edges).toHaveLength(made.goals.length);
  });

  test('after its parent was made, in whatever order the series come; two that name each other stand somehow', () => {
    const order = (...series: Parameters<typeof parentsFirst>[0]) => parentsFirst(series).map(({ id }) => id);
    expect(order(quarter, year)).toEqual(['year', 'quarter']);
    const circle = [makeSeries({ id: 'a', parentSeriesId: 'b' }), makeSeries({ id: 'b', parentSeriesId: 'a' })];
    expect(order(...circle)).toEqual(order(...[...circle].reverse()));
    expect(order(makeSeries({ id: 'orphan', parentSeriesId: 'nobody' }))).toEqual(['orphan']);
  });
});
