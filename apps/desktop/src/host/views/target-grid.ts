import type { ActivityKind, Direction, GoalType, GoalUnit, IsoDate, Metric } from '@fieldgoal/domain';

/** What goals of a grid have in common. */
export interface GridMeasure {
  readonly key: string;
  readonly type: GoalType;
  readonly metric: Metric | null;
  readonly direction: Direction;
  readonly unit: GoalUnit;
  readonly currency: string | null;
  /** What alone counts, in words of the records: products, pipelines and labels by name; empty where all counts. */
  readonly only: readonly string[];
  readonly activityKinds: readonly ActivityKind[];
}

export interface GridPeriod {
  readonly start: IsoDate;
  readonly end: IsoDate;
  readonly label: string;
  /** Its numbers were reported: nothing changes any more (rule V7). */
  readonly isClosed: boolean;
}

export interface GridCell {
  /** null: there is no goal yet; a target entered makes it. */
  readonly goalId: string | null;
  readonly target: number | null;
  /** Why nothing can be entered; null where it can. */
  readonly locked: 'closed' | 'not_in_team' | 'not_yours' | 'sum' | null;
}

export interface GridRow {
  readonly ownerId: string;
  readonly name: string;
  /** One for each period. */
  readonly cells: readonly GridCell[];
}

/** A team's targets: members × the periods of a fiscal year. */
export interface TargetGridView {
  readonly yearLabel: string;
  readonly periods: readonly GridPeriod[];
  readonly measures: readonly GridMeasure[];
  /** The one shown; null before the directory is here. */
  readonly measure: GridMeasure | null;
  readonly rows: readonly GridRow[];
  /** The team's own goals. */
  readonly team: readonly GridCell[];
}
