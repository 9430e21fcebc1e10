import { hashLanes } from '../engine/hash.ts';
import { seededRandom } from '../engine/random.ts';
import { balancedDraws, DRAWS, shuffle } from './bootstrap.ts';
import { quantileAt } from './quantiles.ts';

/** One goal of a weighted composite. */
export interface CombinedPart {
  readonly weight: number;
  /** Attainment at the end of the period: ascending quantiles, evenly spaced from 0 % to 100 %; a single one is certain. */
  readonly attainments: readonly number[];
}

export interface CombinedForecast {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** Chance of a weighted mean ≥ the target. */
  readonly probability: number;
}

/** Forecast of the weighted mean of attainments, parts taken as independent; null without weight. */
export function combineForecasts(parts: readonly CombinedPart[], seed: string, target = 1): CombinedForecast | null {
  const live = parts.filter(({ weight, attainments }) => weight > 0 && attainments.length > 0);
  const total = live.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  const random = seededRandom(hashLanes(seed));
  const means = new Float64Array(DRAWS);
  for (const { weight, attainments } of live) {
    const draws = balancedDraws(attainments, DRAWS);
    shuffle(draws, random);
    for (const [index, draw] of draws.entries()) means[index] = (means[index] ?? 0) + (draw * weight) / total;
  }
  means.sort();
  return {
    p10: quantileAt(means, 0.1),
    p50: quantileAt(means, 0.5),
    p90: quantileAt(means, 0.9),
    probability: means.filter((mean) => mean >= target - 1e-9).length / DRAWS,
  };
}
