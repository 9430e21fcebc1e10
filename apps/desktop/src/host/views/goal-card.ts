import type { Direction, Forecast, GoalType, GoalUnit, Health, IsoDate, Metric, OwnerType, PeriodKind } from '@fieldgoal/domain';

/** Where a goal's number comes from, and whether the server has confirmed it. */
export type ResultState =
  /** The server has the same inputs and the same result. */
  | 'confirmed'
  /** Computed here, with changes or inputs the server has not answered for yet. */
  | 'provisional'
  /** The server, with everything of ours, came to another result: shown, logged. */
  | 'differs'
  /** Records of this goal are not on this device and no server result has arrived yet. */
  | 'waiting';

export interface GoalCard {
  readonly id: string;
  readonly name: string;
  readonly ownerType: OwnerType;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly type: GoalType;
  readonly metric: Metric | null;
  readonly direction: Direction;
  /** `currency`: minor units of `currency`; `count`: plain numbers; `percent`: basis points; `days`: hundredths of a day. */
  readonly unit: GoalUnit;
  readonly currency: string | null;
  readonly periodKind: PeriodKind;
  readonly periodStart: IsoDate;
  readonly periodEnd: IsoDate;
  /** "Q4 2026", "November 2026", "2026", … */
  readonly periodLabel: string;
  /** null is no data: nothing to divide by. */
  readonly value: number | null;
  readonly calculated: number | null;
  readonly adjusted: number;
  readonly target: number | null;
  /** The second, further aim; null without one. */
  readonly stretchTarget: number | null;
  /** Where a lower-is-better goal starts from. */
  readonly baseline: number | null;
  readonly attainment: number | null;
  readonly expected: number | null;
  readonly pace: number | null;
  readonly requiredPerDay: number | null;
  readonly remainingWorkingDays: number;
  readonly health: Health;
  readonly forecast: Forecast | null;
  readonly allocation: number | null;
  readonly state: ResultState;
  /** Running total at the end of each day from the start of the period to today, at most 60 evenly chosen points. */
  readonly spark: readonly (number | null)[];
  /** Share of the period's calendar days elapsed, 0–1: where the spark ends on the card's x axis. */
  readonly elapsed: number;
  readonly mayEdit: boolean;
  /** Set by its owner for themselves; only they and those who reach their work see it. */
  readonly isPersonal: boolean;
}

/** A goal below whose target isn't in the sum of the targets, because it can't be converted (rule W13). */
export interface ChildLeftOutView {
  readonly goal: GoalLink;
  /** In its own currency. */
  readonly target: number;
  readonly currency: string;
  /** Rates somebody has to enter; empty where the amount would be too large to count. */
  readonly missing: readonly { readonly currency: string; readonly on: IsoDate }[];
}

/** A goal by name, to go to. */
export interface GoalLink {
  readonly id: string;
  readonly name: string;
  readonly ownerName: string;
}
