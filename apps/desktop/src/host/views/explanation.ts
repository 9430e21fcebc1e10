import type { CountingEvent, IsoDate } from '@fieldgoal/domain';
import type { GoalCard, GoalLink } from './goal-card.ts';

/** A rate that an amount was converted at. */
export interface RateView {
  readonly from: string;
  readonly to: string;
  /** What one unit of `from` is worth in `to`. */
  readonly decimal: string;
  /** The days of the entries in force, oldest first. */
  readonly days: readonly IsoDate[];
}

export interface CountedRecordRow {
  readonly id: string;
  readonly collection: CountingEvent['collection'];
  readonly outcome: CountingEvent['outcome'];
  readonly name: string;
  readonly ownerName: string;
  readonly countsOn: IsoDate;
  /** What it adds to the goal, in the goal's unit; of a ratio to its numerator. */
  readonly amount: number;
  /** Of a ratio what it adds to the denominator, else 1. */
  readonly weight: number;
  /** Which part of the deal's credit counts here, in percent. */
  readonly sharePercent: number;
  readonly accountName: string | null;
  /** Who has which part of a shared deal; `part` in the goal's unit. Empty where one person has it all. */
  readonly credits: readonly { readonly name: string; readonly sharePercent: number; readonly part: number | null }[];
  /** As entered, where that was in another currency or only a part of it counts. */
  readonly original: { readonly amountMinor: number; readonly currency: string } | null;
  readonly rate: RateView | null;
  /** The goal just below through which it came; null: the goal's own records. */
  readonly through: GoalLink | null;
}

/** A record or adjustment that would count if it could be converted. */
export interface UnconvertedRow {
  readonly id: string;
  readonly name: string;
  readonly ownerNames: readonly string[];
  readonly amountMinor: number;
  readonly currency: string;
  readonly countsOn: IsoDate | null;
  /** Rates somebody has to enter. */
  readonly missing: readonly { readonly currency: string; readonly on: IsoDate }[];
}

/** A goal that a composite is made of. */
export interface PartRow {
  readonly goal: GoalCard | null;
  readonly name: string;
  readonly weight: number;
  /** Its part of the weights that count, 0–1; null without data, then the others share its weight. */
  readonly share: number | null;
  readonly attainment: number | null;
}

/** What a goal's value is made of (rules W1–W6). */
export interface ExplanationView {
  readonly madeOf: 'records' | 'reports' | 'goals' | 'nothing';
  /** What the records and adjustments on this device come to. */
  readonly calculated: number | null;
  readonly adjusted: number;
  readonly value: number | null;
  /** What keeps the value from being negative. */
  readonly floored: number;
  /** Of a ratio: numerator ÷ denominator, with what they are. */
  readonly ratio: RatioView | null;
  readonly recordCount: number;
  /** Σ of the records' amounts, the goal's unit (of a ratio the numerator's). */
  readonly recordSum: number;
  /** How much came through which goal just below; empty where all are the goal's own. */
  readonly through: readonly ThroughRow[];
  readonly unconverted: readonly UnconvertedRow[];
  readonly parts: readonly PartRow[];
  readonly allRecordsHere: boolean;
}

export interface ThroughRow {
  /** null: the goal's own records. */
  readonly goal: GoalLink | null;
  readonly count: number;
  readonly amount: number;
  readonly weight: number;
}

export interface RatioView {
  readonly numerator: number;
  readonly denominator: number;
  readonly numeratorUnit: 'currency' | 'count' | 'whole_days';
  readonly numeratorWords: string;
  readonly denominatorWords: string;
}
