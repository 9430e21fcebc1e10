import type { GoalType, GoalUnit, IsoDate, Metric } from '@fieldgoal/domain';

/** A goal that a plan would make, or that exists already. */
export interface PlanRow {
  readonly memberId: string;
  readonly memberName: string;
  readonly teamName: string;
  readonly periodStart: IsoDate;
  readonly periodLabel: string;
  readonly name: string;
  /** Of the goal's unit; null is "no target yet". */
  readonly target: number | null;
  /** A goal like this that exists: it stays as it is. */
  readonly existingId: string | null;
  /** Working days of the period in the team, and all of them; the same where the member is in it throughout. */
  readonly daysInTeam: number;
  readonly daysOf: number;
  /** What the target was read from; null where it wasn't. */
  readonly resultBefore: number | null;
}

export interface PlanTeamRow {
  readonly teamName: string;
  readonly periodLabel: string;
  readonly existingId: string | null;
  readonly name: string;
  /** Null for a goal whose target is the sum of those below. */
  readonly target: number | null;
  /** What it will hang under; null for nothing. */
  readonly parentName: string | null;
}

export interface PlanView {
  readonly type: GoalType;
  readonly metric: Metric | null;
  readonly unit: GoalUnit;
  readonly currency: string | null;
  readonly rows: readonly PlanRow[];
  /** Empty where the goals are to hang under nothing. */
  readonly teams: readonly PlanTeamRow[];
}
