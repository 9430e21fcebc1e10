import { createAdminService } from './admin-service.ts';
import { EditRefused } from './edit-refused.ts';
import { adjustGoal, revokeAdjustment } from './edits/adjustment-edits.ts';
import { createDeal, deleteDeal, moveDeal, restoreDeal, setCredits, updateDeal } from './edits/deal-edits.ts';
import { createGoal, updateGoal } from './edits/goal-edits.ts';
import { linkGoals, previewLinks, settleConflict, undoLinks } from './edits/link-edits.ts';
import { makePlan, undoPlan } from './edits/plan-edits.ts';
import { addRate, removeRate, restoreRate } from './edits/rate-edits.ts';
import { updateSettings } from './edits/settings-edits.ts';
import { discardRefusal, retryRefusal } from './edits/refusal-edits.ts';
import { createSeries, updateSeries } from './edits/series-edits.ts';
import { setTargets, undoTargets } from './edits/target-edits.ts';
import { editsView, redoEdit, undoEdit } from './edits/undo-edits.ts';
import { completeTask, createTask, deleteActivity, logActivity, updateActivity } from './edits/work-edits.ts';
import type { LiveHub } from './live.ts';
import { analyticsGoals, analyticsView } from './pages/analytics.ts';
import { conflictCount, conflictRows } from './pages/conflicts.ts';
import { calibrationView } from './pages/calibration.ts';
import { dashboard } from './pages/dashboard.ts';
import { dealById, dealWindow, NO_DEALS } from './pages/deals.ts';
import { directoryView, EMPTY_DIRECTORY } from './pages/directory.ts';
import { explanationView, goalRecords } from './pages/explanation.ts';
import { forecastModels } from './pages/forecast-models.ts';
import { goalDetail } from './pages/goal-detail.ts';
import { EMPTY_GOAL_FORM, goalForm, goalTerms } from './pages/goal-form.ts';
import { goalCards } from './pages/goals.ts';
import { dropTargets, goalTree, parentChoices } from './pages/hierarchy.ts';
import { planView } from './pages/plan.ts';
import { ratesView } from './pages/rates.ts';
import { settingsView } from './pages/settings.ts';
import { refusalRows } from './pages/refusals.ts';
import { searchView } from './pages/search.ts';
import { seriesRows } from './pages/series.ts';
import { signedInView, signedOutView } from './pages/session-view.ts';
import { statusView, statusWithoutData } from './pages/status.ts';
import { EMPTY_GRID, targetGrid } from './pages/target-grid.ts';
import { teamPage } from './pages/team.ts';
import { waterfallView } from './pages/waterfall.ts';
import { NOTHING_TO_TRY, whatIfChoices, whatIfView } from './pages/what-if.ts';
import { activityRows, taskRows } from './pages/work.ts';
import type { HostService } from './service.ts';
import { ServerCallError } from './session/server-api.ts';
import { inWords, type Session } from './session/session.ts';
import type { Workspace } from './workspace.ts';
import type { WorkspaceKeeper } from './workspace-keeper.ts';

export interface ServiceParts {
  readonly session: Session;
  readonly keeper: WorkspaceKeeper;
  readonly live: LiveHub;
  readonly nowInstant: () => string;
}

