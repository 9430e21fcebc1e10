import type { ActivityKind, IsoDate } from '@fieldgoal/domain';
import type { GoalCard } from './goal-card.ts';

/** What may be tried in a what-if. */
export interface WhatIfChoices {
  /** Open deals that would count in the goal, those that would add most first. */
  readonly openDeals: WhatIfDeals;
  /** Won deals that count in it, those that add most first. */
  readonly wonDeals: WhatIfDeals;
  /** Kinds of activities of which more would count; empty where none would. */
  readonly activityKinds: readonly ActivityKind[];
  /** Whether the forecast looks at open deals, so that winning more of them changes it. */
  readonly hasPipeline: boolean;
  /** Why nothing can be tried; null where something can. */
  readonly problem: string | null;
}

export interface WhatIfDeals {
  readonly total: number;
  /** The first of them. */
  readonly rows: readonly WhatIfDealRow[];
}

export interface WhatIfDealRow {
  readonly id: string;
  readonly name: string;
  readonly ownerName: string;
  readonly stageName: string;
  readonly probability: number;
  readonly amountMinor: number | null;
  readonly currency: string;
  readonly expectedCloseOn: IsoDate | null;
  readonly closedOn: IsoDate | null;
  /** What it would add, or adds, to the goal, in its unit; null where that can't be told. */
  readonly adds: number | null;
}

export interface WhatIfNumbers {
  readonly value: number | null;
  readonly attainment: number | null;
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly probability: number | null;
}

export interface WhatIfRow {
  readonly goal: GoalCard;
  readonly before: WhatIfNumbers;
  readonly after: WhatIfNumbers;
}

export interface WhatIfView {
  /** The goal and those above it, nearest first. */
  readonly rows: readonly WhatIfRow[];
}
