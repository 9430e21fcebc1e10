import type { IsoDate } from '../records/fields.ts';
import { toDayNumber } from '../time/civil.ts';
import { learnCourse } from './company-course.ts';
import { amountVarianceOf } from './owner-amounts.ts';
import { checkPast, type Stay } from './pipeline-check.ts';
import type { PipelineProfile } from './types.ts';

/** A deal as far as it teaches about others. Open ones matter too: without them every deal would seem to end. */
export interface LearnableDeal {
  /** Null when not known: such a deal teaches its amount and outcome only. */
  readonly openedOn: IsoDate | null;
  /** Null while it is open. */
  readonly closedOn: IsoDate | null;
  readonly outcome: 'won' | 'lost' | 'open';
  readonly amount: number;
  /** Whose it is, so that it is learnt how far owners differ; left out, all deals are one owner's. */
  readonly ownerId?: string;
  /** What was expected of it (its list price, or the amount while it was open); null when not known. */
  readonly listPrice?: number | null;
}

/** Ages at which another hazard may begin: weeks at first, then longer. */
const AGES = [0, 3, 7, 14, 21, 30, 45, 60, 75, 90, 105, 120, 150, 180, 270, 365] as const;
/** Older deals teach nothing about this year's. */
const DAYS_LEARNT_FROM = 730;
/** As if so many deals had been open so long without news, and two of them had ended either way. */
const PRIOR_ENDINGS = 2;
const PRIOR_DAYS = 180;
/** How far a class may be off the common hazard before it was seen for long. */
const CLASS_PRIOR_DAYS = 60;
/**
 * What deals teach that were opened up to a day, with their ends as known on that day (rule F14).
 *
 * Shape:  deals in any order, later ones are ignored and later ends unknown → a profile of plain numbers.
 * Units:  amounts in the deals' own unit; ages in days.
 * Source: occurrence ÷ exposure by age class, winning and losing as competing risks (D. Cox, D. Oakes, "Analysis of survival data").
 */
export function learnPipeline(deals: readonly LearnableDeal[], asOf: IsoDate): PipelineProfile {
  const now = toDayNumber(asOf);
  const stays: Stay[] = [];
  let won = 0;
  let closed = 0;
  const wins = new Map<IsoDate, number>();
  let wonAmount = 0;
  const amounts = new Map<string, number[]>();
  let expected = 0;
  let brought = 0;
  for (const deal of deals) {
    const end = deal.closedOn === null || deal.outcome === 'open' ? Number.POSITIVE_INFINITY : toDayNumber(deal.closedOn);
    const isClosed = end <= now;
    const isWon = isClosed && deal.outcome === 'won';
    if (isClosed) closed++;
    if (isWon) {
      won++;
      wonAmount += deal.amount;
      const own = amounts.get(deal.ownerId ?? '');
      if (own === undefined) amounts.set(deal.ownerId ?? '', [deal.amount]);
      else own.push(deal.amount);
      if (deal.closedOn !== null && end > now - DAYS_LEARNT_FROM) wins.set(deal.closedOn, (wins.get(deal.closedOn) ?? 0) + 1);
      if (deal.listPrice != null && deal.listPrice > 0) {
        expected += deal.listPrice;
        brought += deal.amount;
      }
    }
    if (deal.openedOn === null) continue;
    const opened = toDayNumber(deal.openedOn);
    if (opened <= now && end > now - DAYS_LEARNT_FROM && end >= opened)
      stays.push({ opened, closed: isClosed ? end : Number.POSITIVE_INFINITY, isWon, ownerId: deal.ownerId ?? '' });
  }
  stays.sort(byCourse);
  const hazards = hazardsOn(stays, now);
  return {
    closed,
    won,
    ages: AGES,
    ...hazards,
    meanAmount: won === 0 ? 0 : wonAmount / won,
    amountVariance: amountVarianceOf(amounts),
    amountPerExpected: expected > 0 ? brought / expected : 1,
    course: learnCourse(
      [...wins].map(([date, count]) => [date, count, count] as const),
      asOf,
    ),
    ...checkPast(stays, now, (day) => ({ ages: AGES, ...hazardsOn(stays, day) })),
  };
}

/** Sums of floats depend on their order, so there is one. */
function byCourse(a: Stay, b: Stay): number {
  if (a.opened !== b.opened) return a.opened - b.opened;
  if (a.closed !== b.closed) return a.closed < b.closed ? -1 : 1;
  if (a.ownerId !== b.ownerId) return a.ownerId < b.ownerId ? -1 : 1;
  return Number(a.isWon) - Number(b.isWon);
}

interface Hazards {
  readonly wonPerDay: readonly number[];
  readonly lostPerDay: readonly number[];
}

/** Hazards by what was known on a day; later openings and ends are not. */
function hazardsOn(stays: readonly Stay[], day: number): Hazards {
  const since = day - DAYS_LEARNT_FROM;
  const days = DAYS_LEARNT_FROM + (AGES.at(-1) ?? 0) + 1;
  // How many more deals were seen open at an age than at the age before: one step per deal, not one per day.
  const change = new Float64Array(days + 1);
  const won = AGES.map(() => 0);
  const lost = AGES.map(() => 0);
  for (const { opened, closed, isWon } of stays) {
    if (opened > day || closed <= since) continue;
    const from = Math.min(days, Math.max(0, since - opened));
    const to = Math.min(days, Math.min(closed, day) - opened + 1);
    change[from] = (change[from] ?? 0) + 1;
    change[Math.max(from, to)] = (change[Math.max(from, to)] ?? 0) - 1;
    if (closed > day) continue;
    const ended = isWon ? won : lost;
    const at = classOf(closed - opened);
    ended[at] = (ended[at] ?? 0) + 1;
  }
  const exposure = AGES.map(() => 0);
  let seen = 0;
  for (let age = 0, at = 0; age < days; age++) {
    seen += change[age] ?? 0;
    if (at + 1 < AGES.length && age >= (AGES[at + 1] ?? 0)) at++;
    exposure[at] = (exposure[at] ?? 0) + seen;
  }
  return { wonPerDay: shrunkHazards(won, exposure), lostPerDay: shrunkHazards(lost, exposure) };
}

function shrunkHazards(endings: readonly number[], exposure: readonly number[]): number[] {
  const common = (sum(endings) + PRIOR_ENDINGS) / (sum(exposure) + PRIOR_DAYS);
  return endings.map((ended, at) => (ended + common * CLASS_PRIOR_DAYS) / ((exposure[at] ?? 0) + CLASS_PRIOR_DAYS));
}

function classOf(age: number): number {
  let at = 0;
  while (at + 1 < AGES.length && (AGES[at + 1] ?? 0) <= age) at++;
  return at;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
