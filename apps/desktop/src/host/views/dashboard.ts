import type { ActivityKind, GoalGap, IsoDate } from '@fieldgoal/domain';
import type { DealRow } from './deals.ts';
import type { GoalCard } from './goal-card.ts';
import type { TaskRow } from './work.ts';

/** What a goal counts, as one says it: "2 more visits"; null for amounts and ratios. */
export type CountNoun = ActivityKind | 'activity' | 'task' | 'deal';

/** A goal with what is left to do for it (rules D1–D6). */
export interface TodayGoal extends GoalCard {
  readonly gap: GoalGap;
  readonly noun: CountNoun | null;
}

/** One thing that moves my goals; `pull` is the share of their gaps it can be expected to close, added up (rule D7). */
export type MoveRow =
  | { readonly kind: 'deal'; readonly id: string; readonly pull: number; readonly goalNames: readonly string[]; readonly deal: DealRow }
  | {
      readonly kind: 'activity';
      readonly id: string;
      readonly pull: number;
      readonly goalNames: readonly string[];
      /** null where every kind counts. */
      readonly activityKind: ActivityKind | null;
      readonly count: number;
    };

export interface DashboardView {
  readonly today: IsoDate;
  readonly memberName: string;
  /** My own goals whose period includes today, most urgent first; for an admin or manager without own goals those of their teams. */
  readonly mine: readonly TodayGoal[];
  /** The running goals above mine, up to the company. */
  readonly above: readonly GoalCard[];
  /** What moves my goals most, first what moves them most. */
  readonly moves: readonly MoveRow[];
  /** Open tasks, overdue first, through the week to come. */
  readonly tasksDue: readonly TaskRow[];
  /** `closingSoon`: those not in `moves`, what moves goals most first, then by day. */
  readonly openDeals: { readonly count: number; readonly amountMinor: number; readonly closingSoon: readonly DealRow[] };
}
