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
} from '@fieldgoal/domain';
import type {
  ActivityRow,
  CountedRecordRow,
  DashboardView,
  DealRow,
  DirectoryView,
  GoalCard,
  GoalDetail,
  LiveChange,
  RefusalRow,
  SessionView,
  StatusView,
  TaskRow,
  TeamPageView,
} from './views.ts';

/** A page of a long list. */
export interface PageOf<T> {
  readonly total: number;
  readonly rows: readonly T[];
}

export interface DealFields {
  readonly name?: string | undefined;
  readonly amountMinor?: number | null | undefined;
  readonly stageId?: string | undefined;
  readonly expectedCloseOn?: IsoDate | null | undefined;
  readonly closedOn?: IsoDate | null | undefined;
  readonly productId?: string | null | undefined;
  readonly accountId?: string | null | undefined;
  readonly note?: string | undefined;
}

export interface NewGoal {
  readonly name: string;
  readonly ownerType: OwnerType;
  readonly ownerId: string;
  readonly type: GoalType;
  readonly periodKind: PeriodKind;
  readonly periodStart: IsoDate;
  readonly periodEnd: IsoDate;
  readonly target: number | null;
  readonly parentGoalId: string | null;
}

export interface JobRow {
  readonly name: 'snapshots' | 'sweep' | 'series';
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
 * (`EditRefused`) when they could not be made. Everything called `imports` and `jobs` needs the server.
 */
export interface HostService {
  session(): Promise<SessionView>;
  signIn(input: { serverUrl: string; email: string; password: string }): Promise<void>;
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
  refusals(): readonly RefusalRow[];
  retryRefusal(id: string): void;
  discardRefusal(id: string): void;
  /** Yields after every change that may alter what a page shows. */
  changes(signal: AbortSignal): AsyncIterable<LiveChange>;

  directory(): DirectoryView;
  dashboard(): DashboardView;
  team(): TeamPageView;

  goals(filter: {
    q?: string | undefined;
    ownerType?: OwnerType | undefined;
    type?: GoalType | undefined;
    running?: boolean | undefined;
  }): readonly GoalCard[];
  goal(goalId: string): GoalDetail | null;
  goalRecords(goalId: string, offset: number, limit: number): PageOf<CountedRecordRow>;
  createGoal(input: NewGoal): { readonly id: string };
  updateGoal(input: {
    goalId: string;
    name?: string | undefined;
    target?: number | null | undefined;
    status?: 'active' | 'cancelled' | undefined;
  }): void;
  adjustGoal(input: { goalId: string; kind: 'add' | 'set'; entered: number; justification: string; expiresOn: IsoDate | null }): void;
  revokeAdjustment(adjustmentId: string): void;

  /** All deals this device has, newest first; the table sorts and filters by itself. */
  deals(): readonly DealRow[];
  createDeal(fields: DealFields & { name: string; stageId: string }): { readonly id: string };
  updateDeal(dealId: string, fields: DealFields): void;
  /** Moves a deal to the first stage of that kind and dates it (today by default), or back to an open stage, which clears the date. */
  moveDeal(dealId: string, to: 'won' | 'lost' | 'open', closedOn?: IsoDate | undefined): void;
  deleteDeal(dealId: string): void;
  restoreDeal(dealId: string): void;

  activities(limit: number): readonly ActivityRow[];
  logActivity(input: { kind: ActivityKind; subject: string; dealId: string | null; completedAt: Instant | null }): { readonly id: string };
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
}
