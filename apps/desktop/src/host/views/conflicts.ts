import type { Instant } from '@fieldgoal/domain';
import type { GoalCard } from './goal-card.ts';

export interface ConflictMove {
  readonly at: Instant;
  readonly name: string;
}

/** A link that was set aside, with both sides (rule H11). */
export interface ConflictRow {
  readonly id: string;
  readonly goal: GoalCard;
  /** The goal it was put under, where it can't hang. */
  readonly wanted: GoalCard;
  /** Where it stands now; null at the top. */
  readonly standsUnder: GoalCard | null;
  readonly broken: readonly string[];
  readonly wantedBy: ConflictMove | null;
  /** null where nobody ever put it there: it stands at the top because nothing else is left. */
  readonly standsBy: ConflictMove | null;
  readonly choices: readonly { readonly kind: 'stay' | 'above'; readonly parent: GoalCard | null }[];
  /** Why this person can't settle it; null when they can. */
  readonly settleRefusal: string | null;
}
