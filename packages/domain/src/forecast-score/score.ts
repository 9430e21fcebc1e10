import type { IsoDate } from '../records/fields.ts';
import type { Direction } from '../records/goals.ts';
import { isReached } from '../engine/attainment.ts';

/** What a snapshot foretold on a day. */
export interface PastForecast {
  readonly date: IsoDate;
  /** Integers in the goal's unit, p10 ≤ p50 ≤ p90. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** null without a target. */
  readonly probability: number | null;
}

/** How a goal ended whose forecasts are scored. */
export interface PastGoal {
  readonly outcome: number;
  readonly target: number | null;
  readonly direction: Direction;
  readonly forecasts: readonly PastForecast[];
}

/** Forecasts that said about the same chance, and how often it came true. */
export interface ReliabilityBin {
  /** The chances it holds, 0–1; the last bin holds its upper end too. */
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly meanProbability: number;
  readonly reachedShare: number;
}

export interface ForecastScore {
  /** Forecasts scored; those of one goal depend on each other, so `goals` says how much they prove. */
  readonly n: number;
  readonly goals: number;
  /** Share of the results inside p10–p90; 0.8 is right. */
  readonly coverage: number;
  readonly inside: number;
  readonly below: number;
  readonly above: number;
  /** Mean of (probability − reached)², 0 is perfect, 0.25 is a coin; null where nothing had a target. */
  readonly brier: number | null;
  readonly chances: number;
  /** Mean of |p50 − result| in the goal's unit, and as a share of Σ |result|; null where every result is 0. */
  readonly meanAbsoluteError: number;
  readonly relativeError: number | null;
  /** Mean of p50 − result: above 0 the forecasts were too high. */
  readonly bias: number;
  readonly bins: readonly ReliabilityBin[];
}

/** Chances below 20 %, 20–40 %, … are looked at together. */
const BIN_COUNT = 5;

/**
 * How forecasts did, once their goals are over (rules F30–F34).
 *
 * Shape:  goals with their results and what was foretold on which day → one score; null where nothing can be scored.
 * Units:  shares 0–1; errors in the goals' unit, which must be the same of all.
 * Source: G. W. Brier, "Verification of forecasts expressed in terms of probability" (1950); coverage as in rule F3's 80 % band.
 */
export function scoreForecasts(goals: readonly PastGoal[]): ForecastScore | null {
  const scored = goals.filter(({ forecasts }) => forecasts.length > 0);
  const pairs = scored.flatMap((goal) => goal.forecasts.map((forecast) => ({ forecast, goal })));
  if (pairs.length === 0) return null;
  const count = (passes: (pair: Pair) => boolean): number => pairs.filter(passes).length;
  const below = count(({ forecast, goal }) => goal.outcome < forecast.p10);
  const above = count(({ forecast, goal }) => goal.outcome > forecast.p90);
  const inside = pairs.length - below - above;
  const errors = pairs.map(({ forecast, goal }) => forecast.p50 - goal.outcome);
  const results = sum(pairs.map(({ goal }) => Math.abs(goal.outcome)));
  const absolute = sum(errors.map((error) => Math.abs(error)));
  const chances = pairs.flatMap(chanceOf);
  return {
    n: pairs.length,
    goals: scored.length,
    coverage: inside / pairs.length,
    inside,
    below,
    above,
    brier: chances.length === 0 ? null : sum(chances.map(squaredMiss)) / chances.length,
    chances: chances.length,
    meanAbsoluteError: absolute / pairs.length,
    relativeError: results === 0 ? null : absolute / results,
    bias: sum(errors) / pairs.length,
    bins: binsOf(chances),
  };
}

interface Pair {
  readonly forecast: PastForecast;
  readonly goal: PastGoal;
}
interface Chance {
  readonly probability: number;
  readonly reached: boolean;
}

function chanceOf({ forecast: { probability }, goal: { outcome, target, direction } }: Pair): Chance[] {
  return probability === null || target === null ? [] : [{ probability, reached: isReached(outcome, target, direction) }];
}

function squaredMiss({ probability, reached }: Chance): number {
  const miss = probability - (reached ? 1 : 0);
  return miss * miss;
}

function binsOf(chances: readonly Chance[]): readonly ReliabilityBin[] {
  return Array.from({ length: BIN_COUNT }, (_, at): ReliabilityBin => {
    const [from, to] = [at / BIN_COUNT, (at + 1) / BIN_COUNT];
    const own = chances.filter(({ probability }) => Math.min(BIN_COUNT - 1, Math.floor(probability * BIN_COUNT)) === at);
    return {
      from,
      to,
      n: own.length,
      meanProbability: own.length === 0 ? 0 : sum(own.map(({ probability }) => probability)) / own.length,
      reachedShare: own.length === 0 ? 0 : own.filter(({ reached }) => reached).length / own.length,
    };
  }).filter(({ n }) => n > 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
