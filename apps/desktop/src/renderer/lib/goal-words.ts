import { isReached, type Metric } from '@fieldgoal/domain';
import type { GoalCard } from '../../host/views/goal-card.ts';
import { formatAmount, formatAmountShort, formatChance, formatDate, formatGap, formatPerDay, formatRangeShort } from './format.ts';
import { periodText } from './host-text.ts';
import { t, tn } from './words.ts';

/** Where a goal stands against a steady pace, or its target, in words: "$12,400 ahead of pace", "2.5 days over the limit". */
export function paceWords(goal: GoalCard): string {
  const { target, value, health } = goal;
  if (target === null) return t('No target yet');
  if (health === 'not_started') return t('Starts on {{date}}', { date: formatDate(goal.periodStart) });
  if (value === null) return health === 'missed' ? t('Ended without data') : t('No data yet');
  if (goal.direction === 'lower') return limitWords(value, target, goal);
  if (value === target) return t('Target reached');
  if (value > target) return t('{{gap}} over target', { gap: formatGap(value - target, goal) });
  const gap = formatGap(target - value, goal);
  if (health === 'missed') return t('{{gap}} short of target', { gap });
  if (!isSpread(goal)) return t('{{gap}} below target', { gap });
  if (goal.expected === null) return t('{{gap}} to go', { gap });
  return towardsPaceWords(value - Math.round(goal.expected), target, goal);
}

function towardsPaceWords(ahead: number, target: number, goal: GoalCard): string {
  if (ahead === 0 || Math.abs(ahead) < target * 0.002) return t('Right on pace');
  const gap = formatGap(Math.abs(ahead), goal);
  return ahead > 0 ? t('{{gap}} ahead of pace', { gap }) : t('{{gap}} behind pace', { gap });
}

/** Lower is better: the target is a limit to stay within. */
function limitWords(value: number, target: number, goal: GoalCard): string {
  if (value === target) return t('Right at the limit');
  const gap = formatGap(Math.abs(target - value), goal);
  return value < target ? t('{{gap}} under the limit', { gap }) : t('{{gap}} over the limit', { gap });
}

/** A sum that should grow is due bit by bit; a ratio, or what should stay low, should be right on every day (rule P3). */
export function isSpread(goal: Pick<GoalCard, 'type' | 'direction'>): boolean {
  return goal.type !== 'performance' && goal.direction === 'higher';
}

/** Whether the value is on the right side of the target now. */
export function isAtTarget(goal: Pick<GoalCard, 'value' | 'target' | 'direction'>): boolean {
  return goal.value !== null && goal.target !== null && isReached(goal.value, goal.target, goal.direction);
}

/** The target beside a value: "of $100,000"; of a ratio "target 60%"; where lower is better "at most 45 days". */
export function targetWords(goal: GoalCard, style: 'full' | 'short' = 'full'): string {
  if (goal.target === null) return t('no target');
  const amount = style === 'full' ? formatAmount(goal.target, goal) : formatAmountShort(goal.target, goal);
  if (goal.direction === 'lower') return t('at most {{amount}}', { amount });
  return goal.type === 'performance' ? t('target {{amount}}', { amount }) : t('of {{amount}}', { amount });
}

/** The second, higher aim: "stretch $120,000"; null without one. */
export function stretchWords(goal: GoalCard): string | null {
  if (goal.stretchTarget === null) return null;
  const amount = formatAmount(goal.stretchTarget, goal);
  const isStretchReached = goal.value !== null && isReached(goal.value, goal.stretchTarget, goal.direction);
  return isStretchReached ? t('stretch {{amount}} reached', { amount }) : t('stretch {{amount}}', { amount });
}

/** What the forecast says, on one line: "Forecast $118k – $142k · 64% likely". */
export function forecastWords(goal: GoalCard): string {
  const { forecast } = goal;
  if (goal.health === 'not_started') return t('Forecast once the period has begun');
  if (goal.health === 'missed') return t('The period is over');
  if (forecast === null) return isAtTarget(goal) ? t('Reached') : t('No forecast yet');
  const range = formatRangeShort(forecast.p10, forecast.p90, goal);
  const words = forecast.hasSufficientData ? t('Forecast {{range}}', { range }) : t('Early forecast {{range}}', { range });
  return forecast.probability === null ? words : `${words} · ${t('{{chance}} likely', { chance: formatChance(forecast.probability) })}`;
}

/** What each remaining day has to bring; null when nothing has to. */
export function requiredWords(goal: GoalCard): string | null {
  const { requiredPerDay, remainingWorkingDays: days, target, value } = goal;
  if (requiredPerDay === null || requiredPerDay <= 0 || days === 0) return null;
  // A fraction of a deal a day says less than how many are missing.
  if (goal.unit === 'count' && target !== null && value !== null) {
    return tn(days, '{{amount}} more in {{count}} working day', '{{amount}} more in {{count}} working days', {
      amount: formatAmount(target - value, goal),
    });
  }
  return tn(days, '{{amount}} a day for {{count}} working day', '{{amount}} a day for {{count}} working days', {
    amount: formatPerDay(requiredPerDay, goal),
  });
}

/** What tells a goal from its neighbours in a list: its owner, unless its name already says whose it is. */
export function goalTitle(goal: GoalCard): string {
  return goal.name.includes(goal.ownerName) ? goal.name : goal.ownerName;
}

/** The rest of what a list says about a goal, nothing twice: "Q4 revenue · Q4 2026". */
export function goalNote(goal: GoalCard): string {
  const parts = goalTitle(goal) === goal.name ? [goal.ownerName, periodText(goal.periodLabel)] : [goal.name, periodText(goal.periodLabel)];
  const said = `${goalTitle(goal)} ${goal.name}`;
  return parts.filter((part) => part === goal.name || !said.includes(part)).join(' · ') || goalMeasureWords(goal);
}

/** The type of a goal as people call it. */
export function goalTypeWords(type: GoalCard['type']): string {
  switch (type) {
    case 'revenue':
      return t('Revenue');
    case 'deals':
      return t('Deals won');
    case 'activities':
      return t('Activities');
    case 'tasks':
      return t('Tasks done');
    case 'performance':
      return t('Performance');
  }
}

export function metricWords(metric: Metric): string {
  switch (metric) {
    case 'win_rate':
      return t('Win rate');
    case 'average_deal_size':
      return t('Average deal size');
    case 'sales_cycle':
      return t('Sales cycle');
    case 'on_time_rate':
      return t('On-time tasks');
    case 'composite':
      return t('Composite');
  }
}

/** What a goal measures as people call it: its type, of a performance goal its metric. */
export function goalMeasureWords(goal: Pick<GoalCard, 'type' | 'metric'>): string {
  return goal.type === 'performance' && goal.metric !== null ? metricWords(goal.metric) : goalTypeWords(goal.type);
}

/** One word for which way is up: "Higher is better", "Lower is better". */
export function directionWords(direction: GoalCard['direction']): string {
  return direction === 'lower' ? t('Lower is better') : t('Higher is better');
}

export function ownerTypeWords(type: GoalCard['ownerType']): string {
  switch (type) {
    case 'company':
      return t('Company');
    case 'team':
      return t('Team');
    case 'individual':
      return t('Person');
  }
}
