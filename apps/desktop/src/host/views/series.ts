import type { Direction, GoalType, GoalUnit, IsoDate, Metric, OwnerType, PeriodKind } from '@fieldgoal/domain';

/** A recurring goal. */
export interface SeriesRow {
  readonly id: string;
  readonly name: string;
  readonly ownerType: OwnerType;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly type: GoalType;
  readonly metric: Metric | null;
  readonly unit: GoalUnit;
  readonly currency: string | null;
  readonly direction: Direction;
  readonly periodKind: PeriodKind;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate | null;
  /** The target of a goal that would start today. */
  readonly target: number | null;
  readonly state: 'active' | 'paused' | 'ended';
  readonly goalsMade: number;
  readonly currentGoalId: string | null;
  readonly parentName: string | null;
  readonly mayEdit: boolean;
}
