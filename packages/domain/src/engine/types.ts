import type { Forecast } from '../forecast/types.ts';
import type { Account, Member, Membership, Product, Rate, SalesPipeline, Settings, Stage, Team } from '../records/directory.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Adjustment, Edge, Goal } from '../records/goals.ts';
import type { ActivityKind, Credit } from '../records/work.ts';

/** Counts up whenever any result could change for the same inputs; part of every result and input hash (rule E1). */
export const ENGINE_VERSION = 3;

/** The directory as the engine reads it: live records only (no deleted ones), sorted by id. */
export interface Directory {
  readonly settings: Settings;
  readonly members: readonly Member[];
  readonly teams: readonly Team[];
  readonly memberships: readonly Membership[];
  readonly stages: readonly Stage[];
  readonly products: readonly Product[];
  readonly accounts: readonly Account[];
  readonly pipelines: readonly SalesPipeline[];
  readonly rates: readonly Rate[];
}

/** Goals, adjustments and hierarchy as the engine reads them: live records only, sorted by id. */
export interface GoalBook {
  readonly goals: readonly Goal[];
  readonly adjustments: readonly Adjustment[];
  readonly edges: readonly Edge[];
}

/**
 * A record as the engine sees it: what it may add, to whom and on which business date (rules C1–C3, C10).
 * A won deal counts, a lost one only in win rates, an open one only in forecasts.
 */
export interface CountingEvent {
  readonly recordId: string;
  readonly collection: 'deals' | 'activities' | 'tasks';
  readonly ownerId: string;
  /** Who has which share: sorted by member, never empty, 10,000 basis points in sum (rule R13). */
  readonly credits: readonly Credit[];
  readonly outcome: 'won' | 'lost' | 'open' | 'done';
  /** Of an open deal the day it was opened, else the day it reached its state. */
  readonly countsOn: IsoDate;
  /** Of deals, in minor units of `currency`; null while it isn't known, and for activities and tasks. */
  readonly amountMinor: number | null;
  readonly currency: string | null;
  /** Chance of winning of an open deal's stage, in percent; null otherwise. */
  readonly probability: number | null;
  readonly openedOn: IsoDate | null;
  /** Of tasks. */
  readonly dueOn: IsoDate | null;
  readonly productId: string | null;
  readonly pipelineId: string | null;
  readonly activityKind: ActivityKind | null;
  readonly tags: readonly string[];
}

export type { DailySeries } from './daily-series.ts';

export type Health = 'not_started' | 'no_data' | 'achieved' | 'on_track' | 'at_risk' | 'off_track' | 'missed';

/** Everything derived of one goal on one day. Integers in the goal's unit (rule K1); ratios as numbers, `null` for 0/0. */
export interface GoalResult {
  readonly goalId: string;
  readonly engineVersion: number;
  readonly inputHash: string;
  readonly today: IsoDate;
  /** From records (of a manual goal: as last reported); null is no data, 0/0. */
  readonly calculated: number | null;
  readonly adjusted: number;
  /** calculated + adjusted. */
  readonly value: number | null;
  /** Records that count, or the ratio's denominator. */
  readonly weight: number;
  /** Effective target: the goal's own, or the sum of its children's (rule H4). */
  readonly target: number | null;
  readonly attainment: number | null;
  readonly stretchTarget: number | null;
  readonly stretchAttainment: number | null;
  /** What should be reached by the end of today. */
  readonly expected: number | null;
  /** value / expected; of lower-is-better expected / value. */
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
