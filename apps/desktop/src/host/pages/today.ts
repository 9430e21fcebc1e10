import type { Today, TodayGoal } from '../../bridge/host-messages.ts';
import type { GoalCard } from '../views/goal-card.ts';
import type { Workspace } from '../workspace.ts';
import { ownRunningGoals } from './dashboard.ts';
import { byUrgency, goalCard } from './goal-cards.ts';

/** More lines than this are no glance any more. */
const SHOWN = 3;

/** What the tray shows: the person's running goals, most urgent first, each with what is missing to today's pace. */
export function todayInShort(workspace: Workspace): Today {
  const cards = ownRunningGoals(workspace, workspace.replica.today())
    .goals.map((goal) => goalCard(workspace, goal))
    .sort(byUrgency);
  return { goals: cards.slice(0, SHOWN).map(inShort), more: Math.max(0, cards.length - SHOWN) };
}

function inShort(card: GoalCard): TodayGoal {
  const { id, name, unit, currency } = card;
  return { id, name, unit, currency, gap: gapOf(card) };
}

/**
 * What is missing to today's pace. A ratio, or what should stay low, should be right on every day (rule P3): there it is what is
 * missing to the target.
 */
export function gapOf({ value, target, expected, type, direction }: GoalCard): number | null {
  if (value === null || target === null) return null;
  if (direction === 'lower') return Math.max(0, value - target);
  const due = type === 'performance' ? target : expected;
  return due === null ? null : Math.max(0, Math.round(due - value));
}
