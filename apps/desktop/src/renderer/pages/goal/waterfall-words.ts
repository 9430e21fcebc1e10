import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { WaterfallView } from '../../../host/views/waterfall.ts';
import { formatAmountExact, formatChange, formatDate } from '../../lib/format.ts';
import { causeLabel, countedCause } from './cause-words.ts';
import { t } from '../../lib/words.ts';

/** The steps named in the sentence; the rest is summed up. */
const NAMED = 4;

/** The change in one sentence: "+$12,400 since 16 Nov 2026: 3 deals won (+$15,000), 1 deal reopened (−$2,600)". */
export function waterfallSentence(view: WaterfallView, goal: GoalCard, today: string): string {
  const { from, to, change, steps } = view;
  const days = { from: formatDate(from), to: formatDate(to) };
  const when = to === today ? t('since {{from}}', { from: days.from }) : t('from {{from}} to {{to}}', days);
  if (steps.length === 0) return t('Nothing changed {{when}}.', { when });
  const told = [...steps].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const parts = told
    .slice(0, NAMED)
    .map((step) => `${countedCause(step.cause, step.count, step.records[0]?.collection ?? null)} (${formatChange(step.amount, goal)})`);
  const rest = told.slice(NAMED);
  const more =
    rest.length === 0
      ? []
      : [
          t('other changes ({{change}})', {
            change: formatChange(
              rest.reduce((sum, { amount }) => sum + amount, 0),
              goal,
            ),
          }),
        ];
  const had = view.valueFrom === null ? ` ${t('(no data before)')}` : '';
  return `${formatChange(change, goal)} ${when}${had}: ${[...parts, ...more].join(', ')}.`;
}

/** One column of the chart: where its bar begins and ends. */
export interface WaterfallBar {
  readonly key: string;
  readonly label: string;
  readonly kind: 'total' | 'up' | 'down';
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The columns: the value before, a step each, the value after. */
export function waterfallBars(view: WaterfallView, goal: GoalCard): readonly WaterfallBar[] {
  const start = view.valueFrom ?? 0;
  let at = start;
  const bars: WaterfallBar[] = [
    { key: 'from', label: formatDate(view.from), kind: 'total', from: 0, to: start, text: formatAmountExact(view.valueFrom, goal) },
  ];
  for (const { cause, amount } of view.steps) {
    const next = at + amount;
    bars.push({
      key: cause,
      label: causeLabel(cause),
      kind: amount < 0 ? 'down' : 'up',
      from: at,
      to: next,
      text: formatChange(amount, goal),
    });
    at = next;
  }
  bars.push({ key: 'to', label: formatDate(view.to), kind: 'total', from: 0, to: at, text: formatAmountExact(view.valueTo, goal) });
  return bars;
}
