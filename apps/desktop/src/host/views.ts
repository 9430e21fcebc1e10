import type {
  ActivityKind,
  Direction,
  Forecast,
  GoalType,
  GoalUnit,
  Health,
  Instant,
  IsoDate,
  Metric,
  OwnerType,
  PeriodKind,
  Role,
  Settings,
  StageKind,
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
}

export interface CountedRecordRow {
  readonly id: string;
  readonly collection: 'deals' | 'activities' | 'tasks';
  readonly name: string;
  readonly ownerName: string;
  readonly countsOn: IsoDate;
  /** What it adds to the goal, in the goal's unit. */
  readonly amount: number;
  /** Of a ratio what it adds to the denominator, else 1. */
  readonly weight: number;
  /** Which part of the deal's credit counts here, in percent. */
  readonly sharePercent: number;
  readonly accountName: string | null;
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
