import type {
  ActivityKind,
  GoalType,
  ImportFile,
  ImportOptions,
  ImportPreview,
  ImportProgress,
  ImportSummary,
  Instant,
  IsoDate,
  OwnerType,
  PeriodKind,
  Direction,
  ForecastModel,
  LinkRequest,
  Metric,
  Pacing,
  RollUpMode,
  TargetBasis,
  TargetMode,
} from '@fieldgoal/domain';
import type { AdminService } from './views/admin.ts';
import type { AnalyticsView, AnalyticsGoalsView } from './views/analytics.ts';
import type { ConflictRow } from './views/conflicts.ts';
import type { DashboardView } from './views/dashboard.ts';
import type { DealQuery, DealRow, DealWindow } from './views/deals.ts';
import type { EditsView, EditView } from './views/edits.ts';
import type { DirectoryView } from './views/directory.ts';
import type { CountedRecordRow, ExplanationView } from './views/explanation.ts';
import type { GoalCard } from './views/goal-card.ts';
import type { CalibrationView, GoalDetail, ModelForecastRow } from './views/goal-page.ts';
import type { DropTargetsView, GoalFormView, GoalTermsView, GoalTreeView, ParentChoicesView } from './views/goals.ts';
import type { PlanView } from './views/plan.ts';
import type { InboxView } from './views/inbox.ts';
import type { RatesView } from './views/rates.ts';
import type { SearchView } from './views/search.ts';
import type { CompanySettings, CompanySettingsChange, CompanySettingsView } from './views/settings.ts';
import type { SeriesRow } from './views/series.ts';
import type { LiveChange, RefusalRow, SessionView, StatusView } from './views/session.ts';
import type { TargetGridView } from './views/target-grid.ts';
import type { TeamPageView } from './views/team.ts';
import type { WaterfallView } from './views/waterfall.ts';
import type { WhatIfChoices, WhatIfView } from './views/what-if.ts';
import type { ActivityRow, TaskRow } from './views/work.ts';

/** A page of a long list. */
export interface PageOf<T> {
  readonly total: number;
  readonly rows: readonly T[];
}

export interface DealFields {
  readonly name?: string | undefined;
  readonly amountMinor?: number | null | undefined;
  /** The company's, or one with an exchange rate; the company's for a new deal when left out. */
  readonly currency?: string | undefined;
  readonly stageId?: string | undefined;
  readonly expectedCloseOn?: IsoDate | null | undefined;
  readonly closedOn?: IsoDate | null | undefined;
  readonly productId?: string | null | undefined;
  readonly accountId?: string | null | undefined;
  readonly note?: string | undefined;
}

