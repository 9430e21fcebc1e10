import { forecastFrom } from '../../packages/domain/src/forecast/forecast-from.ts';
import { createOutlook } from '../../packages/domain/src/forecast/outlook.ts';
import { learnPipeline } from '../../packages/domain/src/forecast/pipeline.ts';
import { addDays } from '../../packages/domain/src/time/civil.ts';
import { CALENDAR } from './backtest-run.ts';

const START = '2026-01-01';
const TODAY = '2026-01-13';
const DAYS = 365;
const GOALS = 1000;

/** Processor milliseconds of `ensemble` for a thousand goals of a month with a year of daily history and open deals, each; and of one forecast put on it. */
export function measureSpeed(): {
  readonly outlookMs: number;
  readonly medianMs: number;
  readonly forecastUs: number;
  readonly bytes: number;
} {
  const history = Array.from(
    { length: DAYS },
    (_, day) => [addDays(START, day - DAYS), 1000 + ((day * 7919) % 5000), 1 + (day % 3)] as const,
  );
  const series = history.slice(0, 12).map(([, amount, weight], day) => [addDays(START, day), amount, weight] as const);
  const profile = learnPipeline(
    history.map(([date, amount]) => ({ openedOn: addDays(date, -40), closedOn: date, outcome: 'won', amount })),
    TODAY,
  );
  const open = [{ openedOn: '2025-12-20', probabilityPercent: 50, amount: 0, count: 12, countWithoutAmount: 12 }];
  const create = (goal: number) =>
    createOutlook({
      ...{ goalId: `goal ${goal}`, period: { start: START, end: '2026-01-31' }, today: TODAY, calendar: CALENDAR, series, history },
      ...{ historyStart: addDays(START, -DAYS), pipeline: { profile, open }, model: 'ensemble', kind: 'sum' },
    });
  for (let goal = 0; goal < 50; goal++) create(goal);
  const times = Array.from({ length: GOALS }, (_, goal) => millisecondsOf(() => create(goal)));
  const outlook = create(0);
  if (outlook === null) throw new Error('The day lies in the period.');
  const now = {
    amount: 50_000,
    weight: 20,
    adjusted: 0,
    target: 100_000,
    stretchTarget: 120_000,
    direction: 'higher' as const,
    scale: 1,
    series,
  };
  const all = millisecondsOf(() => {
    for (let goal = 0; goal < GOALS; goal++) forecastFrom(outlook, { ...now, target: 100_000 + goal });
  });
  const outlookMs = times.reduce((sum, time) => sum + time, 0) / GOALS;
  return {
    outlookMs,
    medianMs: times.sort((a, b) => a - b)[GOALS / 2] ?? 0,
    forecastUs: (1000 * all) / GOALS,
    bytes: JSON.stringify(outlook).length,
  };
}

/** Of the processor: other work on the same cores doesn't count. */
function millisecondsOf(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}
