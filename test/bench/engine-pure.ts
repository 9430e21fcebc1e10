import {
  type AnalyticsRow,
  addDays,
  createOutlook,
  fromDayNumber,
  forecastFrom,
  goalAnalytics,
  type LearnableDeal,
  learnPipeline,
  type OutlookInput,
  type PipelineProfile,
  resolveHierarchy,
  workCalendar,
} from '@fieldgoal/domain';
import { type BenchCompany, eventsOf, LAST_DAY, QUARTERS, randomStream, SIZES, TODAY } from './engine-company.ts';
import { time } from './engine-recount.ts';

/** Milliseconds of every run, ascending. */
export type Times = readonly number[];

export function benchTree({ directory, book }: BenchCompany, runs: number): Times {
  return timesOf(runs, () => {
    const { parentOf, conflicts } = resolveHierarchy(book.goals, book.edges, directory);
    if (parentOf.size !== book.edges.length || conflicts.length > 0)
      throw new Error('The tree of the bench is not what it was made to be.');
  });
}

/** Figures of all goals with a trend of twelve months. */
export function benchAnalytics({ directory, book }: BenchCompany, runs: number): Times {
  const random = randomStream(5);
  const rows = book.goals.map(({ id, type, ownerType, ownerId, currency, periodStart, periodEnd, status }): AnalyticsRow => {
    const attainment = random() * 1.4;
    const health = periodEnd < TODAY ? (attainment >= 1 ? 'achieved' : 'missed') : 'on_track';
    const value = Math.round(attainment * 100_000_000);
    const facts = { goalId: id, value, target: 100_000_000, attainment, health, velocity: value / 90, daysOfHistory: 90 } as const;
    return { type, ownerType, ownerId, currency, periodStart, periodEnd, status, ...facts };
  });
  return timesOf(runs, () => {
    if (goalAnalytics(rows, {}, { directory, today: TODAY }).totalGoals !== rows.length) throw new Error('Goals are missing.');
  });
}

/** The forecast of goals of different people by the ensemble, each with a year before its quarter and open deals: outlook and chances. */
export function benchForecasts(company: BenchCompany, count: number): Times {
  const profile = learnProfile();
  const inputs = Array.from({ length: count }, (_, at) => outlookInput(company, profile, at));
  return inputs
    .map((input) =>
      time(() => {
        const outlook = createOutlook(input);
        if (outlook === null) throw new Error('The goal of the bench is not running.');
        const amount = input.series.reduce((sum, [, added]) => sum + added, 0);
        forecastFrom(outlook, {
          amount,
          weight: input.series.length,
          adjusted: 0,
          target: amount * 2,
          stretchTarget: null,
          direction: 'higher',
          scale: 1,
          series: input.series,
        });
      }),
    )
    .sort((a, b) => a - b);
}

function learnProfile(): PipelineProfile {
  const deals = [...eventsOf(SIZES.small)].flatMap((event): LearnableDeal[] =>
    event.collection === 'deals' && event.outcome !== 'done'
      ? [
          {
            openedOn: event.openedOn,
            closedOn: event.outcome === 'open' ? null : event.countsOn,
            outcome: event.outcome,
            amount: event.amountMinor ?? 0,
            ownerId: event.ownerId,
          },
        ]
      : [],
  );
  return learnPipeline(deals, addDays(TODAY, -1));
}

function outlookInput({ directory }: BenchCompany, profile: PipelineProfile, seed: number): OutlookInput {
  const random = randomStream(seed + 1);
  const [start, end] = QUARTERS[3];
  const days = Array.from({ length: 365 + 49 }, (_, at) => LAST_DAY - 365 - 48 + at).flatMap((day): [string, number, number][] => {
    const deals = Math.floor(random() * 2.4);
    return deals === 0 ? [] : [[fromDayNumber(day), Math.round(deals * (20_000 + random() * 200_000)), deals]];
  });
  const open = Array.from({ length: 15 }, (_, at) => ({
    openedOn: fromDayNumber(LAST_DAY - at * 7),
    probabilityPercent: at % 2 === 0 ? 20 : 50,
    amount: 150_000,
    count: 1,
    countWithoutAmount: 0,
  }));
  return {
    goalId: `goal-${seed}`,
    period: { start, end },
    today: TODAY,
    calendar: workCalendar(directory.settings),
    series: days.filter(([date]) => date >= start),
    history: days.filter(([date]) => date < start),
    historyStart: days[0]?.[0] ?? null,
    pipeline: { profile, open },
    model: 'ensemble',
    kind: 'sum',
  };
}

function timesOf(runs: number, work: () => void): Times {
  work();
  return Array.from({ length: runs }, () => time(work)).sort((a, b) => a - b);
}
