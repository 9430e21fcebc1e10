import { isReached, type Metric } from '@fieldgoal/domain';
import type { GoalCard } from '../../host/views/goal-card.ts';
import { formatAmount, formatAmountShort, formatChance, formatDate, formatGap, formatPerDay, plural } from './format.ts';

/** Where a goal stands against a steady pace, or its target, in words: "$12,400 ahead of pace", "2.5 days over the limit". */
export function paceWords(goal: GoalCard): string {
  const { target, value, health } = goal;
  if (target === null) return 'No target yet';
  if (health === 'not_started') return `Starts on ${formatDate(goal.periodStart)}`;
  if (value === null) return health === 'missed' ? 'Ended without data' : 'No data yet';
  if (goal.direction === 'lower') return limitWords(value, target, goal);
  if (value >= target) return value === target ? 'Target reached' : `${formatGap(value - target, goal)} over target`;
  if (health === 'missed') return `${formatGap(target - value, goal)} short of target`;
  if (!isSpread(goal) || goal.expected === null) return `${formatGap(target - value, goal)} ${isSpread(goal) ? 'to go' : 'below target'}`;
  const ahead = value - Math.round(goal.expected);
  if (ahead === 0 || Math.abs(ahead) < target * 0.002) return 'Right on pace';
  return `${formatGap(Math.abs(ahead), goal)} ${ahead > 0 ? 'ahead of' : 'behind'} pace`;
}

/** Lower is better: the target is a limit to stay within. */
function limitWords(value: number, target: number, goal: GoalCard): string {
  if (value === target) return 'Right at the limit';
  return value < target ? `${formatGap(target - value, goal)} under the limit` : `${formatGap(value - target, goal)} over the limit`;
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
  if (goal.target === null) return 'no target';
  const amount = style === 'full' ? formatAmount(goal.target, goal) : formatAmountShort(goal.target, goal);
  if (goal.direction === 'lower') return `at most ${amount}`;
  return goal.type === 'performance' ? `target ${amount}` : `of ${amount}`;
}

/** The second, higher aim: "stretch $120,000"; null without one. */
export function stretchWords(goal: GoalCard): string | null {
  if (goal.stretchTarget === null) return null;
  const words = `stretch ${formatAmount(goal.stretchTarget, goal)}`;
  return goal.value !== null && isReached(goal.value, goal.stretchTarget, goal.direction) ? `${words} reached` : words;
}

/** What the forecast says, on one line: "Forecast $118k – $142k · 64% likely". */
export function forecastWords(goal: GoalCard): string {
  const { forecast } = goal;
  if (goal.health === 'not_started') return 'Forecast once the period has begun';
  if (goal.health === 'missed') return 'The period is over';
  if (forecast === null) return isAtTarget(goal) ? 'Reached' : 'No forecast yet';
  const low = formatAmountShort(forecast.p10, goal);
  const high = formatAmountShort(forecast.p90, goal);
  const range = low === high ? low : `${low} – ${high}`;
  const chance = forecast.probability === null ? '' : ` · ${formatChance(forecast.probability)} likely`;
  return `${forecast.hasSufficientData ? 'Forecast' : 'Early forecast'} ${range}${chance}`;
}

/** What each remaining day has to bring; null when nothing has to. */
export function requiredWords(goal: GoalCard): string | null {
  const { requiredPerDay, remainingWorkingDays, target, value } = goal;
  if (requiredPerDay === null || requiredPerDay <= 0 || remainingWorkingDays === 0) return null;
  const days = plural(remainingWorkingDays, 'working day');
  // A fraction of a deal a day says less than how many are missing.
  if (goal.unit === 'count' && target !== null && value !== null) return `${formatAmount(target - value, goal)} more in ${days}`;
  return `${formatPerDay(requiredPerDay, goal)} a day for ${days}`;
}

/** What tells a goal from its neighbours in a list: its owner, unless its name already says whose it is. */
export function goalTitle(goal: GoalCard): string {
  return goal.name.includes(goal.ownerName) ? goal.name : goal.ownerName;
}

/** The rest of what a list says about a goal, nothing twice: "Q4 revenue · Q4 2026". */
export function goalNote(goal: GoalCard): string {
  const parts = goalTitle(goal) === goal.name ? [goal.ownerName, goal.periodLabel] : [goal.name, goal.periodLabel];
  const said = `${goalTitle(goal)} ${goal.name}`;
  return parts.filter((part) => part === goal.name || !said.includes(part)).join(' · ') || goalMeasureWords(goal);
}

const TYPES = {
  revenue: 'Revenue',
  deals: 'Deals won',
  activities: 'Activities',
  tasks: 'Tasks done',
  performance: 'Performance',
} as const;

/** The type of a goal as people call it. */
export function goalTypeWords(type: GoalCard['type']): string {
  return TYPES[type];
}

const METRICS: Readonly<Record<Metric, string>> = {
  win_rate: 'Win rate',
  average_deal_size: 'Average deal size',
  sales_cycle: 'Sales cycle',
  on_time_rate: 'On-time tasks',
  composite: 'Composite',
};

export function metricWords(metric: Metric): string {
  return METRICS[metric];
}

/** What a goal measures as people call it: its type, of a performance goal its metric. */
export function goalMeasureWords(goal: Pick<GoalCard, 'type' | 'metric'>): string {
  return goal.type === 'performance' && goal.metric !== null ? METRICS[goal.metric] : TYPES[goal.type];
}

/** One word for which way is up: "Higher is better", "Lower is better". */
export function directionWords(direction: GoalCard['direction']): string {
  return direction === 'lower' ? 'Lower is better' : 'Higher is better';
}

const OWNERS = { company: 'Company', team: 'Team', individual: 'Person' } as const;

export function ownerTypeWords(type: GoalCard['ownerType']): string {
  return OWNERS[type];
}
