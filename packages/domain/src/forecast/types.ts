import type { DailySeries } from '../engine/daily-series.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Period, WorkCalendar } from '../time/calendar.ts';

/** How the rest of a period is estimated (rules F7–F12); `ensemble` is what a goal starts with. */
export type ForecastModel = 'velocity' | 'robust' | 'smoothed' | 'seasonal' | 'pipeline' | 'ensemble';

/** How a company's wins went from month to month, and may go: levels around 1 of months in a row, past ones first. */
export interface CompanyCourse {
  /** Whole months since year 0 of the first level. */
  readonly firstMonth: number;
  readonly levels: readonly number[];
  /** Relative variance of each. */
  readonly variances: readonly number[];
  /** Wins a day at level 1, and how far the errors of months to come go together (0–1); missing in courses an earlier version learnt. */
  readonly perDay?: number;
  readonly correlation?: number;
}

/** What closed deals taught about how deals end (rule F14); plain JSON, made by `learnPipeline`. */
export interface PipelineProfile {
  /** How many closed deals it was learnt from, and how many of them were won. */
  readonly closed: number;
  readonly won: number;
  /** First ages of the hazard's classes, in days since the opening, ascending from 0. */
  readonly ages: readonly number[];
  /** Per class: chance that a deal of that age is won, or lost, on a day. */
  readonly wonPerDay: readonly number[];
  readonly lostPerDay: readonly number[];
  /** Mean amount of the won, and what they brought in proportion to their list price or expected amount. */
  readonly meanAmount: number;
  readonly amountPerExpected: number;
  /** What such forecasts came to in the past: Σ won ÷ Σ foretold. */
  readonly bias: number;
  /** Days ahead at which they were checked, ascending. */
  readonly checkedDays: readonly number[];
  /** For each: relative variance of won ÷ foretold beyond chance, of everything together and what one owner's comes to besides. */
  readonly commonVariance: readonly number[];
  readonly ownerVariance: readonly number[];
  /** Open deals and owners of open deals on the day of learning, for an owner's share in the whole. */
  readonly open: number;
  readonly owners: number;
  /** How far owners' mean amounts differ, as a relative variance; missing in profiles that an earlier version learnt. */
  readonly amountVariance?: number;
  /** All owners' months; missing in profiles that an earlier version learnt. */
  readonly course?: CompanyCourse;
}

/** The open deals of one opening date and one stage, added up: cells with the same key may be added to each other. */
export interface PipelineCell {
  readonly openedOn: IsoDate;
  /** The stage's set chance of winning, 0–100. */
  readonly probabilityPercent: number;
  /** Σ of the amounts that are known. */
  readonly amount: number;
  readonly count: number;
  /** How many of `count` have no amount yet. */
  readonly countWithoutAmount: number;
}

/** The deals that are open today and can still be won inside the period. */
export interface Pipeline {
  readonly profile: PipelineProfile;
  readonly open: readonly PipelineCell[];
}

export interface OutlookInput {
  readonly goalId: string;
  readonly period: Period;
  readonly today: IsoDate;
  readonly calendar: WorkCalendar;
  /** In the period; only entries before today are used. */
  readonly series: DailySeries;
  /** The same owner's same measure before the period; a day without entry is 0 from `historyStart` on. May be empty. */
  readonly history: DailySeries;
  readonly historyStart: IsoDate | null;
  /** Null for activities, tasks and ratios. */
  readonly pipeline: Pipeline | null;
  readonly model: ForecastModel;
  readonly kind: 'sum' | 'ratio';
}

/** What the days after today add, at a day ahead: 10 %, 50 % and 90 % quantile. */
export interface GainPoint {
  readonly date: IsoDate;
  /** Share of the rest's work that lies up to this day, 0–1. */
  readonly share: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** What may come after today, whatever today's records are: plain JSON, small, cached per goal and day. */
export interface Outlook {
  readonly goalId: string;
  readonly model: ForecastModel;
  readonly kind: 'sum' | 'ratio';
  readonly today: IsoDate;
  readonly period: Period;
  /** Calendar days through today, and after it. */
  readonly elapsedDays: number;
  readonly leftDays: number;
  /** Day on which what is known begins before the period, null when nothing is. */
  readonly historyStart: IsoDate | null;
  /** Whether a day ever took something away: then the value may end below where it stands. */
  readonly canFall: boolean;
  /** Quantiles of the gain after today at 0 %, 1 %, … 100 %, ascending; of a `velocity`, of the gain less its middle. Empty for a ratio. */
  readonly gains: readonly number[];
  /** Of a ratio: equally likely pairs of what numerator and denominator gain after today. */
  readonly draws: readonly (readonly [numerator: number, denominator: number])[];
  /** At most 16 days after today, the last one the period's end. */
  readonly ahead: readonly GainPoint[];
}

/** Where a goal stands at the end of today. */
export interface Standing {
  /** Σ calculated, today included: minor units, count or the ratio's numerator. */
  readonly amount: number;
  /** Records, or the ratio's denominator. */
  readonly weight: number;
  /** What adjustments add to the value, in the goal's unit. */
  readonly adjusted: number;
  readonly target: number | null;
  readonly stretchTarget: number | null;
  readonly direction: 'higher' | 'lower';
  /** Of a ratio: value = amount × scale ÷ weight. */
  readonly scale: number;
  /** In the period through today, for the day on which the target was reached. */
  readonly series: DailySeries;
}

export interface Forecast {
  readonly model: ForecastModel;
  /** Value at the end of the period, same unit as the goal; integers, p10 ≤ p50 ≤ p90. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** Chance of ending on the right side of the target, 0–1; null without a target. */
  readonly probability: number | null;
  readonly stretchProbability: number | null;
  /** Day the median course reaches the target; null when it does not inside the period. */
  readonly projectedOn: IsoDate | null;
  readonly daysOfHistory: number;
  readonly hasSufficientData: boolean;
}

/** One day of a chart's fan: the goal's value then. */
export interface FanPoint {
  readonly date: IsoDate;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}
