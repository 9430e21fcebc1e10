import type { GoalCard } from '../../host/views.ts';
import { formatAmount, formatAmountShort, formatChance, formatDate, formatPerDay, plural } from './format.ts';

/** Where a goal stands against a steady pace, in words: "$12,400 ahead of pace". */
export function paceWords(goal: GoalCard): string {
  const { target, value, expected, health } = goal;
  if (target === null) return 'No target yet';
  if (health === 'not_started') return `Starts on ${formatDate(goal.periodStart)}`;
  if (value >= target) return value === target ? 'Target reached' : `${formatAmount(value - target, goal)} over target`;
  if (health === 'missed') return `${formatAmount(target - value, goal)} short of target`;
  if (expected === null) return `${formatAmount(target - value, goal)} to go`;
  const ahead = value - Math.round(expected);
  if (ahead === 0 || Math.abs(ahead) < target * 0.002) return 'Right on pace';
  return `${formatAmount(Math.abs(ahead), goal)} ${ahead > 0 ? 'ahead of' : 'behind'} pace`;
}

/** What the forecast says, on one line: "Forecast $118k – $142k · 64% likely". */
export function forecastWords(goal: GoalCard): string {
  const { forecast } = goal;
  if (goal.health === 'not_started') return 'Forecast once the period has begun';
  if (goal.health === 'missed') return 'The period is over';
  if (forecast === null) return goal.value >= (goal.target ?? Number.POSITIVE_INFINITY) ? 'Reached' : 'No forecast yet';
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
  if (goal.unit === 'count' && target !== null) return `${formatAmount(target - value, goal)} more in ${days}`;
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
  return parts.filter((part) => part === goal.name || !said.includes(part)).join(' · ') || goalTypeWords(goal.type);
}

const TYPES = { revenue: 'Revenue', deals: 'Deals won', activities: 'Activities', tasks: 'Tasks done' } as const;

/** The type of a goal as people call it. */
export function goalTypeWords(type: GoalCard['type']): string {
  return TYPES[type];
}

const OWNERS = { company: 'Company', team: 'Team', individual: 'Person' } as const;

export function ownerTypeWords(type: GoalCard['ownerType']): string {
  return OWNERS[type];
}
