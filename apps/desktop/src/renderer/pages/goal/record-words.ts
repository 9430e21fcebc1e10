import type { CountedRecordRow, RateView } from '../../../host/views/explanation.ts';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { WaterfallRecordRow } from '../../../host/views/waterfall.ts';
import { formatAmountExact, formatChange, formatCount, formatDate, formatList, percentText, type Unit } from '../../lib/format.ts';
import { decimalMark } from '../../lib/parse-amount.ts';
import { t, tn } from '../../lib/words.ts';

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
      return row.outcome === 'won' ? t('Won') : t('Lost');
    case 'on_time_rate':
      return row.amount === 1 ? t('In time') : t('Late');
    case 'sales_cycle':
      return tn(row.amount, '{{count}} day', '{{count}} days');
    default:
      return formatAmountExact(row.amount, goal);
  }
}

/** The foot of the table: the sum, or of a ratio both of its numbers. */
export function sumWords(sum: { readonly amount: number; readonly count: number; readonly weight: number }, goal: GoalCard): string {
  switch (goal.metric) {
    case 'win_rate':
      return t('{{amount}} of {{weight}} won', { amount: formatCount(sum.amount), weight: formatCount(sum.weight) });
    case 'on_time_rate':
      return t('{{amount}} of {{weight}} in time', { amount: formatCount(sum.amount), weight: formatCount(sum.weight) });
    case 'sales_cycle':
      return tn(sum.amount, '{{count}} day', '{{count}} days');
    default:
      return formatAmountExact(sum.amount, goal);
  }
}

/** "1.0842 (rate of 1 Nov 2026)". */
export function rateWords({ decimal, days }: RateView): string {
  const short = shortDecimal(decimal);
  if (days.length === 0) return short;
  const listed = formatList(days.map(formatDate));
  return days.length === 1
    ? t('{{rate}} (rate of {{days}})', { rate: short, days: listed })
    : t('{{rate}} (rates of {{days}})', { rate: short, days: listed });
}

/** Six digits say enough of a rate; the engine counts with all of them. */
function shortDecimal(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const kept = fraction.slice(0, 6).replace(/0+$/, '');
  return kept === '' ? whole : `${whole}${decimalMark()}${kept}`;
}

/** Who has which part of a shared deal, in full. */
export function sharedWords({ credits }: CountedRecordRow, goal: GoalCard): string {
  return credits
    .map(
      ({ name, sharePercent, part }) =>
        `${name}: ${percentText(String(sharePercent))}${part === null ? '' : `, ${formatAmountExact(part, goal)}`}`,
    )
    .join('; ');
}

/** What a record did to a ratio: which of its numbers it moved, since only all of them together move the value. */
export function ratioChange({ amount, weight }: Pick<WaterfallRecordRow, 'amount' | 'weight'>, goal: GoalCard): string {
  const signed = (number: number): string => `${number < 0 ? '−' : '+'}${formatCount(Math.abs(number))}`;
  switch (goal.metric) {
    case 'win_rate':
      return amount === 0 ? t('{{signed}} lost', { signed: signed(weight) }) : t('{{signed}} won', { signed: signed(amount) });
    case 'on_time_rate':
      return amount === 0 ? t('{{signed}} late', { signed: signed(weight) }) : t('{{signed}} in time', { signed: signed(amount) });
    case 'sales_cycle':
      return Math.abs(amount) === 1 ? t('{{signed}} day', { signed: signed(amount) }) : t('{{signed}} days', { signed: signed(amount) });
    default:
      return formatChange(amount, goal);
  }
}
