import fc from 'fast-check';
import type { ForecastModel, OutlookInput, PipelineCell, Standing } from '../../../../packages/domain/src/forecast/types.ts';
import { learnPipeline, type LearnableDeal } from '../../../../packages/domain/src/forecast/pipeline.ts';
import { workCalendar } from '../../../../packages/domain/src/time/calendar.ts';
import { addDays } from '../../../../packages/domain/src/time/civil.ts';

export const MODELS: readonly ForecastModel[] = ['velocity', 'robust', 'smoothed', 'seasonal', 'pipeline', 'ensemble'];
const CALENDAR = workCalendar({
  timeZone: 'UTC',
  fiscalYearStartMonth: 1,
  weekStart: 1,
  workingWeekdays: [1, 2, 3, 4, 5],
  holidays: ['2026-03-18'],
  fiscalPattern: 'months',
});
export const MARCH = { start: '2026-03-01', end: '2026-03-31' };

export function inputOf(input: Partial<OutlookInput> = {}): OutlookInput {
  return {
    goalId: 'goal',
    period: MARCH,
    today: '2026-03-15',
    calendar: CALENDAR,
    series: [],
    history: [],
    historyStart: null,
    pipeline: null,
    model: 'ensemble',
    kind: 'sum',
    ...input,
  };
}

export function standingOf(input: OutlookInput, standing: Partial<Standing> = {}): Standing {
  const series = input.series.filter(([date]) => date <= input.today);
  return {
    amount: series.reduce((sum, [, amount]) => sum + amount, 0),
    weight: series.reduce((sum, [, , weight]) => sum + weight, 0),
    adjusted: 0,
    target: null,
    stretchTarget: null,
    direction: 'higher',
    scale: 1,
    series,
    ...standing,
  };
}

/** So many days from a date, the same every day. */
export function daily(from: string, days: number, amount: number, weight = 1): OutlookInput['series'] {
  return Array.from({ length: days }, (_, day) => [addDays(from, day), amount, weight] as const);
}

const record = (least: number): fc.Arbitrary<{ day: number; amount: number; weight: number }> =>
  fc.record({ day: fc.nat(30), amount: fc.integer({ min: least, max: 1_000_000 }), weight: fc.integer({ min: 1, max: 4 }) });

function dated(from: string, records: readonly { day: number; amount: number; weight: number }[], spread: number): OutlookInput['series'] {
  const days = new Map(records.map(({ day, amount, weight }) => [addDays(from, day * spread), [amount, weight] as const]));
  return [...days].map(([date, [amount, weight]]) => [date, amount, weight] as const).sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

/** Any goal of March on any of its days, with any history and pipeline, by any model. */
export function anyInput(least = 0, models = MODELS): fc.Arbitrary<OutlookInput> {
  return fc
    .record({
      today: fc.nat(30),
      series: fc.array(record(least), { maxLength: 20 }),
      history: fc.array(record(least), { maxLength: 30 }),
      hasHistory: fc.boolean(),
      model: fc.constantFrom(...models),
      kind: fc.constantFrom('sum' as const, 'ratio' as const),
      cells: fc.option(
        fc.array(fc.record({ day: fc.nat(90), count: fc.integer({ min: 1, max: 5 }), probabilityPercent: fc.nat(100) }), { maxLength: 6 }),
      ),
    })
    .map(({ today, series, history, hasHistory, model, kind, cells }) =>
      inputOf({
        today: addDays(MARCH.start, today),
        series: dated(MARCH.start, series, 1),
        history: hasHistory ? dated('2025-03-01', history, 12) : [],
        historyStart: hasHistory ? '2025-03-01' : null,
        model,
        kind,
        pipeline: cells === null ? null : { profile: learnPipeline(closedDeals(40), '2026-03-01'), open: cells.map(cellOf) },
      }),
    );
}

function cellOf({ day, count, probabilityPercent }: { day: number; count: number; probabilityPercent: number }): PipelineCell {
  return { openedOn: addDays('2025-12-10', day), probabilityPercent, amount: count * 1000, count, countWithoutAmount: 0 };
}

/** Deals opened every third day and closed 20 to 49 days later, two of three won. */
export function closedDeals(count: number): LearnableDeal[] {
  return Array.from({ length: count }, (_, deal) => ({
    openedOn: addDays('2025-09-01', deal * 3),
    closedOn: addDays('2025-09-01', deal * 3 + 20 + ((deal * 7) % 30)),
    outcome: deal % 3 === 0 ? ('lost' as const) : ('won' as const),
    amount: 1000,
    ownerId: `owner ${deal % 4}`,
  }));
}
