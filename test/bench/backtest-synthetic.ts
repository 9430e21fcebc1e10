import { hashLanes } from '../../packages/domain/src/engine/hash.ts';
import { seededRandom } from '../../packages/domain/src/engine/random.ts';
import { learnPipeline } from '../../packages/domain/src/forecast/pipeline.ts';
import type { PipelineProfile } from '../../packages/domain/src/forecast/types.ts';
import { addDays, firstOfMonth, fromDayNumber, toCivil, toDayNumber, weekdayOf } from '../../packages/domain/src/time/civil.ts';
import type { Course } from './backtest-run.ts';

/** A kind of company nobody has data of here: how many records a day may bring, and what one is worth. */
interface Kind {
  readonly name: string;
  readonly months: number;
  /** Months before the first period that is forecast. */
  readonly historyMonths: number;
  /** Expected records of a day; `level` is the owner's own. */
  readonly rate: (day: number, start: number, level: number) => number;
  readonly perMonth: number;
  /** Amount of one record from a uniform and a normal draw. */
  readonly amount: (uniform: number, normal: number) => number;
  /** Records that come at once; 0 draws a steady count instead of a Poisson one. */
  readonly batch?: number;
}

const START = '2023-01-01';
const OWNERS = 16;
const lognormal = (spread: number) => (_: number, normal: number) => Math.round(100_000 * Math.exp(spread * normal));
const isWorking = (day: number): number => (weekdayOf(day) <= 5 ? 7 / 5 : 0);
const monthOf = (day: number): number => toCivil(fromDayNumber(day)).month;
const toMonthEnd = (day: number): number => toDayNumber(firstOfMonth(fromDayNumber(day), 1)) - day;

const KINDS: readonly Kind[] = [
  { name: 'steady', months: 24, historyMonths: 12, perMonth: 25, rate: (_, __, level) => level, amount: lognormal(0.6) },
  {
    name: 'weekdays only',
    months: 24,
    historyMonths: 12,
    perMonth: 40,
    rate: (day, _, level) => level * isWorking(day),
    amount: lognormal(0.4),
  },
  {
    name: 'month-end rush',
    months: 24,
    historyMonths: 12,
    perMonth: 30,
    rate: (day, _, level) => level * (toMonthEnd(day) <= 5 ? 3 : 0.6),
    amount: lognormal(0.6),
  },
  {
    name: 'quarter-end rush',
    months: 24,
    historyMonths: 12,
    perMonth: 30,
    rate: (day, _, level) => level * ([0.6, 0.9, 1.5][(monthOf(day) - 1) % 3] ?? 1),
    amount: lognormal(0.6),
  },
  {
    name: 'yearly season',
    months: 36,
    historyMonths: 25,
    perMonth: 30,
    rate: (day, _, level) => level * (1 + 0.5 * Math.sin((monthOf(day) / 6) * Math.PI)),
    amount: lognormal(0.6),
  },
  {
    name: 'growing 4 % a month',
    months: 24,
    historyMonths: 12,
    perMonth: 20,
    rate: (day, start, level) => level * 1.04 ** ((day - start) / 30.4),
    amount: lognormal(0.6),
  },
  {
    name: 'level halves',
    months: 24,
    historyMonths: 12,
    perMonth: 40,
    rate: (day, start, level) => level * (day - start > 480 ? 0.5 : 1),
    amount: lognormal(0.6),
  },
  { name: 'few large deals', months: 24, historyMonths: 12, perMonth: 1.5, rate: (_, __, level) => level, amount: lognormal(1.2) },
  { name: 'batches', months: 24, historyMonths: 12, perMonth: 30, rate: (_, __, level) => level, amount: lognormal(0.4), batch: 5 },
  {
    name: 'steady calls (counts)',
    months: 24,
    historyMonths: 12,
    perMonth: 200,
    rate: (day, _, level) => level * isWorking(day),
    amount: () => 1,
    batch: 0,
  },
  {
    name: 'months that differ',
    months: 24,
    historyMonths: 12,
    perMonth: 60,
    rate: (day, _, level) => level * (0.6 + 0.8 * shareOf(`${level} ${fromDayNumber(day).slice(0, 7)}`)),
    amount: lognormal(0.4),
  },
  {
    name: 'the same months differ for all',
    months: 24,
    historyMonths: 12,
    perMonth: 20,
    rate: (day, _, level) => level * (0.6 + 0.8 * shareOf(fromDayNumber(day).slice(0, 7))),
    amount: lognormal(0.6),
  },
  { name: 'short history', months: 6, historyMonths: 1, perMonth: 20, rate: (_, __, level) => level, amount: lognormal(0.6) },
];

/** Every kind's owners with their whole course; the first month to be forecast. */
export function syntheticCompanies(): {
  readonly name: string;
  readonly courses: readonly Course[];
  readonly firstMonth: string;
  readonly end: string;
}[] {
  return KINDS.map((kind) => ({
    name: kind.name,
    courses: withProfile(Array.from({ length: OWNERS }, (_, owner) => courseOf(kind, owner))),
    firstMonth: firstOfMonth(START, kind.historyMonths),
    end: addDays(firstOfMonth(START, kind.months), -1),
  }));
}

/** What all owners' records taught until a day; nothing is known of open ones. */
function withProfile(courses: readonly Course[]): Course[] {
  const records = courses
    .flatMap(({ series }) => series)
    .flatMap(([date, amount, count]) =>
      Array.from({ length: count }, () => ({ openedOn: null, closedOn: date, outcome: 'won' as const, amount: amount / count })),
    );
  const known = new Map<string, PipelineProfile>();
  const profileAt = (day: string): PipelineProfile => {
    const profile = known.get(day) ?? learnPipeline(records, day);
    known.set(day, profile);
    return profile;
  };
  return courses.map((course) => ({ ...course, pipelineAt: (origin) => ({ profile: profileAt(origin), open: [] }) }));
}

function courseOf(kind: Kind, owner: number): Course {
  const random = seededRandom(hashLanes(`${kind.name} ${owner}`));
  const uniform = (): number => (random(2 ** 30) + 0.5) / 2 ** 30;
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const level = (kind.perMonth / 30.4) * (0.6 + 0.8 * uniform());
  const start = toDayNumber(START);
  const series: (readonly [string, number, number])[] = [];
  for (let date = START; date < firstOfMonth(START, kind.months); date = addDays(date, 1)) {
    const rate = kind.rate(toDayNumber(date), start, level);
    const batch = kind.batch ?? 1;
    const count =
      batch === 0
        ? Math.max(0, Math.round(rate + normal() * Math.sqrt(rate) * 0.4 * (rate > 0 ? 1 : 0)))
        : batch * poisson(rate / batch, uniform);
    if (count === 0) continue;
    let amount = 0;
    for (let record = 0; record < count; record++) amount += kind.amount(uniform(), normal());
    series.push([date, amount, count]);
  }
  return { level: kind.name, name: `${kind.name} ${owner}`, start: START, series, pipelineAt: null };
}

function poisson(mean: number, uniform: () => number): number {
  let count = 0;
  for (let product = uniform(); product > Math.exp(-mean); product *= uniform()) count++;
  return count;
}

/** A number in [0, 1) that belongs to a text. */
function shareOf(text: string): number {
  return hashLanes(text)[0] / 2 ** 32;
}
