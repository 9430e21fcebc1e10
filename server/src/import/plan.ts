import { type ImportFile, type ImportOptions, type ImportPreview, periodOf, workCalendar } from '@fieldgoal/domain';
import { type CurrentCompany, createDrafts, type PlanContext } from './context.ts';
import { earliestDate, readDealRows } from './deal-rows.ts';
import { type MappedFile, missingFields, readersOf, readFiles } from './files.ts';
import { planAccounts, planProducts } from './plan-catalog.ts';
import { planDeals } from './plan-deals.ts';
import { planGoals } from './plan-goals.ts';
import { planTeams } from './plan-teams.ts';
import { fileProblem, ProblemList } from './problems.ts';
import type { ChangeOf, RecordChange } from './record-change.ts';
import { type Breathe, DEFAULT_LIMITS, type TableLimits } from './table.ts';

/** Goals that are proposed while nobody has chosen otherwise. */
export const DEFAULT_GOAL_TEMPLATE = { types: ['revenue', 'deals'], growthPercent: 10 } as const satisfies ImportOptions['goalTemplate'];
const DEFAULT_OPTIONS: ImportOptions = { mappings: [], answers: {}, goalTemplate: DEFAULT_GOAL_TEMPLATE };
const DEEPEST_SETTING = 8;

/** Everything an import will write; nothing else happens. Records of `changes` are whole and valid. */
export interface ImportPlan {
  readonly changes: readonly RecordChange[];
  /** A deeper goal hierarchy, when the goals of the template need one; not among `changes`. */
  readonly settingsChange: ChangeOf<'settings'> | null;
}

export interface PlanProgress {
  readonly phase: 'reading' | 'checking';
  /** 0–1 over planning. */
  readonly done: number;
  readonly message: string;
}

export interface PlanRequest {
  readonly files: readonly ImportFile[];
  /** Null previews with guessed mappings, no answers and the default goal template. */
  readonly options: ImportOptions | null;
  readonly current: CurrentCompany;
  readonly now: string;
  /** Business date of `now` in the organization's time zone. */
  readonly today: string;
  readonly actorId: string;
  readonly importId: string;
  readonly newId: () => string;
  readonly limits?: TableLimits;
  readonly onProgress?: (progress: PlanProgress) => void;
  /** Gives other work a turn, e.g. `() => setImmediate()` of `node:timers/promises`; called every 2,000 rows. */
  readonly breathe?: Breathe;
}

export interface PlannedImport {
  readonly preview: ImportPreview;
  /** Null while there are errors or unanswered questions. */
  readonly plan: ImportPlan | null;
}

function planContext(request: PlanRequest, problems: ProblemList, breathe: Breathe): PlanContext {
  const { current, now, today, actorId, importId, newId, onProgress } = request;
  return {
    current,
    drafts: createDrafts(current),
    problems,
    questions: [],
    notices: [],
    options: request.options ?? DEFAULT_OPTIONS,
    now,
    today,
    actorId,
    importId,
    newId,
    breathe,
    advance: (done, message) => onProgress?.({ phase: done < 0.4 ? 'reading' : 'checking', done, message }),
  };
}

function planDepth(context: PlanContext, depth: number): ChangeOf<'settings'> | null {
  const before = context.current.directory.settings;
  if (depth <= before.maxGoalDepth) return null;
  if (depth > DEEPEST_SETTING) {
    const message = `The teams are nested so deep that goals would need ${depth} levels; at most ${DEEPEST_SETTING} are possible. Import without goals or flatten the teams.`;
    context.problems.add(fileProblem('', message));
    return null;
  }
  context.notices.push(`The depth of the goal hierarchy is raised from ${before.maxGoalDepth} to ${depth}.`);
  return { collection: 'settings', id: before.id, kind: 'update', record: { ...before, maxGoalDepth: depth }, before };
}

