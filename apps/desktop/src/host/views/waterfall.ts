import type { IsoDate, WaterfallCause } from '@fieldgoal/domain';

export interface WaterfallRecordRow {
  readonly id: string;
  readonly collection: 'deals' | 'activities' | 'tasks' | 'adjustments';
  readonly name: string;
  readonly ownerName: string | null;
  readonly on: IsoDate | null;
  /** In the goal's unit; of a ratio what it did to the numerator. */
  readonly amount: number;
  /** Of a ratio what it did to the denominator. */
  readonly weight: number;
}

export interface WaterfallStepView {
  /** `elsewhere`: changes of records that are not on this device. */
  readonly cause: WaterfallCause | 'elsewhere';
  readonly amount: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly count: number;
  /** The first of them, largest first. */
  readonly records: readonly WaterfallRecordRow[];
}

/** Why a goal's value changed between the ends of two days (rules W9–W11). */
export interface WaterfallView {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly valueFrom: number | null;
  readonly valueTo: number | null;
  /** Σ steps, exactly; no data is read as 0. */
  readonly change: number;
  readonly steps: readonly WaterfallStepView[];
  readonly isRatio: boolean;
  /** The day of the company's first import, where it lies after `from`: what it brought is read by the records' own days. */
  readonly firstImport: IsoDate | null;
}
