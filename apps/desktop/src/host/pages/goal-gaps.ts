import { type Goal, goalGap, isComposite, ratioScale, type RatioParts, usualSize } from '@fieldgoal/domain';
import type { CountNoun, TodayGoal } from '../views/dashboard.ts';
import type { Workspace } from '../workspace.ts';
import { goalCard } from './goal-cards.ts';

/** Goals with what is left to do for each (rules D1–D6). */
export function goalsWithGaps(workspace: Workspace, goals: readonly Goal[]): readonly TodayGoal[] {
  const usual = usualDeals(workspace, goals);
  return goals.map((goal) => withGap(workspace, goal, usual.get(goal.id) ?? null));
}

function withGap(workspace: Workspace, goal: Goal, usualDeal: number | null): TodayGoal {
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
    usualDeal,
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

/** The usual size of a won deal for each revenue goal, in its currency (rule D4), from the deals on this device; one pass for all. */
function usualDeals(workspace: Workspace, goals: readonly Goal[]): ReadonlyMap<string, number | null> {
  const { replica } = workspace;
  const index = replica.goalIndex();
  const asked = goals.flatMap((goal) =>
    goal.type === 'revenue' && goal.currency !== null
      ? [{ id: goal.id, currency: goal.currency, members: index.membersInScope(goal.id), amounts: new Array<number>() }]
      : [],
  );
  if (asked.length === 0) return new Map();
  for (const { closedOn, amountMinor, ownerId, currency } of workspace.wonLately.values()) {
    if (amountMinor === null) continue;
    for (const one of asked) {
      if (!one.members.has(ownerId)) continue;
      const amount = index.converter.convert(amountMinor, currency, one.currency, closedOn);
      if (amount !== null) one.amounts.push(amount);
    }
  }
  return new Map(asked.map(({ id, amounts }) => [id, usualSize(amounts)]));
}
