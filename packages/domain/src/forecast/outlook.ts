import { hashLanes } from '../engine/hash.ts';
import { seededRandom } from '../engine/random.ts';
import { addDays, daysBetween } from '../time/civil.ts';
import { balancedDraws, DRAWS, sumsOfDays } from './bootstrap.ts';
import { ensembleGains } from './ensemble.ts';
import { createTimeline } from './timeline.ts';
import { quantileAt, quantileTable, roundHalfEven } from './quantiles.ts';
import type { GainPoint, Outlook, OutlookInput } from './types.ts';

const POINTS_AHEAD = 16;
const RATIO_DRAWS = 200;

export function createOutlook(input: OutlookInput): Outlook | null {
  const { goalId, period, today, kind, model } = input;
  if (today < period.start || today > period.end) return null;
  const elapsedDays = daysBetween(period.start, today) + 1;
  const leftDays = daysBetween(today, period.end);
  const random = seededRandom(hashLanes(`${goalId} ${today} ${model}`));
  const days = elapsedDays - 1;
  const amounts = Array.from({ length: days }, () => 0);
  const weights = Array.from({ length: days }, () => 0);
  for (const [date, amount, weight] of input.series) {
    const at = daysBetween(period.start, date);
    if (at < 0 || at >= days) continue;
    amounts[at] = (amounts[at] ?? 0) + amount;
    weights[at] = (weights[at] ?? 0) + weight;
  }
  const head = { goalId, model, kind, today, period, elapsedDays, leftDays, historyStart: input.historyStart };
  if (kind === 'ratio') {
    const draws = Array.from({ length: RATIO_DRAWS }, (): [number, number] => {
      let n = 0;
      let d = 0;
      for (let day = 0; day < leftDays && days > 0; day++) {
        const at = random(days);
        n += amounts[at] ?? 0;
        d += weights[at] ?? 0;
      }
      return [n, d];
    });
    return { ...head, gains: [], draws, ahead: pointsAhead(input, leftDays, []) };
  }
  if (model === 'ensemble') {
    const gains = quantileTable(ensembleGains(input, createTimeline(input), random).sort((a, b) => a - b));
    return { ...head, gains, draws: [], ahead: pointsAhead(input, leftDays, gains) };
  }
  const sums = sumsOfDays(
    balancedDraws(
      [...amounts].sort((a, b) => a - b),
      DRAWS,
    ),
    leftDays,
    random,
  ).sort((a, b) => a - b);
  const middle = model === 'velocity' ? quantileAt(sums, 0.5) : 0;
  const gains = quantileTable(sums.map((sum) => sum - middle));
  return { ...head, gains, draws: [], ahead: pointsAhead(input, leftDays, gains) };
}

function pointsAhead({ today }: OutlookInput, left: number, gains: readonly number[]): GainPoint[] {
  const count = Math.min(POINTS_AHEAD, left);
  return Array.from({ length: count }, (_, at) => {
    const day = Math.ceil((left * (at + 1)) / count);
    const share = day / left;
    const middle = quantileAt(gains, 0.5) * share;
    const spread = Math.sqrt(share);
    return {
      date: addDays(today, day),
      share,
      p10: roundHalfEven(middle + (quantileAt(gains, 0.1) - quantileAt(gains, 0.5)) * spread),
      p50: roundHalfEven(middle),
      p90: roundHalfEven(middle + (quantileAt(gains, 0.9) - quantileAt(gains, 0.5)) * spread),
    };
  });
}