/** What a goal lets count; what is left out filters nothing. */
export interface FilterChoice {
  readonly productIds?: readonly string[] | undefined;
  readonly pipelineIds?: readonly string[] | undefined;
  readonly activityKinds?: readonly ActivityKind[] | undefined;
  readonly minimumAmountMinor?: number | null | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** What a goal and a recurring goal say alike; what is left out is the usual. Numbers are in the goal's unit (rule K1). */
export interface GoalTerms {
  readonly name: string;
  readonly ownerType: OwnerType;
  readonly ownerId: string;
  readonly type: GoalType;
  readonly metric?: Metric | null | undefined;
  readonly direction?: Direction | undefined;
  /** Of revenue and average deal size; the company's when left out. */
  readonly currency?: string | null | undefined;
  readonly target: number | null;
  readonly stretchTarget?: number | null | undefined;
  readonly baseline?: number | null | undefined;
  readonly targetMode?: TargetMode | undefined;
  readonly rollUp?: RollUpMode | null | undefined;
  readonly filter?: FilterChoice | undefined;
  readonly weight?: number | undefined;
  readonly pacing?: Pacing | null | undefined;
  readonly forecastModel?: ForecastModel | null | undefined;
}

export interface NewGoal extends GoalTerms {
  readonly periodKind: PeriodKind;
  readonly periodStart: IsoDate;
  readonly periodEnd: IsoDate;
  readonly parentGoalId: string | null;
  readonly components?: readonly { readonly goalId: string; readonly weight: number }[] | undefined;
  readonly calculationSource?: 'auto_calculated' | 'manual' | undefined;
  /** One's own, for oneself (rule R15). */
  readonly isPersonal?: boolean | undefined;
}

/** Only what is given changes. */
export interface GoalChange {
  readonly goalId: string;
  readonly name?: string | undefined;
  readonly target?: number | null | undefined;
  readonly targetMode?: TargetMode | undefined;
  readonly stretchTarget?: number | null | undefined;
  readonly baseline?: number | null | undefined;
  readonly rollUp?: RollUpMode | null | undefined;
  readonly filter?: FilterChoice | undefined;
  readonly weight?: number | undefined;
  readonly components?: readonly { readonly goalId: string; readonly weight: number }[] | undefined;
  readonly pacing?: Pacing | null | undefined;
  readonly forecastModel?: ForecastModel | null | undefined;
  readonly calculationSource?: 'auto_calculated' | 'manual' | undefined;
  readonly status?: 'active' | 'cancelled' | undefined;
}

/** Goals to be made for the members of teams in one go (rules B1–B6). Numbers are in the goals' unit. */
export interface PlanInput extends Pick<GoalTerms, 'name' | 'type' | 'metric' | 'direction' | 'currency' | 'filter'> {
  readonly teamIds: readonly string[];
  readonly memberIds: readonly string[];
  readonly periodKind: Exclude<PeriodKind, 'custom'>;
  /** A day of each period. */
  readonly periods: readonly IsoDate[];
  readonly basis: TargetBasis;
  /** Computed targets are whole multiples of it; at least 1. */
  readonly step: number;
  readonly isProrated: boolean;
  /** Whether they hang under their team's goal, which is made where there is none. */
  readonly hasTeamGoal: boolean;
  /** What the teams' goals that are made hang under: a goal, null for nothing, left out for whichever most likely takes them (rule B6). */
  readonly parentId?: string | null | undefined;
  /** Targets entered by hand, instead of the computed ones. */
  readonly targets: readonly { readonly memberId: string; readonly periodStart: IsoDate; readonly target: number | null }[];
}

export interface PlanMade {
  /** What `undoPlan` takes back. */
  readonly goalIds: readonly string[];
  readonly memberGoals: number;
  readonly teamGoals: number;
  /** The key under which a target grid shows them. */
  readonly measure: string;
}

/** Which targets a grid shows: of a team's members, in the months or quarters of a fiscal year. */
export interface GridChoice {
  readonly teamId: string;
  readonly kind: 'month' | 'quarter';
  /** The fiscal year's number (rule T6). */
  readonly year: number;
  /** A key of the view's measures; the first when left out. */
  readonly measure?: string | undefined;
}

/** Targets to be set together (rule B7). */
export interface TargetsInput {
  readonly teamId: string;
  readonly kind: 'month' | 'quarter';
  readonly measure: string;
  /** For goals that are made, where none alike exists to be named after; may hold `{period}` and `{member}`. */
  readonly name: string;
  readonly cells: readonly { readonly memberId: string; readonly periodStart: IsoDate; readonly target: number | null }[];
}

/** What takes targets back. */
export interface TargetsUndo {
  readonly made: readonly string[];
  readonly before: readonly { readonly goalId: string; readonly target: number | null }[];
}

export interface NewSeries extends GoalTerms {
  readonly periodKind: Exclude<PeriodKind, 'custom'>;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate | null;
  readonly parentSeriesId: string | null;
  readonly components?: readonly { readonly seriesId: string; readonly weight: number }[] | undefined;
}

export interface SeriesChange {
  readonly seriesId: string;
  readonly name?: string | undefined;
  readonly target?: { readonly from: IsoDate; readonly target: number | null } | undefined;
  readonly endsOn?: IsoDate | null | undefined;
  readonly status?: 'active' | 'paused' | undefined;
}

/** Goals to hang under one parent; null takes them out, to the top. */
export interface LinkWish {
  readonly goalIds: readonly string[];
  readonly parentId: string | null;
}

export interface LinkOutcome {
  /** Goals that were moved, or would be. */
  readonly moved: readonly string[];
  /** Goals that hang there already. */
  readonly unchanged: readonly string[];
  readonly refused: readonly { readonly goalId: string; readonly name: string; readonly words: readonly string[] }[];
  /** What `undoLinks` takes to bring them back. */
  readonly undo: readonly LinkRequest[];
}

export interface WhatIfInput {
  readonly goalId: string;
  /** Open deals, won today. */
  readonly wonDealIds: readonly string[];
  /** Won deals that fall through: they aren't won, and out of the pipeline. */
  readonly fallenDealIds: readonly string[];
  /** More activities by those whose activities count, in turn, spread over the working days from today to the period's end (rule Q4). */
  readonly addedActivities: number;
  readonly activityKind: ActivityKind;
  /** How often open deals are won compared with now: 100 is as often. */
  readonly winRatePercent: number;
}

/** Which goals analytics is about; what is left out is not filtered by. A range takes goals whose period ends in it. */
export interface AnalyticsChoice {
  readonly type?: GoalType | undefined;
  readonly ownerType?: OwnerType | undefined;
  readonly teamId?: string | undefined;
  readonly from?: IsoDate | undefined;
  readonly to?: IsoDate | undefined;
}

/** The goals behind one figure. */
export interface AnalyticsSet {
  readonly kind: 'all' | 'counted' | 'completed' | 'active' | 'cancelled';
  /** Of the breakdown. */
  readonly type?: GoalType | undefined;
  /** Of the trend, `YYYY-MM`. */
  readonly month?: string | undefined;
}

/** The server's jobs. */
export const JOB_NAMES = ['snapshots', 'sweep', 'series', 'profile', 'compaction', 'retention', 'backup'] as const;

export interface JobRow {
  readonly name: (typeof JOB_NAMES)[number];
  readonly description: string;
  readonly schedule: string;
  readonly lastRunAt: Instant | null;
  readonly lastDurationMs: number | null;
  readonly lastResult: string | null;
  readonly lastOk: boolean | null;
  readonly isRunning: boolean;
  readonly nextRunAt: Instant | null;
}

/**
 * What the pages ask of the host. Edits resolve when they are durable on this device, and reject with words
 * (`EditRefused`) when they could not be made. Everything called `imports`, `jobs` and `admin` needs the server.
 */
export interface HostService {
  session(): Promise<SessionView>;
  signIn(input: { serverUrl: string; email: string; password: string }): Promise<void>;
  /** Joins a company by the link of an invitation. */
  join(input: { link: string; password: string }): Promise<void>;
  createCompany(input: {
    companyName: string;
    timeZone: string;
    currency: string;
    name: string;
    email: string;
    password: string;
  }): Promise<void>;
  signOut(): Promise<void>;
  status(): StatusView;
  /** Tries to reach the server at once. */
  retrySync(): void;
  refusals(): readonly RefusalRow[];
  retryRefusal(id: string): void;
  discardRefusal(id: string): void;
  /** Yields after every change that may alter what a page shows. */
  changes(signal: AbortSignal): AsyncIterable<LiveChange>;

