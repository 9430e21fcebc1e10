import type { GoalResult } from '../engine/types.ts';
import type { Goal, GoalType, OwnerType } from '../records/goals.ts';
import type { Period } from '../time/calendar.ts';

/** A goal and how it stands, as analytics reads it. */
export interface AnalyticsRow
  extends Pick<Goal, 'type' | 'ownerType' | 'ownerId' | 'currency' | 'periodStart' | 'periodEnd' | 'status'>,
    Pick<GoalResult, 'goalId' | 'value' | 'target' | 'attainment' | 'health'> {
  /** The goal's value per elapsed calendar day, in its unit; null where nothing has elapsed or there is no value. */
  readonly velocity: number | null;
  readonly daysOfHistory: number;
}

/** What is left out is not filtered by. */
export interface AnalyticsFilter {
  readonly type?: GoalType;
  readonly ownerType?: OwnerType;
  readonly ownerId?: string;
  /** The team's own goals, those of its sub-teams, and those of everyone who was in one of them during the goal's period. */
  readonly teamId?: string;
  /** Goals whose period ends in it, both ends included (rule L2). */
  readonly period?: Period;
}

/** Velocity of goals of one type and currency, in their own unit per day. */
export interface UnitVelocity {
  /** null for counts. */
  readonly currency: string | null;
  readonly averageVelocity: number;
  readonly velocityDataPoints: number;
}

/** Rates are percentages of goals that aren't cancelled, null of none (rule L3). */
export interface TypeBreakdown {
  readonly type: GoalType;
  readonly completionRate: number | null;
  readonly totalGoals: number;
  readonly completedGoals: number;
  readonly velocities: readonly UnitVelocity[];
}

export interface MonthlyRate {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly completionRate: number | null;
  readonly totalGoals: number;
  readonly completedGoals: number;
}

export interface GoalAnalytics {
  readonly totalGoals: number;
  readonly completedGoals: number;
  readonly activeGoals: number;
  readonly cancelledGoals: number;
  /** Percent; null without a goal that isn't cancelled. */
  readonly overallCompletionRate: number | null;
  /** Mean attainment in percent, of the goals that have one. */
  readonly averageProgress: number | null;
  /** Percent of the target per day (rule L5). */
  readonly averageVelocity: number | null;
  readonly velocityDataPoints: number;
  /** Twelve months, oldest first. */
  readonly completionRateTrend: readonly MonthlyRate[];
  /** Types that have a goal which isn't cancelled, in the order of the types. */
  readonly typeBreakdown: readonly TypeBreakdown[];
  readonly teamAverageCompletionRate: number | null;
  readonly teamAverageVelocity: number | null;
  readonly companyAverageCompletionRate: number | null;
  readonly companyAverageVelocity: number | null;
  readonly hasSufficientData: boolean;
  readonly daysOfHistory: number;
}
