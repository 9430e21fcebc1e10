import type { GoalUnit } from '../engine/measure.ts';
import type { CountingEvent } from '../engine/types.ts';
import type { Instant, IsoDate } from '../records/fields.ts';
import type { MissingRate, RateUsed } from './rate-text.ts';

/** One member's share of a record. */
export interface ExplainedCredit {
  readonly memberId: string;
  readonly shareBp: number;
  /** What the goal counts of it, in its unit; null where it counts records, not money: the record counts once, whoever shares it. */
  readonly part: number | null;
}

/** A record that counts in a goal, and how. */
export interface ExplainedRecord {
  readonly recordId: string;
  readonly collection: CountingEvent['collection'];
  readonly outcome: CountingEvent['outcome'];
  readonly countsOn: IsoDate;
  /** In the goal's unit, of a ratio what it adds to the numerator. */
  readonly amount: number;
  /** 1, of a ratio what it adds to the denominator. */
  readonly weight: number;
  /** The credits that count in the goal, by member. */
  readonly credits: readonly ExplainedCredit[];
  /** As entered; null for activities, tasks and deals without an amount. */
  readonly original: { readonly amountMinor: number; readonly currency: string } | null;
  /** null where nothing was converted. */
  readonly rate: RateUsed | null;
  /** The ways it came by; an empty way is the goal's own scope. */
  readonly via: readonly (readonly string[])[];
}

/** A record that would count if it could be converted (rule M3). */
export interface UnconvertedRecord {
  readonly recordId: string;
  readonly collection: CountingEvent['collection'];
  readonly countsOn: IsoDate;
  readonly original: { readonly amountMinor: number; readonly currency: string };
  /** Those whose share is not counted for that reason. */
  readonly memberIds: readonly string[];
  readonly via: readonly (readonly string[])[];
  readonly missing: readonly MissingRate[];
}

export interface ExplainedAdjustment {
  readonly adjustmentId: string;
  /** The goal it was made in: the goal itself or one below. */
  readonly goalId: string;
  /** From just below the goal down to the one it was made in; empty: its own. */
  readonly via: readonly string[];
  /** `reported` makes up a manual goal's calculated value (rule A7), `added` the adjusted part. */
  readonly part: 'reported' | 'added';
  /** In the goal's unit; in its currency. */
  readonly delta: number;
  /** As it was made, where it was made in another currency. */
  readonly original: { readonly delta: number; readonly currency: string } | null;
  readonly justification: string;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly expiresOn: IsoDate | null;
}

/** An adjustment that would count if it could be converted. */
export interface UnconvertedAdjustment {
  readonly adjustmentId: string;
  readonly goalId: string;
  readonly delta: number;
  readonly currency: string;
  readonly missing: readonly MissingRate[];
}

/** A goal a composite is made of. */
export interface ExplainedPart {
  readonly goalId: string;
  readonly weight: number;
  /** null: no data; it is left out and its weight with it. */
  readonly attainment: number | null;
}

/** What a goal's value is made of on a day (rules W1–W6). */
export interface Explanation {
  readonly goalId: string;
  readonly today: IsoDate;
  readonly unit: GoalUnit;
  readonly currency: string | null;
  /** `nothing`: a cancelled goal. */
  readonly madeOf: 'records' | 'reports' | 'goals' | 'nothing';
  /** Of a ratio: value = Σ amounts × scale ÷ Σ weights; null for a sum. */
  readonly scale: number | null;
  readonly calculated: number | null;
  readonly adjusted: number;
  readonly value: number | null;
  /** By day, then record. */
  readonly records: readonly ExplainedRecord[];
  readonly adjustments: readonly ExplainedAdjustment[];
  /** What rule A6 gives back, so that the value isn't negative: calculated + Σ added + floored = value. */
  readonly floored: number;
  readonly unconverted: readonly UnconvertedRecord[];
  readonly unconvertedAdjustments: readonly UnconvertedAdjustment[];
  readonly parts: readonly ExplainedPart[];
}
