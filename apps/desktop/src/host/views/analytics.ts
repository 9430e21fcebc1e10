import type { GoalAnalytics } from '@fieldgoal/domain';
import type { GoalCard } from './goal-card.ts';

/** How goals went; rates are in percent, null where there is nothing to divide by (rules L1–L7). */
export type AnalyticsView = GoalAnalytics;

export interface AnalyticsGoalsView {
  readonly total: number;
  /** The first of them. */
  readonly goals: readonly GoalCard[];
}
