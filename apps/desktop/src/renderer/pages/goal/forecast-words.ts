import type { ForecastModel, ForecastScore } from '@fieldgoal/domain';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { CalibrationView } from '../../../host/views/goal-page.ts';
import { formatAmount, formatCount, plural } from '../../lib/format.ts';

/** How likely, as people say it; the number stands beside it. */
export function chanceWords(probability: number): string {
  if (probability >= 0.95) return 'Almost certain';
  if (probability >= 0.75) return 'Likely';
  if (probability >= 0.55) return 'More likely than not';
  if (probability >= 0.45) return 'Could go either way';
  if (probability >= 0.25) return 'Less likely than not';
  if (probability >= 0.05) return 'Unlikely';
  return 'Very unlikely';
}

/** "In about 6 of 10 such courses the target is reached". */
export function chanceInTen(probability: number, { direction }: Pick<GoalCard, 'direction'>): string {
  const end = direction === 'lower' ? 'it ends within the limit' : 'the target is reached';
  if (probability < 0.05) return `In fewer than 1 of 20 courses ${end}`;
  if (probability > 0.95) return `In more than 19 of 20 courses ${end}`;
  return `In about ${Math.max(1, Math.min(9, Math.round(probability * 10)))} of 10 courses ${end}`;
}

/** What each way of forecasting does, in words a salesperson uses. */
export const MODELS: Readonly<Record<ForecastModel, { readonly label: string; readonly hint: string }>> = {
  ensemble: { label: 'Combined', hint: 'Weighs the others by how well they foretold this owner’s past' },
  velocity: { label: 'Steady pace', hint: 'Goes on as the period has gone so far' },
  robust: { label: 'Typical pace', hint: 'As steady pace, but single very good or bad days count little' },
  smoothed: { label: 'Recent trend', hint: 'The last weeks count most; a trend fades out' },
  seasonal: { label: 'Season', hint: 'Follows weekdays and the course of earlier periods' },
  pipeline: { label: 'Pipeline', hint: 'Open deals, their stage and age, and how such deals ended' },
};

/** "8 of 10 times the result was inside the band." */
export function coverageWords({ coverage, n }: ForecastScore): string {
  if (n < 10) return `${formatCount(Math.round(coverage * n))} of ${formatCount(n)} times the result was inside the band.`;
  const inTen = Math.round(coverage * 10);
  if (inTen === 10 && coverage < 1) return 'More than 9 of 10 times the result was inside the band.';
  return `${inTen} of 10 times the result was inside the band.`;
}

/** Whether the band was as wide as it should be: it is meant to hold 8 of 10 results. */
export function bandWords({ coverage, below, above, n, goals }: ForecastScore): string {
  if (n < 10) return 'Too few to judge.';
  // Forecasts of one goal depend on each other.
  if (goals < 3) return `It is meant to hold 8 of 10; ${goals === 1 ? 'one goal proves' : 'two goals prove'} little.`;
  if (coverage >= 0.9) return 'The band was wider than it had to be.';
  if (coverage >= 0.7) return 'That is about right: it is meant to hold 8 of 10.';
  return below > above ? 'It was too optimistic: results mostly ended below it.' : 'It was too careful: results mostly ended above it.';
}

/** A Brier score as people can read it: how much better than a coin, which scores 0.25. */
export function brierWords(brier: number): string {
  if (brier <= 0.1) return 'The chances were very telling';
  if (brier <= 0.18) return 'The chances were telling';
  if (brier < 0.25) return 'The chances were a little better than a coin';
  return 'The chances were no better than a coin';
}

/** How far the median was off on average, and to which side. */
export function errorWords({ relativeError, meanAbsoluteError, bias }: ForecastScore, goal: GoalCard): string {
  const size = relativeError === null ? formatAmount(Math.round(meanAbsoluteError), goal) : `${Math.round(relativeError * 100)}%`;
  const side = Math.abs(bias) < meanAbsoluteError * 0.25 ? 'to both sides alike' : bias > 0 ? 'mostly too high' : 'mostly too low';
  return `Off by ${size} on average, ${side}`;
}

/** Where the score comes from: "From 212 daily forecasts of 3 earlier goals". */
export function scoredWords(view: CalibrationView, goalId: string): string {
  const others = view.goals.filter((row) => row.goalId !== goalId).length;
  const hasOwn = view.goals.some((row) => row.goalId === goalId);
  const goals = [...(hasOwn ? ['this goal'] : []), ...(others === 0 ? [] : [plural(others, 'earlier goal')])].join(' and ');
  return `From ${plural(view.score?.n ?? 0, 'daily forecast')} of ${goals}`;
}
