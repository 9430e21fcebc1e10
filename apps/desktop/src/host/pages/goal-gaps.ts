import { type Goal, goalGap, isComposite, ratioScale, type RatioParts } from '@fieldgoal/domain';
import type { CountNoun, TodayGoal } from '../views/dashboard.ts';
import type { Workspace } from '../workspace.ts';
import { goalCard } from './goal-cards.ts';

/** Goals with what is left to do for each (rules D1–D6). */
export function goalsWithGaps(workspace: Workspace, goals: readonly Goal[]): readonly TodayGoal[] {
  return goals.map((goal) => withGap(workspace, goal));
}

function withGap(workspace: Workspace, goal: Goal): TodayGoal {
  const { replica } = workspace;
  const today = replica.today();
  const card = goalCard(workspace, goal);
  const gap = goalGap({
    goal,
    result: card,
    calendar: replica.calendar(),
    today,
    doneToday: countedOn(workspace, goal, today),
    ratio: card.adjusted === 0 ? ratioOf(workspace, goal, today) : null,
    usualDeal: workspace.usualSizes.of(goal),
  });
  return { ...card, gap, noun: nounOf(goal) };
}

function countedOn({ replica }: Workspace, goal: Goal, day: string): number {
  return isComposite(goal) ? 0 : (replica.series(goal.id).find(([date]) => date === day)?.[1] ?? 0);
}

function ratioOf({ replica }: Workspace, goal: Goal, today: string): RatioParts | null {
  if (ratioScale(goal) === null) return null;
  let [numerator, denominator] = [0, 0];
  for (const [date, amount, weight] of replica.series(goal.id)) {
    if (date > today) continue;
    numerator += amount;
    denominator += weight;
  }
  return { numerator, denominator };
}

function nounOf(goal: Goal): CountNoun | null {
  if (goal.type === 'deals') return 'deal';
  if (goal.type === 'tasks') return 'task';
  if (goal.type !== 'activities') return null;
  const [only, ...others] = goal.filter.activityKinds;
  return only === undefined || others.length > 0 ? 'activity' : only;
}
