import type { ForecastModel, GoalFilter, GoalType, Metric, OwnerType, Pacing, RollUpMode, TargetMode } from '@fieldgoal/domain';
import type { ChildLeftOutView, GoalCard } from './goal-card.ts';

/** One goal in the tree, written out: those that hang under it follow. */
export interface GoalTreeRow {
  readonly goal: GoalCard;
  readonly parentId: string | null;
  /** 1 at the top. */
  readonly depth: number;
  /** Goals shown directly below. */
  readonly childCount: number;
  /** The sum of its children's targets, in its own unit; null without any. */
  readonly childrenTarget: number | null;
  /** Goals below that the sum of the targets lacks. */
  readonly childrenLeftOut: readonly ChildLeftOutView[];
  /** False for a goal that is only there because one below it passes the filter. */
  readonly matches: boolean;
  readonly isCancelled: boolean;
  /** Its number was reported: it is neither moved nor changed any more (rule V7). */
  readonly isClosed: boolean;
  /** Someone wanted it elsewhere, where it can't hang: see the conflicts. */
  readonly isSetAside: boolean;
  readonly seriesId: string | null;
  /** Why this person can't move it, as the end of "it stays where it is: …"; null when they can. */
  readonly moveRefusal: string | null;
}

export interface GoalTreeView {
  readonly rows: readonly GoalTreeRow[];
  /** Goals that pass the filter. */
  readonly matching: number;
  readonly conflicts: number;
}

/** A goal that others could hang under. */
export interface ParentChoice {
  readonly id: string;
  readonly name: string;
  readonly ownerName: string;
  readonly ownerType: OwnerType;
  readonly type: GoalType;
  readonly metric: Metric | null;
  readonly periodLabel: string;
  /** How many of the chosen goals it can take. */
  readonly takes: number;
  /** How many of them hang under it already. */
  readonly alreadyHere: number;
  /** The goals it can't take, each with every broken rule in words. */
  readonly refused: readonly { readonly goalId: string; readonly name: string; readonly words: readonly string[] }[];
}

export interface ParentChoicesView {
  readonly choices: readonly ParentChoice[];
  readonly leftOff: number;
}

/** Where goals can't go, when they are moved together. */
export interface DropTargetsView {
  readonly refused: readonly {
    readonly goalId: string;
    /** How many of them it would take all the same. */
    readonly takes: number;
    /** Every broken rule in words, each once. */
    readonly words: readonly string[];
  }[];
}

/** What the form for a goal offers beside the directory. */
export interface GoalFormView {
  readonly pipelines: readonly { readonly id: string; readonly name: string }[];
  /** The company's own first, then those with an exchange rate. */
  readonly currencies: readonly string[];
  /** Labels found on records, the most used first. */
  readonly tags: readonly string[];
  readonly pacing: Pacing;
  readonly forecastModel: ForecastModel;
  readonly closeAfterDays: number;
}

/** All that can be changed of a goal, as it stands. */
export interface GoalTermsView {
  readonly goalId: string;
  readonly target: number | null;
  readonly targetMode: TargetMode;
  readonly stretchTarget: number | null;
  readonly baseline: number | null;
  readonly rollUp: RollUpMode | null;
  readonly weight: number;
  readonly filter: GoalFilter;
  readonly components: readonly { readonly goalId: string; readonly weight: number }[];
  readonly pacing: Pacing | null;
  readonly forecastModel: ForecastModel | null;
  readonly calculationSource: 'auto_calculated' | 'manual';
  readonly status: 'active' | 'cancelled';
  readonly seriesId: string | null;
  readonly isClosed: boolean;
}
