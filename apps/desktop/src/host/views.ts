import type {
  ActivityKind,
  AdjustmentCause,
  CountingEvent,
  Direction,
  Forecast,
  ForecastModel,
  ForecastScore,
  GoalAnalytics,
  GoalFilter,
  GoalType,
  GoalUnit,
  Health,
  Instant,
  IsoDate,
  Metric,
  OwnerType,
  Pacing,
  PeriodKind,
  RecordCause,
  Role,
  RollUpMode,
  Settings,
  StageKind,
  TargetMode,
  WaterfallCause,
} from '@fieldgoal/domain';

/** What the host shows a page: plain data, no records of the database and nothing still to be computed. */

/** Where a goal's number comes from, and whether the server has confirmed it. */
export type ResultState =
  /** The server has the same inputs and the same result. */
  | 'confirmed'
  /** Computed here, with changes or inputs the server has not answered for yet. */
  | 'provisional'
  /** The server, with everything of ours, came to another result: shown, logged. */
  | 'differs'
  /** Records of this goal are not on this device and no server result has arrived yet. */
  | 'waiting';

export interface GoalCard {
  readonly id: string;
  readonly name: string;
  readonly ownerType: OwnerType;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly type: GoalType;
  readonly metric: Metric | null;
  readonly direction: Direction;
  /** `currency`: minor units of `currency`; `count`: plain numbers; `percent`: basis points; `days`: hundredths of a day. */
  readonly unit: GoalUnit;
  readonly currency: string | null;
  readonly periodKind: PeriodKind;
  readonly periodStart: IsoDate;
  readonly periodEnd: IsoDate;
  /** "Q4 2026", "November 2026", "2026", … */
  readonly periodLabel: string;
  /** null is no data: nothing to divide by. */
  readonly value: number | null;
  readonly calculated: number | null;
  readonly adjusted: number;
  readonly target: number | null;
  /** The second, further aim; null without one. */
  readonly stretchTarget: number | null;
  /** Where a lower-is-better goal starts from. */
  readonly baseline: number | null;
  readonly attainment: number | null;
  readonly expected: number | null;
  readonly pace: number | null;
  readonly requiredPerDay: number | null;
  readonly remainingWorkingDays: number;
  readonly health: Health;
  readonly forecast: Forecast | null;
  readonly allocation: number | null;
  readonly state: ResultState;
  /** Running total at the end of each day from the start of the period to today, at most 60 evenly chosen points. */
  readonly spark: readonly (number | null)[];
  /** Share of the period's calendar days elapsed, 0–1: where the spark ends on the card's x axis. */
  readonly elapsed: number;
  readonly mayEdit: boolean;
}

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

/** A goal by name, to go to. */
export interface GoalLink {
  readonly id: string;
  readonly name: string;
  readonly ownerName: string;
}

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