  /** What happened to one's goals and work, the newest first; only on this device. */
  notifications(): InboxView;
  /** null: all of them. */
  markNotificationsRead(id: string | null): void;

  /** What undo and redo would do. */
  edits(): EditsView;
  /** Takes an edit of this session back, the last one by default; rejects with words where others changed the same since. */
  undoEdit(id: string | null): EditView;
  redoEdit(id: string | null): EditView;

  directory(): DirectoryView;
  /** Goals, deals, people, accounts and tasks on this device, by what was typed. */
  search(typed: string): SearchView;
  dashboard(): DashboardView;
  team(): TeamPageView;

  goals(filter: {
    q?: string | undefined;
    ownerType?: OwnerType | undefined;
    type?: GoalType | undefined;
    running?: boolean | undefined;
  }): readonly GoalCard[];
  goal(goalId: string): GoalDetail | null;
  /** Newest first; `through` leaves only what came through a goal just below, or by `own` records. */
  goalRecords(goalId: string, offset: number, limit: number, through?: string | undefined): PageOf<CountedRecordRow>;
  explanation(goalId: string): ExplanationView | null;
  /** Why the value changed between the ends of two days. */
  waterfall(goalId: string, from: IsoDate, to: IsoDate): WaterfallView | null;
  calibration(goalId: string): CalibrationView;
  /** What every model says today; empty where nothing is forecast here. */
  forecastModels(goalId: string): readonly ModelForecastRow[];
  whatIfChoices(goalId: string): WhatIfChoices;
  /** Stores nothing. */
  whatIf(input: WhatIfInput): WhatIfView;
  /**
   * Evaluates a goal anew, on this device at once and, where it can be reached, on the server, whose result counts.
   */
  recalculateGoal(goalId: string): Promise<{ readonly by: 'server' | 'device' }>;
  createGoal(input: NewGoal): { readonly id: string };
  updateGoal(input: GoalChange): void;
  /** What of a goal can be changed, as it stands; null when it isn't here. */
  goalTerms(goalId: string): GoalTermsView | null;
  goalForm(): GoalFormView;
  adjustGoal(input: { goalId: string; kind: 'add' | 'set'; entered: number; justification: string; expiresOn: IsoDate | null }): void;
  revokeAdjustment(adjustmentId: string): void;
  /** Counts every goal again from the records on this device. */
  recalculate(): { readonly changed: number };

