import type { CountedRecordRow, RateView } from '../../../host/views/explanation.ts';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { WaterfallRecordRow } from '../../../host/views/waterfall.ts';
import { formatAmountExact, formatChange, formatCount, formatDate, type Unit } from '../../lib/format.ts';

/** Whether the value is a quotient, so that a record adds to two numbers. */
export function isRatio({ metric }: Pick<GoalCard, 'metric'>): boolean {
  return metric !== null && metric !== 'composite';
}

/** The unit of what one record adds: of a rate and a cycle not the goal's own. */
export function recordUnit(goal: GoalCard): Unit {
  return goal.unit === 'percent' || goal.unit === 'days' ? { unit: 'count', currency: null } : goal;
}

/** What a record adds: an amount, or of a ratio what it is worth in it ("won", "12 days", "in time"). */
export function recordAdds(row: CountedRecordRow, goal: GoalCard): string {
  switch (goal.metric) {
    case 'win_rate':
      return row.outcome === 'won' ? 'Won' : 'Lost';
    case 'on_time_rate':
      return row.amount === 1 ? 'In time' : 'Late';
    case 'sales_cycle':
      return `${formatCount(row.amount)} ${row.amount === 1 ? 'day' : 'days'}`;
    default:
      return formatAmountExact(row.amount, goal);
  }
}

/** The foot of the table: the sum, or of a ratio both of its numbers. */
export function sumWords(sum: { readonly amount: number; readonly count: number; readonly weight: number }, goal: GoalCard): string {
  switch (goal.metric) {
    case 'win_rate':
      return `${formatCount(sum.amount)} of ${formatCount(sum.weight)} won`;
    case 'on_time_rate':
      return `${formatCount(sum.amount)} of ${formatCount(sum.weight)} in time`;
    case 'sales_cycle':
      return `${formatCount(sum.amount)} days`;
    default:
      return formatAmountExact(sum.amount, goal);
  }
}

/** "1.0842 (rate of 1 Nov 2026)". */
export function rateWords({ decimal, days }: RateView): string {
  const short = shortDecimal(decimal);
  return days.length === 0 ? short : `${short} (${days.length === 1 ? 'rate of' : 'rates of'} ${days.map(formatDate).join(' and ')})`;
}

/** Six digits say enough of a rate; the engine counts with all of them. */
function shortDecimal(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const kept = fraction.slice(0, 6).replace(/0+$/, '');
  return kept === '' ? whole : `${whole}.${kept}`;
}

/** Who has which part of a shared deal, in full. */
export function sharedWords({ credits }: CountedRecordRow, goal: GoalCard): string {
  return credits
    .map(({ name, sharePercent, part }) => `${name}: ${sharePercent}%${part === null ? '' : `, ${formatAmountExact(part, goal)}`}`)
    .join('; ');
}

/** What a record did to a ratio: which of its numbers it moved, since only all of them together move the value. */
export function ratioChange({ amount, weight }: Pick<WaterfallRecordRow, 'amount' | 'weight'>, goal: GoalCard): string {
  const signed = (number: number): string => `${number < 0 ? '−' : '+'}${formatCount(Math.abs(number))}`;
  switch (goal.metric) {
    case 'win_rate':
      return amount === 0 ? `${signed(weight)} lost` : `${signed(amount)} won`;
    case 'on_time_rate':
      return amount === 0 ? `${signed(weight)} late` : `${signed(amount)} in time`;
    case 'sales_cycle':
      return `${signed(amount)} ${Math.abs(amount) === 1 ? 'day' : 'days'}`;
    default:
      return formatChange(amount, goal);
  }
}
