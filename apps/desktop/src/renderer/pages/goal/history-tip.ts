import type { GoalCard } from '../../../host/views/goal-card.ts';
import { formatAmount, formatDate } from '../../lib/format.ts';
import { type HistoryLine, isoDay } from './history-lines.ts';
import type { HistoryRow } from './history-rows.ts';
import styles from './history-tip.module.css';
import { t } from '../../lib/words.ts';

/**
 * What the chart says about the day under the pointer, as elements (the page's policy allows no markup in strings).
 * ECharts hands over the points of the axis; only their date is used, the words come from the rows.
 */
export function historyTip(rows: readonly HistoryRow[], goal: GoalCard, shown: ReadonlySet<HistoryLine>) {
  const byDate = new Map(rows.map((row) => [row.date, row]));
  return (points: unknown): HTMLElement | string => {
    const date = dateOf(points);
    const row = date === null ? undefined : byDate.get(date);
    if (row === undefined) return '';
    return tipElement(row, linesOf(row, goal, shown));
  };
}

/** The lines of the tooltip: a name and an amount each, in the order of the legend. */
function linesOf(row: HistoryRow, goal: GoalCard, shown: ReadonlySet<HistoryLine>): readonly (readonly [string, string])[] {
  const lines: (readonly [string, string])[] = [];
  const add = (line: HistoryLine, name: string, value: number | null) => {
    if (shown.has(line) && value !== null) lines.push([name, formatAmount(value, goal)]);
  };
  add('restated', t('As restated'), row.restated);
  add('reported', row.isBackfilled ? t('As reported (filled in)') : t('As reported'), row.reported);
  add('expected', t('Expected pace'), row.expected);
  if (shown.has('forecast') && row.p10 !== null && row.p90 !== null && row.p10 !== row.p90) {
    add('forecast', t('Forecast, median'), row.p50);
    lines.push([t('8 of 10 chances'), `${formatAmount(row.p10, goal)} – ${formatAmount(row.p90, goal)}`]);
  }
  return lines;
}

function tipElement(row: HistoryRow, lines: readonly (readonly [string, string])[]): HTMLElement {
  const root = document.createElement('div');
  root.className = styles.tip ?? '';
  root.append(textElement('strong', formatDate(row.date)));
  for (const [name, amount] of lines) {
    const line = document.createElement('div');
    line.append(textElement('span', name), textElement('b', amount));
    root.append(line);
  }
  return root;
}

function textElement(tag: 'strong' | 'span' | 'b', text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function dateOf(points: unknown): string | null {
  const first: unknown = Array.isArray(points) ? points[0] : points;
  if (typeof first !== 'object' || first === null || !('axisValue' in first)) return null;
  return typeof first.axisValue === 'number' ? isoDay(first.axisValue) : null;
}