  /** The goals that pass, and all they hang under. */
  goalTree(filter: {
    q?: string | undefined;
    ownerType?: OwnerType | undefined;
    type?: GoalType | undefined;
    running?: boolean | undefined;
  }): GoalTreeView;
  parentChoices(goalIds: readonly string[], q: string): ParentChoicesView;
  /** Where goals can't go, for dragging them. */
  dropTargets(goalIds: readonly string[]): DropTargetsView;
  previewLinks(wish: LinkWish): LinkOutcome;
  linkGoals(wish: LinkWish): LinkOutcome;
  undoLinks(requests: readonly LinkRequest[]): LinkOutcome;
  conflicts(): readonly ConflictRow[];
  conflictCount(): number;
  settleConflict(input: { childId: string; wantedParentId: string; parentId: string | null }): void;

  /** What a plan would make; nothing is written. */
  plan(input: PlanInput): PlanView;
  makePlan(input: PlanInput): PlanMade;
  undoPlan(goalIds: readonly string[]): void;
  targetGrid(choice: GridChoice): TargetGridView;
  setTargets(input: TargetsInput): TargetsUndo;
  undoTargets(undo: TargetsUndo): void;

  series(): readonly SeriesRow[];
  createSeries(input: NewSeries): { readonly id: string };
  updateSeries(input: SeriesChange): void;

  analytics(choice: AnalyticsChoice): AnalyticsView | null;
  analyticsGoals(choice: AnalyticsChoice, set: AnalyticsSet): AnalyticsGoalsView;

  /** Null until they have arrived. */
  companySettings(): CompanySettingsView | null;
  /** Returns the settings before, to take it back with. */
  updateSettings(change: CompanySettingsChange): CompanySettings;

  rates(): RatesView;
  addRate(input: { currency: string; on: IsoDate; rate: string }): { readonly id: string };
  removeRate(rateId: string): void;
  restoreRate(rateId: string): void;

  /** A deal of this device; null where it isn't here: not received, deleted, or of someone whose work this person doesn't see. */
  deal(dealId: string): DealRow | null;
  /** Some of the deals this device has: those that the query lets through, from `offset` (0) on, at most `limit` (all). */
  deals(query: DealQuery & { readonly offset?: number; readonly limit?: number }): DealWindow;
  createDeal(fields: DealFields & { name: string; stageId: string }): { readonly id: string };
  updateDeal(dealId: string, fields: DealFields): void;
  /** Moves a deal to the first stage of that kind and dates it (today by default), or back to an open stage, which clears the date. */
  moveDeal(dealId: string, to: 'won' | 'lost' | 'open', closedOn?: IsoDate | undefined): void;
  /** Shares the credit of a deal; 10,000 basis points in sum, empty gives it back to the owner (rule R13). */
  setCredits(dealId: string, credits: readonly { readonly memberId: string; readonly shareBp: number }[]): void;
  deleteDeal(dealId: string): void;
  restoreDeal(dealId: string): void;

  /** The newest; of one person where an owner is given. */
  activities(limit: number, owner?: string): readonly ActivityRow[];
  logActivity(input: { kind: ActivityKind; subject: string; dealId: string | null; completedAt: Instant | null }): { readonly id: string };
  /** Only what is given changes. */
  updateActivity(input: { activityId: string; subject?: string | undefined; dealId?: string | null | undefined }): void;
  deleteActivity(activityId: string): void;
  tasks(): readonly TaskRow[];
  createTask(input: { title: string; dueOn: IsoDate | null; dealId: string | null }): { readonly id: string };
  completeTask(taskId: string, isDone: boolean): void;

  previewImport(files: readonly ImportFile[], options: ImportOptions | null): Promise<ImportPreview>;
  startImport(files: readonly ImportFile[], options: ImportOptions): Promise<{ readonly importId: string }>;
  importProgress(importId: string): Promise<ImportProgress>;
  imports(): Promise<readonly ImportSummary[]>;
  undoImport(importId: string): Promise<void>;

  jobs(): Promise<readonly JobRow[]>;
  runJob(name: JobRow['name']): Promise<void>;

  readonly admin: AdminService;
}