function countsOf({ drafts }: PlanContext): ImportPreview['counts'] {
  const counts = [
    { what: 'Managers', ...drafts.members.counts(({ role }) => role !== 'member') },
    { what: 'Members', ...drafts.members.counts(({ role }) => role === 'member') },
    { what: 'Teams', ...drafts.teams.counts() },
    { what: 'Team memberships', ...drafts.memberships.counts() },
    { what: 'Products', ...drafts.products.counts() },
    { what: 'Accounts', ...drafts.accounts.counts() },
    { what: 'Stages', ...drafts.stages.counts() },
    { what: 'Deals', ...drafts.deals.counts() },
    { what: 'Goals', ...drafts.goals.counts() },
    { what: 'Goal links', ...drafts.edges.counts() },
  ];
  return counts.filter(({ created, updated, unchanged }) => created + updated + unchanged > 0);
}

/** What must exist before what refers to it comes first. */
function allChanges({ drafts }: PlanContext): RecordChange[] {
  return [
    ...drafts.members.changes(),
    ...drafts.teams.changes(),
    ...drafts.memberships.changes(),
    ...drafts.products.changes(),
    ...drafts.accounts.changes(),
    ...drafts.stages.changes(),
    ...drafts.deals.changes(),
    ...drafts.goals.changes(),
    ...drafts.edges.changes(),
  ];
}

async function planRecords(context: PlanContext, mapped: readonly MappedFile[]): Promise<ChangeOf<'settings'> | null> {
  const { problems, today } = context;
  const calendar = workCalendar(context.current.directory.settings);
  const dealRows = await readDealRows(context, readersOf('deals', mapped, problems));
  // Memberships begin with the fiscal year of the first deal, so that every imported deal finds its team.
  const start = periodOf('year', earliestDate(dealRows) ?? today, calendar).start;
  const listed = planTeams(context, readersOf('teams', mapped, problems), start);
  planProducts(context, readersOf('products', mapped, problems));
  planAccounts(context, readersOf('accounts', mapped, problems));
  await context.breathe();
  const dealIds = await planDeals(context, dealRows);
  context.advance(0.95, 'Goals');
  await context.breathe();
  return planDepth(context, planGoals(context, listed, dealIds, calendar));
}

/**
 * Decides what an import of CRM exports would do; writes nothing.
 *
 * Shape:  files, options and the company as it is → a preview for people and, when it can run, the plan.
 *         Rows are matched by external id (deals) or name (all else), so that the same files planned again change nothing.
 * Units:  amounts in minor units of the organization's currency; dates are business dates.
 * Errors: all in `preview.problems`, never thrown. One error, or one question without an answer, and there is no plan.
 */
export async function planImport(request: PlanRequest): Promise<PlannedImport> {
  const problems = new ProblemList();
  const breathe = request.breathe ?? (async () => {});
  const context = planContext(request, problems, breathe);
  context.advance(0, 'Reading files');
  if (request.files.length === 0) problems.add(fileProblem('', 'No files were chosen. Choose one or more CSV files.'));
  const { previews, mapped } = await readFiles(
    request.files,
    context.options.mappings,
    request.limits ?? DEFAULT_LIMITS,
    problems,
    breathe,
  );
  const used = mapped.filter(({ mapping }) => mapping.kind !== null);
  if (request.files.length > 0 && used.length === 0 && !problems.hasErrors) {
    problems.add(fileProblem('', 'None of the files can be imported as it is. Choose what at least one of them holds.'));
  }
  // Rows are looked at only when the columns are clear: everything else would be a consequence.
  const areColumnsClear = used.length > 0 && used.every((file) => missingFields(file).length === 0);
  context.advance(0.4, 'Checking rows');
  const settingsChange = areColumnsClear ? await planRecords(context, used) : null;
  const canRun = !problems.hasErrors && context.questions.length === 0;
  const preview: ImportPreview = {
    files: previews,
    counts: countsOf(context),
    notices: context.notices,
    questions: context.questions,
    problems: problems.listed(),
    moreProblems: problems.more,
    canRun,
  };
  context.advance(1, 'Checked');
  return { preview, plan: canRun ? { changes: allChanges(context), settingsChange } : null };
}
