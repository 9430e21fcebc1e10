import type { Account, Member, Membership, Product, Settings, Stage, Team } from '../records/directory.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Adjustment, Edge, Goal } from '../records/goals.ts';
import type { ActivityKind } from '../records/work.ts';

/** Counts up whenever any result could change for the same inputs; part of every result and input hash (rule E1). */
export const ENGINE_VERSION = 1;

/** The directory as the engine reads it: live records only (no deleted ones), sorted by id. */
export interface Directory {
  readonly settings: Settings;
  readonly members: readonly Member[];
  readonly teams: readonly Team[];
  readonly memberships: readonly Membership[];
  readonly stages: readonly Stage[];
  readonly products: readonly Product[];
  readonly accounts: readonly Account[];
}

/** Goals, adjustments and hierarchy as the engine reads them: live records only, sorted by id. */
export interface GoalBook {
  readonly goals: readonly Goal[];
  readonly adjustments: readonly Adjustment[];
  readonly edges: readonly Edge[];
}

/** One record in its counting state: what it adds, to whom and on which business date (rules C1–C3). */
export interface CountingEvent {
  readonly recordId: string;
  readonly collection: 'deals' | 'activities' | 'tasks';
  readonly ownerId: string;
  readonly countsOn: IsoDate;
  /** Won amount in minor units for deals, 0 otherwise. */
  readonly amountMinor: number;
  readonly productId: string | null;
  readonly activityKind: ActivityKind | null;
}

/** What a goal's records add per business date, ascending, no zero entries; integers (minor units or counts). */
export type DailySeries = readonly (readonly [date: IsoDate, amount: number])[];

export type Health = 'not_started' | 'no_data' | 'achieved' | 'on_track' | 'at_risk' | 'off_track' | 'missed';

export interface Forecast {
  readonly model: 'velocity';
  /** Value at the end of the period, same unit as the goal; rounded to integers. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** Chance of reaching the target, 0–1; null without a target. */
  readonly probability: number | null;
  /** Day the median path reaches the target; null when it does not inside the period. */
  readonly projectedOn: IsoDate | null;
  readonly daysOfHistory: number;
  readonly hasSufficientData: boolean;
}

/** Everything derived of one goal on one day. Integers in minor units or counts; ratios as numbers, `null` for 0/0. */
export interface GoalResult {
  readonly goalId: string;
  readonly engineVersion: number;
  readonly inputHash: string;
  readonly today: IsoDate;
  readonly calculated: number;
  readonly adjusted: number;
  /** calculated + adjusted. */
  readonly value: number;
  /** Effective target: the goal's own, or the sum of its children's (rule H4). */
  readonly target: number | null;
  readonly attainment: number | null;
  /** What should be reached by the end of today. */
  readonly expected: number | null;
  /** value / expected. */
  readonly pace: number | null;
  readonly remainingWorkingDays: number;
  /** What is left per remaining working day (today included); null without a target or when none remain. */
  readonly requiredPerDay: number | null;
  readonly health: Health;
  readonly forecast: Forecast | null;
  /** Σ children's targets / own target; null without children or target. */
  readonly allocation: number | null;
}

/** A link of the resolved tree that could not be taken, with why (rule H7). */
export interface LinkConflict {
  readonly childId: string;
  readonly parentId: string;
  readonly broken: readonly LinkRule[];
}
export type LinkRule =
  | 'self_link'
  | 'cycle'
  | 'max_depth'
  | 'owner_incompatible'
  | 'unit_incompatible'
  | 'period_incompatible'
  | 'unknown_goal';

/** The hierarchy every replica derives alike from the same edges. */
export interface ResolvedHierarchy {
  readonly parentOf: ReadonlyMap<string, string>;
  readonly childrenOf: ReadonlyMap<string, readonly string[]>;
  /** Depth of each goal, roots are 1. */
  readonly depthOf: ReadonlyMap<string, number>;
  readonly conflicts: readonly LinkConflict[];
}
