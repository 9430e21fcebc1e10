import type { ForecastModel, ForecastScore } from '@fieldgoal/domain';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { CalibrationView } from '../../../host/views/goal-page.ts';
import { formatAmount, formatCount, formatList, percentText } from '../../lib/format.ts';
import { t, tn } from '../../lib/words.ts';

/** How likely, as people say it; the number stands beside it. */
export function chanceWords(probability: number): string {
  if (probability >= 0.95) return t('Almost certain');
  if (probability >= 0.75) return t('Likely');
  if (probability >= 0.55) return t('More likely than not');
  if (probability >= 0.45) return t('Could go either way');
  if (probability >= 0.25) return t('Less likely than not');
  if (probability >= 0.05) return t('Unlikely');
  return t('Very unlikely');
}

/** "In about 6 of 10 such courses the target is reached". */
export function chanceInTen(probability: number, { direction }: Pick<GoalCard, 'direction'>): string {
  const isLimit = direction === 'lower';
  if (probability < 0.05) {
    return isLimit ? t('In fewer than 1 of 20 courses it ends within the limit') : t('In fewer than 1 of 20 courses the target is reached');
  }
  if (probability > 0.95) {
    return isLimit ? t('In more than 19 of 20 courses it ends within the limit') : t('In more than 19 of 20 courses the target is reached');
  }
  const inTen = Math.max(1, Math.min(9, Math.round(probability * 10)));
  return isLimit
    ? t('In about {{inTen}} of 10 courses it ends within the limit', { inTen })
    : t('In about {{inTen}} of 10 courses the target is reached', { inTen });
}

/** What each way of forecasting does, in words a salesperson uses. */
export const MODELS: Readonly<Record<ForecastModel, { readonly label: string; readonly hint: string }>> = {
  ensemble: {
    get label() {
      return t('Combined');
    },
    get hint() {
      return t('Weighs the others by how well they foretold this owner’s past');
    },
  },
  velocity: {
    get label() {
      return t('Steady pace');
    },
    get hint() {
      return t('Goes on as the period has gone so far');
    },
  },
  robust: {
    get label() {
      return t('Typical pace');
    },
    get hint() {
      return t('As steady pace, but single very good or bad days count little');
    },
  },
  smoothed: {
    get label() {
      return t('Recent trend');
    },
    get hint() {
      return t('The last weeks count most; a trend fades out');
    },
  },
  seasonal: {
    get label() {
      return t('Season');
    },
    get hint() {
      return t('Follows weekdays and the course of earlier periods');
    },
  },
  pipeline: {
    get label() {
      return t('Pipeline');
    },
    get hint() {
      return t('Open deals, their stage and age, and how such deals ended');
    },
  },
};

/** "8 of 10 times the result was inside the band." */
export function coverageWords({ coverage, n }: ForecastScore): string {
  if (n < 10)
    return t('{{inside}} of {{n}} times the result was inside the band.', {
      inside: formatCount(Math.round(coverage * n)),
      n: formatCount(n),
    });
  const inTen = Math.round(coverage * 10);
  if (inTen === 10 && coverage < 1) return t('More than 9 of 10 times the result was inside the band.');
  return t('{{inTen}} of 10 times the result was inside the band.', { inTen });
}

/** Whether the band was as wide as it should be: it is meant to hold 8 of 10 results. */
export function bandWords({ coverage, below, above, n, goals }: ForecastScore): string {
  if (n < 10) return t('Too few to judge.');
  // Forecasts of one goal depend on each other.
  if (goals === 1) return t('It is meant to hold 8 of 10; one goal proves little.');
  if (goals < 3) return t('It is meant to hold 8 of 10; two goals prove little.');
  if (coverage >= 0.9) return t('The band was wider than it had to be.');
  if (coverage >= 0.7) return t('That is about right: it is meant to hold 8 of 10.');
  return below > above
    ? t('It was too optimistic: results mostly ended below it.')
    : t('It was too careful: results mostly ended above it.');
}

/** A Brier score as people can read it: how much better than a coin, which scores 0.25. */
export function brierWords(brier: number): string {
  if (brier <= 0.1) return t('The chances were very telling');
  if (brier <= 0.18) return t('The chances were telling');
  if (brier < 0.25) return t('The chances were a little better than a coin');
  return t('The chances were no better than a coin');
}

/** How far the median was off on average, and to which side. */
export function errorWords({ relativeError, meanAbsoluteError, bias }: ForecastScore, goal: GoalCard): string {
  const size = relativeError === null ? formatAmount(Math.round(meanAbsoluteError), goal) : percentText(formatCount(relativeError * 100));
  const side = Math.abs(bias) < meanAbsoluteError * 0.25 ? t('to both sides alike') : bias > 0 ? t('mostly too high') : t('mostly too low');
  return t('Off by {{size}} on average, {{side}}', { size, side });
}

/** Where the score comes from: "From 212 daily forecasts of 3 earlier goals". */
export function scoredWords(view: CalibrationView, goalId: string): string {
  const others = view.goals.filter((row) => row.goalId !== goalId).length;
  const hasOwn = view.goals.some((row) => row.goalId === goalId);
  const goals = formatList([
    ...(hasOwn ? [t('this goal')] : []),
    ...(others === 0 ? [] : [tn(others, '{{count}} earlier goal', '{{count}} earlier goals')]),
  ]);
  return tn(view.score?.n ?? 0, 'From {{count}} daily forecast of {{goals}}', 'From {{count}} daily forecasts of {{goals}}', { goals });
}