/** What may be tried in a what-if. */
export interface WhatIfChoices {
  /** Open deals that would count in the goal, those that would add most first. */
  readonly deals: readonly WhatIfDealRow[];
  /** Kinds of activities of which more would count; empty where none would. */
  readonly activityKinds: readonly ActivityKind[];
  /** Whether the forecast looks at open deals, so that winning more of them changes it. */
  readonly hasPipeline: boolean;
  /** Why nothing can be tried; null where something can. */
  readonly problem: string | null;
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
  /** What it would add to the goal, in its unit; null where that can't be told. */
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

export interface DealRow {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly amountMinor: number | null;
  readonly currency: string;
  readonly stageId: string;
  readonly stageName: string;
  readonly stageKind: StageKind;
  readonly probability: number;
  readonly openedOn: IsoDate | null;
  readonly expectedCloseOn: IsoDate | null;
  readonly closedOn: IsoDate | null;
  readonly productId: string | null;
  readonly productName: string | null;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly note: string;
  /** Who has which share, in basis points; empty gives the owner the whole credit (rule R13). */
  readonly credits: readonly { readonly memberId: string; readonly shareBp: number }[];
  /** Changed here and not yet acknowledged by the server. */
  readonly toSend: boolean;
  readonly mayEdit: boolean;
}

export interface ActivityRow {
  readonly id: string;
  readonly kind: ActivityKind;
  readonly subject: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly completedAt: Instant | null;
  readonly completedOn: IsoDate | null;
  readonly dealId: string | null;
  readonly dealName: string | null;
  readonly toSend: boolean;
}

export interface TaskRow {
  readonly id: string;
  readonly title: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly dueOn: IsoDate | null;
  readonly completedAt: Instant | null;
  readonly dealId: string | null;
  readonly dealName: string | null;
  readonly isOverdue: boolean;
  readonly toSend: boolean;
}

export interface DashboardView {
  readonly today: IsoDate;
  readonly memberName: string;
  /** My own goals whose period includes today, most urgent first; for an admin or manager without own goals those of their teams. */
  readonly mine: readonly GoalCard[];
  /** The running goals above mine, up to the company. */
  readonly above: readonly GoalCard[];
  readonly tasksDue: readonly TaskRow[];
  readonly openDeals: { readonly count: number; readonly amountMinor: number; readonly closingSoon: readonly DealRow[] };
}

export interface TeamMemberRow {
  readonly memberId: string;
  readonly name: string;
  readonly role: Role;
  readonly goals: readonly GoalCard[];
  readonly openDeals: number;
  readonly lastActivityOn: IsoDate | null;
}
export interface TeamView {
  readonly id: string;
  readonly name: string;
  readonly managerNames: readonly string[];
  /** 0 for a team directly under the company. */
  readonly level: number;
  readonly goals: readonly GoalCard[];
  /** Members directly in this team today, those who need help first. */
  readonly members: readonly TeamMemberRow[];
}
export interface TeamPageView {
  readonly today: IsoDate;
  /** The teams this person reaches, a team before its sub-teams. */
  readonly teams: readonly TeamView[];
}

export interface DirectoryView {
  readonly companyName: string;
  readonly currency: string;
  readonly timeZone: string;
  /** How the company divides time, for choosing a period; calendar years and Monday weeks when absent. */
  readonly calendar?: Pick<Settings, 'timeZone' | 'fiscalYearStartMonth' | 'fiscalPattern' | 'weekStart' | 'workingWeekdays' | 'holidays'>;
  readonly members: readonly { readonly id: string; readonly name: string; readonly role: Role; readonly teamId: string | null }[];
  readonly teams: readonly {
    readonly id: string;
    readonly name: string;
    readonly parentTeamId: string | null;
    readonly mayEdit: boolean;
  }[];
  readonly stages: readonly { readonly id: string; readonly name: string; readonly kind: StageKind; readonly probability: number }[];
  readonly products: readonly { readonly id: string; readonly name: string; readonly listPriceMinor: number | null }[];
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
}

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

export interface ConflictMove {
  readonly at: Instant;
  readonly name: string;
}
/** A link that was set aside, with both sides (rule H11). */
export interface ConflictRow {
  readonly id: string;
  readonly goal: GoalCard;
  /** The goal it was put under, where it can't hang. */
  readonly wanted: GoalCard;
  /** Where it stands now; null at the top. */
  readonly standsUnder: GoalCard | null;
  readonly broken: readonly string[];
  readonly wantedBy: ConflictMove | null;
  /** null where nobody ever put it there: it stands at the top because nothing else is left. */
  readonly standsBy: ConflictMove | null;
  readonly choices: readonly { readonly kind: 'stay' | 'above'; readonly parent: GoalCard | null }[];
  /** Why this person can't settle it; null when they can. */
  readonly settleRefusal: string | null;
}

/** A recurring goal. */
export interface SeriesRow {
  readonly id: string;
  readonly name: string;
  readonly ownerType: OwnerType;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly type: GoalType;
  readonly metric: Metric | null;
  readonly unit: GoalUnit;
  readonly currency: string | null;
  readonly direction: Direction;
  readonly periodKind: PeriodKind;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate | null;
  /** The target of a goal that would start today. */
  readonly target: number | null;
  readonly state: 'active' | 'paused' | 'ended';
  readonly goalsMade: number;
  readonly currentGoalId: string | null;
  readonly parentName: string | null;
  readonly mayEdit: boolean;
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

/** How goals went; rates are in percent, null where there is nothing to divide by (rules L1–L7). */
export type AnalyticsView = GoalAnalytics;
export interface AnalyticsGoalsView {
  readonly total: number;
  /** The first of them. */
  readonly goals: readonly GoalCard[];
}

export interface RateRow {
  readonly id: string;
  readonly currency: string;
  readonly on: IsoDate;
  /** What one unit is worth, as decimal text: "1.0842". */
  readonly rate: string;
  readonly addedByName: string;
  readonly addedAt: Instant;
  /** The one that counts today. */
  readonly isInForce: boolean;
  /** A later entry for the same day stands instead. */
  readonly isReplaced: boolean;
}
export interface RatesView {
  /** What rates are in. */
  readonly currency: string;
  readonly rows: readonly RateRow[];
  readonly mayEdit: boolean;
}

export type ConnectionState = 'offline' | 'connecting' | 'syncing' | 'up_to_date';

export interface RefusalRow {
  readonly id: string;
  readonly at: Instant;
  /** What the person had changed, in words. */
  readonly change: string;
  readonly code: string;
  readonly reason: string;
  readonly whatToDo: string;
}

export interface StatusView {
  readonly connection: ConnectionState;
  /** Changes saved on this device and not yet acknowledged by the server. */
  readonly changesToSend: number;
  readonly refused: number;
  /** Last moment at which this device had everything the server had. */
  readonly upToDateAt: Instant | null;
  readonly serverUrl: string;
  readonly rooms: readonly { readonly name: string; readonly label: string; readonly toSend: number; readonly isSynced: boolean }[];
  /** Set when the device cannot write, e.g. its disk is full: what is wrong and what to do. */
  readonly storageProblem: string | null;
  /** Records kept aside because they are invalid, never counted (law 7). */
  readonly quarantined: number;
  /** Why there is no connection, when it is more than a missing network; the server's words. */
  readonly syncProblem?: string | null;
}

export type SessionView =
  | {
      readonly state: 'signed_out';
      readonly serverUrl: string;
      readonly serverReachable: boolean;
      readonly needsCompany: boolean /** Why signing in again is needed. */;
      readonly words?: string | null;
    }
  | {
      readonly state: 'signed_in';
      readonly memberId: string;
      readonly memberName: string;
      readonly role: Role;
      readonly companyName: string;
      readonly currency: string;
      readonly timeZone: string;
      readonly today: IsoDate;
      readonly reachesTeams: boolean;
      /** False until this device has received everything once. */
      readonly firstSyncDone: boolean;
      /** True when the company has no goals and no deals yet. */
      readonly isEmpty: boolean;
    };

export type Topic = 'session' | 'status' | 'goals' | 'deals' | 'activities' | 'tasks' | 'directory' | 'imports';
export interface LiveChange {
  readonly topics: readonly Topic[];
  /** Goals whose numbers changed; the page lets them light up. */
  readonly goalIds: readonly string[];
}