/** Joins the pages, the edits and the calls to the server into what the API serves. */
export function createHostService({ session, keeper, live, nowInstant }: ServiceParts): HostService {
  /** What a page shows: `empty` until the organization's settings have arrived. */
  const show = <T>(view: (workspace: Workspace) => T, empty: T): T => {
    const workspace = keeper.current;
    return workspace?.replica.isReady() === true ? view(workspace) : empty;
  };
  const edit = <T>(make: (workspace: Workspace) => T): T => {
    const workspace = keeper.current;
    if (workspace === null)
      throw new EditRefused(keeper.problem?.message ?? 'Nobody is signed in on this device. Sign in, then try again.');
    if (!workspace.replica.isReady())
      throw new EditRefused('This device has not received the company yet. Connect it to the server once, then try again.');
    return make(workspace);
  };
  const signedIn = async (signIn: Promise<void>): Promise<void> => {
    await signIn;
    await keeper.follow();
    if (keeper.problem !== null) throw new EditRefused(keeper.problem.message);
  };

  return {
    session: async () => (session.member === null ? signedOutView(session) : signedInView(session.member, keeper.current, nowInstant())),
    signIn: (input) => signedIn(session.signIn(input)),
    join: (input) => signedIn(session.join(input)),
    createCompany: (input) => signedIn(session.createCompany(input)),
    signOut: async () => {
      await session.signOut();
      await keeper.follow();
    },

    status: () =>
      keeper.current === null
        ? statusWithoutData(session.serverUrl, keeper.problem?.message ?? session.storeProblem)
        : statusView(keeper.current, session.serverUrl, session.storeProblem),
    retrySync: () => keeper.current?.sync?.retryNow(),
    refusals: () => show(refusalRows, []),
    retryRefusal: (id) => edit((workspace) => retryRefusal(workspace, id)),
    discardRefusal: (id) => edit((workspace) => discardRefusal(workspace, id)),
    changes: (signal) => live.changes(signal),

    edits: () => show(editsView, { undo: null, redo: null }),
    undoEdit: (id) => edit((workspace) => undoEdit(workspace, id)),
    redoEdit: (id) => edit((workspace) => redoEdit(workspace, id)),

    search: (typed) => show((workspace) => searchView(workspace, typed), { groups: [] }),
    notifications: () => show((workspace) => workspace.inbox.view(), { unread: 0, rows: [] }),
    markNotificationsRead: (id) => edit((workspace) => workspace.inbox.markRead(id)),

    directory: () => show(directoryView, EMPTY_DIRECTORY),
    dashboard: () =>
      show(dashboard, {
        today: nowInstant().slice(0, 10),
        memberName: session.member?.name ?? '',
        mine: [],
        above: [],
        moves: [],
        tasksDue: [],
        openDeals: { count: 0, amountMinor: 0, closingSoon: [] },
      }),
    team: () => show(teamPage, { today: nowInstant().slice(0, 10), teams: [] }),

    goals: (filter) => show((workspace) => goalCards(workspace, filter), []),
    goal: (goalId) => show((workspace) => goalDetail(workspace, goalId), null),
    goalRecords: (goalId, offset, limit, through) =>
      show((workspace) => goalRecords(workspace, goalId, offset, limit, through), { total: 0, rows: [] }),
    explanation: (goalId) => show((workspace) => explanationView(workspace, goalId), null),
    waterfall: (goalId, from, to) => show((workspace) => waterfallView(workspace, goalId, from, to), null),
    calibration: (goalId) => show((workspace) => calibrationView(workspace, goalId), { score: null, goals: [] }),
    forecastModels: (goalId) => show((workspace) => forecastModels(workspace, goalId), []),
    whatIfChoices: (goalId) => show((workspace) => whatIfChoices(workspace, goalId), NOTHING_TO_TRY),
    whatIf: (input) => show((workspace) => whatIfView(workspace, input), { rows: [] }),
    recalculateGoal: async (goalId) => {
      edit(({ replica }) => replica.recalculate([goalId, ...replica.goalIndex().ancestorsOf(goalId)]));
      live.announce(['goals'], [goalId]);
      return session.api.recalculateGoal(goalId).then(
        () => ({ by: 'server' }) as const,
        (error: unknown) => {
          // What the device computed stands until the server can be asked; any other answer is told.
          if (error instanceof ServerCallError && error.kind === 'unreachable') return { by: 'device' } as const;
          throw error instanceof Error ? new EditRefused(error.message) : error;
        },
      );
    },
    createGoal: (input) => edit((workspace) => createGoal(workspace, input)),
    updateGoal: (input) => edit((workspace) => updateGoal(workspace, input)),
    adjustGoal: (input) => edit((workspace) => adjustGoal(workspace, input)),
    revokeAdjustment: (id) => edit((workspace) => revokeAdjustment(workspace, id)),
    recalculate: () => edit((workspace) => ({ changed: workspace.recalculate() })),
    goalTerms: (goalId) => show((workspace) => goalTerms(workspace, goalId), null),
    goalForm: () => show(goalForm, EMPTY_GOAL_FORM),

    goalTree: (filter) => show((workspace) => goalTree(workspace, filter), { rows: [], matching: 0, conflicts: 0 }),
    parentChoices: (goalIds, q) => show((workspace) => parentChoices(workspace, goalIds, q), { choices: [], leftOff: 0 }),
    dropTargets: (goalIds) => show((workspace) => dropTargets(workspace, goalIds), { refused: [] }),
    previewLinks: (wish) => edit((workspace) => previewLinks(workspace, wish)),
    linkGoals: (wish) => edit((workspace) => linkGoals(workspace, wish)),
    undoLinks: (requests) => edit((workspace) => undoLinks(workspace, requests)),
    conflicts: () => show(conflictRows, []),
    conflictCount: () => show(conflictCount, 0),
    settleConflict: (input) => edit((workspace) => settleConflict(workspace, input)),

    plan: (input) => edit((workspace) => planView(workspace, input)),
    makePlan: (input) => edit((workspace) => makePlan(workspace, input)),
    undoPlan: (goalIds) => edit((workspace) => undoPlan(workspace, goalIds)),
    targetGrid: (choice) => show((workspace) => targetGrid(workspace, choice), EMPTY_GRID),
    setTargets: (input) => edit((workspace) => setTargets(workspace, input)),
    undoTargets: (undo) => edit((workspace) => undoTargets(workspace, undo)),

    series: () => show(seriesRows, []),
    createSeries: (input) => edit((workspace) => createSeries(workspace, input)),
    updateSeries: (input) => edit((workspace) => updateSeries(workspace, input)),

    analytics: (choice) => show((workspace) => analyticsView(workspace, choice), null),
    analyticsGoals: (choice, set) => show((workspace) => analyticsGoals(workspace, choice, set), { total: 0, goals: [] }),

    companySettings: () => show(settingsView, null),
    updateSettings: (change) => edit((workspace) => updateSettings(workspace, change)),

    rates: () => show(ratesView, { currency: 'USD', rows: [], mayEdit: false }),
    addRate: (input) => edit((workspace) => addRate(workspace, input)),
    removeRate: (id) => edit((workspace) => removeRate(workspace, id)),
    restoreRate: (id) => edit((workspace) => restoreRate(workspace, id)),

    deal: (dealId) => show((workspace) => dealById(workspace, dealId), null),
    deals: (query) => show((workspace) => dealWindow(workspace, query), NO_DEALS),
    createDeal: (fields) => edit((workspace) => createDeal(workspace, fields)),
    updateDeal: (dealId, fields) => edit((workspace) => updateDeal(workspace, dealId, fields)),
    moveDeal: (dealId, to, closedOn) => edit((workspace) => moveDeal(workspace, dealId, to, closedOn)),
    setCredits: (dealId, credits) => edit((workspace) => setCredits(workspace, dealId, credits)),
    deleteDeal: (dealId) => edit((workspace) => deleteDeal(workspace, dealId)),
    restoreDeal: (dealId) => edit((workspace) => restoreDeal(workspace, dealId)),

    activities: (limit, owner) => show((workspace) => activityRows(workspace, limit, owner), []),
    logActivity: (input) => edit((workspace) => logActivity(workspace, input)),
    updateActivity: (input) => edit((workspace) => updateActivity(workspace, input)),
    deleteActivity: (activityId) => edit((workspace) => deleteActivity(workspace, activityId)),
    tasks: () => show(taskRows, []),
    createTask: (input) => edit((workspace) => createTask(workspace, input)),
    completeTask: (taskId, isDone) => edit((workspace) => completeTask(workspace, taskId, isDone)),

    previewImport: (files, options) => inWords(session.api.previewImport(files, options)),
    startImport: async (files, options) => {
      const started = await inWords(session.api.startImport(files, options));
      live.announce(['imports']);
      return started;
    },
    importProgress: (importId) => inWords(session.api.importProgress(importId)),
    imports: () => inWords(session.api.imports()),
    undoImport: async (importId) => {
      await inWords(session.api.undoImport(importId));
      live.announce(['imports']);
    },
    jobs: () => inWords(session.api.jobs()),
    runJob: async (name) => {
      await inWords(session.api.runJob(name));
      live.announce(['imports']);
    },
    admin: createAdminService(session, keeper),
  };
}
