import { combineForecasts } from '../forecast/combine.ts';
import { roundHalfEven } from '../forecast/quantiles.ts';
import type { Forecast } from '../forecast/types.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Adjustment } from '../records/goals.ts';
import { type EvaluatedGoal, type EvaluateInput, resultOf } from './evaluate.ts';
import { reportedOf } from './reports.ts';
import { ENGINE_VERSION, type GoalResult } from './types.ts';

/** 100 % in a composite's unit, basis points. */
const WHOLE = 10_000;

/** One goal of a composite, as it stands on the day. */
export interface CompositePart {
  readonly goalId: string;
  readonly weight: number;
  readonly attainment: number | null;
  /** Attainment at the end of the period in equally likely courses, ascending; empty where nothing is forecast. */
  readonly ends: readonly number[];
}

export interface CompositeInput extends Pick<EvaluateInput, 'settings' | 'calendar' | 'today'> {
  readonly goal: EvaluatedGoal;
  readonly target: number | null;
  /** Sorted by goal. */
  readonly parts: readonly CompositePart[];
  readonly adjustments: readonly Adjustment[];
}

/**
 * A composite: the weighted mean of its goals' attainments (rule K6), never of their values; a goal without data is left out and its weight
 * with it.
 *
 * Units: basis points; 10,000 is every goal just reached. null where no goal has data.
 */
export function evaluateComposite(input: CompositeInput): GoalResult {
  const { goal, target, parts, adjustments, settings, calendar, today } = input;
  const counting = adjustments.filter(({ effectiveOn, expiresOn }) => effectiveOn <= today && (expiresOn === null || today <= expiresOn));
  const delta = counting.reduce((sum, one) => sum + one.delta, 0);
  const mean = weightedMean(parts);
  const counted = { calculated: mean, adjusted: Math.max(0 - (mean ?? 0), delta) };
  const { calculated, adjusted } = goal.calculationSource === 'manual' ? reportedOf(counting) : counted;
  return resultOf(
    {
      goal,
      calculated,
      adjusted,
      weight: parts.filter(({ attainment }) => attainment !== null).length,
      target,
      childrenTarget: null,
      forecast: forecastOf(input, delta),
      sources: [parts, counting.map(({ id, delta: of }) => [id, of])],
    },
    { settings, calendar, today, history: [] },
  );
}

function weightedMean(parts: readonly CompositePart[]): number | null {
  let [sum, weights] = [0, 0];
  for (const { attainment, weight } of parts) {
    if (attainment === null) continue;
    sum += attainment * weight;
    weights += weight;
  }
  return weights === 0 ? null : Math.max(0, roundHalfEven((sum * WHOLE) / weights));
}

/** A composite is forecast on the goals it is made of, each taken as independent; those without a forecast stay where they are. */
function forecastOf({ goal, target, parts, today }: CompositeInput, delta: number): Forecast | null {
  if (today < goal.periodStart || today > goal.periodEnd || !parts.some(({ ends }) => ends.length > 0)) return null;
  const known = parts.flatMap(({ weight, attainment, ends }) => {
    if (ends.length > 0) return [{ weight, attainments: ends }];
    return attainment === null ? [] : [{ weight, attainments: [attainment] }];
  });
  const seed = `${goal.id} ${today} ${ENGINE_VERSION}`;
  const aim = (of: number | null): number | undefined => (of === null ? undefined : (of - delta) / WHOLE);
  const combined = combineForecasts(known, seed, aim(target));
  if (combined === null) return null;
  const stretch = goal.stretchTarget === null ? null : combineForecasts(known, seed, aim(goal.stretchTarget));
  const points = (mean: number): number => Math.max(0, roundHalfEven(mean * WHOLE) + delta);
  const chance = (probability: number): number => (goal.direction === 'higher' ? probability : 1 - probability);
  return {
    model: 'ensemble',
    p10: points(combined.p10),
    p50: points(combined.p50),
    p90: points(combined.p90),
    probability: target === null ? null : chance(combined.probability),
    stretchProbability: stretch === null ? null : chance(stretch.probability),
    projectedOn: projectedOn(points(combined.p50), target, goal.periodEnd),
    daysOfHistory: 0,
    hasSufficientData: true,
  };
}

/**
 * A forecast read as ends in equally likely courses, for a composite that is itself a part of one (rule F17): straight lines through its three
 * quantiles, in steps of 10 %.
 */
export function endsOfForecast({ p10, p50, p90 }: Pick<Forecast, 'p10' | 'p50' | 'p90'>): readonly number[] {
  return Array.from({ length: 11 }, (_, tenth) =>
    tenth <= 5 ? p50 + ((p50 - p10) * (tenth - 5)) / 4 : p50 + ((p90 - p50) * (tenth - 5)) / 4,
  );
}

/** Which day a mean of goals comes to pass can't be told from their ends: the period's last, where it does. */
function projectedOn(p50: number, target: number | null, periodEnd: IsoDate): IsoDate | null {
  return target !== null && p50 >= target ? periodEnd : null;
}
