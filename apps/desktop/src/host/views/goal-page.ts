import type { AdjustmentCause, Forecast, ForecastModel, ForecastScore, Instant, IsoDate, RecordCause } from '@fieldgoal/domain';
import type { ChildLeftOutView, GoalCard } from './goal-card.ts';

export interface HistoryPoint {
  readonly date: IsoDate;
  /** null where there was nothing to divide by. */
  readonly value: number | null;
}

export interface ForecastPoint extends HistoryPoint {
  readonly p10: number;
  readonly p90: number;
}

export interface SnapshotPoint extends HistoryPoint {
  readonly backfilled: boolean;
}

export interface AdjustmentRow {
  readonly id: string;
  readonly kind: 'add' | 'set';
  readonly entered: number;
  readonly delta: number;
  readonly justification: string;
  readonly authorName: string;
  readonly createdAt: Instant;
  readonly expiresOn: IsoDate | null;
  readonly revokedAt: Instant | null;
  readonly revokedByName: string | null;
  /** The adjustment of a goal below this one that counts here too. */
  readonly fromGoalName: string | null;
  readonly mayRevoke: boolean;
}

export interface AuditRow {
  readonly id: string;
  readonly at: Instant;
  readonly actorName: string;
  /** One sentence: "closed the deal Acme renewal as won for $12,000". */
  readonly sentence: string;
}

export interface GoalDetail {
  readonly card: GoalCard;
  /** From the parent up to the company. */
  readonly ancestors: readonly GoalCard[];
  readonly children: readonly GoalCard[];
  /** Goals below that the sum of the targets lacks. */
  readonly childrenLeftOut: readonly ChildLeftOutView[];
  /** What the server's snapshots said at the end of each day. */
  readonly asReported: readonly SnapshotPoint[];
  /** Recomputed from today's records: the running total per day up to today. */
  readonly asRestated: readonly HistoryPoint[];
  /** Where a steady pace over working days would be, start to end of the period; empty without a target. */
  readonly expectedLine: readonly HistoryPoint[];
  /** From today to the end of the period; empty without a forecast. */
  readonly forecastBand: readonly ForecastPoint[];
  readonly adjustments: readonly AdjustmentRow[];
  readonly audit: readonly AuditRow[];
  /** False when some of the records are on other people's devices only; `goals.records` lists those that are here. */
  readonly allRecordsHere: boolean;
  /** Which model forecasts it: `chosen` for this goal, null for the organization's `standard`. */
  readonly forecastModel: { readonly chosen: ForecastModel | null; readonly standard: ForecastModel };
  /** Set once the goal is closed. */
  readonly closing: ClosingView | null;
}

/** What a closed goal was reported with, and what came after (rules S3, W12). */
export interface ClosingView {
  readonly closedOn: IsoDate;
  readonly reported: number | null;
  readonly restated: number | null;
  readonly lines: readonly RestatementRow[];
}

export interface RestatementRow {
  readonly id: string;
  readonly on: IsoDate | null;
  readonly cause: RecordCause | AdjustmentCause | 'elsewhere';
  readonly collection: 'deals' | 'activities' | 'tasks' | 'adjustments' | null;
  readonly name: string;
  readonly ownerName: string | null;
  readonly amount: number;
}

/** How a goal's past forecasts did, and those of earlier goals of the same owner and measure. */
export interface CalibrationView {
  readonly score: ForecastScore | null;
  readonly goals: readonly CalibrationGoalRow[];
}

export interface CalibrationGoalRow {
  readonly goalId: string;
  readonly name: string;
  readonly periodLabel: string;
  readonly periodEnd: IsoDate;
  readonly outcome: number;
  readonly target: number | null;
  readonly isReached: boolean | null;
  readonly forecasts: number;
  readonly inside: number;
  /** What it said half-way through. */
  readonly halfway: { readonly date: IsoDate; readonly p10: number; readonly p90: number; readonly probability: number | null } | null;
}

/** What one forecast model says of a goal today. */
export interface ModelForecastRow {
  readonly model: ForecastModel;
  /** null where the model has too little to go by. */
  readonly forecast: Forecast | null;
}
