import type { GoalCard } from '../../../host/views/goal-card.ts';
import { periodText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

export interface GoalGroup {
  readonly key: string;
  readonly title: string;
  readonly goals: readonly GoalCard[];
}

const LEVELS = [
  {
    ownerType: 'company',
    get title() {
      return t('Company');
    },
  },
  {
    ownerType: 'team',
    get title() {
      return t('Teams');
    },
  },
  {
    ownerType: 'individual',
    get title() {
      return t('People');
    },
  },
] as const;

/** Goals under the heading of their owner's level, company first; empty levels are left out, the order inside is kept. */
export function groupByLevel(goals: readonly GoalCard[]): readonly GoalGroup[] {
  return LEVELS.map(({ ownerType, title }) => ({
    key: ownerType,
    title,
    goals: goals.filter((goal) => goal.ownerType === ownerType),
  })).filter((group) => group.goals.length > 0);
}

/** Goals under the heading of their period, latest end first, a longer period before the shorter ones inside it. */
export function groupByPeriod(goals: readonly GoalCard[]): readonly GoalGroup[] {
  const groups = new Map<string, GoalCard[]>();
  for (const goal of goals) {
    const key = `${goal.periodEnd}/${goal.periodStart}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [goal]);
    else group.push(goal);
  }
  return [...groups]
    .sort(([a], [b]) => comparePeriods(a, b))
    .map(([key, members]) => ({ key, title: periodText(members[0]?.periodLabel ?? ''), goals: members }));
}

function comparePeriods(a: string, b: string): number {
  const [endA = '', startA = ''] = a.split('/');
  const [endB = '', startB = ''] = b.split('/');
  if (endA !== endB) return endA > endB ? -1 : 1;
  return startA < startB ? -1 : startA > startB ? 1 : 0;
}
